"""Tells a list that commas separate from a sentence that has commas in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

_JOINING_WORD: Final = re.compile(r"^(?:and|or|und|oder|et|ou|y|o|e|en|i|&)\s+", re.IGNORECASE)
# Lower case only: "IT" and "WHO" are topics. Without words that open a topic as well, such as
# "off", "over" and "non", or that are a noun in another language.
_GOES_ON: Final = re.compile(
    r"(?:an?|the|and|or|but|so|yet|then|else|if|when|while|where|whom?|whose|which|that|what"
    r"|because|since|as|though|although|until|unless|even|just|also|not|no|never|without|with"
    r"|from|for|to|by|at|in|into|on|onto|of|next to|after|before|around|between|including"
    r"|especially|preferably|ideally|mostly|mainly|maybe|perhaps|please|such|like|rather|how|why"
    r"|i|we|you|he|she|they|my|our|your|their|her|is|are|was|were|has|have|had|some|any|all"
    r"|everyone|nobody|someone"
    r"|de[rmns]|die|das|dass|weil|aber|ohne|mit|von|um|zu|wenn|wie|wo|was|wer|ob|auch|nur|nicht"
    r"|keine?|eine?|ich|wir|sie|sondern|damit|bis|vor allem|am liebsten|gerne?"
    r"|mais|sans|avec|pour|qui|que|parce|pas|une?|les?|la|des|je|nous|si|même|surtout|dont"
    r"|pero|sin|con|para|porque|quien|el|los|las|mejor|aunque|cuando|donde|sobre todo"
    r"|ma|senza|che|perché|anche|quando|il|gli|una|meglio|mas|quem|não"
    r"|maar|zonder|met|voor|omdat|het|een|niet|liefst|bez|które|który|która|żeby|aby|nie"
    r"|utan|med|för|som|uten|uden|ikke|inte)(?=\s|$)|(?:j|l|d|qu)['’]"  # noqa: RUF001 - people type both apostrophes
)
_SPEAKS: Final = re.compile(
    r"\b(?:who|which|that|whom|them|they|i|we|my|our|your|you|\w+n['’]t|is|are|was|ich|wir|uns"  # noqa: RUF001 - people type both apostrophes
    r"|unsere?|qui|nous|je|quien|che|chi|quem|które|który)\b"
)
_SEVERAL: Final = 3
_LISTED_PER_SIGN: Final = 4  # in a longer list, one part may be a sentence
_LONG_PART: Final = 5
_SHORT_PART: Final = 3
_RECURRING: Final = 0.3
_LETTERS_OF_A_WORD: Final = 3
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class CommaSeparation:
    """Whether the commas of one column separate, learnt from all of its cells."""

    def __init__(self, column: Mapping[tuple[str, ...], int]) -> None:
        """Learn from the parts between the commas of each cell, and how often it occurs."""
        cells_with = Counter(part.casefold() for parts in column for part in set(parts))
        self._recurring = frozenset(part for part, count in cells_with.items() if count > 1)
        shared = sum(count for count in cells_with.values() if count > 1)
        sentences = sum(times for parts, times in column.items() if reads_on(parts))
        self._separate = (
            2 * sentences < sum(column.values()) or shared >= _RECURRING * cells_with.total()
        )

    def separate(self, parts: Sequence[str]) -> bool:
        """Tell whether the commas between these parts of one cell separate phrases."""
        if is_plain_list(parts) or self._recurring.issuperset(map(str.casefold, parts)):
            return True
        return self._separate and not reads_on(parts)


def reads_on(parts: Sequence[str]) -> bool:
    """Tell whether the parts between commas are one sentence: "training, without slides"."""
    signs = max(_going_on(parts), sum(bool(_SPEAKS.search(part)) for part in parts))
    if signs:
        return _LISTED_PER_SIGN * signs >= len(parts)
    capitals = all(part[:1].isupper() for part in parts)
    return not capitals and sum(map(_words, parts)) > _LONG_PART * len(parts)


def is_plain_list(parts: Sequence[str]) -> bool:
    """Tell several short parts in a row, which are a list in whatever column."""
    return (
        len(parts) >= _SEVERAL
        and max(map(_words, parts)) <= _SHORT_PART
        and _going_on(parts) <= 1
        and not any(map(_SPEAKS.search, parts))
    )


def without_joining_word(part: str) -> str:
    """Drop the "and" before the last of a list."""
    return _JOINING_WORD.sub("", part)


def _going_on(parts: Sequence[str]) -> int:
    """Count the parts that go on with the first, and do not begin like it: "a pen, a book"."""
    begin = parts[0].split(" ", 1)[0].casefold()
    later = [without_joining_word(part) for part in parts[1:]]
    return sum(
        bool(_GOES_ON.match(part)) and part.split(" ", 1)[0].casefold() != begin for part in later
    )


def _words(part: str) -> float:
    return part.count(" ") + 1 + len(_UNSPACED.findall(part)) // _LETTERS_OF_A_WORD
