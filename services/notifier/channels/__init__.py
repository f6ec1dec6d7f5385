"""The ways a brief reaches a person, one file each."""
