"""Insights, built and run."""

from __future__ import annotations

from services.insights import routes, views
from services.insights.handlers import Insights
from shared import topics
from shared.adapters.factory import open_store
from shared.consume import Worker
from shared.log import Log
from shared.service import Service, ping
from shared.settings import Settings

_TOPICS = tuple(topic for topic in topics.ALL if topic != topics.DEAD_LETTERS)


def build_insights(settings: Settings, log: Log) -> tuple[Insights, Service]:
    """Wire insights on the adapters that the settings choose."""
    store = open_store(settings, "insights", views.COLLECTIONS)
    insights = Insights(store)
    worker = Worker(
        service="insights",
        identity=store.identity(),
        topics=_TOPICS,
        apply=lambda message, _offset: insights.apply(message),
        batch=store.batch,
    )
    blueprints = (routes.blueprint(insights), routes.pages(insights))
    return insights, Service(
        name="insights",
        store=store,
        collections=views.COLLECTIONS,
        blueprints=blueprints,
        worker=worker,
        ping=lambda: ping(log, store),
        close=store.close,
    )
