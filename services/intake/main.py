"""Intake, built and run."""

from __future__ import annotations

from services.intake import pages, pages_links, routes, views
from services.intake.handlers import Intake
from shared import topics
from shared.adapters.factory import open_stores
from shared.compaction import Compaction
from shared.log import Log
from shared.service import Service, assemble
from shared.settings import Settings
from shared.web.purpose_tokens import PurposeTokens


def build_intake(settings: Settings, log: Log) -> tuple[Intake, Service]:
    """Wire intake on the adapters that the settings choose."""
    stores = open_stores(
        settings,
        "intake",
        version=views.VERSION,
        views=views.COLLECTIONS,
        bookkeeping=views.BOOKKEEPING,
    )
    intake = Intake(log, stores.views, stores.bookkeeping, secret=settings.secret)
    return intake, assemble(
        "intake",
        log,
        stores,
        topics=(topics.EVENTS, topics.PROFILES, topics.CONTACTS, topics.WISHES),
        apply=intake.apply,
        work=Compaction(log).work,
        blueprints=(
            routes.blueprint(intake, stores.bookkeeping),
            pages.blueprint(intake),
            pages_links.blueprint(intake, PurposeTokens(settings.secret)),
        ),
    )
