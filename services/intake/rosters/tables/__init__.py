"""Raw rows as a table: which row names the columns, and which rows below it are people."""
