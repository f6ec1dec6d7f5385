"""Holds docker-compose.yml against its schema, the command and itself."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from itertools import chain

import pytest

from tests.unit.deploy.composed import CLUSTER, EXAMPLE, SINGLE, TEXT, Missing, compose, services
from tests.unit.deploy.manifests import Manifest
from tests.unit.deploy.source import ROOT, sides

OPEN = {"proxy": "8080", "mailpit": "8025", "grafana": "3000"}
ENVIRONMENTS = pytest.mark.parametrize("env", [SINGLE, CLUSTER], ids=["single", "cluster"])


def brokers(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The brokers that run: with one vote, those of the cluster stay away."""
    return {
        name: service["environment"]
        for name, service in services(env).items()
        if name.startswith("kafka") and (env is CLUSTER or "profiles" not in service)
    }


class TestTheFile:
    @ENVIRONMENTS
    def test_is_a_proper_compose_file(self, env: Mapping[str, str]) -> None:
        """Compose refuses the whole file for one wrong key, and no engine runs in the tests."""
        assert compose(env)["name"] == "rapport"

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ("read_only: true", "readonly: true"),
            ("start_period: 60s", "start_period: soon"),
            ("restart: unless-stopped", "restart: perhaps"),
            ("networks: [inside, outside]", "networks: [elsewhere]"),
            ("volumes: [numba:/var/cache/numba]", "volumes: [elsewhere:/var/cache/numba]"),
            ("topics: { condition:", "topic: { condition:"),
        ],
    )
    def test_is_refused_when_it_is_broken(self, right: str, wrong: str) -> None:
        """A check that lets anything pass would hold nothing together."""
        assert right in TEXT
        with pytest.raises(ValueError, match=r"."):
            compose(text=TEXT.replace(right, wrong))

    @pytest.mark.parametrize("secret", [name for name in SINGLE if f"\n{name}=\n" in EXAMPLE])
    def test_wants_every_secret(self, secret: str) -> None:
        """An empty password would be taken for none at all."""
        with pytest.raises(Missing, match=f"{secret}: .+"):
            compose({**SINGLE, secret: ""})

    def test_names_only_files_that_there_are(self) -> None:
        """Docker makes a folder where a mounted file is missing, and the container starts wrong."""
        mounts = chain.from_iterable(service.get("volumes", []) for service in services().values())
        for mount in mounts:
            if mount.startswith("."):
                assert (ROOT / mount.split(":")[0]).exists()


class TestEveryContainer:
    @pytest.fixture(params=sorted(services()))
    def service(self, request: pytest.FixtureRequest) -> Manifest:
        return services()[request.param]

    def test_can_do_little_harm(self, service: Manifest) -> None:
        """Whoever breaks into one is nobody there, and can change nothing."""
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert int(service["user"].split(":")[0]) > 0
        assert "privileged" not in service

    def test_takes_no_more_than_its_share(self, service: Manifest) -> None:
        """One that runs wild would take the whole machine with it."""
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}

    def test_says_how_it_is(self, service: Manifest) -> None:
        """Others wait until it is healthy; only what ends by itself needs no check."""
        if service["restart"] == "no":
            assert "healthcheck" not in service
        else:
            assert service["healthcheck"]["test"]
            assert service["restart"] == "unless-stopped"

    def test_has_time_to_end(self, service: Manifest) -> None:
        """A side takes up to 10 seconds to stop; killed, it would work twice."""
        assert int(service["stop_grace_period"].removesuffix("s")) >= 15

    def test_has_a_version(self, service: Manifest) -> None:
        """Whatever is the newest today would be another program tomorrow."""
        if "build" not in service:
            assert re.search(r":v?\d", service["image"])


class TestTheSides:
    def test_are_those_of_the_command(self) -> None:
        """A side that is not started leaves its records unread."""
        commands = {name: service.get("command") for name, service in services().items()}

        assert {name: commands[name] for name in commands if name in sides()} == sides()
        assert {name for name in commands if name.endswith(("-web", "-worker"))} == sides().keys()

    @pytest.mark.parametrize("name", sides())
    def test_answer_where_they_are_asked(self, name: str) -> None:
        """A check at another port would restart a healthy side for ever."""
        side = services()[name]
        port = "RAPPORT_METRICS_PORT" if name.endswith("-worker") else "RAPPORT_PORT"

        assert side["environment"]["RAPPORT_HOST"] == "0.0.0.0"  # noqa: S104 - in its container
        assert f":{side['environment'][port]}/readyz" in side["healthcheck"]["test"][-1]

    @pytest.mark.parametrize("name", sides())
    def test_wait_for_the_topics_and_the_store(self, name: str) -> None:
        """Started before the topics are there, a side would stop at once."""
        waits = services()[name]["depends_on"]

        assert waits["topics"] == {"condition": "service_completed_successfully"}
        assert waits["mongodb"] == {"condition": "service_healthy"}

    def test_share_their_settings(self) -> None:
        """Two secrets, logs or stores in one deployment would be two halves of none."""
        theirs = [services()[name]["environment"] for name in sides()]
        own = (
            *("RAPPORT_SMTP", "RAPPORT_MAIL", "RAPPORT_BOUNCE"),
            *("RAPPORT_FACTS", "RAPPORT_MODEL", "RAPPORT_METRICS"),
        )

        for name in set().union(*theirs):
            if not name.startswith(own):
                assert len({each[name] for each in theirs}) == 1


