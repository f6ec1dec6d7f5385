"""Every error as HTTP, in one place: problem details (RFC 9457), or a page for a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, make_response, render_template, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from shared.errors import Conflict, NotAllowed, NotFound, RapportError, Refused, TransientError
from shared.logs import error_places
from shared.web.identity import NotSignedIn

_STATUS: tuple[tuple[type[RapportError], HTTPStatus], ...] = (
    (NotSignedIn, HTTPStatus.UNAUTHORIZED),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TransientError, HTTPStatus.SERVICE_UNAVAILABLE),
)
RETRY_AFTER_S = 5
Responses = dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None]
_NO_OBJECT = frozenset({"model_type", "model_attributes_type", "dict_type"})
_AS_JSON = "send a JSON object, with the header Content-Type: application/json"
_log = structlog.get_logger()


class InvalidRequest(Refused):
    """Some fields of a request can't be used; names each of them, and why."""

    def __init__(self, error: ValidationError) -> None:
        """Take what the validation of untrusted input found."""
        self.fields = [_invalid(dict(found)) for found in error.errors()]
        super().__init__("; ".join(f"{found.field}: {found.problem}" for found in self.fields))


class Gone(RapportError):
    """What a link leads to is not there any more, which a page of its own says kindly."""

    def __init__(self, title: str, words: str, *, back: str = "") -> None:
        """Take the heading, what is below it, and where to go on."""
        super().__init__(title)
        self.title, self.words, self.back = title, words, back


def nothing_kept() -> Gone:
    """Say to somebody who was erased that nothing is left to show."""
    return Gone(
        "Nothing is kept about you here",
        "You were taken off the list of this event, and with that everything about you was"
        " forgotten.",
    )


class InvalidField(BaseModel):
    """One field of a request that can't be used."""

    field: str
    problem: str


class Problem(BaseModel):
    """What went wrong, for programs and for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[InvalidField] = []


def _schema() -> dict[str, Any]:
    """Describe a problem in one piece: a reference would point nowhere in the whole document."""
    schema = Problem.model_json_schema()
    definitions = schema.pop("$defs")
    schema["properties"]["errors"]["items"] = definitions["InvalidField"]
    return schema


RESPONSES: Responses = {
    str(status.value): {
        "description": status.phrase,
        "content": {"application/problem+json": {"schema": _schema()}},
    }
    for status in (
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
}
NO_CONTENT: Responses = {"204": {"description": "Done"}}


def respond(status: HTTPStatus, detail: str, errors: list[InvalidField] | None = None) -> Response:
    """Say what went wrong, as a page where a browser asks for one."""
    problem = Problem(
        title=status.phrase, status=status, detail=_encodable(detail), errors=errors or []
    )
    best = request.accept_mimetypes.best_match(["application/problem+json", "text/html"])
    if best == "text/html":
        response = make_response(render_template("problem.html", problem=problem), status)
    else:
        response = make_response(problem.model_dump_json(), status)
        response.content_type = "application/problem+json"
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def invalid_request(error: ValidationError) -> Response:
    """Name each field of a request that can't be used, and why."""
    return _of_invalid(InvalidRequest(error))


def _encodable(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON can smuggle in and no encoding can write."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _invalid(found: dict[str, Any]) -> InvalidField:
    field = _encodable(".".join(map(str, found["loc"])))
    if not field and found["type"] in _NO_OBJECT:
        return InvalidField(field="body", problem=_AS_JSON)
    return InvalidField(field=field or "body", problem=found["msg"].removeprefix("Value error, "))


def _of_invalid(error: InvalidRequest) -> Response:
    return respond(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), error.fields)


def _of_gone(error: Gone) -> Response:
    page = render_template("gone.html", title=error.title, words=error.words, back=error.back)
    return make_response(page, HTTPStatus.GONE)


def _of_ours(error: RapportError) -> Response:
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return respond(status, str(error))
    return respond(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


def _of_http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    response = respond(HTTPStatus(error.code or 500), error.description or "")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _of_depth(_error: RecursionError) -> Response:
    """Answer JSON that is nested deeper than the parser goes: the only recursion on input."""
    return respond(HTTPStatus.UNPROCESSABLE_ENTITY, "the JSON is nested too deeply")


def _of_bug(error: Exception) -> Response:
    """Log where it broke; the error's text and the path may be about a person, or a token."""
    _log.error(
        "request failed",
        route=str(request.url_rule),
        error=type(error).__name__,
        at=error_places(error),
    )
    return respond(HTTPStatus.INTERNAL_SERVER_ERROR, "something broke on our side")


def handle_problems(app: Flask) -> None:
    """Make the app answer every error through this module."""
    app.register_error_handler(InvalidRequest, _of_invalid)
    app.register_error_handler(Gone, _of_gone)
    app.register_error_handler(RapportError, _of_ours)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(RecursionError, _of_depth)
    app.register_error_handler(Exception, _of_bug)
