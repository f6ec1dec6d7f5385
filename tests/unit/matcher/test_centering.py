"""What everybody at an event says is taken off what each says, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.centering import (
    GRID,
    CenteredEmbeddings,
    MisshapenEmbeddings,
    center,
    on_grid,
    packed,
    unit_rows,
    unpacked,
)
from services.matcher.domain.phrases import read_corpus
from shared.messages import ProfileStated
from tests.unit.matcher.craft_fair import crowd, profile

FULL_TEXT_FROM = 200

EAST, NORTH, NORTH_EAST = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)


def centered(
    people: list[ProfileStated], vectors: dict[str, tuple[float, float]]
) -> CenteredEmbeddings:
    corpus = read_corpus(people)
    rows = np.array([vectors[text] for text in corpus.to_embed], dtype=np.float32)
    return center(corpus, rows.reshape(-1, 2))


class TestGrid:
    def test_makes_products_exact(self) -> None:
        """The order of adding up must not change a score."""
        rows = on_grid(unit_rows(np.random.default_rng(1).standard_normal((4, 384))))
        exact = (rows * GRID).astype(np.int64) @ (rows * GRID).astype(np.int64).T

        assert (rows @ rows.T == (exact / GRID**2).astype(np.float32)).all()
        assert (rows[:, ::-1] @ rows[:, ::-1].T == rows @ rows.T).all()

    def test_loses_nothing_when_packed(self) -> None:
        """Half of the memory for the same numbers."""
        rows = on_grid(unit_rows(np.random.default_rng(2).standard_normal((3, 8))))

        assert packed(rows).dtype == np.int16
        assert (unpacked(packed(rows)) == rows).all()
        assert packed(np.array([[0.5, -1.0]], np.float32)).tolist() == [[1024, -2048]]

    def test_leaves_a_row_of_nothing_alone(self) -> None:
        """Nothing divided by its length is no number."""
        assert unit_rows(np.array([[0.0, 0.0], [3.0, 4.0]])).tolist() == [[0.0, 0.0], [0.6, 0.8]]


class TestCentering:
    def test_takes_off_the_mean_in_which_each_person_counts_the_same(self) -> None:
        """Who says a thing in ten ways has no ten votes on what the event is about."""
        people = [
            profile("a", interests=("bees", "hives")),
            profile("b", interests=("boats",), offers=("boats",)),
            profile("quiet"),
        ]
        vectors = {"bees": EAST, "hives": NORTH, "boats": NORTH_EAST}

        found = centered(people, vectors)

        mean = np.array([0.5 + 0.6, 0.5 + 0.8]) / 2
        rows = np.array([EAST, NORTH_EAST, NORTH])  # bees, boats, hives
        expected = rows - mean * 2 / 12
        assert found.vectors == pytest.approx(unit_rows(expected), abs=1 / GRID)
        along = rows @ mean / np.linalg.norm(mean)
        assert found.distinctiveness == pytest.approx(1.0 - along * 2 / 12)

    def test_takes_off_more_the_more_people_there_are(self) -> None:
        """With two people, their mean would make opposites of them."""
        for people in (2, 40):
            crowd_of = [profile(f"p{n}", interests=("bees",)) for n in range(people - 1)]
            found = centered(
                [*crowd_of, profile("x", interests=("boats",))], {"bees": EAST, "boats": NORTH}
            )
            mean = np.array([people - 1, 1]) / people * people / (people + 10)

            assert found.vectors == pytest.approx(
                unit_rows(np.array([EAST, NORTH]) - mean), abs=1 / GRID
            )

    def test_never_finds_a_phrase_quite_indistinct(self) -> None:
        """What everybody says is still said."""
        found = centered(
            [profile(f"p{n}", interests=("bees",)) for n in range(999)], {"bees": EAST}
        )

        assert found.distinctiveness == pytest.approx([0.05])

    def test_of_full_texts_leaves_the_mean_of_phrases_out_of_it(self) -> None:
        """A long text lies elsewhere than the phrases do."""
        first, second = "b" * FULL_TEXT_FROM, "t" * FULL_TEXT_FROM
        people = [
            profile("a", interests=(first,)),
            profile("b", interests=(second,)),
            profile("c", interests=(second,), needs=("bees",)),
            profile("d", interests=("bees",)),
        ]
        joined = f"{second}. bees"
        vectors = {"bees": (-1.0, 0.0), first: EAST, second: NORTH, joined: NORTH_EAST}

        found = centered(people, vectors)

        # as common ground, one each; `second` is also what c offers, and counts once
        mean = (np.array(EAST) + NORTH + NORTH_EAST) / 3
        rows = np.array([EAST, NORTH, NORTH_EAST])
        assert unpacked(found.full_texts) == pytest.approx(
            unit_rows(rows - mean * 3 / 13), abs=1 / GRID
        )

    @pytest.mark.parametrize(
        "vectors",
        [
            np.zeros((1, 48), dtype=np.float32),
            np.zeros(16, dtype=np.float32),
            np.full((16, 48), np.nan, dtype=np.float32),
        ],
    )
    def test_refuses_vectors_that_do_not_fit(self, vectors: np.ndarray) -> None:
        """A mixed-up embedding must be loud: its scores would look plausible."""
        corpus = read_corpus(crowd(8))
        assert len(corpus.to_embed) == 16

        with pytest.raises(MisshapenEmbeddings):
            center(corpus, vectors)

    def test_makes_whatever_comes_unit_rows(self) -> None:
        """A model's rows may have any length."""
        people = [profile("a", interests=("bees",)), profile("b", interests=("boats",))]

        assert (
            centered(people, {"bees": (5.0, 0.0), "boats": (0.0, 0.1)}).vectors
            == centered(people, {"bees": EAST, "boats": NORTH}).vectors
        ).all()
