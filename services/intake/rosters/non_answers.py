"""Tells answers that say something from those that only fill a form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from services.intake.rosters import filler_words
from services.intake.rosters.roster import Person


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(","))


_NOTHING: Final = _listed(filler_words.NOTHING) | {""}
_BLAND: Final = _listed(filler_words.BLAND)
_LONGEST: Final = 48
_EDGE: Final = " .,;:!?-*()"
_REFERENCE: Final = re.compile(
    r"(?:please |pls |bitte )?(?:see|check|view|visit|read|refer to|as per|as in|same as|as|on"
    r"|siehe|wie|voir|cf|ver|véase|vedi|zie|se|zobacz) "
    r"(?:my |the |our |mein(?:e|en)? |mon |ma |mi |il mio |mijn )?"
    r"(?:linked ?in|web ?site|web|homepage|bio|cv|resume|profile?|above|below|attached|before"
    r"|oben|unten|ci-dessus|arriba|acima|sopra|boven|ovan)(?: (?:profile?|page|account))?"
)
_WILLING: Final = re.compile(
    r"(?:i'?m |i am |always |very |just )*"
    r"(?:open|happy|glad|here|keen|willing|available) (?:to|for) "
    r"(?:all|any|anything|everything|whatever|suggestions|ideas|discussions?|opportunities|a chat"
    r"|(?:chat|talk|connect|help|meet|discuss|network|learn|listen)(?: (?:about )?(?:all|anything"
    r"|everything|anyone|everyone|people|new people))?)"
)
_ADDRESS: Final = re.compile(
    r"(?:mailto:)?[^\s@]+@[\w.-]+|@\w+|(?:https?://|www\.)\S+"
    r"|(?:[\w-]{1,63}\.){1,4}(?:com|org|edu|gov|info)(?:/\S*)?"
)


def says_nothing(answer: str) -> bool:
    """Tell whether an answer is none: "n/a", "tbd", "see LinkedIn", "ask me", a bare address."""
    bare = answer.strip(_EDGE).casefold().replace("\u2019", "'")
    if " " not in bare and ("." in bare or "@" in bare) and _ADDRESS.fullmatch(bare):
        return True
    if len(bare) > _LONGEST:
        return False
    if bare in _NOTHING or bare.isdigit() or not any(map(str.isalnum, bare)):
        return True
    return bool(_REFERENCE.fullmatch(bare) or _WILLING.fullmatch(bare))


def is_bland(answer: str) -> bool:
    """Tell what holds of everybody at an event, so that alone it says nothing of anybody."""
    return len(answer) <= _LONGEST and answer.strip(_EDGE).casefold() in _BLAND


def without_fillers(person: Person) -> Person:
    """Leave out a bio that says nothing, and bland answers where there are no others."""
    about = "" if says_nothing(person.about) else person.about
    said = (*person.interests, *person.offers, *person.needs, about)
    if all(not answer or is_bland(answer) for answer in said):
        return replace(person, interests=(), offers=(), needs=(), about="")
    return person if about == person.about else replace(person, about=about)
