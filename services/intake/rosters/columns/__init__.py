"""A table's columns as fields: what headers say, and what the cells say about them."""
