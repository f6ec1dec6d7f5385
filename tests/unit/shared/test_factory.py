"""The settings choose between files and servers, and say what is missing before anything starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.adapters.factory import open_log, open_stores, open_topics
from shared.adapters.sqlite_log import SqliteLog
from shared.adapters.sqlite_store import SqliteStore
from shared.settings import Settings, WrongSettings

SECRET = "a secret key that is long enough to be one"
PASSWORD = "hunter-22"
BROKERS = {"kafka_bootstrap_servers": "one:9092, two:9092", "secret_key": SECRET}


def settings(folder: Path, **given: Any) -> Settings:
    return Settings.read(data_dir=folder, **given)


class TestFiles:
    def test_are_the_default(self, tmp_path: Path) -> None:
        """A laptop needs no servers."""
        chosen = settings(tmp_path)
        log = open_log(chosen)
        stores = open_stores(chosen, "intake", version=7, views={"people": ()}, bookkeeping={})
        assert isinstance(log, SqliteLog)
        assert isinstance(stores.views, SqliteStore)
        log.close()
        stores.close()
        assert {"intake-7.sqlite", "intake-bookkeeping.sqlite"} <= {
            path.name for path in tmp_path.iterdir()
        }


class TestKafka:
    def test_is_reached_as_the_settings_say(self, tmp_path: Path) -> None:
        """A login over TLS takes four settings, and each must arrive."""
        authority = tmp_path / "ca.pem"
        authority.write_text("")
        topics = open_topics(
            settings(
                tmp_path,
                **BROKERS,
                kafka_prefix="staging.",
                kafka_security_protocol="SASL_SSL",
                kafka_sasl_mechanism="SCRAM-SHA-256",
                kafka_username="rapport",
                kafka_password=PASSWORD,
                kafka_ca_file=str(authority),
            )
        )
        options = topics.connection.options()
        assert options["bootstrap_servers"] == ["one:9092", "two:9092"]
        assert options["security_protocol"] == "SASL_SSL"
        assert options["sasl_mechanism"] == "SCRAM-SHA-256"
        assert options["sasl_plain_username"] == "rapport"
        assert options["sasl_plain_password"] == PASSWORD
        assert options["ssl_cafile"] == str(authority)
        assert topics.connection.there("rapport.events.v1") == "staging.rapport.events.v1"

    def test_shows_no_password(self, tmp_path: Path) -> None:
        """What is shown ends up in a log."""
        chosen = settings(
            tmp_path,
            **BROKERS,
            kafka_security_protocol="SASL_PLAINTEXT",
            kafka_username="rapport",
            kafka_password=PASSWORD,
        )
        shown = f"{chosen!r} {open_topics(chosen).connection!r}"
        assert PASSWORD not in shown
        assert SECRET not in shown

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"kafka_security_protocol": "SASL_SSL"}, "RAPPORT_KAFKA_USERNAME"),
            ({"kafka_security_protocol": "SASL_SSL"}, "RAPPORT_KAFKA_PASSWORD"),
            ({"kafka_security_protocol": "SSH"}, "RAPPORT_KAFKA_SECURITY_PROTOCOL"),
            ({"kafka_ca_file": "/nowhere/ca.pem"}, "RAPPORT_KAFKA_CA_FILE"),
            ({"kafka_cert_file": __file__}, "RAPPORT_KAFKA_KEY_FILE"),
            ({"kafka_partitions": 0}, "RAPPORT_KAFKA_PARTITIONS"),
            ({"kafka_prefix": "no spaces"}, "RAPPORT_KAFKA_PREFIX"),
            ({"mongodb_username": "rapport"}, "RAPPORT_MONGODB_PASSWORD"),
            ({"mongodb_database": "a/b"}, "RAPPORT_MONGODB_DATABASE"),
        ],
    )
    def test_is_refused_with_the_name_of_what_is_missing_or_wrong(
        self, tmp_path: Path, given: dict[str, Any], named: str
    ) -> None:
        """A deployment is mended by whoever is told which variable."""
        with pytest.raises(WrongSettings, match=named):
            settings(tmp_path, **BROKERS, **given)

    def test_wants_one_secret_for_all_services(self, tmp_path: Path) -> None:
        """Each of eight containers would make a key of its own, and no link would work."""
        with pytest.raises(WrongSettings, match="RAPPORT_SECRET_KEY"):
            settings(tmp_path, kafka_bootstrap_servers="one:9092")

    def test_without_brokers_has_no_topics(self, tmp_path: Path) -> None:
        """The cure is one variable."""
        with pytest.raises(WrongSettings, match="RAPPORT_KAFKA_BOOTSTRAP_SERVERS"):
            open_topics(settings(tmp_path))


class TestMongo:
    @pytest.mark.parametrize("uri", ["mongo://x", "mongodb://user:hunter-22@:::1/", "mongodb://"])
    def test_refuses_an_address_that_is_none_without_repeating_it(
        self, tmp_path: Path, uri: str
    ) -> None:
        """There is often a password in it."""
        with pytest.raises(WrongSettings, match="RAPPORT_MONGODB_URI") as found:
            open_stores(
                settings(tmp_path, mongodb_uri=uri), "intake", version=7, views={}, bookkeeping={}
            )
        assert PASSWORD not in str(found.value)
