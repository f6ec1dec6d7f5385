"""A file as raw rows: what it really is, its characters, its delimiter, its sheets."""
