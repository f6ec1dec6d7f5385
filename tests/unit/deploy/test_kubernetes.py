"""Holds the manifests for Kubernetes against their schemas, the command and each other."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from services.cli import cli
from tests.unit.deploy.kustomize import NotUnderstood, files_of, render
from tests.unit.deploy.manifests import Manifest, containers_of, pod_of
from tests.unit.deploy.rendered import BASE, CLUSTER, FOLDER, OURS, PODS, find, label, names
from tests.unit.deploy.source import sides

SCHEMAS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "crds.yaml").read_text())


def check(manifest: Manifest) -> None:
    """Check a manifest against the schema of its kind, where unknown fields are wrong.

    Raises:
        jsonschema.ValidationError: something is wrong or unknown.
    """
    kind = f"{manifest['apiVersion']} {manifest['kind']}"
    if kind in SCHEMAS:
        rest = {key: value for key, value in manifest.items() if key not in {"apiVersion", "kind"}}
        jsonschema.validate(rest, SCHEMAS[kind])
    else:
        kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


class TestTheManifests:
    @pytest.mark.parametrize("manifest", CLUSTER, ids=label)
    def test_fit_their_schemas(self, manifest: Manifest) -> None:
        """Kubernetes drops a field that it does not know, and says so to nobody."""
        check(manifest)

    @pytest.mark.parametrize(
        ("kind", "name", "breaks"),
        [
            ("Deployment", "intake-web", lambda spec: spec.update(replica=2)),
            ("Deployment", "intake-web", lambda spec: spec.pop("selector")),
            ("Job", "topics", lambda spec: spec["template"]["spec"].update(restart="Never")),
            ("Kafka", "rapport", lambda spec: spec.update(zookeeper={})),
            ("KafkaNodePool", "node", lambda spec: spec.update(roles=["voter"])),
            ("MongoDBCommunity", "mongodb", lambda spec: spec["security"].pop("tls")),
            ("ScaledObject", "intake-worker", lambda spec: spec.update(maxReplicas=12)),
            ("PodMonitor", "rapport", lambda spec: spec.pop("podMetricsEndpoints")),
            ("Certificate", "mongodb", lambda spec: spec.pop("dnsNames")),
        ],
    )
    def test_are_refused_when_broken(
        self, kind: str, name: str, breaks: Callable[[Manifest], object]
    ) -> None:
        """A check that lets anything pass would hold nothing together."""
        broken = deepcopy(find(kind, name))
        breaks(broken["spec"])

        with pytest.raises(jsonschema.ValidationError):
            check(broken)

    def test_are_all_used(self) -> None:
        """A file that no kustomization names is deployed by nobody, and looks as if it were."""
        there = {path.resolve() for path in FOLDER.rglob("*.yaml")}
        examples = {path.resolve() for path in FOLDER.rglob("*.example.yaml")}

        assert there - examples <= files_of(FOLDER / "overlays" / "cluster")

    def test_have_names_of_their_own(self) -> None:
        """Of two with one name, the latter silently takes the place of the first."""
        assert len({label(manifest) for manifest in CLUSTER}) == len(CLUSTER)

    def test_are_rendered_or_refused(self, tmp_path: Path) -> None:
        """What the renderer of these tests skipped would be tested by nothing."""
        asked = {"kind": "Kustomization", "resources": [], "replacements": []}
        (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump(asked))

        with pytest.raises(NotUnderstood, match="replacements"):
            render(tmp_path)

    def test_refer_only_to_what_there_is(self) -> None:
        """A pod whose secret is misspelt waits for ever."""
        secrets = {"rapport-secrets", "notifier-secrets"}  # secret.example.yaml
        secrets |= names("KafkaUser") | {f"{name}-cluster-ca-cert" for name in names("Kafka")}
        secrets |= {m["spec"]["secretName"] for m in CLUSTER if m["kind"] == "Certificate"}
        known = {"secretRef": secrets, "secretKeyRef": secrets, "secret": secrets}
        known |= dict.fromkeys(("configMapRef", "configMap"), names("ConfigMap"))

        for manifest in PODS:
            pod = pod_of(manifest)
            assert pod["serviceAccountName"] in names("ServiceAccount")
            for kind, name in _references(pod):
                assert name in known[kind]


class TestEveryPod:
    @pytest.fixture(params=PODS, ids=label)
    def pod(self, request: pytest.FixtureRequest) -> Manifest:
        return pod_of(request.param)

    def test_is_restricted(self, pod: Manifest) -> None:
        """The namespace refuses any other, by the Pod Security Standards."""
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }

    def test_takes_no_more_than_its_share(self, pod: Manifest) -> None:
        """Without a limit one pod takes the machine; without a request it is put anywhere."""
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}
            assert container["resources"]["limits"].keys() == {"cpu", "memory"}

    def test_has_no_key_to_kubernetes(self, pod: Manifest) -> None:
        """None of ours asks Kubernetes for anything."""
        assert pod["automountServiceAccountToken"] is False

    def test_gets_no_variables_but_its_own(self, pod: Manifest) -> None:
        """For a Service named rapport-kafka-…, Kubernetes would set RAPPORT_KAFKA_… by itself."""
        assert pod["enableServiceLinks"] is False

    def test_has_time_to_end(self, pod: Manifest) -> None:
        """A side takes up to 10 seconds to stop; killed, it would work twice."""
        assert pod["terminationGracePeriodSeconds"] == 15


class TestTheSides:
    def test_are_those_of_the_command(self) -> None:
        """A side that is not deployed leaves its records unread."""
        deployed = {
            m["metadata"]["name"]: containers_of(m)[-1]["args"]
            for m in OURS
            if m["kind"] == "Deployment"
        }

        assert deployed == sides()

    def test_are_joined_by_the_job_that_makes_topics(self) -> None:
        """Without topics no side can start."""
        assert containers_of(find("Job", "topics"))[0]["args"] == ["topics"]
        assert "topics" in cli.commands

    @pytest.mark.parametrize("name", sides())
    def test_answer_where_they_are_asked(self, name: str) -> None:
        """A probe of another port would restart a healthy side for ever."""
        side = containers_of(find("Deployment", name))[-1]
        settings = find("ConfigMap", "rapport-settings")["data"]
        given = settings | {e["name"]: e.get("value") for e in side["env"]}
        port = given["RAPPORT_METRICS_PORT" if name.endswith("-worker") else "RAPPORT_PORT"]

        assert side["ports"] == [{"name": "http", "containerPort": int(port)}]
        assert given["RAPPORT_HOST"] == "0.0.0.0"  # noqa: S104 - in its pod
        assert {probe: side[probe]["httpGet"] for probe in side if probe.endswith("Probe")} == {
            "startupProbe": {"path": "/healthz", "port": "http"},
            "livenessProbe": {"path": "/healthz", "port": "http"},
            "readinessProbe": {"path": "/readyz", "port": "http"},
        }

    @pytest.mark.parametrize("kind", ["PodDisruptionBudget", "Deployment"])
    def test_select_their_own_pods_alone(self, kind: str) -> None:
        """Two that select the same pods fight over them."""
        for name in sides():
            service, side = name.split("-")
            assert find(kind, name)["spec"]["selector"]["matchLabels"] == {
                "app.kubernetes.io/name": service,
                "app.kubernetes.io/component": side,
            }

    def test_are_scaled_by_one_alone(self) -> None:
        """A number of replicas in the manifest would undo the scaler's at every change."""
        webs = {name for name in sides() if name.endswith("-web")}
        scalers = [m for m in CLUSTER if m["kind"] == "HorizontalPodAutoscaler"]

        assert {m["spec"]["scaleTargetRef"]["name"] for m in scalers} == webs
        assert all("replicas" not in find("Deployment", name)["spec"] for name in sides())


