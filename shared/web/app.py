"""The HTTP side of one service, or of several in one process."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import jinja2
from flask import Blueprint, Response, render_template, request
from flask_openapi3 import APIBlueprint, Info, OpenAPI
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from werkzeug.wrappers import Response as BaseResponse

from shared.errors import TransientError
from shared.logs import quieten
from shared.service import Service
from shared.web.events import PATIENCE_SETTING
from shared.web.identity import SECURE_SETTING, Role, Tokens, identify, sign_in
from shared.web.problems import handle_problems, invalid_request
from shared.web.purpose_tokens import PATHS

MAX_UPLOAD_BYTES = 100 * 1024 * 1024
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}]
_OPEN = frozenset(
    f"frame.{name}" for name in ("healthz", "readyz", "metrics", "openapi", "home", "enter")
) | {"bounces.take"}  # which has a secret of its own
_LINKS = tuple(f"{path}/" for path in PATHS.values())
_READY = "ready"
_ROUND = re.compile(r"[0-9a-f-]{36}/round")
_DESCRIPTION = (
    "Lists come in pages: send `next` of one as `cursor` of the following. A POST that carries "
    "the header `Idempotency-Key` may be sent again, and is done once. Errors are problem "
    "details (RFC 9457)."
)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with "no-referrer", a form's Origin would be null
    "Cache-Control": "no-store",
}


def create_app(
    services: Sequence[Service],
    tokens: Tokens,
    *,
    event_patience_s: float = 0.0,
    public_url: str = "",
) -> OpenAPI:
    """Build the app: every route wants an identity, but for health, signing in and links in mail.

    Args:
        services: whose routes to serve.
        tokens: reads who is asking.
        event_patience_s: how long a request waits for an event that its service does not know.
        public_url: what links start with; with https, a browser keeps the session to it, though
            the proxy in front speaks http to us.

    Returns:
        The app; its OpenAPI document is at `/openapi`.
    """
    app = OpenAPI(
        "shared.web",
        info=Info(title="Rapport", version="1", description=_DESCRIPTION),
        security_schemes={"bearer": {"type": "http", "scheme": "bearer"}},
        validation_error_callback=invalid_request,
        doc_ui=False,
        static_folder=None,
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD_BYTES
    app.config[PATIENCE_SETTING] = event_patience_s
    quieten(app.logger)
    app.jinja_options = {"undefined": jinja2.StrictUndefined}
    app.config[SECURE_SETTING] = public_url.startswith("https://")
    app.register_blueprint(_frame(services, tokens, lambda: app.api_doc))
    for service in services:
        for blueprint in service.blueprints:
            _register(app, blueprint)
    app.before_request(lambda: _require_identity(tokens))
    app.after_request(_harden)
    handle_problems(app)
    return app


def _register(app: OpenAPI, blueprint: Blueprint) -> None:
    if isinstance(blueprint, APIBlueprint):
        app.register_api(blueprint)
    else:
        app.register_blueprint(blueprint)


def _require_identity(tokens: Tokens) -> None:
    """Find out who asks, but where it does not matter, or the link itself says it."""
    is_open = request.endpoint in _OPEN or request.path.startswith(_LINKS)
    if request.endpoint is not None and not is_open:
        identify(tokens)


def _harden(response: Response) -> Response:
    for header, value in _HEADERS.items():
        response.headers.setdefault(header, value)
    return response


def _frame(
    services: Sequence[Service], tokens: Tokens, document: Callable[[], dict[str, Any]]
) -> Blueprint:
    frame = Blueprint("frame", __name__)
    _health_routes(frame, services)
    _identity_routes(frame, tokens)

    @frame.get("/openapi")
    def openapi() -> dict[str, Any]:
        return document()

    return frame


def _health_routes(frame: Blueprint, services: Sequence[Service]) -> None:
    @frame.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @frame.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        states = {service.name: _state(service) for service in services}
        is_ready = all(state.startswith(_READY) for state in states.values())
        return states, 200 if is_ready else 503

    @frame.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _identity_routes(frame: Blueprint, tokens: Tokens) -> None:
    @frame.route("/sign-in/<token>", methods=["GET", "POST"], endpoint="enter")
    def enter(token: str) -> str | BaseResponse:
        identity = tokens.read(token)
        if request.method != "POST":  # mail scanners follow links
            return render_template("sign_in.html", role=identity.role)
        return sign_in(identity.role, token, page=_page(identity.role, request.args.get("to", "")))

    @frame.get("/")
    def home() -> str:
        return render_template("home.html")


def _page(role: Role, wanted: str) -> str:
    """Choose where to go; only a page that is named here, so that no link leads elsewhere."""
    if role == "organiser":
        return f"/{wanted}" if _ROUND.fullmatch(wanted) else ""
    return "/unsubscribe" if wanted == "unsubscribe" else ""


def _state(service: Service) -> str:
    try:
        service.ping()
        trouble = service.trouble()
    except TransientError as error:
        return str(error)
    return f"{_READY}, but: {trouble}" if trouble else _READY
