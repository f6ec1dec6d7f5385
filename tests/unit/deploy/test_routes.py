"""Holds the proxy and the Ingress against the routes of the services."""

from __future__ import annotations

import re

import pytest

from shared.web.app import MAX_UPLOAD_BYTES
from shared.web.purpose_tokens import PATHS
from tests.unit.deploy.composed import services
from tests.unit.deploy.proxy import Answer, Proxy
from tests.unit.deploy.rendered import BASE, find
from tests.unit.deploy.source import DEPLOY, routes, sides

TEXT = (DEPLOY / "proxy" / "rapport.conf.template").read_text()
PROXY = Proxy.of(TEXT)
INSIDE = {"/healthz", "/readyz", "/metrics", "/openapi"}
EVERYWHERE = {"/", "/sign-in/01J-x.Y"}
OWN = [
    (service, path)
    for service, paths in routes().items()
    for path in sorted(paths - INSIDE - EVERYWHERE)
]


class TestTheProxy:
    @pytest.mark.parametrize(("service", "path"), OWN)
    def test_knows_whose_route_it_is(self, service: str, path: str) -> None:
        """Sent to another service, a page that works alone is not found in a deployment."""
        assert PROXY.answer(path) == Answer(service, path)

    @pytest.mark.parametrize("path", sorted(EVERYWHERE))
    def test_has_one_service_sign_people_in(self, path: str) -> None:
        """Every service could; the cookie is the host's, so one is enough."""
        assert all(path in paths for paths in routes().values())
        assert PROXY.answer(path) == Answer("intake", path)

    @pytest.mark.parametrize("service", routes())
    def test_shows_how_each_service_is_used(self, service: str) -> None:
        """There are four descriptions, and each is at the same place in its service."""
        assert PROXY.answer(f"/openapi/{service}") == Answer(service, "/openapi")

    @pytest.mark.parametrize("path", sorted(INSIDE - {"/healthz"}))
    def test_keeps_to_itself_what_is_about_a_process(self, path: str) -> None:
        """Figures and the state of log and store are nobody's business outside."""
        assert PROXY.answer(path).status == 404

    def test_says_itself_that_it_is_alive(self) -> None:
        """Whether a service is, is asked of the service."""
        assert PROXY.answer("/healthz").status == 200

    @pytest.mark.parametrize(
        "path", ["/nothing", "/events/1/analytics/more", "/mee", "/openapi/other"]
    )
    def test_leaves_what_is_nobodys_to_one_service(self, path: str) -> None:
        """Which says, as for any page, that there is no such thing."""
        assert PROXY.answer(path) == Answer("intake", path)

    def test_takes_uploads_as_large_as_the_service_does(self) -> None:
        """A smaller limit refuses a roster without saying why; a larger one lets in too much."""
        size = PROXY.setting("client_max_body_size")[0]

        assert int(size.removesuffix("m")) * 1024 * 1024 == MAX_UPLOAD_BYTES

    def test_misses_a_route_that_is_taken_out(self) -> None:
        """Otherwise the tests above would pass whatever the table says."""
        broken = Proxy.of(TEXT.replace("~^/me(/.+)?$ notifier;", ""))

        assert broken.answer("/me") != Answer("notifier", "/me")

    def test_never_logs_a_link_that_is_a_key(self) -> None:
        """Whoever reads the log could sign in as anybody, or answer for them."""
        logged = TEXT[TEXT.index("log_format") : TEXT.index("map $http_x_forwarded_proto")]

        assert "~^/sign-in/ /sign-in/-;" in TEXT
        assert "~^/[a-z]/ /-/-;" in TEXT
        assert all(re.match(r"^/[a-z]/", f"{path}/") for path in PATHS.values())
        assert "$logged_path" in logged
        assert not {"$request ", "$request_uri", "$uri", "$args"} & set(logged.split())


class TestTheWebsBehindIt:
    def test_are_all_the_webs(self) -> None:
        """A name that leads nowhere is a 502 for a quarter of the pages."""
        webs = {name for name in sides() if name.endswith("-web")}
        addresses = {f"{name}${{SERVICE_DOMAIN}}:8080" for name in webs}

        assert set(PROXY.upstreams().values()) == addresses
        assert {f"{service}-web" for service in PROXY.upstreams()} == webs

    def test_listen_where_it_calls(self) -> None:
        """In containers by the same port, in Kubernetes through a Service of that name."""
        webs = {name for name in sides() if name.endswith("-web")}
        ports = {
            m["metadata"]["name"]: m["spec"]["ports"][0]["port"]
            for m in BASE
            if m["kind"] == "Service"
        }
        for name in webs:
            assert services()[name]["environment"]["RAPPORT_PORT"] == "8080"
            assert ports[name] == 8080


def through_ingress(path: str) -> str:
    """Choose as Kubernetes does: exact before prefix, longer before shorter."""
    rules = find("Ingress", "rapport", BASE)["spec"]["rules"]
    fitting = [
        rule
        for rule in rules[0]["http"]["paths"]
        if rule["path"] == path
        or (rule["pathType"] == "Prefix" and f"{path}/".startswith(f"{rule['path'].rstrip('/')}/"))
    ]
    best = max(fitting, key=lambda rule: (rule["pathType"] == "Exact", len(rule["path"])))
    return str(best["backend"]["service"]["name"])


class TestTheIngress:
    @pytest.mark.parametrize(("service", "path"), OWN)
    def test_leads_to_the_right_service(self, service: str, path: str) -> None:
        """One table of routes serves both ways of deploying, if everything goes through it."""
        assert through_ingress(path) == "proxy"
        assert PROXY.answer(path) == Answer(service, path)

    def test_uses_a_port_that_the_proxy_has(self) -> None:
        """An Ingress to a port that is not there answers 503."""
        ports = find("Service", "proxy", BASE)["spec"]["ports"]
        ingress = find("Ingress", "rapport", BASE)
        used = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]["port"]

        assert [port["name"] for port in ports] == [used["name"]]

    def test_takes_uploads_as_large_as_the_proxy_does(self) -> None:
        """What it refuses never reaches who could explain it."""
        ingress = find("Ingress", "rapport", BASE)
        size = ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]

        assert [size] == PROXY.setting("client_max_body_size")
