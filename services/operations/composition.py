"""Wires the services: one by its name, importing nothing of the others, or all in one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.factory import open_log
from shared.log import Log
from shared.progress import Stages, silent
from shared.service import Service
from shared.settings import Settings
from shared.web.identity import Tokens

if TYPE_CHECKING:  # a service's side must not load the other services
    from services.insights.handlers import Insights
    from services.intake.handlers import Intake
    from services.matcher.domain.ports import Embed
    from services.notifier.handlers import Notifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Wires each service on one log, with the settings of the environment.

    What is not None wins over the environment. `embed` turns texts into vectors, in place of the
    model that the settings name; `stages` opens, for a named event, what follows a round.
    """

    log: Log
    data_dir: Path | None = None
    port: int | None = None
    facts_file: Path | None = None
    embed: Embed | None = None
    stages: Callable[[str], Stages] = lambda _event: silent

    def intake(self) -> tuple[Intake, Service]:
        """Wire intake, and give its use cases beside it."""
        from services.intake.main import build_intake

        settings = Settings.read(data_dir=self.data_dir, port=self.port)
        return build_intake(settings, self.log)

    def matcher(self) -> Service:
        """Wire the matcher.

        Raises:
            UnknownModel: the settings name a model that there is not.
        """
        from services.matcher.main import build_matcher
        from services.matcher.settings import MatcherSettings

        settings = MatcherSettings.read(data_dir=self.data_dir, port=self.port)
        return build_matcher(settings, self.log, embed=self.embed, stages=self.stages)

    def notifier(self) -> tuple[Notifier, Service]:
        """Wire the notifier, and give its use cases beside it.

        Raises:
            WrongSettings: the facts file can't be read.
        """
        from services.notifier.main import build_notifier
        from services.notifier.settings import NotifierSettings

        settings = NotifierSettings.read(
            data_dir=self.data_dir, port=self.port, facts_file=self.facts_file
        )
        return build_notifier(settings, self.log)

    def insights(self) -> tuple[Insights, Service]:
        """Wire insights, and give its use cases beside it."""
        from services.insights.main import build_insights

        settings = Settings.read(data_dir=self.data_dir, port=self.port)
        return build_insights(settings, self.log)

    def service(self, name: str) -> Service:
        """Wire a service by its name.

        Raises:
            WrongSettings: the environment can't be used.
        """
        if name == "matcher":
            return self.matcher()
        wire = {"intake": self.intake, "notifier": self.notifier, "insights": self.insights}
        return wire[name]()[1]


@dataclass(frozen=True, slots=True)
class Embedded:
    """All four services on one log, and the use cases that a first event needs."""

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
    *,
    data_dir: Path | None = None,
    port: int | None = None,
    facts_file: Path | None = None,
    embed: Embed | None = None,
    stages: Callable[[str], Stages] = lambda _event: silent,
) -> Embedded:
    """Wire all four services on the log and the stores that the settings choose.

    Args:
        data_dir: as in `Composition`, like all the others.
        port: where they will listen.
        facts_file: what is known about companies.
        embed: turns texts into vectors.
        stages: opens, for a named event, what follows a round's progress.

    Raises:
        WrongSettings: the environment can't be used.
    """
    settings = Settings.read(data_dir=data_dir, port=port)
    log = open_log(settings)
    composition = Composition(
        log=log, data_dir=data_dir, port=port, facts_file=facts_file, embed=embed, stages=stages
    )
    intake, intake_service = composition.intake()
    matcher_service = composition.matcher()
    notifier, notifier_service = composition.notifier()
    insights, insights_service = composition.insights()
    return Embedded(
        settings=settings,
        log=log,
        intake=intake,
        notifier=notifier,
        insights=insights,
        services=(intake_service, matcher_service, notifier_service, insights_service),
        tokens=Tokens(settings.secret),
    )