class TestTheNetwork:
    def test_opens_only_what_people_look_at(self) -> None:
        """Log and store have no business outside; and by default all stays on this machine."""
        for name, service in services().items():
            ports = service.get("ports", [])
            assert [port.split(":")[-1] for port in ports] == ([OPEN[name]] if name in OPEN else [])
            assert all(port.startswith("127.0.0.1:") for port in ports)

    def test_lets_only_those_out_who_need_it(self) -> None:
        """A side that reads people's data can't send it anywhere."""
        outside = {name for name, service in services().items() if "outside" in service["networks"]}

        assert compose()["networks"]["inside"] == {"internal": True}
        assert outside == {*OPEN, "notifier-web", "notifier-worker"}


class TestMake:
    @pytest.mark.parametrize("profile", ["", "monitoring", "cluster"])
    def test_reads_the_settings_of_a_cluster_for_a_cluster_alone(self, profile: str) -> None:
        """Three voters without their brokers elect nobody, and three brokers without them three."""
        made = subprocess.run(
            ["make", "--dry-run", "up", f"PROFILE={profile}"],  # noqa: S607 - wherever it is
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

        assert ("--env-file deploy/cluster.env" in made) == (profile == "cluster")
        assert (f"--profile {profile}" in made) == bool(profile)


class TestTheLog:
    @ENVIRONMENTS
    def test_has_a_vote_for_every_broker(self, env: Mapping[str, str]) -> None:
        """A voter that never comes could keep the others from electing anybody."""
        votes = {f"{broker['KAFKA_NODE_ID']}@{name}:9093" for name, broker in brokers(env).items()}
        for broker in brokers(env).values():
            assert set(broker["KAFKA_CONTROLLER_QUORUM_VOTERS"].split(",")) == votes
            assert broker["KAFKA_LISTENERS"].endswith("CONTROLLER://:9093")

    @ENVIRONMENTS
    def test_is_reached_under_the_names_that_it_gives(self, env: Mapping[str, str]) -> None:
        """A client is sent on to the advertised address of whoever leads a partition."""
        asked = services(env)["topics"]["environment"]["RAPPORT_KAFKA_BOOTSTRAP_SERVERS"]
        given = [broker["KAFKA_ADVERTISED_LISTENERS"] for broker in brokers(env).values()]

        assert given == [f"PLAINTEXT://{address}" for address in asked.split(",")]

    @ENVIRONMENTS
    def test_keeps_as_many_copies_as_there_are_brokers(self, env: Mapping[str, str]) -> None:
        """More can't be made, and with fewer one broken disk loses records."""
        copies = str(len(brokers(env)))
        wanted = str(max(1, len(brokers(env)) - 1))  # one broker may be away, if there are several
        for broker in brokers(env).values():
            assert broker["KAFKA_DEFAULT_REPLICATION_FACTOR"] == copies
            assert broker["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] == copies
            assert broker["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"] == copies
            assert broker["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"] == wanted
            assert broker["KAFKA_MIN_INSYNC_REPLICAS"] == wanted
        assert services(env)["topics"]["environment"]["RAPPORT_KAFKA_REPLICATION"] == copies

    def test_forgets_nothing(self) -> None:
        """By default Kafka drops records after a week; every store is built from the first one."""
        for broker in brokers(CLUSTER).values():
            assert broker["KAFKA_LOG_RETENTION_MS"] == "-1"
            assert int(broker["KAFKA_OFFSETS_RETENTION_MINUTES"]) >= 365 * 24 * 60
            assert broker["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"

    def test_of_a_cluster_is_another_log(self) -> None:
        """Three voters over one broker's records could elect two that know nothing of them."""
        assert CLUSTER["COMPOSE_PROJECT_NAME"] != compose()["name"]

    @ENVIRONMENTS
    def test_is_there_before_its_topics(self, env: Mapping[str, str]) -> None:
        """Three copies can't be made while a broker is still starting."""
        waits = services(env)["topics"]["depends_on"]

        assert {name for name in waits if waits[name]["condition"] == "service_healthy"} == {
            name for name in services(env) if name.startswith("kafka")
        }
        assert all(
            waits[name].get("required", True) != ("profiles" in services(env)[name])
            for name in waits
        )
