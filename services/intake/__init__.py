"""From an organiser's roster to profiles and contacts."""
