"""Builds one service by its name, and imports nothing of the others."""

from __future__ import annotations

from collections.abc import Callable

from shared.log import Log
from shared.service import Service


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


def build(name: str, log: Log) -> Service:
    """Build a service on a log, with the settings of the environment.

    Args:
        name: of the service.
        log: where its facts are.

    Raises:
        WrongSettings: the environment can't be used.
    """
    return _BUILD[name](log)
