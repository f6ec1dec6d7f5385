"""Guesses what one column is from its header and its cells, or asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, cast

from services.intake.rosters.cells import cell_parsers
from services.intake.rosters.columns import column_profile, header_matching
from services.intake.rosters.columns.column_profile import ColumnProfile
from services.intake.rosters.columns.header_matching import CERTAIN, HeaderMatch
from services.intake.rosters.roster import Field
from services.intake.rosters.vocabulary import folded_words

MANY: Final = frozenset({"interests", "offers", "needs", "goals", "formats", "excluded", "about"})
OPTIONAL: Final = frozenset({"interests", "offers", "needs", "goals", "formats"})
_IDENTITY: Final = frozenset({"name", "first_name", "last_name", "email", "company", "title"})
BY_HAND: Final = 1000.0
BARE_NAME: Final = CERTAIN + 6  # a bare "name" of an attendee ranks below, "full name" above
_MISSPELT: Final = 14  # more than two ways to say it differ by, less than whose it is
_LONG_TITLE: Final = 60
_SHORT_TEXT: Final = 25
_COVERING: Final = 0.6
_SEPARATOR: Final = re.compile(r"\s+[-–—]\s+|\s*[:：?]\s+|\s*[\[(](?=[^\])]+[\])]\s*$)")  # noqa: RUF001 - platforms use these dashes
_OPEN: Final = frozenset({"needs", "goals", "interests"})
_ASKED: Final = frozenset({"tags", "tag", "labels", "keywords tags", "topic tags"})


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column seems to be; `rank` compares columns that seem to be the same.

    `option` is the answer that a column of ticks stands for; `fallback` marks a column that
    fills gaps of a better one; `doubted` is the field that the header says and its words or
    cells speak against.
    """

    field: Field | None
    why: str
    rank: float = 0.0
    secret: bool = False
    question: str = ""
    option: str = ""
    fallback: bool = False
    doubted: Field | None = None


def guess_column(header: str, profile: ColumnProfile, *, of_sessions: bool) -> ColumnGuess:
    """Guess what a column is.

    Args:
        header: as written.
        profile: of its cells.
        of_sessions: whether the file is about talks, so that a title is a talk's.
    """
    found = header_matching.match_header(header)
    by_cells = _tick_column(header, profile) or _answered(header, found, profile)
    if by_cells:
        return by_cells
    if folded_words(header) in _ASKED and profile.filled:
        return _asked("Are these tags what people are interested in, what they offer, or neither?")
    if not found:
        return ColumnGuess(None, "nothing in the header says that it is about the attendee")
    best = found[0]
    return _told(best, _of_match(header, best, profile, of_sessions=of_sessions))


def _told(match: HeaderMatch, guessed: ColumnGuess) -> ColumnGuess:
    """Tell how a header with typing errors was read, and prefer a column that has none."""
    if not match.read_as:
        return guessed
    why = f'read as "{match.read_as}"; {guessed.why}'
    return replace(guessed, why=why, rank=guessed.rank - _MISSPELT)


def _of_match(
    header: str, best: HeaderMatch, profile: ColumnProfile, *, of_sessions: bool
) -> ColumnGuess:
    if best.meaning == "secret":
        return ColumnGuess(
            None, f'private or a ticket\'s secret ("{best.words}"): never kept', secret=True
        )
    if best.meaning == "unused":
        return ColumnGuess(None, f'not needed for introductions ("{best.words}")')
    return _checked(header, best.meaning, best, profile, of_sessions=of_sessions)


def _checked(
    header: str, field: Field, best: HeaderMatch, profile: ColumnProfile, *, of_sessions: bool
) -> ColumnGuess:
    unfit = column_profile.unfit(field, profile)
    if unfit:
        return ColumnGuess(None, f'the header says {_spoken(field)} ("{best.words}"), but {unfit}')
    if field in _IDENTITY and _is_anothers(header, field):
        return ColumnGuess(None, f"{_spoken(field)}, but of somebody other than the attendee")
    rank = best.score + (_ownership_rank(header) if field in _IDENTITY else 0.0)
    found = ColumnGuess(field, f'the header says {_spoken(field)} ("{best.words}")', rank)
    doubt = _DOUBTS.get(field)
    doubted = doubt(header, best, profile) if doubt else None
    if of_sessions and field in {"title", "about"} and best.score < CERTAIN:
        return ColumnGuess(
            None, "the file is about talks, so this describes a talk and not a person"
        )
    return doubted or found


def _answered(
    header: str, found: Sequence[HeaderMatch], profile: ColumnProfile
) -> ColumnGuess | None:
    """Know a question about meetings by its answers: ways of meeting, or how many."""
    open_ended = not found or found[0].meaning in _OPEN or found[0].words == "how many"
    if not open_ended or not header_matching.mentions("meeting", header):
        return None
    if profile.mostly(cell_parsers.only_formats):
        return ColumnGuess("formats", "it asks about meetings, and its cells are ways of meeting")
    asks = header_matching.mentions("quantity", header)
    if asks and profile.mostly(lambda cell: cell_parsers.whole_number(cell) is not None):
        return ColumnGuess("capacity", "it asks about meetings, and its cells are numbers")
    return None


