"""Does a model turn a text into the same vector always, and into a good one?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.encoder import Encoder
from services.matcher.embedding.factory import BUILT_IN, UnknownModel, choose_encoder
from services.matcher.embedding.quantised import QuantisedMiniLM
from services.matcher.embedding.quantised_graph import quantise_columns
from services.matcher.embedding.static import StaticEncoder

TEXTS = (
    "keeping bees on a flat roof",
    "bee hives in the city",
    "what a pension costs a small bakery",
    "retirement plans for small firms",
    "repairing wooden boats",
    "sailing",
    "",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module", params=["minilm-int8", "static"])
def encoder(request: pytest.FixtureRequest, folder: Path) -> Encoder:
    return StaticEncoder() if request.param == "static" else QuantisedMiniLM([folder])


def crowd(length: int, size: int) -> np.ndarray:
    """Make token rows that differ in every place but the first and last."""
    choose = np.random.default_rng(length)
    rows = choose.integers(1000, 20_000, (size, length))
    rows[:, 0], rows[:, -1] = 101, 102
    return rows


class TestEveryEncoder:
    @pytest.mark.parametrize("length", [2, 7, 33, 100])
    def test_gives_a_text_the_same_bits_in_any_company(self, encoder: Encoder, length: int) -> None:
        """Else the same roster in another order would introduce other people."""
        rows = crowd(length, 4)

        together = encoder.encode(rows)
        backwards = encoder.encode(rows[::-1])[::-1]
        alone = np.concatenate([encoder.encode(rows[i : i + 1]) for i in range(len(rows))])

        assert np.array_equal(together, alone)
        assert np.array_equal(together, backwards)

    def test_gives_rows_near_length_one_for_texts_and_no_nan(self, encoder: Encoder) -> None:
        """A roster holds empty cells, and one NaN would spread over every score."""
        rows = SentenceEmbedder(encoder)(TEXTS)

        assert np.isfinite(rows).all()
        assert np.allclose(np.linalg.norm(rows[:6], axis=1), 1.0, atol=1e-3)

    def test_knows_what_is_alike(self, encoder: Encoder) -> None:
        """Two people with one hobby seldom use the same words."""
        rows = SentenceEmbedder(encoder)(TEXTS)
        cosines = rows @ rows.T

        assert cosines[2, 3] > cosines[1, 3]
        assert cosines[4, 5] > cosines[3, 5]


class TestQuantisedMiniLM:
    def test_does_not_depend_on_how_many_threads_work(self, folder: Path) -> None:
        """A round is repeated on another machine when somebody asks why."""
        texts = [f"{text} {n}" for text in TEXTS for n in range(3)]

        one, three = (SentenceEmbedder(QuantisedMiniLM([folder], threads=n))(texts) for n in (1, 3))

        assert np.array_equal(one, three)

    def test_rounds_weights_so_that_old_processors_add_them_exactly(self) -> None:
        """Two products must fit 16 bits; beyond, such processors cut off without a word."""
        matrix = np.random.default_rng(2).normal(size=(64, 5)).astype(np.float32)

        rounded, steps = quantise_columns(matrix)

        assert 2 * 255 * int(np.abs(rounded).max()) < 2**15
        assert np.allclose(rounded * steps, matrix, atol=float(steps.max()) / 2 + 1e-6)


class TestChooseEncoder:
    def test_names_the_choices_when_there_is_no_such_model(self) -> None:
        """A typing error must not surface as a library's traceback an hour later."""
        with pytest.raises(UnknownModel, match="minilm-int8, minilm, static, or a folder"):
            choose_encoder("minilm-int4")

    def test_takes_a_folder_of_a_saved_model(self, tmp_path: Path) -> None:
        """An organiser's language may need another model."""
        (tmp_path / "modules.json").write_text("[]")

        first = choose_encoder(str(tmp_path)).identity
        (tmp_path / "modules.json").write_text("[ ]")

        assert first.startswith("folder/")
        assert choose_encoder(str(tmp_path)).identity != first

    def test_gives_every_model_an_identity_of_its_own(self) -> None:
        """Vectors of two models do not compare."""
        identities: Sequence[str] = [choose_encoder(name).identity for name in BUILT_IN]

        assert len(set(identities)) == len(BUILT_IN)
        assert choose_encoder().identity in identities
