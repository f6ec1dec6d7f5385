"""Files that organisers upload, read defensively."""
