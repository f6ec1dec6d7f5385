"""Takes titles and identity out of free text, so that the matcher can't weigh them.

In goes what a person wrote, and who that is. Out comes what the text says besides, with `mask`,
and apart from it the fields that its titles name, with `topics`:

    bio = (
        "Mira Okonjo runs a kelp nursery on the west coast, grows urchins and teaches divers. "
        "She is also a Lecturer in marine biology at Blue Heron Labs."
    )
    mask(bio, name="Mira Okonjo", company="Blue Heron Labs")
    # "runs a kelp nursery on the west coast, grows urchins and teaches divers."
    topics(bio, name="Mira Okonjo", company="Blue Heron Labs")
    # ("marine biology",)

What goes: links, addresses and phone numbers (`contacts`); the person's own name, company and
mailbox (`own_identity`); every title, with all that belongs to it (`shared.titles`); and what
is nothing without any of these, such as "She is also" above. A title goes by its pattern alone,
never because a roster's column holds it.

What holds, whatever the text:

- A title in the place of another of its kind changes neither the text nor the topics.
- Masking a masked text changes nothing.
- Nothing is added: every word of what comes out stood in what went in.

The fields of a *leading* title, one that begins within the first dozen words of a text, are no
topics: there people write what they are, and one such title in another's place would show.

No log, store or event is known here, and nothing is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from services.intake.redaction.contacts import without_contacts
from services.intake.redaction.own_identity import (
    OwnIdentity,
    acronyms,
    first_words,
    is_word,
    own_spans,
)
from shared.text import fold
from shared.titles import GAP, Span, Tokens, fields, find, repair, tokenise

__all__ = ["Mask", "mask", "topics"]

_LOOKS = 6
_SHORT = 120
_LEADING_WORDS = 12
_NAME_WORDS, _TITLE_WORDS = 2, 3
_BROKEN_LINE = re.compile(r"(?<=[^\s.!?:;])[ \t]*\n(?=[a-z])")


def _with_broken_lines(text: str, joint: str) -> str:
    """Put something else in place of line breaks inside sentences."""
    return _BROKEN_LINE.sub(joint, text) if "\n" in text else text


class _Topics:
    """The fields that a text's titles name, but for those of its leading ones."""

    def __init__(self) -> None:
        self._words = 0
        self._fields: dict[str, str] = {}

    def note(self, tokens: Tokens, titles: Sequence[Span]) -> None:
        """Note the topics of a sentence, the first time that it is looked at."""
        end = 0
        for title in titles:
            self._count(tokens, end, title.start)
            if self._words >= _LEADING_WORDS:
                self._fields |= {fold(field): field for field in fields(tokens, title)}
            self._words += _TITLE_WORDS
            end = title.end
        self._count(tokens, end, len(tokens))

    def _count(self, tokens: Tokens, start: int, end: int) -> None:
        """Count words; a name that is gone counts as two, whatever it was."""
        for at in range(start, end):
            low = tokens.lows[at]
            name = not low and (at == start or tokens.lows[at - 1] != "")
            self._words += _NAME_WORDS if name else low[:1].isalnum()

    def all(self) -> tuple[str, ...]:
        """Give all of them, in order, each once."""
        return tuple(self._fields.values())


def _sentence(tokens: Tokens, own: OwnIdentity | None, found: _Topics | None) -> str:
    """Mask a sentence; what is left of it is looked at again, for what now stands together."""
    for look in range(_LOOKS):
        named = tokens
        if own and (spans := own_spans(tokens, own)):
            named = tokens.without(spans)
        titles = find(named)
        if found and not look:
            found.note(named, titles)
        if not titles and "" not in named.lows:
            return "".join(tokens.pieces).strip()
        tokens = tokenise(without_contacts(repair(named, titles)))
    return ""


class Mask:
    """Masks texts of one person."""

    def __init__(self, *, name: str = "", company: str = "", email: str = "") -> None:
        """Prepare to mask the texts of one person.

        Args:
            name: as the roster has it; its parts go too where they stand alone.
            company: as the roster has it; its short form in parentheses goes too.
            email: as the roster has it.
        """
        self._identity = (name, company, email)
        self._words = first_words(name=name, company=company, email=email)

    @cached_property
    def _own(self) -> OwnIdentity:
        name, company, email = self._identity
        return OwnIdentity.of(name=name, company=company, email=email)

    def text(self, text: str) -> str:
        """Mask a text; see `mask`."""
        if len(text) <= _SHORT and self._words.isdisjoint(_words(text)):
            return _as_nobodys(text)
        return self.long_text(text)

    def long_text(self, text: str, found: _Topics | None = None) -> str:
        """Mask a text that hardly anybody else has written as well.

        Args:
            text: free text of the person.
            found: takes the topics, if somebody wants them.
        """
        lines = "\n".join(text.replace(GAP, " ").splitlines())
        plain = without_contacts(_with_broken_lines(lines, " "))
        masked = [self._line(tokenise(" ".join(line.split())), found) for line in plain.split("\n")]
        return _with_broken_lines("\n".join(line for line in masked if line), ".\n")

    def topics(self, text: str) -> tuple[str, ...]:
        """Find the topics of a text's titles; see `topics`."""
        found = _Topics()
        self.long_text(text, found)
        return found.all()

    def phrases(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Mask interests, offers or needs.

        Args:
            phrases: as the roster has them.

        Returns:
            What each phrase says besides, in order, each once; a phrase that was only a title
            is gone.
        """
        masked = (self._phrase(phrase) for phrase in phrases)
        return tuple(dict.fromkeys(phrase for phrase in masked if phrase))

    def _line(self, tokens: Tokens, found: _Topics | None) -> str:
        own = None if self._words.isdisjoint(tokens.lows) else acronyms(tokens, self._own)
        masked = (_sentence(sentence, own, found) for sentence in tokens.sentences())
        return " ".join(text for text in masked if text)

    def _phrase(self, phrase: str) -> str:
        text = _as_nobodys(phrase) if is_word(phrase) else self.text(phrase)
        return text if text == phrase else text.strip(" .,;:")


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokenise(text).lows)


@lru_cache(maxsize=1 << 14)
def _as_nobodys(text: str) -> str:
    """Mask what many may have written, once; whoever has none of its words gets the same."""
    return Mask().long_text(text)


def mask(text: str, *, name: str = "", company: str = "", email: str = "") -> str:
    """Take every title and the person's identity out of a text.

    Args:
        text: free text of one person.
        name: that person's name; its parts go too where they stand alone.
        company: that person's company; its short form in parentheses goes too.
        email: that person's e-mail address.

    Returns:
        What the text says besides; "" if nothing. Masking it again changes nothing.
    """
    return Mask(name=name, company=company, email=email).text(text)


def topics(text: str, *, name: str = "", company: str = "", email: str = "") -> tuple[str, ...]:
    """Find the topical words that masking takes out of a text with its titles.

    Args:
        text: free text of one person.
        name: that person's name.
        company: that person's company.
        email: that person's e-mail address.

    Returns:
        The fields that titles name ("marine biology", "space", "marketing"), as written, in
        order, each once; none of a title that begins within the first dozen words.
    """
    return Mask(name=name, company=company, email=email).topics(text)
