"""The command that makes the topics on the brokers."""

from __future__ import annotations

import click

from shared.adapters.factory import open_topics
from shared.logs import configure_logs
from shared.settings import Settings


def run_topics() -> None:
    """Make the brokers' topics, mend those that are set otherwise, and say what was done."""
    configure_logs()
    for name, done in open_topics(Settings.read_without_secret()).make():
        click.echo(f"{name}: {done}")
