"""Holds the log, the stores and the scaling of the cluster against the code and each other."""

from __future__ import annotations

import re

import pytest

from shared import topics
from tests.unit.deploy.composed import services
from tests.unit.deploy.manifests import Manifest, pod_of
from tests.unit.deploy.rendered import OURS, find, names
from tests.unit.deploy.source import DEPLOY, ROOT, sides

SETTINGS = find("ConfigMap", "rapport-settings")["data"]
KAFKA = find("Kafka", "rapport")["spec"]["kafka"]
MONGODB = find("MongoDBCommunity", "mongodb")["spec"]
SERVICES = sorted({service for service, _ in sides().values()})
WORKERS = [name for name in sides() if name.endswith("-worker")]


class TestTheLog:
    def test_keeps_as_many_copies_as_there_are_brokers(self) -> None:
        """More can't be made, and with fewer one broken disk loses records."""
        brokers = find("KafkaNodePool", "node")["spec"]["replicas"]

        assert int(SETTINGS["RAPPORT_KAFKA_REPLICATION"]) == brokers
        for key in ("default", "offsets.topic", "transaction.state.log"):
            assert KAFKA["config"][f"{key}.replication.factor"] == brokers
        for key in ("min.insync.replicas", "transaction.state.log.min.isr"):
            assert KAFKA["config"][key] == brokers - 1  # one broker may be away

    def test_forgets_nothing(self) -> None:
        """By default Kafka drops records after a week; every store is built from the first one."""
        assert KAFKA["config"]["log.retention.ms"] == -1
        assert KAFKA["config"]["offsets.retention.minutes"] >= 365 * 24 * 60

    def test_leaves_topics_to_us(self) -> None:
        """One that is made by itself, or by an operator, has the wrong number of partitions."""
        assert KAFKA["config"]["auto.create.topics.enable"] is False
        assert find("Kafka", "rapport")["spec"]["entityOperator"].keys() == {"userOperator"}

    def test_is_the_version_of_the_containers(self) -> None:
        """What was tried on one machine is what runs in the cluster."""
        assert services()["kafka"]["image"] == f"apache/kafka:{KAFKA['version']}"

    def test_is_asked_as_it_wants_to_be(self) -> None:
        """A client that speaks plainly to a listener with TLS only sees it hang up."""
        (listener,) = KAFKA["listeners"]
        user = find("KafkaUser", SETTINGS["RAPPORT_KAFKA_USERNAME"])
        secret = f"rapport-kafka-bootstrap:{listener['port']}"

        assert SETTINGS["RAPPORT_KAFKA_BOOTSTRAP_SERVERS"] == secret
        assert listener["tls"] is True
        assert SETTINGS["RAPPORT_KAFKA_SECURITY_PROTOCOL"] == "SASL_SSL"
        mechanism = SETTINGS["RAPPORT_KAFKA_SASL_MECHANISM"].lower()
        assert listener["authentication"]["type"] == mechanism
        assert user["spec"]["authentication"]["type"] == mechanism

    def test_lets_the_sides_at_their_topics_and_groups(self) -> None:
        """Whatever is not allowed is refused, at the first record."""
        acls = find("KafkaUser", "rapport-sides")["spec"]["authorization"]["acls"]
        prefixes = {
            kind: [a["resource"]["name"] for a in acls if a["resource"]["type"] == kind]
            for kind in ("topic", "group")
        }

        assert all(acl["resource"]["patternType"] == "prefix" for acl in acls)
        assert all(topic.startswith(tuple(prefixes["topic"])) for topic in topics.ALL)
        assert sorted(prefixes["group"]) == [f"{service}-" for service in SERVICES]
        assert "RAPPORT_KAFKA_PREFIX" not in SETTINGS  # the names above would need it, too


