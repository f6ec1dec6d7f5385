"""The errors that every part of the house tells apart."""


class RapportError(Exception):
    """What Rapport itself found wrong; its text is fit to be shown to a user."""


class TransientError(RapportError):
    """What may work a moment later: a busy file, a broker that restarts."""


class InvalidMessage(RapportError):
    """A record that no reader can understand, however often it tries."""
