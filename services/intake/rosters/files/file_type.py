"""What a file really is, by its content; its name's ending proves nothing."""

from __future__ import annotations

import re

from services.intake.rosters.table import NotARoster

_AS_TABLE = "save the list as CSV or XLSX and upload that"
_IMAGE = "is an image"
_ARCHIVE = "is a compressed archive"

_BINARY: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"\s*%PDF-", "is a PDF document"),
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*", _IMAGE),
        (rb"....ftyp", "is a photo, video or sound file"),
        (rb"\x1f\x8b", "is a gzip archive"),
        (rb"BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd", _ARCHIVE),
        (rb"SQLite format 3\x00|PAR1", "is a database file"),
        (rb"\x7fELF|MZ\x90\x00", "is a program"),
    )
)
_PAGE = (
    r"(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.{0,2000}?)-->\s*)?"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|table|script|div|style)[\s>])"
)
_TEXT: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), what, cure)
    for pattern, what, cure in (
        (
            _PAGE,
            "is a web page (HTML)",
            "download the list again, or open it in a spreadsheet program and save it as XLSX",
        ),
        (r"<\?xml|<[a-z][\w:.-]*(?:\s[^>]{0,500})?\sxmlns|<!doctype", "is an XML file", _AS_TABLE),
        (r"<([a-z][\w:.-]*)>\s*<[a-z]", "is an XML file", _AS_TABLE),
        (r'\{\s*(?:"|\})|\[\s*(?:[{["\]]|-?\d)', "is a JSON file", _AS_TABLE),
        (r"BEGIN:VCARD", "is a set of contact cards (vCard)", _AS_TABLE),
        (r"BEGIN:VCALENDAR", "is a calendar (iCalendar)", _AS_TABLE),
        (r"\{\\rtf", "is a formatted text document (RTF)", _AS_TABLE),
    )
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ufffd]")
_NOTHING = ' \t\r\n\xa0,;|"'
_LOOKED_AT = 65_536
_MOST_CONTROL = 0.03


def refuse_binary(content: bytes) -> None:
    """Refuse what is no text, by the bytes that such files begin with.

    Args:
        content: the whole file.

    Raises:
        NotARoster: says what the file is and what to do.
    """
    if content.startswith(_OLE) or _OLD_EXCEL.match(content):
        raise NotARoster(_old_office(content))
    for pattern, what in _BINARY:
        if pattern.match(content):
            raise NotARoster(f"{what}; {_AS_TABLE}")


def refuse_other_text(text: str) -> None:
    """Refuse text that is no table: pages, records, cards and bytes that only decoded as text.

    Args:
        text: the whole file, decoded.

    Raises:
        NotARoster: says what the file is and what to do.
    """
    beginning = text[:_LOOKED_AT].lstrip()
    if not text.strip(_NOTHING):
        raise NotARoster("holds only blank lines; upload the list with a row of column names")
    for pattern, what, cure in _TEXT:
        if pattern.match(beginning):
            raise NotARoster(f"{what}; {cure}")
    if len(_CONTROL.findall(beginning)) > _MOST_CONTROL * len(beginning) + 1:
        raise NotARoster(f"is neither text nor a workbook; {_AS_TABLE}")


def _old_office(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is protected by a password; remove the password, save it and upload it again"
    if "WordDocument".encode("utf-16-le") in content:
        return f"is an old Word document (.doc); {_AS_TABLE}"
    if "PowerPoint".encode("utf-16-le") in content:
        return f"is an old PowerPoint file (.ppt); {_AS_TABLE}"
    return "is an old Excel file (.xls); save it as .xlsx or CSV"
