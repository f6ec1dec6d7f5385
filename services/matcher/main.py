"""The matcher, built and run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from services.matcher import routes, views
from services.matcher.domain.ports import Embed, Stages
from services.matcher.handlers import Matcher
from services.matcher.settings import MatcherSettings
from services.matcher.stages import silent
from shared import topics
from shared.adapters.embedder import CachedEmbed, MiniLM, SentenceEmbedder
from shared.adapters.sqlite_store import SqliteStore
from shared.consume import Worker
from shared.log import Log
from shared.service import Service, ping

BUILT_IN = "all-MiniLM-L6-v2"


def build_embed(model: str = "") -> Embed:
    """Wire the embedder; the model is loaded when first needed."""
    return SentenceEmbedder(MiniLM(Path(model) if model else None))


def build_matcher(
    settings: MatcherSettings,
    log: Log,
    *,
    embed: Embed | None = None,
    stages: Callable[[str], Stages] = lambda _event: silent,
) -> Service:
    """Wire the matcher on its embedded adapters.

    Args:
        settings: of the deployment.
        log: the embedded log.
        embed: turns texts into vectors; None for the model that the settings name.
        stages: opens, for a named event, what follows a round's progress.
    """
    store = SqliteStore(settings.data_dir / "matcher.sqlite", views.COLLECTIONS)
    cached = CachedEmbed(embed or build_embed(settings.model), store, settings.model or BUILT_IN)
    matcher = Matcher(log, store, embed=cached, stages=stages)
    worker = Worker(
        group=f"matcher-{store.identity()}",
        topics=(
            topics.EVENTS,
            topics.PROFILES,
            topics.INTRODUCTIONS,
            topics.ANSWERS,
            topics.DELIVERIES,
        ),
        apply=lambda message, _offset: matcher.apply(message),
        batch=store.batch,
        work=matcher.work,
    )
    return Service(
        "matcher", (routes.blueprint(matcher),), worker, lambda: ping(log, store), store.close
    )
