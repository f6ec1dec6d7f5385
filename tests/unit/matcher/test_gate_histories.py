"""Whatever organisers and attendees do, in any order, the gate keeps its promises."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from shared.errors import Refused
from shared.introduction_status import IntroductionStatus, KnownIntroduction
from shared.messages import (
    EventChanged,
    EventSettings,
    IntroductionAnswered,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    ProfileErased,
    RosterClosed,
    RoundReleased,
    RoundRequested,
    Unsubscribed,
    WishesStated,
)
from tests.unit.matcher.desk import NOON, Desk, stated

CAPACITY = 2
PEOPLE = tuple(f"spring-{number}" for number in range(9))
SETTINGS = EventSettings(
    name="spring", starts_at=NOON, minimum=1, capacity=CAPACITY, late_share=0.0
)


class Story:
    """An event in which anything happens, and what was said of it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.desk = Desk()
        self.facts: list[Message] = []
        self.hear(EventChanged(event="spring", organiser="ines", settings=SETTINGS))
        for number, name in enumerate(PEOPLE):
            self.hear(self.profile(name, number))
        self.rounds: list[str] = []
        self.steps = (
            self.ask, self.ask, self.release, self.release, self.release, self.plan, self.hold,
            self.drop, self.mail, self.mail, self.answer, self.answer, self.answer, self.hide,
            self.cancel, self.bounce, self.unsubscribe, self.erase, self.arrive, self.wait,
        )  # fmt: skip

    def profile(self, name: str, number: int, **fields: object) -> Message:
        known = stated("spring", number % 4, "bees")
        return known.model_copy(update={"attendee": name, "reach": f"of {name}", **fields})

    def hear(self, message: Message) -> None:
        self.facts.append(message)
        self.desk.apply(message)

    def step(self) -> None:
        self.random.choice(self.steps)()
        if self.random.random() < 0.7:
            self.desk.work()

    def known(self) -> list[KnownIntroduction]:
        return list(self.desk.matcher.view.introductions("spring"))

    def somebody(self) -> str:
        return self.random.choice(PEOPLE)

    def ask(self) -> None:
        name = f"round {len(self.rounds)}"
        self.rounds.append(self.desk.matcher.request_round("spring", "ines", name))

    def a_round(self) -> str:
        ends = [one["_id"] for one in self.desk.matcher.view.rounds("spring")]
        return self.random.choice(ends) if ends else "none"

    def release(self) -> None:
        with suppress(Refused, LookupError):
            ends = self.desk.matcher.view.finished_rounds("spring")
            self.desk.release(ends[0]["_id"], repairs=self.random.random() < 0.5)

    def plan(self) -> None:
        with suppress(Refused, LookupError):
            ends = self.desk.matcher.view.finished_rounds("spring")
            later = self.desk.now + timedelta(hours=self.random.randint(1, 30))
            self.desk.release(ends[0]["_id"], not_before=later)

    def hold(self) -> None:
        self.decide("hold")

    def drop(self) -> None:
        self.decide("drop")

    def decide(self, do: str) -> None:
        found = self.a_round()
        if found != "none":
            with suppress(Refused):
                self.desk.matcher.decide("spring", "ines", found, do)  # type: ignore[arg-type]  # of two

    def mail(self) -> None:
        """Send somebody a letter about all that stands, as the notifier may."""
        who = self.somebody()
        named = [
            one.proposed.introduction
            for one in self.desk.matcher.view.introductions_of("spring", who)
            if one.status.standing
        ]
        if named:
            self.hear(
                LetterSent(
                    event="spring", letter="l", attendee=who, introductions=tuple(named),
                    occasion=f"introductions:{len(self.facts)}", channel="file", at=self.desk.now,
                )
            )  # fmt: skip

    def answer(self) -> None:
        if told := [one for one in self.known() if one.status.standing]:
            made = self.random.choice(told).proposed
            self.hear(
                IntroductionAnswered(
                    event="spring", introduction=made.introduction, at=self.desk.now,
                    attendee=self.random.choice(made.attendees),
                    answer=self.random.choice(("accept", "decline", "decline")),
                )
            )  # fmt: skip

    def hide(self) -> None:
        hidden = self.random.random() < 0.6
        self.hear(WishesStated(event="spring", attendee=self.somebody(), hidden=hidden))

    def cancel(self) -> None:
        name, attending = self.somebody(), self.random.random() < 0.5
        self.hear(self.profile(name, PEOPLE.index(name), attending=attending))

    def bounce(self) -> None:
        name = self.somebody()
        self.hear(
            LetterFailed(
                event="spring", letter="l", attendee=name, occasion="x", channel="file",
                at=self.desk.now, why="gone", permanent=True, reach=f"of {name}",
            )
        )  # fmt: skip

    def unsubscribe(self) -> None:
        if self.random.random() < 0.3:
            self.hear(Unsubscribed(event="spring", attendee=self.somebody(), at=self.desk.now))

    def erase(self) -> None:
        if self.random.random() < 0.2:
            self.hear(ProfileErased(event="spring", attendee=self.somebody()))

    def arrive(self) -> None:
        name = self.somebody()
        self.hear(self.profile(name, PEOPLE.index(name), reach=f"new of {name}"))
        number = len(self.facts)
        self.hear(RosterClosed(event="spring", roster="r", accepted=1, rejected=0, revision=number))

    def wait(self) -> None:
        self.desk.now += timedelta(hours=self.random.randint(1, 30))


def statuses(desk: Desk) -> dict[str, IntroductionStatus]:
    found = desk.matcher.view.introductions("spring")
    return {known.proposed.introduction: known.status for known in found}


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_told_that_was_not_released_and_to_nobody_too_much(seed: int) -> None:
    """These are the promises that let an organiser near a guest."""
    story = Story(seed)
    for _ in range(40):
        story.step()
        known = story.known()
        released = {m.round for m in story.desk.recorded() if isinstance(m, RoundReleased)}
        ever = {
            m.introduction
            for m in story.desk.recorded()
            if isinstance(m, IntroductionProposed) and m.round in released
        }
        assert {k.proposed.introduction for k in known if k.status.released} <= ever
        standing = Counter(s for k in known if k.status.standing for s in k.proposed.attendees)
        used = Counter(s for k in known if k.status.used for s in k.proposed.attendees)
        assert max(standing.values(), default=0) <= CAPACITY
        assert max(used.values(), default=0) <= 2 * CAPACITY


@pytest.mark.parametrize("seed", range(4))
def test_all_of_it_follows_from_the_log(seed: int) -> None:
    """A view that is built anew knows the same, and its worker has nothing to add."""
    story = Story(seed)
    for _ in range(40):
        story.step()
    for _ in range(3):
        story.desk.work()
    anew = Desk()
    anew.apply(*story.facts, *story.desk.recorded())
    anew.now = story.desk.now
    assert statuses(anew) == statuses(story.desk)
    anew.work()
    assert [m for m in anew.recorded() if isinstance(m, RoundReleased | RoundRequested)] == []