class TestTheNetwork:
    def test_is_closed_by_default(self) -> None:
        """A policy only ever opens; without this one everything is open already."""
        policy = find("NetworkPolicy", "nothing")["spec"]

        assert policy["policyTypes"] == ["Ingress", "Egress"]
        for manifest in PODS:
            labels = manifest["spec"]["template"]["metadata"]["labels"]
            assert policy["podSelector"]["matchLabels"].items() <= labels.items()

    def test_lets_the_sides_reach_log_and_store(self) -> None:
        """A broker's port that is missing looks like a broker that is down."""
        opened = {
            rule["port"]
            for rule in find("NetworkPolicy", "log-and-stores")["spec"]["egress"][0]["ports"]
        }
        for manifests in (BASE, CLUSTER):
            settings = find("ConfigMap", "rapport-settings", manifests)
            brokers = settings["data"]["RAPPORT_KAFKA_BOOTSTRAP_SERVERS"].split(",")
            stores = settings["data"]["RAPPORT_MONGODB_URI"].split("/")[2].split(",")
            assert {int(place.rpartition(":")[2]) for place in brokers + stores} <= opened

    def test_lets_the_notifier_reach_its_mail_server(self) -> None:
        """Mails that can't leave are tried again and again."""
        given = {
            e["name"]: e.get("value")
            for e in containers_of(find("Deployment", "notifier-worker"))[0]["env"]
        }
        policy = find("NetworkPolicy", "notifier-to-mail")["spec"]["egress"][0]

        assert {"port": int(given["RAPPORT_SMTP_PORT"])} in policy["ports"]


def _references(value: Any) -> list[tuple[str, str]]:
    """What a pod refers to by name: the kind of the reference, and the name."""
    if isinstance(value, list):
        return [found for inner in value for found in _references(inner)]
    if not isinstance(value, dict):
        return []
    kinds = ("secretRef", "secretKeyRef", "secret", "configMapRef", "configMap")
    here = [
        (kind, value[kind].get("name") or value[kind]["secretName"])
        for kind in kinds
        if isinstance(value.get(kind), dict)
    ]
    return here + [found for inner in value.values() for found in _references(inner)]
