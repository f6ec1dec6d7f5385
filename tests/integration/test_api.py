"""The API's frame: who may do what, how errors look, what the document promises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.errors import TransientError
from shared.messages import ContactStated
from shared.web.app import create_app
from shared.web.identity import SESSIONS, Identity, Tokens
from shared.web.purpose_tokens import PATHS
from tests.integration.conftest import ORGANISER, House

OPEN = {
    *("/", "/healthz", "/readyz", "/metrics", "/openapi"),
    *("/sign-in/<token>", "/api/v1/bounces"),
}
OURS = {"Sec-Fetch-Site": "same-origin"}
GUEST = Identity("attendee", "nobody", "nowhere")
RIVAL = Identity("organiser", "rival")
ORGANISERS_ONLY = "/api/v1/events"
TWO = b"Name,Email\nAda Falk,ada@falk.example\nBo Lind,bo@lind.example\n"


def is_problem(response: Any, status: int) -> bool:
    """Check that an answer is a whole problem document of this status."""
    body = response.json
    whole = body["status"] == status and body["title"] and body["detail"]
    return bool(
        response.status_code == status
        and response.content_type == "application/problem+json"
        and whole
    )


def is_closed(rule: str) -> bool:
    """Tell whether a route wants an identity; a link in a letter says itself whose it is."""
    return rule not in OPEN and not rule.startswith(tuple(PATHS.values()))


def every_route(client: FlaskClient) -> list[tuple[str, str]]:
    """List all that want an identity, with some id in each place."""
    found = []
    for rule in client.application.url_map.iter_rules():
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<string:{name}>", "x").replace(f"<{name}>", "x")
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        found += [(method, path) for method in methods if is_closed(rule.rule)]
    return found


class TestSession:
    @pytest.mark.parametrize(("url", "is_secure"), [("https://x.example", True), ("", False)])
    def test_stays_on_https_behind_a_proxy(
        self, house: House, url: str, *, is_secure: bool
    ) -> None:
        """A session that travels in clear once is anybody's, whatever the proxy in front speaks."""
        app = create_app(house.embedded.services, house.embedded.tokens, public_url=url)
        token = house.embedded.tokens.issue(ORGANISER)
        response = app.test_client().post(f"/sign-in/{token}", headers=OURS)
        assert ("Secure" in response.headers["Set-Cookie"]) is is_secure


class TestIdentity:
    def test_every_route_but_the_open_ones_wants_one(self, house: House) -> None:
        """One forgotten check would publish a guest list."""
        routes = every_route(house.client)
        answers = [house.client.open(path, method=method) for method, path in routes]

        assert len(routes) > 25
        assert all(is_problem(answer, 401) for answer in answers)
        assert all(answer.headers["WWW-Authenticate"] == "Bearer" for answer in answers)

    @pytest.mark.parametrize("damage", ["", "x", ".", "é", "a.b.c"])
    def test_a_forged_or_damaged_token_is_nobodys(self, house: House, damage: str) -> None:
        """Whoever guesses at tokens must learn nothing, and break nothing."""
        forged = Tokens(b"another secret, as long as ours is").issue(ORGANISER)
        for token in (forged + damage, damage or forged[:-1]):
            response = house.client.get(
                ORGANISERS_ONLY, headers={"Authorization": f"Bearer {token}"}
            )
            assert is_problem(response, 401)

    def test_a_token_ends(self, house: House) -> None:
        """A link in an old mailbox must not stay a key for ever."""
        later = Tokens(house.embedded.settings.secret, life_s=-1)
        client = create_app(house.embedded.services, later).test_client()

        assert is_problem(client.get(ORGANISERS_ONLY, headers=house.headers()), 401)
        assert is_problem(client.get(f"/sign-in/{later.issue(ORGANISER)}"), 401)

    def test_each_role_keeps_to_its_own_routes(self, house: House) -> None:
        """An attendee must not read the list, nor an organiser answer for somebody."""
        for method, path in every_route(house.client):
            if "/api/v1/events" in path or path.startswith("/events"):
                response = house.client.open(
                    path, method=method, headers=house.headers(GUEST), json=_fitting(path)
                )
                assert response.status_code in {403, 422}, (method, path)
                assert method != "GET" or response.status_code == 403, path
        answer = house.client.post(
            "/api/v1/introductions/x/answer", json={"answer": "accept"}, headers=house.headers()
        )
        assert is_problem(answer, 403)
        assert is_problem(house.client.get("/me", headers=house.headers()), 403)

    def test_anothers_event_is_not_there(self, house: House) -> None:
        """Whether a rival's event exists is nobody's business."""
        event = house.open_event()
        house.upload(event, TWO)
        attendee = house.get(f"/api/v1/events/{event}/attendees")["attendees"][0]["attendee"]
        house.settle()
        for method, path in every_route(house.client):
            if "/events/x" in path:
                theirs = path.replace("/events/x", f"/events/{event}")
                theirs = theirs.replace("/attendees/x", f"/attendees/{attendee}")
                response = house.client.open(
                    theirs, method=method, headers=house.headers(RIVAL), json=_fitting(path)
                )
                assert is_problem(response, 404), (method, path)
        assert len(house.get(f"/api/v1/events/{event}/attendees")["attendees"]) == 2