def _ownership_rank(header: str) -> float:
    """Rank the attendee's own columns above the buyer's, and those above anybody else's."""
    if header_matching.mentions("others", header):
        return -30.0
    if header_matching.mentions("buyer", header):
        return -15.0
    return 8.0 if header_matching.mentions("attendee", header) else 0.0


def _is_anothers(header: str, field: Field) -> bool:
    """Tell an assistant's or a host's column; who owns a submission usually speaks, too."""
    owned = field == "email" and "owner" in folded_words(header).split()
    return header_matching.mentions("others", header) and not owned


def is_fallback(header: str, field: Field) -> bool:
    """Tell whether a column can fill the gaps of a better one: the buyer's, or a second e-mail."""
    if header_matching.mentions("others", header):
        return False
    return field == "email" or (
        field in {"name", "first_name", "last_name", "company"}
        and header_matching.mentions("buyer", header)
    )


def _tick_column(header: str, profile: ColumnProfile) -> ColumnGuess | None:
    """Read "Interests - Robotics" with a yes or no below it as one option of a question."""
    for cut in _SEPARATOR.finditer(header):
        option = header[cut.end() :].strip(" ])")
        found = header_matching.match_header(header[: cut.start()])
        if not (option and found and found[0].meaning in OPTIONAL):
            continue
        if profile.mostly(partial(_is_answer, option)):
            field = cast("Field", found[0].meaning)
            why = f'one option of a question about {_spoken(field)}: "{option}"'
            return _told(found[0], ColumnGuess(field, why, option=option))
    return None


def ticked_option(header: str, profile: ColumnProfile) -> str:
    """Name the option that a column of ticks stands for, whatever its question; "" for texts."""
    if not profile.mostly(column_profile.is_tick):
        return ""
    *_, last = _SEPARATOR.split(header)
    return last.strip(" ])") or header


def _is_answer(option: str, cell: str) -> bool:
    return column_profile.is_tick(cell) or cell == option


def _asked(question: str) -> ColumnGuess:
    return ColumnGuess(
        None,
        "its header has more than one meaning, and its cells don't settle it",
        question=question,
    )


def _doubt_title(header: str, best: HeaderMatch, profile: ColumnProfile) -> ColumnGuess | None:
    if best.score >= CERTAIN and not best.words.endswith("your role"):
        return None
    if best.score < CERTAIN and not _covers(header, best):
        return ColumnGuess(
            None, f'a title or position, but of something else ("{folded_words(header)}")'
        )
    if profile.mostly(column_profile.is_salutation):
        return ColumnGuess(None, "its cells are salutations, not job titles")
    if profile.mostly(column_profile.is_group_role):
        return ColumnGuess(None, "its cells are roles in the group or at the event, not job titles")
    if profile.typical_length > _LONG_TITLE:
        return _asked(f'Is "{header}" a job title, the title of a talk, or neither?')
    return None


def _covers(header: str, best: HeaderMatch) -> bool:
    """Tell whether the words found are what a header is about: "dog name" is about a dog."""
    return len(best.words) >= _COVERING * len(header_matching.bare_words(header))


def _doubt_name(header: str, best: HeaderMatch, profile: ColumnProfile) -> ColumnGuess | None:
    if best.score >= CERTAIN:
        return None
    if best.score > CERTAIN / 2 and not _covers(header, best):
        why = f'a name, but of something else ("{folded_words(header)}")'
        return ColumnGuess(None, why, doubted="name")
    if profile.constant:
        return _asked(f'Is "{header}" the name of a person, or of the event or ticket?')
    if profile.mostly(column_profile.is_company):
        return ColumnGuess(
            "company", "a name, and its cells have the legal forms of companies", rank=1.0
        )
    return None


def _doubt_about(header: str, best: HeaderMatch, profile: ColumnProfile) -> ColumnGuess | None:
    short = profile.filled and profile.typical_length < _SHORT_TEXT
    if best.words.endswith("you do") and profile.mostly(column_profile.is_occupation):
        return ColumnGuess("title", "it asks what somebody does, and its cells are short", rank=1.0)
    if best.score < CERTAIN and short:
        return _asked(f'Does "{header}" describe the person, or something else?')
    return None


def _doubt_topics(header: str, best: HeaderMatch, profile: ColumnProfile) -> ColumnGuess | None:
    if best.score < CERTAIN and profile.constant:
        return _asked(
            f'Does "{header}" hold what people are interested in? Every row says the same.'
        )
    return None


_DOUBTS: Final[dict[Field, Callable[[str, HeaderMatch, ColumnProfile], ColumnGuess | None]]] = {
    "title": _doubt_title,
    "name": _doubt_name,
    "about": _doubt_about,
    "interests": _doubt_topics,
}


def as_fallback(found: ColumnGuess, better: str) -> ColumnGuess:
    """Keep a column for the gaps of a better one."""
    return replace(found, why=f'fills in where "{better}" is empty', fallback=True)


def as_unused(found: ColumnGuess, better: str) -> ColumnGuess:
    """Set a column aside for a better one."""
    return replace(found, field=None, why=f'"{better}" says it better')


def _spoken(field: Field) -> str:
    return field.replace("_", " ").replace("external id", "an id")
