"""Tells answers that say something from those that only fill a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from services.intake.rosters.roster import Person
from services.intake.rosters.vocabulary import listed

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


def is_non_answer(answer: str) -> bool:
    """Tell whether an answer is none: "n/a", "tbd", "see LinkedIn", "ask me", a bare address."""
    bare = answer.strip(_EDGE).casefold().replace("\u2019", "'")
    if " " not in bare and ("." in bare or "@" in bare) and _ADDRESS.fullmatch(bare):
        return True
    if len(bare) > _LONGEST:
        return False
    if bare in listed("non-answers") or bare.isdigit() or not any(map(str.isalnum, bare)):
        return True
    return bool(_REFERENCE.fullmatch(bare) or _WILLING.fullmatch(bare))


def is_generic(answer: str) -> bool:
    """Tell what holds of everybody at an event, so that alone it says nothing of anybody."""
    return len(answer) <= _LONGEST and answer.strip(_EDGE).casefold() in listed("generic answers")


def only_generic(answers: Iterable[str]) -> bool:
    """Tell whether all that somebody says holds of everybody, or is nothing."""
    return all(not answer or is_generic(answer) for answer in answers)


def without_non_answers(person: Person) -> Person:
    """Leave out a bio that says nothing, and generic answers where there are no others."""
    about = "" if is_non_answer(person.about) else person.about
    if only_generic((*person.interests, *person.offers, *person.needs, about)):
        return replace(person, interests=(), offers=(), needs=(), about="")
    return person if about == person.about else replace(person, about=about)
