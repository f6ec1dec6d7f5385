"""The errors that every part of the house tells apart."""


class RapportError(Exception):
    """What Rapport itself found wrong; its text is fit to be shown to a user."""


class TransientError(RapportError):
    """What may work a moment later: a busy file, a broker that restarts."""


class InvalidMessage(RapportError):
    """A record that no reader can understand, however often it tries."""


class NotFound(RapportError):
    """There is no such thing, or it is not the asker's."""


class Refused(RapportError):
    """The request can be read and can't be granted as it is; the text says what to change."""


class Conflict(RapportError):
    """The request contradicts what was done before."""


class NotAllowed(RapportError):
    """The identity is known and may not do this."""
