"""Do links lead to where something listens?"""

from __future__ import annotations

from pathlib import Path

from shared.address import address_of, remembered
from shared.settings import Settings


def listening_at(folder: Path, port: int, **more: str) -> Settings:
    return Settings.read(data_dir=folder, port=port, **more)


class TestAddressOf:
    def test_is_where_something_listens(self, tmp_path: Path) -> None:
        """Another process chose the port, and this one was not told."""
        usual = listening_at(tmp_path, 8321)

        with remembered(listening_at(tmp_path, 9000)):
            assert address_of(usual) == "http://127.0.0.1:9000"

        assert address_of(usual) == "http://127.0.0.1:8321"

    def test_is_the_public_one_where_there_is_one(self, tmp_path: Path) -> None:
        """Behind a proxy, nobody outside reaches the port."""
        public = listening_at(tmp_path, 8321, public_url="https://rapport.example/")

        with remembered(listening_at(tmp_path, 9000)):
            assert address_of(public) == "https://rapport.example"

    def test_outlives_whoever_listened_before(self, tmp_path: Path) -> None:
        """What ends late must not take away the address of what started meanwhile."""
        with remembered(listening_at(tmp_path, 9000)):
            with remembered(listening_at(tmp_path, 9001)):
                (tmp_path / "address").write_text("http://127.0.0.1:9002")

            assert address_of(listening_at(tmp_path, 8321)) == "http://127.0.0.1:9002"


class TestRemembered:
    def test_needs_no_place_to_write_to(self, tmp_path: Path) -> None:
        """A convenience must not keep Rapport from serving."""
        (tmp_path / "file").write_text("")
        settings = listening_at(tmp_path / "file", 9000, secret_key="of no use " * 4)

        with remembered(settings):
            assert address_of(settings) == "http://127.0.0.1:9000"
