"""What goes in and out: lists that are read in, and everything written to one workbook."""
