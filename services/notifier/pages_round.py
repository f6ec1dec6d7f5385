"""The page of a round: what would be sent, to whom, and the organiser's word on it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request

from services.notifier.handlers import Notifier
from services.notifier.round_states import SHOWN, needed, proposed_day, round_state
from shared.errors import Refused
from shared.event_times import zone_of
from shared.events import Event
from shared.round_gate import RoundGate
from shared.web.events import owned_event

_ASKED = ("release", "drop")
_LEADS_TO = {
    "release": {"released", "planned"},
    "hold": {"held"},
    "drop": {"dropped"},
}


def add_round_pages(pages: Blueprint, notifier: Notifier, *, mails: bool) -> None:
    """Add the page of a round, and the one that asks once more.

    Args:
        pages: takes them.
        notifier: knows the round.
        mails: whether letters leave through a mail server.
    """

    def page(template: str, event: Event, **more: object) -> str:
        now = notifier.now()
        state = round_state(notifier.view, event, now)
        return render_template(
            template,
            event=event,
            round=state,
            needed=needed(event, now, mails=mails),
            proposed=proposed_day(event, now),
            planned=_planned(event, state.gate),
            shown=SHOWN,
            unheard=state.gate.state
            not in _LEADS_TO.get(str(more.get("said")), {state.gate.state}),
            **more,
        )

    @pages.get("/events/<string:event>/round")
    def round_page(event: str) -> str:
        said = request.args.get("said", "")
        return page("round.html", owned_event(notifier.view.events, event), said=said)

    @pages.get("/events/<string:event>/round/confirm")
    def confirm(event: str) -> str:
        owned = owned_event(notifier.view.events, event)
        do = request.args.get("do", "")
        if do not in _ASKED:
            raise Refused("choose to release or to drop")
        at = request.args.get("not_before", "").strip()
        repairs = request.args.get("repairs") == "true"
        day = _written(event=owned, at=at)
        return page("round_confirm.html", owned, do=do, at=at, day=day, repairs=repairs)


def _written(event: Event, at: str) -> str:
    """Write a day that was chosen; empty for now."""
    if not at:
        return ""
    try:
        chosen = datetime.fromisoformat(at)
    except ValueError as error:
        raise Refused("choose a day and an hour") from error
    return f"{chosen:%-d %B %Y, %H:%M} ({event.settings.time_zone.replace('_', ' ')})"


def _planned(event: Event, gate: RoundGate) -> str:
    release = gate.release
    if gate.state != "planned" or release is None or release.not_before is None:
        return ""
    at = release.not_before.astimezone(zone_of(event.settings))
    return _written(event, f"{at:%Y-%m-%dT%H:%M}")
