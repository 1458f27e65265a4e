"""What people do: each service is one thing someone at the office does, with its rules."""
