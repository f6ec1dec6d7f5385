"""What one of two introduced people sees of the other: cards, a brief behind each, an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, render_template, request
from pydantic import ValidationError
from werkzeug.wrappers import Response

from services.notifier.domain.people import Person
from services.notifier.handlers import Notifier
from services.notifier.routes import AnswerIn, record_answer
from shared.errors import NotFound, Refused
from shared.messages import IntroductionProposed
from shared.web.identity import Identity
from shared.web.problems import Gone

_OFF = (
    "This introduction is not on any more",
    "Plans change, and lists with them. It says nothing about you.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """An introduction, as one of the two sees it."""

    introduction: str
    other: Person
    headline: str
    answer: str
    mutual: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some introductions of one attendee's.

    Attributes:
        notifier: knows them.
        reader: the attendee.
        base: the address of all of them.
        each: what the address of one begins with.
    """

    notifier: Notifier
    reader: Identity
    base: str
    each: str

    def show(
        self, named: Sequence[IntroductionProposed], *, title: str, nothing: str, gone: int = 0
    ) -> str:
        """Show cards.

        Args:
            named: the introductions.
            title: the heading.
            nothing: what to say where there are none.
            gone: how many are not on any more.
        """
        cards = [card for made in named if (card := self._card_of(made))]
        return render_template(
            "cards.html", title=title, nothing=nothing, cards=cards, gone=gone, **self._frame()
        )

    def brief(self, introduction: str) -> str:
        """Show a brief and the two answers; `?answer=` chooses one, and gives none."""
        try:
            brief = self.notifier.brief(introduction, self.reader.name)
            card = self._card(self.notifier.view.introduction_of(introduction, self.reader.name))
        except NotFound:
            raise self.off() from None
        chosen = request.args.get("answer", "")
        return render_template(
            "introduction.html", brief=brief, card=card, chosen=chosen, **self._frame()
        )

    def answer(self, introduction: str) -> Response:
        """Take an answer, and go back to the card's line that tells it.

        Raises:
            Refused: it is neither yes nor no.
        """
        try:
            given = AnswerIn.model_validate(request.form.to_dict())
        except ValidationError as error:
            raise Refused("choose to accept or to decline") from error
        try:
            record_answer(self.notifier, introduction, self.reader, given)
        except NotFound:
            raise self.off() from None
        return redirect(f"{self.base}#answer-{introduction}", HTTPStatus.SEE_OTHER)

    def off(self) -> Gone:
        """Say kindly that an introduction is not on."""
        return Gone(*_OFF, back=self.base)

    def _frame(self) -> dict[str, object]:
        event = self.notifier.view.events.get(self.reader.event)
        day = f"{event.settings.starts_at:%-d %B %Y}" if event else ""
        return {"event": event, "event_day": day, "base": self.base, "each": self.each}

    def _card_of(self, made: IntroductionProposed) -> Card | None:
        """Leave out for a moment what arrived before its people did."""
        try:
            return self._card(made)
        except NotFound:
            return None

    def _card(self, made: IntroductionProposed) -> Card:
        reader = self.reader.name
        other = made.attendee_b if made.attendee_a == reader else made.attendee_a
        answers = self.notifier.view.answers(made.introduction)
        return Card(
            introduction=made.introduction,
            other=self.notifier.view.person(other),
            headline=self.notifier.brief(made.introduction, reader).headline,
            answer=answers.get(reader, ""),
            mutual=list(answers.values()) == ["accept"] * 2,
        )
