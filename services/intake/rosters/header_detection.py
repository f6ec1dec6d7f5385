"""Which row names the columns, and what the columns are then called.

This only tells a row of names from a row of data; what each name means is read by `headers`,
which knows far more words, and among them many that data have as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.intake.rosters.raw_rows import RawRow

_WORDS = frozenset(
    """
    name names fullname firstname lastname surname forename first last given family user username
    email e-mail mail emails company companies organisation organization employer affiliation
    institution university school title job role position occupation phone mobile telephone
    ticket tickets status attendance rsvp country city region state location address zip bio
    biography about description intro introduction interest interests topic topics skill skills
    expertise offer offers need needs goal goals industry sector website url linkedin twitter
    github profile notes comment comments attendee attendees guest guests participant registration
    registered order number count quantity date time timestamp id price language pronouns tags
    table group type category department team seats
    vorname nachname firma unternehmen telefon land stadt branche interessen beruf bestellnummer
    teilnehmer teilnehmerin funktion themen ort anmeldung
    nom prénom prenom entreprise société pays ville courriel fonction intérêts
    secteur poste
    nombre apellido apellidos correo empresa país cargo intereses ciudad puesto
    cognome azienda nome sobrenome interessi cidade
    naam voornaam achternaam bedrijf functie interesses
    imię nazwisko firma zainteresowania
    """.split()  # noqa: SIM905 -- a list of quoted words would take a hundred lines
)
_EAST_ASIAN = re.compile(
    "\u540d\u524d|\u6c0f\u540d|\u4f1a\u793e|\u30e1\u30fc\u30eb|\u5f79\u8077|\u696d\u754c|\u8208\u5473"
    "|\u6240\u5c5e|\u53c2\u52a0\u8005|\u59d3\u540d|\u516c\u53f8|\uc774\ub984|\ud68c\uc0ac"
)
_DATA = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s.]+|https?://\S+|www\.\S+"
    r"|[-+(#$\u20ac\u00a3]*\d[\d\s.,:/()%-]*(?:[apAP][mM])?",
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+|[^<@]{0,100}<[^@\s<>]+@[^@\s<>]+>")
_QUESTION = re.compile(r"[^\n@]{6,300}[?\uff1f][\s*:)]*")
_SPLIT = re.compile(r"[^\w-]+|(?<=[a-z])(?=[A-Z])|_")
_LONGEST_DATUM = 320
_LONGEST_NAME = 60
_MOST_WORDS = 6
_FEWEST_NAMES = 2
_MOST_DATA = 0.25


def names_columns(row: RawRow) -> bool:
    """Tell whether a row surely names columns, by the words that rosters use.

    Args:
        row: not blank.

    Returns:
        Whether two cells or more, and a quarter of all, are known names of columns, and
        hardly any looks like data.
    """
    shown = [cell for cell in row.cells if cell]
    named = sum(map(is_known_name, shown))
    return named >= max(_FEWEST_NAMES, len(shown) / 4) and may_name_columns(row)


def is_known_name(text: str) -> bool:
    """Tell whether a text is the name of a column that rosters have.

    Args:
        text: one cell.

    Returns:
        Whether it is a question, or short and begins or ends with a word that rosters use.
    """
    if _QUESTION.fullmatch(text):
        return True
    if len(text) > _LONGEST_NAME:
        return False
    words = [word.lower() for word in _SPLIT.split(text) if word]
    if not words or len(words) > _MOST_WORDS:
        return False
    return bool({words[0], words[-1]} & _WORDS or _EAST_ASIAN.search(text))


def may_name_columns(row: RawRow) -> bool:
    """Tell whether nothing in a row speaks against its naming columns.

    Args:
        row: not blank.

    Returns:
        Whether no cell is an e-mail address and hardly any a number, a date or a link.
    """
    shown = [cell for cell in row.cells if cell]
    if any(map(is_address, shown)):
        return False
    return sum(map(is_datum, shown)) <= _MOST_DATA * len(shown)


def is_address(text: str) -> bool:
    """Tell whether a cell is an e-mail address, with or without a name.

    Args:
        text: one cell.

    Returns:
        Whether it is nothing else than that.
    """
    return len(text) <= _LONGEST_DATUM and bool(_ADDRESS.fullmatch(text))


def is_datum(text: str) -> bool:
    """Tell whether a cell is a number, a date, a link or an address: no column's name.

    Args:
        text: one cell.

    Returns:
        Whether it is nothing else than that.
    """
    return len(text) <= _LONGEST_DATUM and bool(_DATA.fullmatch(text))


def title_columns(cells: Sequence[str], columns: int) -> tuple[str, ...]:
    """Give every column a name of its own.

    Args:
        cells: the heading row; may be shorter than the table is wide.
        columns: how many columns there are.

    Returns:
        The names as written, on one line; "Company (2)" for a second "Company", and
        "Column 3" where nothing is written.
    """
    taken: set[str] = set()
    titles = []
    for index in range(columns):
        written = " ".join(cells[index].split()) if index < len(cells) else ""
        plain = written or f"Column {index + 1}"
        title, copy = plain, 1
        while title.casefold() in taken:
            copy += 1
            title = f"{plain} ({copy})"
        taken.add(title.casefold())
        titles.append(title)
    return tuple(titles)


def same_heading(row: RawRow, heading: RawRow) -> bool:
    """Tell whether a row repeats the heading.

    Args:
        row: any row below it.
        heading: the row that names the columns.

    Returns:
        Whether they are equal but for upper and lower case.
    """
    if len(row.cells) != len(heading.cells) or row.cells[0].lower() != heading.cells[0].lower():
        return False
    return all(a.lower() == b.lower() for a, b in zip(row.cells, heading.cells, strict=True))
