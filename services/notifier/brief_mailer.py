"""A brief as a mail, with the links that its reader needs."""

from __future__ import annotations

from datetime import datetime

from services.notifier.channels.mime import Letter, UnusableAddress, compose
from services.notifier.handlers import NoAddress, Outgoing
from services.notifier.ports import Mailer
from services.notifier.rendering import Links, render_html, render_text
from services.notifier.settings import NotifierSettings
from shared.web.identity import Identity, Tokens


class Letters:
    """Makes and sends the mails of one deployment."""

    def __init__(self, settings: NotifierSettings, tokens: Tokens, mailer: Mailer) -> None:
        """Take who sends, what signs the links, and what carries the mails."""
        self._settings = settings
        self._tokens = tokens
        self._mailer = mailer

    def send(self, outgoing: Outgoing, now: datetime) -> None:
        """Write the mail that carries a brief, and hand it to the mailer.

        Raises:
            NoAddress: the reader's e-mail address is none.
            TransientError: it may work a moment later.
            RapportError: trying again is useless.
        """
        contact = outgoing.reader.contact
        token = self._tokens.issue(Identity("attendee", contact.attendee, contact.event))
        links = Links(
            answer=f"{self._settings.url}/sign-in/{token}",
            unsubscribe=f"{self._settings.url}/sign-in/{token}?to=unsubscribe",
        )
        letter = Letter(
            to_name=contact.name,
            to_email=contact.email,
            from_name=outgoing.event.settings.name,
            from_email=self._settings.mail_from,
            subject=outgoing.brief.headline,
            text=render_text(outgoing.brief, links),
            html=render_html(outgoing.brief, links),
            message_id=f"{outgoing.delivery}@{self._settings.mail_from.rpartition('@')[2]}",
            date=now,
        )
        try:
            mail = compose(letter)
        except UnusableAddress as error:
            raise NoAddress(str(error)) from error
        self._mailer.send(outgoing.delivery, mail)

    def forget(self, delivery: str) -> None:
        """Take back what is kept of a mail; a second time changes nothing.

        Raises:
            TransientError: it may work a moment later.
        """
        self._mailer.forget(delivery)
