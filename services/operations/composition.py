"""The whole of Rapport in one process: composition, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.insights.handlers import Insights
from services.insights.main import build_insights
from services.intake.handlers import Intake
from services.intake.main import build_intake
from services.matcher.domain.ports import Embed
from services.matcher.main import build_matcher
from services.matcher.settings import MatcherSettings
from services.notifier.handlers import Notifier
from services.notifier.main import build_notifier
from services.notifier.settings import NotifierSettings
from shared.adapters.factory import open_log
from shared.log import Log
from shared.progress import Stages, silent
from shared.service import Service
from shared.settings import Settings
from shared.web.identity import Tokens


@dataclass(frozen=True, slots=True)
class Embedded:
    """All four services on one log, and the use cases that a start needs."""

    settings: Settings
    log: Log
    intake: Intake
    notifier: Notifier
    insights: Insights
    services: tuple[Service, ...]
    tokens: Tokens

    def close(self) -> None:
        """Let go of every file."""
        for service in self.services:
            service.close()
        self.log.close()


def build_embedded(
    settings: NotifierSettings,
    *,
    embed: Embed | None = None,
    stages: Callable[[str], Stages] = lambda _event: silent,
) -> Embedded:
    """Wire all four services on the log and the stores that the settings choose.

    Args:
        settings: the notifier's, which has all that the others need.
        embed: turns texts into vectors; None for the model that the environment names.
        stages: opens, for a named event, what follows a round's progress.
    """
    log = open_log(settings)
    intake, intake_service = build_intake(settings, log)
    matcher_settings = MatcherSettings.read(
        data_dir=settings.data_dir, secret_key=settings.secret_key.get_secret_value()
    )
    matcher_service = build_matcher(matcher_settings, log, embed=embed, stages=stages)
    notifier, notifier_service = build_notifier(settings, log)
    insights, insights_service = build_insights(settings, log)
    return Embedded(
        settings=settings,
        log=log,
        intake=intake,
        notifier=notifier,
        insights=insights,
        services=(intake_service, matcher_service, notifier_service, insights_service),
        tokens=Tokens(settings.secret),
    )
