"""How well industry labels resolve, beside plain cosines: `industries.py PAIRS.csv [--wrong]`."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from services.matcher.domain.industries import UNKNOWN, IndustryResolver
from services.matcher.domain.ports import Embed, Floats
from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.factory import BUILT_IN
from tests.benchmarks.command import PLANTED, read_arguments

Pairs = list[dict[str, str]]


def ngram_vectors(texts: Sequence[str]) -> Floats:
    """Turn texts into unit TF-IDF rows of character n-grams."""
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit_transform(texts)
    return np.asarray(rows.toarray(), np.float32)


def best_threshold_accuracy(vectors: Floats, same: Floats) -> float:
    """Judge a cosine at the threshold that suits these very pairs best: its upper limit.

    Args:
        vectors: (2n, d), unit rows; the n left labels, then the n right ones.
        same: (n,), boolean.

    Returns:
        The share of pairs that it gets right.
    """
    cosines = (vectors[: len(same)] * vectors[len(same) :]).sum(axis=1)
    thresholds = [-1.0, *cosines.tolist(), 2.0]
    return max(float(((cosines >= threshold) == same).mean()) for threshold in thresholds)


def resolve(embed: Embed, pairs: Pairs) -> list[tuple[str, str]]:
    """Resolve both labels of each pair."""
    sides = ([pair[side] for pair in pairs] for side in ("label_a", "label_b"))
    resolver = IndustryResolver(embed)
    left, right = ([found.industry for found in resolver.resolve_labels(side)] for side in sides)
    return list(zip(left, right, strict=True))


def main() -> None:
    """Print one table, and for each model the wrong pairs where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="CSV with label_a, label_b, same")
    parser.add_argument("--models", nargs="+", choices=BUILT_IN, default=tuple(BUILT_IN))
    parser.add_argument("--wrong", action="store_true", help="list the pairs resolved wrongly")
    options = read_arguments(parser, str(PLANTED / "industry_pairs.csv"), "--models", "static")
    with options.pairs.open(encoding="utf-8", newline="") as file:
        pairs: Pairs = list(csv.DictReader(file))
    labels = [pair[side] for side in ("label_a", "label_b") for pair in pairs]
    same = np.array([pair["same"] == "1" for pair in pairs])
    print(f"{'method':<40}{'accuracy':>9}   ({len(pairs)} pairs)")
    ngrams = best_threshold_accuracy(ngram_vectors(labels), same)
    print(f"{'n-gram TF-IDF cosine, best threshold':<40}{ngrams:>9.3f}")
    for name in options.models:
        embed = SentenceEmbedder(BUILT_IN[name]())
        cosine = best_threshold_accuracy(embed(labels), same)
        print(f"{f'{name} cosine, best threshold':<40}{cosine:>9.3f}")
        sides = resolve(embed, pairs)
        right = np.array([left == other != UNKNOWN for left, other in sides]) == same
        print(f"{f'Rapport, {name}':<40}{right.mean():>9.3f}", flush=True)
        if options.wrong:
            show_wrong(pairs, sides, right)


def show_wrong(pairs: Pairs, sides: Sequence[tuple[str, str]], right: NDArray[np.bool_]) -> None:
    """List the pairs that were resolved wrongly."""
    for pair, side, good in zip(pairs, sides, right, strict=True):
        if not good:
            print(f"  {pair['label_a']} ({side[0]}) | {pair['label_b']} ({side[1]})")


if __name__ == "__main__":
    main()
