"""The matcher, built and run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from services.matcher import routes, views
from services.matcher.domain.industries import anchor_texts
from services.matcher.domain.ports import Embed
from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.embedding_cache import CachedEmbed, PrecomputedEmbed
from services.matcher.embedding.factory import choose_encoder
from services.matcher.handlers import Matcher
from services.matcher.settings import MatcherSettings
from shared import topics
from shared.adapters.factory import open_store
from shared.consume import Worker
from shared.log import Log
from shared.progress import Stages, silent
from shared.service import Service, ping


def build_embed(model: str = "", *, folders: Sequence[Path] | None = None) -> Embed:
    """Wire the embedder; the model is loaded when first needed.

    Args:
        model: a built-in model's name or a folder; empty for the default.
        folders: where what the industries are known by is kept; None for the usual ones.

    Raises:
        UnknownModel: there is no such model.
    """
    encoder = choose_encoder(model)
    return PrecomputedEmbed(SentenceEmbedder(encoder), anchor_texts(), encoder.identity, folders)


def build_matcher(
    settings: MatcherSettings,
    log: Log,
    *,
    embed: Embed | None = None,
    stages: Callable[[str], Stages] = lambda _event: silent,
) -> Service:
    """Wire the matcher on the adapters that the settings choose.

    Args:
        settings: of the deployment.
        log: the log.
        embed: turns texts into vectors; None for the model that the settings name.
        stages: opens, for a named event, what follows a round's progress.

    Raises:
        UnknownModel: the settings name a model that there is not.
    """
    version = choose_encoder(settings.model).identity
    store = open_store(settings, "matcher", views.COLLECTIONS)
    cached = CachedEmbed(embed or build_embed(settings.model), store, version)
    matcher = Matcher(log, store, embed=cached, stages=stages)
    worker = Worker(
        service="matcher",
        identity=store.identity(),
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
        name="matcher",
        store=store,
        collections=views.COLLECTIONS,
        caches=views.CACHES,
        blueprints=(routes.blueprint(matcher),),
        worker=worker,
        ping=lambda: ping(log, store),
        close=store.close,
    )
