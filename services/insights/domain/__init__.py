"""What the figures of an event are: rules only."""
