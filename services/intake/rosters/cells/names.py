"""Puts people's names together, and tells whether two names can be one person's."""

from __future__ import annotations

import re
from typing import Final

from services.intake.rosters.cells import cell_parsers
from services.intake.rosters.vocabulary import folded_words

_SALUTATION: Final = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|hr|fr|mme|mlle|madame|monsieur|sra|srta"
    r"|señor|señora|dott|dott\.ssa|dra|drs|ing|ir|dipl\.-ing|sir|dame|rev|pan|pani|bay|bayan|fru)\.?"
    r"|(?:m|sr|sig|h\.c|d|eng)\.)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_HONORIFIC: Final = re.compile(r"(?<=\S)\s*(?:様|さん|氏|先生|女士|小姐|님)$")
_CREDENTIAL: Final = re.compile(
    r"(?:,\s*(?:m\.?d|m\.?a|b\.?a|pmp|rn|dr|llm|ll\.m|j\.?d|pe|cissp)"
    r"|,?\s+(?:ph\.?\s?d|mba|m\.?sc|b\.?sc|cfa|cpa|esq)|,(?:ph\.?\s?d|mba|msc|bsc|cfa|cpa|esq))\.?$",
    re.IGNORECASE,
)
_GENERATION: Final = re.compile(r",\s*(jr\.?|sr\.?|ii|iii|iv)$", re.IGNORECASE)
_PRONOUNS: Final = re.compile(
    r"\s*[(\[](?:she|he|they|ze|elle|il|iel|ella|er|sie)\s*/[^)\]]*[)\]]", re.IGNORECASE
)
_HAN: Final = re.compile(r"^[\u3400-\u9fff\u3005]+$")
_EAST_ASIAN: Final = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\u3005\uac00-\ud7a3]+$")
_HANGUL: Final = re.compile(r"^[\uac00-\ud7a3]+$")
_WORD: Final = re.compile(r"\b(?!(?:II|III|IV)\b)[^\W\d_]+")
_LONGEST: Final = 200
_INITIALS: Final = 3
_WORDS_OF_A_PART: Final = 3
_SHORT_GIVEN: Final = 2
SALUTATIONS: Final = re.compile(
    r"(mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|mme|mlle|madame|monsieur|m|sr|sra|srta|sir|dame"
    r"|rev|dott|dott ssa|dra|herr dr|frau dr|prof dr|mr mrs|hr|fru|pan|pani|bay|bayan|sig"
    r"|sig ra|господин|госпожа)"
)


def full_name(cell: str) -> str:
    """Read a name as it should be written: no salutation, given name before family name."""
    name = _PRONOUNS.sub("", cell_parsers.line(cell))
    while _SALUTATION.match(name):
        name = _SALUTATION.sub("", name)
    name = _HONORIFIC.sub("", name)
    while _CREDENTIAL.search(name):
        name = _CREDENTIAL.sub("", name)
    name = _turned_round(_GENERATION.sub(r" \1", name))[:_LONGEST].strip()
    return _WORD.sub(_in_mixed_case, name) if name.isupper() and len(name) > _INITIALS else name


def _in_mixed_case(word: re.Match[str]) -> str:
    """Write a word of a name that is in capitals throughout; a Turkish dot stays no mark."""
    return word[0].capitalize().replace("i\u0307", "i")


def joined(given: str, family: str) -> str:
    """Join a given and a family name in the order that their script asks for."""
    first, last = part(given), part(family)
    if not (first and last):
        return first if first and _is_namesake(first) else full_name(first or last)
    if _is_namesake(first) and _is_namesake(last):
        return ""
    if _EAST_ASIAN.match(first) and _EAST_ASIAN.match(last):
        close = _HANGUL.match(first) or (
            len(last) == 1 and len(first) <= _SHORT_GIVEN and _HAN.match(first)
        )
        return f"{last}{first}" if close else f"{last} {first}"
    return full_name(f"{first} {last}")


def part(cell: str) -> str:
    """Read a given or family name; "Nan", "None" and "Null" are people's names, "NULL" is not."""
    bare = " ".join(cell_parsers.text(cell).split())
    return bare if _is_namesake(bare) else cell_parsers.line(cell)


def key(name: str) -> tuple[str, ...]:
    """Reduce a name to its words in alphabetical order, to compare it by."""
    return tuple(sorted(folded_words(name).split()))


def compatible(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether one name can be short for the other: fewer words, or initials.

    Args:
        shorter: a name's `key`, of no more words than the other.
        longer: the other name's `key`.
    """
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in left if _same_word(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _is_namesake(name: str) -> bool:
    """Tell a name that is written like one and is a sign for nothing elsewhere."""
    return name.isalpha() and name.istitle() and cell_parsers.is_placeholder(name)


def _same_word(one: str, other: str) -> bool:
    initial = len(one) == 1 or len(other) == 1
    return one == other or (initial and one[0] == other[0])


def _turned_round(name: str) -> str:
    family, comma, given = name.partition(",")
    words = max(len(family.split()), len(given.split()))
    if not comma or "," in given or words > _WORDS_OF_A_PART or any(map(str.isdigit, name)):
        return name
    return " ".join(f"{given} {family}".split())
