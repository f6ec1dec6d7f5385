"""Puts everyone into one vector whose inner products come near the scores: a linear proxy.

The score averages three measures and bends them; its first-order form in meaning and in words
is one inner product: what a person shares, gives and needs, side by side, against what the
other shares, needs and gives. Meaning is projected to the directions in which the event's
people differ most (principal components), words are left sparse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack
from threadpoolctl import threadpool_limits

from services.matcher.domain.baseline import second_moment
from services.matcher.domain.centering import unpacked
from services.matcher.domain.components import MEANING, WORDS, Component, Measure
from services.matcher.domain.inverted_index import InvertedIndex
from services.matcher.domain.nearest_neighbours import ProxyVectors
from services.matcher.domain.ports import Doubles, Flags, Floats, Longs
from services.matcher.domain.scoring import GIVING, Scorer

Block = TypeVar("Block", Floats, csr_array)

DIRECTIONS = 96
"""Principal components of meaning: 192 raise the total of an event's scores by 0.02 % at most."""

_PEOPLE_AT_ONCE = 1 << 13
_EXACT = 0.98 * 2.0**24
_BASIS_GRID = 2.0**12


@dataclass(frozen=True)
class _Weights:
    """How much each part of a person counts, (n,) each, in the sum of both gains.

    What can't be compared is left out of a gain, so common ground counts more where nobody
    needs anything; a product of two people's weights comes near that.
    """

    ground: Doubles
    gives: Doubles
    needs: Doubles

    @classmethod
    def of(cls, gives: Flags, needs: Flags) -> _Weights:
        """Weigh what `gain` adds up, for those who give, (n,), and who need, (n,)."""
        both, takes, gives_only = (np.sqrt(1.0 + x) for x in (1.0 + GIVING**2, 1.0, GIVING**2))
        mutual = (1.0 + GIVING) / both
        one_way = 1.0 / takes + GIVING / gives_only
        return cls(
            np.sqrt(np.where(needs, 2.0 / both, 2.0)),
            gives * np.where(needs, 1.0, one_way / mutual) * np.sqrt(mutual),
            needs * np.sqrt(mutual),
        )


def proxy_vectors(scorer: Scorer) -> ProxyVectors:
    """Write everyone's meaning as whole numbers, ready to be compared by inner products."""
    blocks = _blocks(scorer, _meaning)
    vectors = np.concatenate(blocks, axis=1)
    longest = float(np.einsum("ij,ij->i", vectors, vectors).max(initial=1e-9))
    vectors *= np.float32(np.sqrt(_EXACT / longest))
    np.rint(vectors, out=vectors)
    columns = map(_factor_last, _columns([block.shape[1] for block in blocks]))
    return ProxyVectors(
        vectors, _mirror(list(columns)), scorer.representations.common_ground.stated
    )


def _blocks(
    scorer: Scorer, write: Callable[[Component, Doubles, Doubles], list[Block]]
) -> list[Block]:
    """Write what people share and, where anybody needs anything, what they give and need."""
    represented = scorer.representations
    weights = _Weights.of(represented.offers.stated, represented.needs.stated)
    blocks = write(scorer.common_ground, weights.ground, weights.ground)[:1]
    if represented.needs.stated.any():
        blocks += write(scorer.help, weights.gives, weights.needs)
    return blocks


def _mirror(blocks: list[Longs]) -> Longs:
    """Make a person the other side of a pair: ground stays, gives and needs change places."""
    return np.concatenate([blocks[0], *reversed(blocks[1:])])


def _columns(widths: list[int]) -> list[Longs]:
    """Number the columns of blocks that stand side by side."""
    return np.split(np.arange(sum(widths)), np.cumsum(widths)[:-1])


def _factor_last(block: Longs) -> Longs:
    """Let a block's last two columns, factor and baseline, change places."""
    return np.append(block[:-2], [block[-1], block[-2]])


def _meaning(component: Component, ours: Doubles, theirs: Doubles) -> list[Floats]:
    """Write standard deviations above the baseline as inner products: (n, d + 2) each.

    The last two columns are a factor and the person's baseline, times that factor.
    """
    basis = _directions(component)
    factors = _factors(component, MEANING, ours, theirs)
    written = []
    for side, baseline, factor in zip(
        (component.left, component.right), component.baselines[MEANING], factors, strict=True
    ):
        rows = np.empty((len(side.mean), basis.shape[1] + 2), dtype=np.float32)
        for first in range(0, len(rows), _PEOPLE_AT_ONCE):
            part = slice(first, first + _PEOPLE_AT_ONCE)
            rows[part, :-2] = unpacked(side.mean[part]) @ basis
        rows[:, -2] = 1.0
        rows[:, -1] = -(baseline.bias + baseline.mean / 2.0)
        rows *= factor.astype(np.float32)[:, None]
        written.append(rows)
    return written


def _factors(
    component: Component, measure: Measure, ours: Doubles, theirs: Doubles
) -> tuple[Doubles, Doubles]:
    """Weigh both sides by their parts, deviations and reliability: (n,) each."""
    first, second = component.baselines[measure]
    return (
        ours * component.left.reliability / np.sqrt(first.deviation),
        theirs * component.right.reliability / np.sqrt(second.deviation),
    )


def _directions(component: Component) -> Floats:
    """Find the directions in which people differ most: (d, `DIRECTIONS` at most)."""
    moment = second_moment(component.left)
    if component.right is not component.left:
        moment += second_moment(component.right)
    with threadpool_limits(1, "blas"):  # two threads wait for each other longer than they work
        _, vectors = np.linalg.eigh(moment)
    basis: Floats = np.rint(vectors[:, ::-1][:, :DIRECTIONS] * _BASIS_GRID).astype(np.float32)
    return np.ascontiguousarray(basis / np.float32(_BASIS_GRID))


def index_words(scorer: Scorer) -> InvertedIndex:
    """Index everyone's words, as whole numbers."""
    blocks = _blocks(scorer, _words)
    left = hstack(blocks, format="csr")
    longest = float(left.multiply(left).sum(axis=1).max(initial=1e-9))
    left.data = np.rint(left.data * np.sqrt(_EXACT / longest)).astype(np.int32)
    left.eliminate_zeros()
    mirrored = _mirror(_columns([block.shape[1] for block in blocks]))[left.indices]
    return InvertedIndex.build(left, csr_array((left.data, mirrored, left.indptr), left.shape))


def _words(component: Component, ours: Doubles, theirs: Doubles) -> list[csr_array]:
    factors = _factors(component, WORDS, ours, theirs)
    rows = component.left.words, component.right.words
    return [csr_array(diags_array(by) @ words) for by, words in zip(factors, rows, strict=True)]
