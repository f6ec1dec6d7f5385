"""From every message to the organiser's figures."""
