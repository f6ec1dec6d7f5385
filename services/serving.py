"""Serves Rapport: all of it in one process, or one side of one service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shared.adapters.sqlite_log import SqliteLog
from shared.log import Log
from shared.logs import configure_logs
from shared.running import Runner
from shared.service import Service
from shared.web.app import create_app
from shared.web.events import PATIENCE_S
from shared.web.identity import Tokens


def serve_embedded(
    *, data_dir: Path | None, port: int | None, start: bool, roster: Path | None
) -> bool:
    """Run all four services in this process.

    Args:
        data_dir: where everything is kept; None for what the environment says.
        port: where to listen; None for what the environment says.
        start: whether to open an event at once.
        roster: its list; None for the sample.

    Returns:
        Whether everything ended as it was asked to.

    Raises:
        RapportError: the roster can't be used, or the address is taken.
    """
    from services.embedded import build_embedded
    from services.notifier.settings import NotifierSettings
    from services.starting import Start, facts_of

    settings = NotifierSettings.read(
        data_dir=data_dir, port=port, facts_file=facts_of(start, roster)
    )
    configure_logs()
    begin = Start(roster)
    embedded = build_embedded(settings, stages=begin.stages)
    runner = Runner()
    try:
        event = begin.open(embedded) if start else None

        def listening() -> None:
            runner.follow(embedded.services, embedded.log)
            runner.start("start", begin.task(embedded, event))

        app = create_app(embedded.services, embedded.tokens, event_patience_s=PATIENCE_S)
        return runner.serve(app, settings.host, settings.port, then=listening)
    finally:
        embedded.close()


def _intake(log: Log) -> Service:
    from services.intake.main import build_intake
    from shared.settings import Settings

    return build_intake(Settings.read(), log)[1]


def _matcher(log: Log) -> Service:
    from services.matcher.main import build_matcher
    from services.matcher.settings import MatcherSettings

    return build_matcher(MatcherSettings.read(), log)


def _notifier(log: Log) -> Service:
    from services.notifier.main import build_notifier
    from services.notifier.settings import NotifierSettings

    return build_notifier(NotifierSettings.read(), log)[1]


def _insights(log: Log) -> Service:
    from services.insights.main import build_insights
    from shared.settings import Settings

    return build_insights(Settings.read(), log)[1]


_BUILD: dict[str, Callable[[Log], Service]] = {
    "intake": _intake,
    "matcher": _matcher,
    "notifier": _notifier,
    "insights": _insights,
}


def serve_side(name: str, side: str) -> bool:
    """Run one side of one service; it imports nothing of the others.

    Args:
        name: the service.
        side: `web` or `worker`.

    Returns:
        Whether everything ended as it was asked to.
    """
    from shared.settings import Settings

    configure_logs()
    settings = Settings.read()
    log = SqliteLog(settings.data_dir / "log.sqlite")
    service = _BUILD[name](log)
    runner = Runner()
    try:
        if side == "web":
            tokens = Tokens(settings.secret)
            app = create_app([service], tokens, event_patience_s=PATIENCE_S)
            return runner.serve(app, settings.host, settings.port, then=lambda: None)
        runner.follow([service], log)
        return runner.wait()
    finally:
        service.close()
        log.close()
