"""Mails an attendee a link that opens their own page for an hour."""

from __future__ import annotations

from html import escape

from services.notifier.channels.mime import Mail, serialise
from services.notifier.domain.letter_ids import OPEN, letter_id
from services.notifier.handlers import Notifier
from services.notifier.settings import NotifierSettings
from shared.errors import NotFound
from shared.web.purpose_tokens import PATHS, PurposeTokens


def mail_id(attendee: str) -> str:
    """Name the mails with links to one attendee's page: a newer one takes the older's place."""
    return letter_id(attendee, OPEN)


class SignInLinks:
    """Writes these mails, and hands them over."""

    def __init__(
        self, settings: NotifierSettings, notifier: Notifier, tokens: PurposeTokens
    ) -> None:
        """Take who sends, who hands over, and what signs the links."""
        self._settings = settings
        self._notifier = notifier
        self._tokens = tokens

    def mail(self, event: str, attendee: str) -> None:
        """Mail somebody their link, to the address of the list and no other.

        Raises:
            NotFound: there is no such event or attendee.
            NoAddress: they have none, or it is none.
            TransientError: it can't be sent just now.
        """
        found = self._notifier.view.events.get(event)
        if found is None:
            raise NotFound("there is no such event")
        contact = self._notifier.view.person(attendee).contact
        now = self._notifier.now()
        token = self._tokens.issue(attendee, event, "open")
        address = f"{self._settings.url}{PATHS['open']}/{token}"
        lines = (
            f"This link opens your page for {found.settings.name}. It is good for an hour:",
            address,
            "If you did not ask for it, there is nothing to do.",
        )
        domain = self._settings.mail_from.rpartition("@")[2]
        mail = Mail(
            to_name=contact.name,
            to_email=contact.email,
            from_name=found.settings.name,
            from_email=self._settings.mail_from,
            subject=f"Your link for {found.settings.name}",
            text="\n\n".join(lines) + "\n",
            html=_html(lines[0], address, lines[2]),
            message_id=f"{mail_id(attendee)}-{now:%Y%m%d%H%M%S}@{domain}",
            date=now,
        )
        self._notifier.mail(mail_id(attendee), serialise(mail))


def _html(before: str, address: str, after: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Your link</title>'
        f"<p>{escape(before)}</p>"
        f'<p><a href="{escape(address)}">Open your page</a></p>'
        f"<p>{escape(after)}</p></html>\n"
    )
