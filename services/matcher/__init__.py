"""From profiles to introductions."""
