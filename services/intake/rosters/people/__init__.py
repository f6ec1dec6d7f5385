"""A table's rows as people, each once, under the columns as they are mapped."""
