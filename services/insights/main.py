"""Insights, built and run."""

from __future__ import annotations

from services.insights import routes, views
from services.insights.handlers import Insights
from shared import topics
from shared.adapters.factory import open_stores
from shared.log import Log
from shared.service import Service, assemble
from shared.settings import Settings

_TOPICS = tuple(topic for topic in topics.ALL if topic != topics.DEAD_LETTERS)


def build_insights(settings: Settings, log: Log) -> tuple[Insights, Service]:
    """Wire insights on the adapters that the settings choose."""
    stores = open_stores(
        settings,
        "insights",
        version=views.VERSION,
        views=views.COLLECTIONS,
        bookkeeping={},
    )
    insights = Insights(stores.views)
    return insights, assemble(
        "insights",
        log,
        stores,
        topics=_TOPICS,
        apply=lambda message, _offset: insights.apply(message),
        blueprints=(routes.blueprint(insights), routes.pages(insights)),
    )
