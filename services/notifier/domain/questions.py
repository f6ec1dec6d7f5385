"""Three open questions for one person, each written from a phrase of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from services.notifier.domain.bio import telling, topics
from services.notifier.domain.exchange import Exchange
from services.notifier.domain.lines import Line
from services.notifier.domain.people import Field, Person, once, source_of
from services.notifier.domain.wording import key, quoted, woven

Kind = Literal["need", "offer", "ground", "sentence"]
_FIELDS: dict[Kind, Field] = {"need": "needs", "offer": "offers"}
WANTED, _SENTENCE_WORDS = 3, 6

# Each pattern fits a noun, a plural and a gerund alike.
_WOVEN: dict[Kind, tuple[str, ...]] = {
    "need": (
        "You would welcome help with {}: what have you already tried?",
        "Where does {} get difficult for you at the moment?",
        "What would become possible for you with the right help on {}?",
    ),
    "offer": (
        "What do people most often get wrong about {}?",
        "How did you come to {} in the first place?",
        "What do you wish people asked you about {}?",
    ),
    "ground": (
        "What first drew you to {}?",
        "What part of {} has your attention at the moment?",
        "What has changed your mind about {} over the years?",
        "What do you wish people outside your field understood about {}?",
        "What has surprised you most about {}?",
    ),
}
_QUOTED: dict[Kind, tuple[str, ...]] = {
    "need": (
        "You would welcome help with this: {}. What have you already tried?",
        "About {}: where does it get difficult at the moment?",
        "You are after this: {}. What would change once you had it?",
    ),
    "offer": (
        "You offer this: {}. Who has got the most out of it so far?",
        "About {}: what do people most often get wrong?",
        "You can help with this: {}. How did you come to it yourself?",
    ),
    "ground": (
        "Your profile mentions {}. What first drew you to it?",
        "About {}: what has your attention at the moment?",
        "You name {}. What has surprised you most about it?",
        "Your profile says {}. What do people outside your field rarely see of it?",
    ),
    "sentence": (
        "One line of your bio made me curious: {}. What is the story behind it?",
        "I read this in your bio: {}. What would you add today?",
        "Your bio has this line: {}. What led to it?",
    ),
}
_GENERAL = (
    "What are you working on that you could talk about for an hour?",
    "What would make the event worthwhile for you?",
    "Who would you most like to meet, and what would you ask them?",
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A phrase of somebody's to ask about."""

    kind: Kind
    phrase: str


def questions(
    counterpart: Person, name: str, prompts: Sequence[Prompt], seed: str
) -> tuple[Line, ...]:
    """Write three questions worth asking this very person.

    Args:
        counterpart: who is asked.
        name: what the brief calls them.
        prompts: from `prompts_for`.
        seed: varies the wording between introductions; the same seed, the same wording.

    Returns:
        Three lines; general openers, marked so, only where the profile has no more to say.
    """
    lines: dict[str, Line] = {}
    asked: Counter[Kind] = Counter()
    again = [prompt for prompt in prompts if woven(prompt.phrase)]
    for prompt in (*prompts, *again)[:WANTED]:
        text = _ask(prompt, seed, asked[prompt.kind])
        asked[prompt.kind] += 1
        lines.setdefault(text, Line(text, _source(counterpart, name, prompt)))
    why = "nothing more on the profile" if prompts else "no profile details"
    general = (Line(text, f"{why}: a general opener") for text in _GENERAL)
    return (*lines.values(), *general)[:WANTED]


def _source(counterpart: Person, name: str, prompt: Prompt) -> str:
    return source_of(counterpart, f"{name}'s", prompt.phrase, _FIELDS.get(prompt.kind, "interests"))


def prompts_for(counterpart: Person, exchange: Exchange) -> tuple[Prompt, ...]:
    """Choose up to three phrases to ask about: of different kinds first, never one twice.

    Args:
        counterpart: who is asked.
        exchange: seen by the recipient.
    """
    candidates = _candidates(counterpart, exchange)
    first_of_each = {prompt.kind: prompt for prompt in reversed(candidates)}
    firsts = [prompt for prompt in candidates if prompt is first_of_each[prompt.kind]]
    chosen: list[Prompt] = []
    for prompt in (*firsts, *candidates):
        if len(chosen) < WANTED and not _overlaps(prompt, chosen):
            chosen.append(prompt)
    return tuple(chosen)


def _candidates(counterpart: Person, exchange: Exchange) -> list[Prompt]:
    """Order what could be asked about: their needs, shared ground, topics, offers."""
    needs, topical, others = _own(counterpart)
    return [
        *_fitting(counterpart, "need", (match.theirs for match in exchange.you_help)),
        *needs,
        *_fitting(counterpart, "ground", (match.theirs for match in exchange.shared)),
        *topical,
        *_fitting(counterpart, "offer", (match.theirs for match in exchange.they_help)),
        *others,
    ]


@once
def _own(person: Person) -> tuple[list[Prompt], list[Prompt], list[Prompt]]:
    """Find what could be asked about whoever reads: needs; topics; offers and the rest."""
    profile = person.profile
    sentences = [s for s in telling(person) if len(s.split()) >= _SENTENCE_WORDS]
    return (
        _fitting(person, "need", profile.needs),
        _fitting(person, "ground", topics(person.bio, person.contact.title)),
        [
            *_fitting(person, "offer", profile.offers),
            *_fitting(person, "ground", profile.interests),
            *_fitting(person, "sentence", sentences[:1]),
        ],
    )


def _fitting(person: Person, kind: Kind, phrases: Iterable[str]) -> list[Prompt]:
    return [Prompt(kind, p) for p in phrases if key(p) and not person.is_titled(p)]


def _overlaps(prompt: Prompt, chosen: list[Prompt]) -> bool:
    mine = key(prompt.phrase)
    taken = [key(one.phrase) for one in chosen]
    return any(mine in theirs or theirs in mine for theirs in taken)


def _ask(prompt: Prompt, seed: str, nth: int) -> str:
    """Fill a pattern: the seed picks the first of a kind, and `nth` how many come after it."""
    noun = woven(prompt.phrase) if prompt.kind != "sentence" else None
    patterns = (_WOVEN if noun else _QUOTED)[prompt.kind]
    first = int.from_bytes(sha256(f"{seed}/{prompt.kind}".encode()).digest()[:4])
    return patterns[(first + nth) % len(patterns)].format(noun or quoted(prompt.phrase, 16))
