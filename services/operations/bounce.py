"""The command for bounces: reads one report, and says of which letter it tells."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from services.notifier.channels.bounce_report import read_report
from services.notifier.domain.envelope import EnvelopeSenders
from services.notifier.main import open_bounces
from services.notifier.settings import NotifierSettings
from shared.adapters.factory import open_log
from shared.errors import NotFound, TransientError
from shared.logs import configure_logs

TAKEN, NOT_OURS = 0, 1
LATER = 75
"""What mail systems know as EX_TEMPFAIL: they hand it in again."""


def run_bounce(content: bytes, recipient: str, data_dir: Path | None) -> int:
    """Take a report.

    Args:
        content: the report, as it was received.
        recipient: to whom it came, where the mail system says so.
        data_dir: where everything is kept; None for what the environment says.

    Returns:
        The exit status: `TAKEN`, `NOT_OURS` or `LATER`.
    """
    configure_logs()
    settings = NotifierSettings.read(data_dir=data_dir)
    senders = EnvelopeSenders(settings.mail_from, settings.secret)
    report = read_report(content, senders.letter, recipient)
    if report.letter is None:
        click.echo("rapport: this names no letter of ours", err=True)
        return NOT_OURS
    if report.status is None:
        click.echo(f"letter {report.letter}: nothing has failed, or not yet")
        return TAKEN
    try:
        with closing(open_log(settings)) as log, open_bounces(settings, log) as bounces:
            said = bounces.bounced(report.letter, report.status)
    except (NotFound, TransientError) as error:
        click.echo(f"rapport: letter {report.letter}: {error}", err=True)
        return LATER
    final = "; nobody is written to at that address any more" if said.reach else ""
    click.echo(f"letter {report.letter}: {said.why}{final}")
    return TAKEN
