"""What an attendee list means: rules only, no files, no clock."""
