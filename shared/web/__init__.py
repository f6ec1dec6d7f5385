"""The frame of every HTTP side: identity, errors, health, layout."""
