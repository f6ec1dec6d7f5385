"""Rapport as it is run: serving, a first event, topics, rebuilding, dead letters."""
