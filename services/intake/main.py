"""Intake, built and run."""

from __future__ import annotations

from services.intake import pages, routes, views
from services.intake.handlers import Intake
from shared import topics
from shared.adapters.factory import open_store
from shared.compaction import Compaction
from shared.consume import Worker
from shared.log import Log
from shared.service import Service, ping
from shared.settings import Settings


def build_intake(settings: Settings, log: Log) -> tuple[Intake, Service]:
    """Wire intake on the adapters that the settings choose."""
    store = open_store(settings, "intake", views.COLLECTIONS)
    intake = Intake(log, store, secret=settings.secret)
    worker = Worker(
        service="intake",
        identity=store.identity(),
        topics=(topics.EVENTS, topics.PROFILES, topics.CONTACTS),
        apply=intake.apply,
        batch=store.batch,
        work=Compaction(log).work,
    )
    blueprints = (routes.blueprint(intake, store), pages.blueprint(intake))
    return intake, Service(
        name="intake",
        store=store,
        collections=views.COLLECTIONS,
        caches=views.CACHES,
        blueprints=blueprints,
        worker=worker,
        ping=lambda: ping(log, store),
        close=store.close,
    )
