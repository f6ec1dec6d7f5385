"""How a roster arrives over HTTP: a file in a form, or rows as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from flask import Request
from pydantic import ValidationError

from services.intake import rosters
from services.intake.rosters import FIELDS, Field, Overrides, Roster, Row, Table
from services.intake.schemas import RosterRows
from shared.errors import Refused
from shared.web.problems import InvalidRequest

_SEPARATOR = "; "

REQUEST_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "columns": {
                        "type": "string",
                        "description": "a JSON object: header to field, or null to leave it out",
                    },
                },
            }
        },
        "application/json": {"schema": RosterRows.model_json_schema()},
    },
}


def read_request(request: Request) -> Roster:
    """Understand the roster that a request carries.

    Raises:
        Refused: the request carries none, its `columns` can't be read, or its text is broken.
        InvalidRequest: its JSON is not made of rows; names the first places.
        NotARoster: what it carries is none.
    """
    if request.is_json:
        return _from_rows(request.get_json(silent=True))
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused('send the roster as the form field "file", or JSON with "rows"')
    overrides = read_overrides(_parsed(request.form.get("columns", "") or "{}"))
    return rosters.read_content(file.stream.read(), file.filename, overrides)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Refused('"columns" must be a JSON object of headers to fields') from error


def read_overrides(columns: object) -> Overrides:
    """Check an organiser's own mapping of columns.

    Raises:
        Refused: it is no mapping, or names a field that there is not.
    """
    if not isinstance(columns, Mapping):
        raise Refused('"columns" must be a JSON object of headers to fields')
    wrong = sorted({str(field) for field in columns.values() if not _is_field(field)})
    if wrong:
        raise Refused(f"no such field: {', '.join(wrong)}; there are {', '.join(sorted(FIELDS))}")
    return {str(header): cast("Field | None", field) for header, field in columns.items()}


def _is_field(field: object) -> bool:
    return field is None or (isinstance(field, str) and field in FIELDS)


def _require_whole_characters(body: object) -> None:
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Refused("the rows hold half of a character (a lone surrogate): mend it") from None


def _from_rows(body: object) -> Roster:
    _require_whole_characters(body)
    try:
        upload = RosterRows.model_validate(body)
    except ValidationError as error:
        raise InvalidRequest(error) from None
    headers = tuple(dict.fromkeys(key for row in upload.rows for key in row))
    rows = tuple(
        Row(number, tuple(_cell(row.get(header)) for header in headers))
        for number, row in enumerate(upload.rows, start=1)
    )
    return rosters.parse(Table(headers, rows), read_overrides(upload.columns))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return _SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
