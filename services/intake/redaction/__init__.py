"""Takes titles and identity out of free text, so that the matcher can't weigh them.

A title goes whole, and by its pattern alone, never because a roster's column holds it: its
noun, whatever stands between that and the word which introduces it ("a Senior Mudflat
Warden"), the capitalised words behind it ("Head of Data Platform", "VP, Growth"), and the words
that tie it to a person ("currently works as a"). How far it reaches depends on the words around
it and never on the title, so that one title in another's place leaves the same text. What
follows an "of" in small letters is content ("Professor of marine biology") unless it is nothing
but a function that titles are made of ("head of marketing").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from services.intake.redaction.absorbing import absorb
from services.intake.redaction.contacts import without_contacts
from services.intake.redaction.detect import recognise
from services.intake.redaction.own_identity import Own, first_words, mark_own, own
from services.intake.redaction.repair import assemble
from services.intake.redaction.tokens import GAP, Tokens, tokenise

__all__ = ["Mask", "mask", "mask_phrases"]

_MOST_PASSES = 12
_SHORT = 120
_BROKEN_LINE = re.compile(r"(?<=[^\s.!?:;])[ \t]*\n(?=[a-z])")


class Mask:
    """Masks texts of one person."""

    def __init__(self, *, name: str = "", company: str = "", email: str = "") -> None:
        """Prepare to mask the texts of one person.

        Args:
            name: as the roster has it.
            company: as the roster has it.
            email: as the roster has it.
        """
        self._identity = (name, company, email)
        self._words = first_words(name=name, company=company, email=email)

    @cached_property
    def _person(self) -> Own:
        name, company, email = self._identity
        return own(name=name, company=company, email=email)

    def text(self, text: str) -> str:
        """Mask a text; see `mask`."""
        if len(text) <= _SHORT:
            masked, words = _as_nobodys(text)
            if self._words.isdisjoint(words):
                return masked
        return self.long_text(text)

    def long_text(self, text: str) -> str:
        """Mask a text that hardly anybody else has written as well; see `mask`."""
        before = text
        for _ in range(_MOST_PASSES):
            after, settled = self._pass(before)
            if settled or after == before:
                return after
            before = after
        return before

    def phrases(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Mask phrases; see `mask_phrases`."""
        masked = (self._phrase(phrase) for phrase in phrases)
        return tuple(dict.fromkeys(phrase for phrase in masked if phrase))

    def _phrase(self, phrase: str) -> str:
        text = self.text(phrase)
        return text if text == phrase else text.strip(" .,;:")

    def _pass(self, text: str) -> tuple[str, bool]:
        """Mask each line; tell whether another pass would surely change nothing."""
        lines = "\n".join(text.replace(GAP, " ").splitlines())
        plain = without_contacts(_BROKEN_LINE.sub(" ", lines) if "\n" in lines else lines)
        masked = [self._line(" ".join(line.split())) for line in plain.splitlines()]
        settled = len(masked) <= 1 and all(line_settled for _, line_settled in masked)
        return "\n".join(line for line, _ in masked if line), settled

    def _line(self, line: str) -> tuple[str, bool]:
        """Mask a line; a sentence from which something went is looked at once more."""
        sentences = self._sentences(line)
        if sentences is None:
            return line, True
        settled = [self._settled(text) if gone else text for text, gone in sentences]
        kept = [text for text in settled if text]
        return " ".join(kept), all(text[-1] in ".!?" for text in kept[:-1])

    def _settled(self, sentence: str) -> str:
        for _ in range(_MOST_PASSES):
            again = self._sentences(without_contacts(sentence))
            if again is None:
                break
            sentence = " ".join(text for text, _ in again)
        return sentence

    def _sentences(self, line: str) -> list[tuple[str, bool]] | None:
        """Mask the sentences of a line; None where nothing goes."""
        tokens = self._tokens(line)
        recognise(tokens)
        if not any(tokens.fate):
            return None
        absorb(tokens)
        return assemble(tokens)

    def _tokens(self, line: str) -> Tokens:
        """Cut a line into words, of which the person's own are marked."""
        tokens = tokenise(line)
        if not self._words.isdisjoint(tokens.lows):
            mark_own(tokens, self._person)
        return tokens


class _NobodysMask(Mask):
    """Masks a text that is nobody's, and notes every word that could have been somebody's."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def _tokens(self, line: str) -> Tokens:
        tokens = super()._tokens(line)
        self.words.update(tokens.lows)
        return tokens


@lru_cache(maxsize=1 << 14)
def _as_nobodys(text: str) -> tuple[str, frozenset[str]]:
    """Mask what many may have written, once; whoever has none of its words gets the same."""
    nobodys = _NobodysMask()
    return nobodys.long_text(text), frozenset(nobodys.words)


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


def mask_phrases(
    phrases: Iterable[str], *, name: str = "", company: str = "", email: str = ""
) -> tuple[str, ...]:
    """Mask interests, offers or needs.

    Args:
        phrases: as the roster has them.
        name: that person's name.
        company: that person's company.
        email: that person's e-mail address.

    Returns:
        What each phrase says besides, in order, each once; a phrase that was only a title is
        gone.
    """
    return Mask(name=name, company=company, email=email).phrases(phrases)
