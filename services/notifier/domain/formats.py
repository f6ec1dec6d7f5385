"""Which kind of meeting suits both."""

from __future__ import annotations

from services.notifier.domain.lines import Line
from services.notifier.domain.wording import label, listed
from shared.messages import EventSettings, Format

_ORDER: tuple[Format, ...] = ("in_person", "video", "phone")
_WORDS: dict[Format, str] = {"in_person": "in person", "video": "by video", "phone": "by phone"}


def shared_format(recipient: tuple[Format, ...], counterpart: tuple[Format, ...]) -> Format | None:
    """Choose one format for both, the same from either side.

    Args:
        recipient: what suits the recipient; empty when not stated.
        counterpart: what suits the counterpart; empty when not stated.

    Returns:
        The most personal one that both stated, or that the only one who stated any did;
        in person when neither did; None when they have none in common.
    """
    suits = set(recipient or counterpart or _ORDER) & set(counterpart or recipient or _ORDER)
    return next((kind for kind in _ORDER if kind in suits), None)


def format_line(
    recipient: tuple[Format, ...],
    counterpart: tuple[Format, ...],
    name: str,
    settings: EventSettings | None,
) -> Line:
    """Propose how to meet.

    Args:
        recipient: what suits the recipient; empty when not stated.
        counterpart: what suits the counterpart; empty when not stated.
        name: what the brief calls the counterpart.
        settings: the event's, when known.
    """
    chosen = shared_format(recipient, counterpart)
    if chosen is None:
        text = (
            f"You prefer to meet {_either(recipient)}, {name} {_either(counterpart)}. Nothing suits"
            f" both as it stands: ask {name} which of these would be easiest."
        )
        return Line(text, f"your and {name}'s profiles: formats")
    return Line(
        _proposal(chosen, recipient, counterpart, name) + _suggestion(chosen, settings),
        _source(recipient, counterpart, name),
    )


def _either(formats: tuple[Format, ...]) -> str:
    return " or ".join(_WORDS[kind] for kind in _ORDER if kind in formats)


def _proposal(
    chosen: Format, recipient: tuple[Format, ...], counterpart: tuple[Format, ...], name: str
) -> str:
    if recipient and counterpart:
        return f"Meeting {_WORDS[chosen]} suits you both: "
    if counterpart:
        return f"Meeting {_WORDS[chosen]} suits {name}, and you have not said what suits you: "
    if recipient:
        return f"Meeting {_WORDS[chosen]} suits you; ask whether it suits {name} too: "
    return "Neither of you has said what suits you. An easy start: "


def _suggestion(chosen: Format, settings: EventSettings | None) -> str:
    if chosen == "phone":
        return "a call of 15 minutes is plenty."
    if chosen == "video":
        return "a video call of 20 minutes is plenty."
    place = f"at {label(settings.name, 10)}" if settings else "at the event"
    return f"15 minutes {place}, away from the crowd."


def _source(recipient: tuple[Format, ...], counterpart: tuple[Format, ...], name: str) -> str:
    owners = [owner for owner, said in (("your", recipient), (f"{name}'s", counterpart)) if said]
    if not owners:
        return "no formats on either profile: a suggestion"
    return f"{listed(owners)} profile{'s' * (len(owners) > 1)}: formats"
