"""The notifier, built and run."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from services.notifier import bounce_routes, letter_routes, pages, pages_links, routes, views
from services.notifier.bounces import Bounces
from services.notifier.channels import smtp
from services.notifier.channels.attempts import Attempts
from services.notifier.channels.file import FileMailer
from services.notifier.channels.smtp import SmtpMailer
from services.notifier.domain.company import Facts
from services.notifier.domain.envelope import EnvelopeSenders
from services.notifier.facts import read_facts
from services.notifier.handlers import Notifier
from services.notifier.letter_composer import LetterComposer
from services.notifier.ports import Mailer
from services.notifier.sending import BY_FILE, BY_SERVER
from services.notifier.settings import NotifierSettings
from services.notifier.sign_in_link import SignInLinks
from shared import topics
from shared.adapters.factory import open_stores
from shared.log import Log
from shared.service import Service, Stores, assemble
from shared.settings import WrongSettings
from shared.store import Store
from shared.web.identity import Tokens
from shared.web.purpose_tokens import PurposeTokens


def build_notifier(settings: NotifierSettings, log: Log) -> tuple[Notifier, Service]:
    """Wire the notifier on the adapters that the settings choose.

    Raises:
        WrongSettings: the facts file can't be read.
    """
    stores = _open_stores(settings)
    closing = ExitStack()
    closing.callback(stores.close)
    mailer = _mailer(settings, stores.bookkeeping, closing)
    composer = LetterComposer(settings, PurposeTokens(settings.secret))
    notifier = Notifier(
        log,
        stores.views,
        compose=composer.compose,
        mailer=mailer,
        facts=_facts(settings),
        pace=BY_SERVER if settings.smtp_host else BY_FILE,
    )
    tokens, links = Tokens(settings.secret), PurposeTokens(settings.secret)
    door = SignInLinks(settings, notifier, links)
    return notifier, assemble(
        "notifier",
        log,
        stores,
        topics=(
            topics.EVENTS,
            topics.PROFILES,
            topics.CONTACTS,
            topics.WISHES,
            topics.INTRODUCTIONS,
            topics.ANSWERS,
            topics.DELIVERIES,
        ),
        apply=lambda message, _offset: notifier.apply(message),
        work=notifier.work,
        blueprints=(
            routes.blueprint(notifier),
            letter_routes.blueprint(notifier, composer.show),
            pages.blueprint(notifier, composer.show, mails=bool(settings.smtp_host)),
            pages_links.blueprint(notifier, links, tokens, door),
            bounce_routes.blueprint(
                _bounces(log, stores),
                EnvelopeSenders(settings.mail_from, settings.secret).letter,
                settings.bounce_secret.get_secret_value(),
            ),
        ),
        trouble=mailer.trouble,
        close=closing.close,
    )


@contextmanager
def open_bounces(settings: NotifierSettings, log: Log) -> Iterator[Bounces]:
    """Open what takes bounces alone, beside a notifier that runs or not."""
    stores = _open_stores(settings)
    try:
        yield _bounces(log, stores)
    finally:
        stores.close()


def _open_stores(settings: NotifierSettings) -> Stores:
    return open_stores(
        settings,
        "notifier",
        version=views.VERSION,
        views=views.COLLECTIONS,
        bookkeeping=smtp.COLLECTIONS,
    )


def _bounces(log: Log, stores: Stores) -> Bounces:
    attempts = Attempts(stores.bookkeeping, clock=time.time, jitter=random.random)
    return Bounces(log, stores.views, went_to=attempts.has_gone_to)


def _mailer(settings: NotifierSettings, store: Store, closing: ExitStack) -> Mailer:
    """Choose how mails leave; `closing` is told what is to be closed in the end."""
    files = FileMailer(settings.data_dir / "mail")
    if not settings.smtp_host:
        return files
    mailer = SmtpMailer(settings, files, store)
    closing.callback(mailer.close)
    return mailer


def _facts(settings: NotifierSettings) -> Facts:
    if settings.facts_file is None:
        return Facts()
    try:
        return read_facts(settings.facts_file.read_bytes())
    except OSError as error:
        raise WrongSettings(f"RAPPORT_FACTS_FILE: {error.strerror}") from error
