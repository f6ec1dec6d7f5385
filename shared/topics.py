"""The topics of the log: their names, and nothing else."""

EVENTS = "rapport.events.v1"
PROFILES = "rapport.profiles.v1"
CONTACTS = "rapport.contacts.v1"
INTRODUCTIONS = "rapport.introductions.v1"
ANSWERS = "rapport.answers.v1"
DELIVERIES = "rapport.deliveries.v1"
WISHES = "rapport.wishes.v1"
DEAD_LETTERS = "rapport.dead-letters.v1"

ALL = (EVENTS, PROFILES, CONTACTS, INTRODUCTIONS, ANSWERS, DELIVERIES, WISHES, DEAD_LETTERS)

SWEEP = "sweep"
"""The key of a tombstone about nothing: brokers compact only what something came after."""
