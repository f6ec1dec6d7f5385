"""Insights, built and run."""

from __future__ import annotations

from services.insights import routes, views
from services.insights.handlers import Insights
from shared import topics
from shared.adapters.sqlite_store import SqliteStore
from shared.consume import Worker
from shared.service import Service
from shared.settings import Settings

_TOPICS = tuple(topic for topic in topics.ALL if topic != topics.DEAD_LETTERS)


def build_insights(settings: Settings) -> tuple[Insights, Service]:
    """Wire insights on its embedded adapters."""
    store = SqliteStore(settings.data_dir / "insights.sqlite", views.COLLECTIONS)
    insights = Insights(store)
    worker = Worker("insights", _TOPICS, insights.apply, store.batch)
    blueprints = (routes.blueprint(insights), routes.pages(insights))
    return insights, Service("insights", blueprints, worker, store.ping, store.close)
