"""A letter as a mail, with the links that its recipient needs."""

from __future__ import annotations

from datetime import datetime

from services.notifier.channels.mime import Mail, serialise
from services.notifier.letter_links import Links, PreviewLinks, ReaderLinks
from services.notifier.letter_page import LetterPage, write_page
from services.notifier.ports import Outgoing
from services.notifier.rendering import render_letter, render_letter_text
from services.notifier.settings import NotifierSettings
from shared.web.purpose_tokens import PurposeTokens


class LetterComposer:
    """Writes the mails of one deployment."""

    def __init__(self, settings: NotifierSettings, tokens: PurposeTokens) -> None:
        """Take who sends, and what signs the links."""
        self._settings = settings
        self._tokens = tokens

    def compose(self, outgoing: Outgoing, now: datetime) -> bytes:
        """Write the mail of a letter.

        Raises:
            UnusableAddress: the recipient's e-mail address is none.
            UnsafeHeader: a header would not read as it was written.
        """
        page = self.page(outgoing)
        event, host = outgoing.event, self._settings.mail_from.rpartition("@")[2]
        contact = outgoing.recipient.contact
        to_organiser = event.settings.organiser_name, event.settings.organiser_email
        to = to_organiser if outgoing.as_preview else (contact.name, contact.email)
        unique = f".{now:%Y%m%d%H%M%S%f}" if outgoing.as_preview else ""
        mail = Mail(
            to_name=to[0],
            to_email=to[1],
            from_name=event.settings.organiser_name or event.settings.name,
            from_email=self._settings.mail_from,
            reply_to_name=event.settings.organiser_name,
            reply_to_email=event.settings.organiser_email,
            subject=page.subject,
            text=render_letter_text(page),
            html=render_letter(page),
            message_id=f"{outgoing.id}{unique}@{host}",
            date=now,
            list_name=event.settings.name,
            list_id=f"{event.id}.{host}",
            unsubscribe="" if outgoing.as_preview else self._one_click(page),
        )
        return serialise(mail)

    def page(self, outgoing: Outgoing) -> LetterPage:
        """Write a letter as its reader sees it."""
        return write_page(outgoing, self._links(outgoing))

    def show(self, outgoing: Outgoing) -> str:
        """Write a letter as a page."""
        return render_letter(self.page(outgoing))

    def _links(self, outgoing: Outgoing) -> Links:
        """Give addresses with the rights of the reader; to the organiser, with none."""
        if outgoing.as_preview:
            return PreviewLinks(self._settings.url, outgoing)
        return ReaderLinks(self._settings.url, self._tokens, outgoing)

    def _one_click(self, page: LetterPage) -> str:
        """Give the address that mail programs POST to; servers take https alone."""
        is_for_files = not self._settings.smtp_host
        return page.unsubscribe if is_for_files or page.unsubscribe.startswith("https:") else ""