def _somebody(house: House) -> str:
    house.event = house.open_event()
    house.upload(house.event, TWO)
    house.settle()
    people = house.get(f"/api/v1/events/{house.event}/attendees")["attendees"]
    return str(people[0]["attendee"])


def _fitting(path: str) -> dict[str, Any]:
    return {"rows": [{"name": "Cy Moe"}]} if path.endswith("/roster") else {}


class TestCookie:
    def test_following_a_sign_in_link_signs_nobody_in(self, house: House) -> None:
        """Mail scanners follow links; the button behind it is a person's."""
        response = house.client.get(f"/sign-in/{house.embedded.tokens.issue(ORGANISER)}")

        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
        assert response.text.count("<button autofocus>") == 1

    def test_a_sign_in_link_leaves_one_that_scripts_and_other_sites_cannot_use(
        self, house: House
    ) -> None:
        """A stolen or borrowed cookie is somebody's event."""
        token = house.embedded.tokens.issue(ORGANISER)
        response = house.client.post(f"/sign-in/{token}", headers=OURS)

        assert (response.status_code, response.headers["Location"]) == (303, "/events")
        assert "HttpOnly" in response.headers["Set-Cookie"]
        assert "SameSite=Lax" in response.headers["Set-Cookie"]
        assert "Path=/events" in response.headers["Set-Cookie"]
        assert house.client.get("/events").status_code == 200

    def test_nobody_is_signed_in_by_another_site(self, house: House) -> None:
        """Signed in as somebody else, one would tell them what one writes."""
        path = f"/sign-in/{house.embedded.tokens.issue(ORGANISER)}"

        assert is_problem(house.client.post(path, headers={"Sec-Fetch-Site": "cross-site"}), 401)

    def test_signing_in_as_an_attendee_leaves_the_organiser(self, house: House) -> None:
        """Who organises an event often attends it, too."""
        guest = Identity("attendee", _somebody(house), house.event)
        for identity in (ORGANISER, guest):
            house.client.post(f"/sign-in/{house.embedded.tokens.issue(identity)}", headers=OURS)

        assert house.client.get("/events").status_code == 200
        assert house.client.get("/me").status_code == 200

    def test_each_opens_the_pages_of_its_role_alone(self, house: House) -> None:
        """A letter that was forwarded must not reach the list, whatever a browser sends."""
        for identity in (ORGANISER, GUEST):
            for session in SESSIONS.values():
                token = house.embedded.tokens.issue(identity)
                house.client.set_cookie(session.cookie, token, path="/")
            status = {path: house.client.get(path).status_code for path in ("/events", "/me")}
            own = "/events" if identity is ORGANISER else "/me"
            assert status.pop(own) != 403
            assert set(status.values()) == {403}
            assert is_problem(house.client.get(ORGANISERS_ONLY), 401)

    def test_a_link_leads_only_to_pages_of_ours(self, house: House) -> None:
        """An open redirect would lend our name to a phisher."""
        token = house.embedded.tokens.issue(GUEST)
        places = {
            wanted: house.client.post(f"/sign-in/{token}?to={wanted}", headers=OURS)
            for wanted in ("", "unsubscribe", "//evil.example", "https://evil.example")
        }
        led = {wanted: response.headers["Location"] for wanted, response in places.items()}
        assert led.pop("unsubscribe") == "/me/unsubscribe"
        path = f"/sign-in/{house.embedded.tokens.issue(ORGANISER)}"
        event = "5f0c1a4e-9f0e-5b39-8f5b-0d5d4a6a4d11"
        to_round = house.client.post(f"{path}?to={event}/round", headers=OURS)
        elsewhere = house.client.post(f"{path}?to={event}/rounds", headers=OURS)
        assert to_round.headers["Location"] == f"/events/{event}/round"
        assert elsewhere.headers["Location"] == "/events"
        assert set(led.values()) == {"/me"}

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({}, 401),
            ({"Origin": "https://evil.example"}, 401),
            ({"Origin": "null"}, 401),
            ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 401),
            ({"Sec-Fetch-Site": "same-site"}, 401),
            ({"Sec-Fetch-Site": "same-origin"}, 303),
            ({"Origin": "http://localhost"}, 303),
            ({"Origin": "https://localhost"}, 303),
        ],
    )
    def test_changes_something_only_from_our_own_pages(
        self, house: House, headers: dict[str, str], status: int
    ) -> None:
        """Another site's hidden form must not open or answer anything."""
        cookie = SESSIONS["organiser"].cookie
        house.client.set_cookie(cookie, house.embedded.tokens.issue(ORGANISER))
        form = {"name": "Harbour Day", "starts_at": "2031-05-01T09:00"}
        assert house.client.post("/events", data=form, headers=headers).status_code == status


