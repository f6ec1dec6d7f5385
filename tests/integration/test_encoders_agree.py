"""Is the 8-bit model the model that it stands for? Loading the reference takes seconds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.quantised import QuantisedMiniLM
from services.matcher.embedding.sentence_transformer import SentenceTransformerEncoder
from services.operations import sample


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Take bios, and phrases in which somebody put more than a word."""
    rows = list(csv.DictReader(io.StringIO(sample.ROSTER.read_text(encoding="utf-8-sig"))))
    phrases = [part for row in rows for part in row["What could you help others with?"].split(";")]
    return [*(row["About you"] for row in rows[:30]), *phrases[:120], ""]


class TestQuantisedMiniLM:
    def test_stays_close_to_the_reference(self, texts: list[str], tmp_path: Path) -> None:
        """Eight bits must not change who is near whom."""
        quantised, reference = QuantisedMiniLM([tmp_path]), SentenceTransformerEncoder()

        ours, theirs = (SentenceEmbedder(encoder)(texts) for encoder in (quantised, reference))

        cosines = (ours * theirs).sum(axis=1)
        assert quantised.tokenize(texts) == reference.tokenize(texts)
        assert cosines.mean() > 0.994
        assert cosines.min() > 0.97
        assert np.corrcoef((ours @ ours.T).ravel(), (theirs @ theirs.T).ravel())[0, 1] > 0.99
