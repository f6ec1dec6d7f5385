"""Holds every query and every scrape against the metrics of the code."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import prometheus_client
import pytest
import yaml

from tests.unit.deploy.composed import services
from tests.unit.deploy.manifests import strings_in
from tests.unit.deploy.rendered import find
from tests.unit.deploy.source import DEPLOY, METRICS, sides

DASHBOARD = json.loads((DEPLOY / "grafana" / "rapport.json").read_text())
RULES = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text())
SCRAPED = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["scrape_configs"][
    0
]
OUTCOMES = {
    "rapport_records_total": {"applied", "dead_lettered"},
    "rapport_rounds_total": {"finished", "failed", "given_back"},
    "rapport_deliveries_total": {"delivered", "failed"},
}
OF_EVERY_TARGET = {"job", "instance", "namespace", "side"}
OF_A_HISTOGRAM = ("_bucket", "_sum", "_count")
OF_EVERY_PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "up"}


def _queries() -> Iterator[str]:
    """Every expression that anything here asks Prometheus."""
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for group in RULES["groups"]:
        yield from (rule["expr"] for rule in group["rules"])
    for name in sides():
        if name.endswith("-worker"):
            yield find("ScaledObject", name)["spec"]["triggers"][0]["metadata"]["query"]


QUERIES = list(_queries())


def family(name: str) -> str:
    """The metric that a series belongs to: a histogram has several."""
    return next((name.removesuffix(end) for end in OF_A_HISTOGRAM if name.endswith(end)), name)


def series(query: str) -> list[str]:
    return re.findall(r"\b(?:rapport_\w+|process_\w+|up)\b", query)


class TestTheQueries:
    @pytest.mark.parametrize("query", QUERIES)
    def test_ask_for_metrics_that_there_are(self, query: str) -> None:
        """A graph of nothing looks as calm as one of a quiet night."""
        assert series(query)
        assert {family(name) for name in series(query)} <= METRICS.keys() | OF_EVERY_PROCESS

    @pytest.mark.parametrize("query", QUERIES)
    def test_use_labels_that_the_metric_has(self, query: str) -> None:
        """A label that is not there makes every series one, or none."""
        (name,) = set(series(query))
        asked = set(re.findall(r'(\w+)\s*!?=~?\s*"', query))
        for listed in re.findall(r"by \(([^)]*)\)", query):
            asked |= set(listed.split(", ")) - ({"le"} if name.endswith("_bucket") else set())

        assert asked <= set(METRICS.get(family(name), ())) | OF_EVERY_TARGET

    @pytest.mark.parametrize("query", [query for query in QUERIES if "outcome=" in query])
    def test_ask_for_outcomes_that_there_are(self, query: str) -> None:
        """An alert on a misspelt outcome never comes."""
        (name,) = set(series(query))

        assert set(re.findall(r'outcome="(\w+)"', query)) <= OUTCOMES[name]

    @pytest.mark.parametrize("metric", METRICS)
    def test_show_every_metric(self, metric: str) -> None:
        """What is counted and never looked at need not be counted."""
        shown = [t["expr"] for panel in DASHBOARD["panels"] for t in panel["targets"]]

        assert any(metric in expression for expression in shown)


class TestTheMetrics:
    def test_are_those_of_the_code(self) -> None:
        """The table that the queries are held against must itself be true."""
        importlib.import_module("shared.metrics")
        found = {
            name
            for collected in prometheus_client.REGISTRY.collect()
            for name in [
                f"{collected.name}_total" if collected.type == "counter" else collected.name
            ]
            if name.startswith("rapport_")
        }

        assert found == METRICS.keys()


class TestTheDashboard:
    def test_asks_the_source_that_is_chosen(self) -> None:
        """Whoever imports it has a Prometheus of another name."""
        (variable,) = DASHBOARD["templating"]["list"]

        assert (variable["type"], variable["query"]) == ("datasource", "prometheus")
        for panel in DASHBOARD["panels"]:
            assert panel["datasource"]["uid"] == f"${{{variable['name']}}}"

    def test_has_panels_that_can_be_told_apart(self) -> None:
        """Two of one number, or in one place, hide each other."""
        panels = DASHBOARD["panels"]

        assert len({panel["id"] for panel in panels}) == len(panels)
        assert len({(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels}) == len(panels)
        assert all(panel["title"] and panel["description"] for panel in panels)

    def test_lies_where_grafana_looks(self) -> None:
        """A provider of an empty folder shows no dashboard and no error."""
        provider = yaml.safe_load(
            (DEPLOY / "grafana" / "provisioning" / "dashboards" / "rapport.yml").read_text()
        )
        folder = provider["providers"][0]["options"]["path"]

        assert any(
            mount.startswith("./deploy/grafana/rapport.json:") and f":{folder}/" in mount
            for mount in services()["grafana"]["volumes"]
        )


class TestPrometheus:
    def test_scrapes_every_side(self) -> None:
        """A side that is left out looks as if it had nothing to do."""
        (source,) = SCRAPED["dns_sd_configs"]
        ports = {
            service["environment"].get(
                "RAPPORT_METRICS_PORT", service["environment"]["RAPPORT_PORT"]
            )
            for name, service in services().items()
            if name in sides()
        }

        assert sorted(source["names"]) == sorted(sides())
        assert ports == {str(source["port"])}

    def test_scrapes_every_pod(self) -> None:
        """By the same labels as their pods have, at the port that they name."""
        spec = find("PodMonitor", "rapport")["spec"]
        (endpoint,) = spec["podMetricsEndpoints"]
        for name in sides():
            template = find("Deployment", name)["spec"]["template"]
            labels = template["metadata"]["labels"]
            for wanted in spec["selector"]["matchExpressions"]:
                assert labels[wanted["key"]] in wanted["values"]
            assert endpoint["port"] in {
                port["name"] for port in template["spec"]["containers"][0]["ports"]
            }

    @pytest.mark.parametrize(
        "configuration", [SCRAPED, find("PodMonitor", "rapport")["spec"]], ids=["file", "monitor"]
    )
    def test_leaves_the_label_service_alone(self, configuration: Any) -> None:
        """It is the metrics' own; a target's of that name would take its place."""
        labels = [
            rule.get("target_label") or rule.get("targetLabel")
            for rules in ("relabel_configs", "podMetricsEndpoints")
            for rule in _relabelings(configuration.get(rules, []))
        ]

        assert labels == ["side"]
        assert "service" not in set(strings_in(labels))


def _relabelings(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for rule in rules:
        yield from rule.get("relabelings", [rule])