class TestProblems:
    @pytest.mark.parametrize(
        ("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/api/v1/events", 405)]
    )
    def test_are_documents_for_programs_and_pages_for_browsers(
        self, house: House, method: str, path: str, status: int
    ) -> None:
        """A program needs the fields, a person a sentence."""
        assert is_problem(house.client.open(path, method=method), status)
        page = house.client.open(path, method=method, headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.status_code == status
        assert page.content_type.startswith("text/html")

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"data": "{", "content_type": "application/json"}, "body"),
            ({"data": "name=x", "content_type": "text/plain"}, "body"),
            ({"json": []}, "body"),
            ({"json": {}}, "name"),
            ({"json": {"name": " ", "starts_at": "2031-05-01"}}, "name"),
            ({"json": {"name": "A", "starts_at": "soon"}}, "starts_at"),
            ({"json": {"name": "A", "starts_at": "0001-01-01T00:00"}}, "starts_at"),
            ({"json": {"name": "A", "starts_at": "2031-05-01", "colour": 1}}, "colour"),
        ],
    )
    def test_name_the_field(self, house: House, sent: dict[str, Any], field: str) -> None:
        """Who gets no more than "invalid" has to guess."""
        response = house.client.post("/api/v1/events", headers=house.headers(), **sent)

        assert is_problem(response, 422)
        assert field in [error["field"] for error in response.json["errors"]]

    def test_a_bug_tells_neither_the_asker_nor_the_log_what_was_sent(
        self, house: House, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A traceback with values in it is a guest list in a log file."""
        app = house.client.application

        def broken(name: str) -> str:
            return ContactStated.model_validate({"name": name}).name

        app.add_url_rule("/broken/<name>", view_func=broken)
        response = house.client.get("/broken/Ada-Falk", headers=house.headers())
        assert is_problem(response, 500)
        written = capsys.readouterr()
        assert "Ada" not in response.text + written.out + written.err
        assert "ValidationError" in written.out + written.err

    def test_an_answer_that_breaks_on_its_way_out_tells_the_log_as_little(
        self, house: House, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Flask's own logger writes the path, which holds the token of a sign-in link."""
        app = house.client.application

        def broken(_response: Any) -> Any:
            raise ValueError("Ada Falk")

        app.after_request(broken)
        response = house.client.get("/sign-in/secret-token")
        assert response.status_code == 500
        written = capsys.readouterr()
        assert "secret-token" not in written.out + written.err
        assert "Ada" not in written.out + written.err
        assert "ValueError" in written.out + written.err


class TestFrame:
    def test_every_answer_carries_the_security_headers(self, house: House) -> None:
        """A page that another site can frame is a page that it can make people click."""
        for path in ("/healthz", "/nowhere", "/api/v1/events", "/metrics", "/sign-in/x"):
            headers = house.client.get(path).headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] == "no-store"

    def test_readiness_names_who_does_not_answer(self, house: House) -> None:
        """An operator at night needs the name, not "something"."""

        def broken() -> None:
            raise TransientError("the file is gone")

        first, *rest = house.embedded.services
        app = create_app([replace(first, ping=broken), *rest], house.embedded.tokens)
        response = app.test_client().get("/readyz")

        assert house.client.get("/readyz").status_code == 200
        assert response.status_code == 503
        assert response.json["intake"] == "the file is gone"
        assert response.json["matcher"] == "ready"
        assert b"python_info" in house.client.get("/metrics").data

    def test_the_document_says_what_every_operation_answers(self, house: House) -> None:
        """Others generate their clients from it."""
        document = house.client.get("/openapi").json
        operations = [o for path in document["paths"].values() for o in path.values()]

        assert document["openapi"].startswith("3.1")
        assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
        assert len(operations) >= 18
        for operation in operations:
            assert operation["security"] == [{"bearer": []}]
            assert any(status.startswith("2") for status in operation["responses"])
            problem = operation["responses"]["422"]["content"]
            assert list(problem) == ["application/problem+json"]
        roster = document["paths"]["/api/v1/events/{event}/roster"]["post"]["requestBody"]
        assert set(roster["content"]) == {"application/json", "multipart/form-data"}

    def test_the_document_refers_to_nothing_that_is_not_in_it(self, house: House) -> None:
        """A dangling reference breaks every generator."""
        document = house.client.get("/openapi").json
        schemas = document["components"]["schemas"]
        for reference in _references(document):
            assert reference.startswith("#/components/schemas/"), reference
            assert reference.rpartition("/")[2] in schemas


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for item in node for found in _references(item)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [found for item in node.values() for found in _references(item)]
