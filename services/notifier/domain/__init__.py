"""What a brief says and when it is due: rules only."""
