"""Every word of a letter that nobody stated, in one place, as a catalogue wants it."""

from __future__ import annotations

from datetime import datetime
from gettext import NullTranslations

from babel.dates import format_skeleton, format_time, get_timezone_name

from services.notifier.domain.people import NAMELESS
from services.notifier.domain.wording import label
from shared.event_times import starts_at, zone_of
from shared.messages import EventSettings

LANGUAGE = "en"
_LOCALE = "en_GB"
_catalogue = NullTranslations()
_, _n = _catalogue.gettext, _catalogue.ngettext


def subject(names: list[str], event: str) -> str:
    """Say whom a letter is about; by name where it is one person."""
    if len(names) == 1 and names[0] != NAMELESS:
        return _("Meet {name} at {event}").format(name=names[0], event=event)
    text = _n("One person to meet at {event}", "{count} people to meet at {event}", len(names))
    return text.format(count=len(names), event=event)


def invite_subject(event: str) -> str:
    """Ask for three answers."""
    return _("Three answers, and we can introduce you at {event}").format(event=event)


def change_subject(event: str, *, called_off: bool) -> str:
    """Say what became of an event."""
    text = _("{event} is called off") if called_off else _("{event}: a new time or place")
    return text.format(event=event)


def preview_subject(subject: str, name: str) -> str:
    """Mark a letter that goes to the organiser in place of its reader."""
    return _("[Preview, as {name} gets it] {subject}").format(name=name, subject=subject)


def greeting(name: str) -> str:
    """Open a letter."""
    return _("Hello,") if name == NAMELESS else _("Hello {name},").format(name=name)


def introductions_opening(count: int) -> str:
    """Say what the cards are, and what to do with them."""
    return _n(
        "We think that you two would both gain from fifteen minutes together. Read the brief,"
        " which takes a minute, and say whether you would like to meet. Nobody is told who said"
        " no.",
        "We think that you and each of these people would both gain from fifteen minutes"
        " together. Read the briefs, which take a minute each, and say whom you would like to"
        " meet. Nobody is told who said no.",
        count,
    )


def invite_opening() -> str:
    """Say why there is nobody to meet yet."""
    return _(
        "People who come to this event are introduced to each other where both would gain from"
        " it. Of you we know too little for that. Three short answers are enough: what you care"
        " about, what you can help with, and what you would love help with."
    )


def change_opening(*, called_off: bool) -> str:
    """Say what is different from the letter before."""
    if called_off:
        return _("The event that we wrote to you about does not take place.")
    return _(
        "The event that we wrote to you about has a new time or place. What stands above holds."
    )


def ended(names: list[str]) -> str:
    """Say who is not to be met, without a reason."""
    return _("Not this time after all: {names}").format(names=", ".join(names))


def somebody() -> str:
    """Name who is forgotten."""
    return _("somebody whom we had named")


def read_brief() -> str:
    """Name the link to a brief."""
    return _("Read the brief")


def yes(name: str) -> str:
    """Name the link that says yes."""
    return _("Yes, meet {name}").format(name=name)


def not_this_time(name: str = "") -> str:
    """Name the link that says no; with a name, for who hears it without seeing the card."""
    return _("Not this time: {name}").format(name=name) if name else _("Not this time")


def answer_questions() -> str:
    """Name the link to the three questions."""
    return _("Give three answers")


def why(event: str, organiser: str) -> str:
    """Say why somebody gets a letter."""
    if organiser:
        text = _(
            "You get this letter because you are on the list of attendees of {event}, which"
            " {organiser} asked us to introduce to each other."
        )
    else:
        text = _("You get this letter because you are on the organiser's list for {event}.")
    return text.format(event=event, organiser=organiser)


def privacy() -> str:
    """Name the privacy notice."""
    return _("Privacy notice")


def change_profile() -> str:
    """Name the link to one's own page."""
    return _("Change what others see of you")


def hide() -> str:
    """Name the link that takes one out."""
    return _("Hide me: introduce me to nobody")


def unsubscribe() -> str:
    """Name the link that ends all mail."""
    return _("No more mail about this event")


def when(settings: EventSettings) -> str:
    """Say when an event is, in its own time zone."""
    start = starts_at(settings)
    zone = zone_of(settings)
    name = "UTC" if zone.key == "UTC" else get_timezone_name(start, locale=_LOCALE)
    return _("{time} ({zone})").format(time=_span(start, settings), zone=name)


def _span(start: datetime, settings: EventSettings) -> str:
    if settings.ends_at is None:
        return _("{day}, from {start}").format(day=_day(start), start=_time(start))
    end = settings.ends_at
    end = (end if end.tzinfo else end.replace(tzinfo=start.tzinfo)).astimezone(start.tzinfo)
    if end.date() == start.date():
        return f"{_day(start)}, {_time(start)}\u2013{_time(end)}"
    return f"{_day(start)}, {_time(start)} \u2013 {_day(end)}, {_time(end)}"


def _day(moment: datetime) -> str:
    return format_skeleton("yMMMMEEEEd", moment, locale=_LOCALE)


def _time(moment: datetime) -> str:
    return format_time(moment, "short", locale=_LOCALE)


def event_name(settings: EventSettings) -> str:
    """Give the event's name on one line."""
    return label(settings.name, 20)
