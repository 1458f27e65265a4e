"""Where it is kept: the encrypted data file, its keys, its lock, its history and its backups."""
