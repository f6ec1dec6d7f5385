"""Compares two people in three ways: meaning on average, meaning phrase by phrase, and words.

Vectors and weights lie on grids, so that every sum of products is exact.
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.centering import GRID
from services.matcher.domain.ports import Doubles, Floats, Integers, Shorts
from services.matcher.domain.representations import PhraseRows, Representation, WordRows
from services.matcher.jit import compiled, compiled_exact, in_parts


def mean_similarity(
    left: Representation, right: Representation, a: Integers, b: Integers
) -> Doubles:
    """Compare what pairs mean on average, by the cosine.

    Args:
        left: how the first of each pair is represented.
        right: how the second is.
        a: (m,), positions of the first.
        b: (m,), positions of the second.

    Returns:
        (m,), in [-1, 1].
    """
    found = np.empty(len(a))
    in_parts(lambda part: _means(left.mean, right.mean, a[part], b[part], found[part]), len(a))
    return found


def word_similarity(
    left: Representation, right: Representation, a: Integers, b: Integers
) -> Doubles:
    """Compare the words of pairs, by the cosine: (m,), in [0, 1]; else as `mean_similarity`."""
    found = np.empty(len(a))
    mine, theirs = left.word_rows, right.word_rows
    in_parts(lambda part: _words(mine, theirs, a[part], b[part], found[part]), len(a))
    return found


def phrase_similarity(
    left: Representation, right: Representation, a: Integers, b: Integers
) -> Doubles:
    """Compare pairs phrase by phrase: the lesser of how well each of the two covers the other.

    A phrase is covered by its best match, as tokens are in the precision and recall of BERTScore
    (Zhang et al., *BERTScore: Evaluating Text Generation with BERT*, 2020). Arguments and result
    as in `mean_similarity`; a pair in which one brings nothing is 0.
    """
    found = np.empty(len(a))
    mine, theirs = left.phrases, right.phrases
    in_parts(
        lambda part: _phrases(mine, theirs, left.vectors, a[part], b[part], found[part]), len(a)
    )
    return found


@compiled_exact
def dot(left: Floats, i: int, right: Floats, j: int) -> float:
    """Multiply two rows on the grid; exact in float32."""
    total = np.float32(0.0)
    for column in range(left.shape[1]):
        total += left[i, column] * right[j, column]
    return total  # type: ignore[return-value]  # a float32


@compiled
def _means(left: Shorts, right: Shorts, a: Integers, b: Integers, found: Doubles) -> None:
    for pair in range(a.size):
        total = 0
        one, other = left[a[pair]], right[b[pair]]
        for column in range(one.size):
            total += int(one[column]) * int(other[column])
        found[pair] = total / GRID**2


@compiled
def overlap(left: WordRows, i: int, right: WordRows, j: int) -> float:
    """Multiply two rows of words."""
    total = 0.0
    mine, theirs = left.start[i], right.start[j]
    while mine < left.start[i + 1] and theirs < right.start[j + 1]:
        if left.word[mine] == right.word[theirs]:
            total += left.value[mine] * right.value[theirs]
            mine += 1
            theirs += 1
        elif left.word[mine] < right.word[theirs]:
            mine += 1
        else:
            theirs += 1
    return total


@compiled
def _words(left: WordRows, right: WordRows, a: Integers, b: Integers, found: Doubles) -> None:
    for pair in range(a.size):
        found[pair] = overlap(left, a[pair], right, b[pair])


@compiled
def _phrases(  # noqa: PLR0913, PLR0917 - two representations, their pairs and the result
    left: PhraseRows, right: PhraseRows, vectors: Floats, a: Integers, b: Integers, found: Doubles
) -> None:
    most = 0
    for person in range(right.start.size - 1):
        most = max(most, right.start[person + 1] - right.start[person])
    nearest = np.empty(most, dtype=np.float32)
    for pair in range(a.size):
        forth = _cover(left, right, vectors, (a[pair], b[pair]), nearest)
        first = right.start[b[pair]]
        back = 0.0
        for place in range(first, right.start[b[pair] + 1]):
            back += right.weight[place] * nearest[place - first]
        found[pair] = min(forth, back)


@compiled
def _cover(
    left: PhraseRows, right: PhraseRows, vectors: Floats, pair: tuple[int, int], nearest: Floats
) -> float:
    """Add up each left phrase's best match; note each right phrase's in `nearest`."""
    first, last = right.start[pair[1]], right.start[pair[1] + 1]
    covered = 0.0
    bare = left.start[pair[0]] == left.start[pair[0] + 1] or first == last
    nearest[: last - first] = 0.0 if bare else -1.0
    if bare:
        return covered
    for mine in range(left.start[pair[0]], left.start[pair[0] + 1]):
        best = -1.0
        for theirs in range(first, last):
            cosine = dot(vectors, left.phrase[mine], vectors, right.phrase[theirs])
            best = max(best, cosine)
            nearest[theirs - first] = max(nearest[theirs - first], cosine)
        covered += left.weight[mine] * best
    return covered
