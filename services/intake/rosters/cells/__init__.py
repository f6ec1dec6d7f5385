"""A cell as a value: a line, an address, a name, phrases, ways of meeting, a status."""