class TestTheStore:
    def test_is_asked_under_the_names_of_its_members(self) -> None:
        """A replica set's members send a client on to these names, and no others."""
        members = [
            f"mongodb-{number}.mongodb-svc.rapport.svc.cluster.local:27017"
            for number in range(MONGODB["members"])
        ]

        assert SETTINGS["RAPPORT_MONGODB_URI"] == (
            f"mongodb://{','.join(members)}/?replicaSet=mongodb&tls=true"
        )

    def test_has_a_certificate_for_these_names(self) -> None:
        """A client refuses a member whose certificate is somebody else's."""
        certificate = find("Certificate", "mongodb")["spec"]

        assert certificate["dnsNames"] == ["*.mongodb-svc.rapport.svc.cluster.local"]
        for reference in ("certificateKeySecretRef", "caCertificateSecretRef"):
            assert MONGODB["security"]["tls"][reference]["name"] == certificate["secretName"]

    def test_knows_the_user_of_the_sides(self) -> None:
        """One database for each service, and none of anybody else's."""
        (user,) = MONGODB["users"]
        prefix = SETTINGS["RAPPORT_MONGODB_DATABASE"]

        assert user["name"] == SETTINGS["RAPPORT_MONGODB_USERNAME"]
        assert user["passwordSecretRef"]["key"] == "RAPPORT_MONGODB_PASSWORD"
        assert sorted(role["db"] for role in user["roles"]) == [f"{prefix}_{s}" for s in SERVICES]

    def test_knows_the_same_user_in_containers(self) -> None:
        """The script there and the manifest here say the same thing in two languages."""
        script = (DEPLOY / "mongodb" / "create-user.js").read_text()
        found = re.search(r"const services = \[(.*)\];", script)

        assert found is not None
        assert sorted(re.findall(r'"(\w+)"', found[1])) == SERVICES
        assert "`${prefix}_${service}`" in script
        assert services()["mongodb"]["image"].startswith(f"mongo:{MONGODB['version'][:3]}")


class TestTheAuthorities:
    @pytest.mark.parametrize("manifest", OURS, ids=lambda m: str(m["metadata"]["name"]))
    def test_lie_where_they_are_looked_for(self, manifest: Manifest) -> None:
        """A path that is not there stops every side at its start."""
        pod = pod_of(manifest)
        folder = next(
            mount["mountPath"]
            for mount in pod["containers"][0]["volumeMounts"]
            if mount["name"] == "authorities"
        )
        volume = next(v["projected"] for v in pod["volumes"] if v["name"] == "authorities")
        files = {f"{folder}/{s['secret']['items'][0]['path']}" for s in volume["sources"]}

        assert files == {
            SETTINGS["RAPPORT_KAFKA_CA_FILE"],
            SETTINGS["RAPPORT_MONGODB_CA_FILE"],
        }


class TestTheScaling:
    @pytest.mark.parametrize("name", WORKERS)
    def test_follows_the_lag_of_the_worker_that_it_scales(self, name: str) -> None:
        """By another's lag it would add workers where there is nothing to do."""
        spec = find("ScaledObject", name)["spec"]
        query = spec["triggers"][0]["metadata"]["query"]
        namespace = find("Deployment", name)["metadata"]["namespace"]

        assert spec["scaleTargetRef"] == {"name": name}
        assert query == (
            f'sum(rapport_consumer_lag{{service="{sides()[name][0]}", namespace="{namespace}"}})'
        )

    @pytest.mark.parametrize("name", WORKERS)
    def test_adds_no_worker_that_would_be_idle(self, name: str) -> None:
        """A partition is read by one worker of a group: more of them than partitions wait."""
        spec = find("ScaledObject", name)["spec"]

        assert 1 == spec["minReplicaCount"] <= spec["maxReplicaCount"]
        assert spec["maxReplicaCount"] <= int(SETTINGS["RAPPORT_KAFKA_PARTITIONS"])

    def test_is_of_every_worker(self) -> None:
        """One that is left out falls behind whenever the others don't."""
        assert names("ScaledObject") == set(WORKERS)


class TestTopics:
    def test_are_named_as_in_the_code(self) -> None:
        """A topic that nobody writes to is never missed, and never read."""
        files = [ROOT / "docker-compose.yml", ROOT / ".env.example", ROOT / "Makefile"]
        files += [path for path in DEPLOY.rglob("*") if path.is_file()]
        found = {
            n for path in files for n in re.findall(r"rapport\.[\w-]+\.v\d+", path.read_text())
        }

        assert found <= set(topics.ALL)
