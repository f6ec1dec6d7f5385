"""Rapport on files alone, without servers, log or store: match, score, explain, industries."""
