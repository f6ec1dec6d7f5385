"""A brief as a mail, with the links that its recipient needs."""

from __future__ import annotations

from datetime import datetime

from services.notifier.channels.mime import Mail, serialise
from services.notifier.ports import Outgoing
from services.notifier.rendering import Links, render_html, render_text
from services.notifier.settings import NotifierSettings
from shared.web.identity import Identity, Tokens


class BriefComposer:
    """Writes the mails of one deployment."""

    def __init__(self, settings: NotifierSettings, tokens: Tokens) -> None:
        """Take who sends, and what signs the links."""
        self._settings = settings
        self._tokens = tokens

    def compose(self, outgoing: Outgoing, now: datetime) -> bytes:
        """Write the mail that carries a brief.

        Raises:
            UnusableAddress: the recipient's e-mail address is none.
            UnsafeHeader: a header would not read as it was written.
        """
        contact = outgoing.recipient.contact
        token = self._tokens.issue(Identity("attendee", contact.attendee, contact.event))
        links = Links(
            answer=f"{self._settings.url}/sign-in/{token}",
            unsubscribe=f"{self._settings.url}/sign-in/{token}?to=unsubscribe",
        )
        mail = Mail(
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
        return serialise(mail)
