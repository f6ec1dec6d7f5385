"""The matcher, built and run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from services.matcher import pages, routes, views
from services.matcher.domain.industries import anchor_texts
from services.matcher.domain.ports import Embed
from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.embedding_cache import CachedEmbed, PrecomputedEmbed
from services.matcher.embedding.factory import choose_encoder
from services.matcher.handlers import Matcher
from services.matcher.settings import MatcherSettings
from shared import topics
from shared.adapters.factory import open_stores
from shared.log import Log
from shared.progress import Stages, silent
from shared.service import Service, assemble


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
    model = choose_encoder(settings.model).identity
    stores = open_stores(
        settings,
        "matcher",
        version=views.VERSION,
        views=views.COLLECTIONS,
        bookkeeping=views.BOOKKEEPING,
    )
    cached = CachedEmbed(embed or build_embed(settings.model), stores.bookkeeping, model)
    matcher = Matcher(
        log, stores.views, stores.bookkeeping, embed=cached, stages=stages,
        mails=bool(settings.smtp_host),
    )  # fmt: skip
    return assemble(
        "matcher",
        log,
        stores,
        topics=(
            topics.EVENTS,
            topics.PROFILES,
            topics.INTRODUCTIONS,
            topics.ANSWERS,
            topics.DELIVERIES,
            topics.WISHES,
        ),
        apply=lambda message, _offset: matcher.apply(message),
        work=matcher.work,
        blueprints=(routes.blueprint(matcher), pages.blueprint(matcher)),
    )
