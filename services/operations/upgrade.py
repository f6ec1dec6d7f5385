"""Brings what an earlier version left up to date: each service's views, built anew beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click

from services.operations.composition import Composition
from services.operations.rebuild import follow
from shared.adapters.factory import open_log
from shared.errors import RapportError, Refused
from shared.log import Log
from shared.logs import configure_logs
from shared.service import Service
from shared.settings import Settings


class NewerViews(RapportError):
    """A newer version of Rapport has taken over."""


def run_upgrade(
    data_dir: Path | None, names: Sequence[str], *, only_check: bool, back: bool
) -> bool:
    """Bring services' views up to date, and say what was done.

    Args:
        data_dir: where everything is kept; None for what the environment says.
        names: of the services.
        only_check: do nothing, and say what there is to do.
        back: take over from a newer version, too.

    Returns:
        Whether nothing is left to do.

    Raises:
        NewerViews: a newer version has taken over, and is not to be taken over from.
        Refused: processes of another version are running.
    """
    configure_logs()
    with ExitStack() as stack:
        log = stack.enter_context(closing(open_log(Settings.read(data_dir=data_dir))))
        composition = Composition(log=log, data_dir=data_dir)
        services = [stack.enter_context(closing(composition.service(name))) for name in names]
        if not only_check:
            bring_up_to_date(services, log, back=back)
        states = {service.name: service.cutover.state() for service in services}
        for name, state in states.items():
            click.echo(f"{name}: {_SAID[state]}")
    return set(states.values()) == {"current"}


_SAID = {
    "current": "up to date",
    "building": "to be built anew from the log, which `rapport serve` or a worker does by itself",
    "superseded": "used by a newer version of Rapport; start that one",
}


def bring_up_to_date(services: Iterable[Service], log: Log, *, back: bool = False) -> None:
    """Build the views that are another version's, and let go of what was there before.

    Args:
        services: whose views.
        log: what they are built from.
        back: take over from a newer version, too.

    Raises:
        NewerViews: a newer version has taken over, and is not to be taken over from.
        Refused: processes of another version are running.
        TransientError: the log or a store did not answer, even after retries.
    """
    for service in services:
        state = service.cutover.state()
        if state == "superseded" and not back:
            raise NewerViews(
                f"a newer version of Rapport has worked on this ({service.name}): start that one,"
                " or let this one take over again: rapport upgrade --back"
            )
        if service.cutover.others_reading():
            raise Refused(
                f"another version of {service.name} is running on this; stop it, and try again"
            )
        if state == "superseded":
            service.cutover.take_back()
        if state != "current":
            click.echo(f"{service.name}: building version {service.cutover.version}", err=True)
            follow(service, log)
            service.cutover.take_over()
        service.cutover.drop_others()
