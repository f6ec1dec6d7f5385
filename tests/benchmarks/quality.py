"""Compares ways of scoring on judged pairs, one table for each CSV file named."""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.ports import Doubles, Embed
from services.matcher.domain.scoring import Scorer
from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.factory import BUILT_IN
from shared.messages import ProfileStated
from tests.benchmarks.command import PLANTED, read_arguments

Row = dict[str, str]
Way = Callable[[Sequence[ProfileStated]], Doubles]


def at_random(people: Sequence[ProfileStated]) -> Doubles:
    """Score everyone with everyone by chance, always the same."""
    return np.random.default_rng(len(people)).random((len(people), len(people)))


def by_tfidf(people: Sequence[ProfileStated]) -> Doubles:
    """Score by the cosine of words weighted by rarity."""
    rows = TfidfVectorizer(stop_words="english").fit_transform([_text(p) for p in people])
    cosines: Doubles = (rows @ rows.T).toarray()
    return cosines


def by_cosine(embed: Embed, people: Sequence[ProfileStated]) -> Doubles:
    """Score by the cosine of whole profiles."""
    rows = embed([_text(p) for p in people])
    return (rows @ rows.T).astype(np.float64)


def by_ours(embed: Embed, people: Sequence[ProfileStated]) -> Doubles:
    """Score as a round does."""
    corpus = read_corpus(people)
    scorer = Scorer(corpus, embed(corpus.to_embed))
    a, b = np.indices((len(people), len(people)), dtype=np.int32).reshape(2, -1)
    scores = scorer.score_pairs(a, b).points.reshape(len(people), -1)
    place = {attendee: i for i, attendee in enumerate(corpus.attendees)}
    order = [place[p.attendee] for p in people]
    return scores[np.ix_(order, order)].astype(np.float64)


def ways() -> dict[str, Way]:
    """Name every way: without a model, and with each of the built-in ones."""
    found: dict[str, Way] = {"random": at_random, "TF-IDF": by_tfidf}
    for name, encoder in BUILT_IN.items():
        embed = SentenceEmbedder(encoder())
        found[f"cosine, {name}"] = partial(by_cosine, embed)
        found[f"Rapport, {name}"] = partial(by_ours, embed)
    return found


def _text(person: ProfileStated) -> str:
    return ". ".join((*person.interests, *person.offers, *person.needs, person.about))


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;\n]+", cell) if part.strip())


def _profile(attendee: str, **stated: object) -> ProfileStated:
    fixed = {"event": "quality", "roster": "quality", "attendee": attendee}
    return ProfileStated.model_validate({**fixed, **stated})


def _cohort(rows: list[Row]) -> list[ProfileStated]:
    people = {}
    for row in rows:
        needs = (row["project_title"], row["project_description"])
        project, mentor = f"project {row['project_id']}", f"mentor {row['mentor_id']}"
        people[project] = _profile(project, needs=(*needs, *_phrases(row["project_keywords"])))
        offers = _phrases(row["mentor_expertise"])
        people[mentor] = _profile(mentor, offers=offers, about=row["mentor_bio"])
    return [people[name] for name in sorted(people)]


def mentors(rows: list[Row], way: Way) -> str:
    """Measure how well assigned mentors are told from others of their cohort."""
    cohorts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        cohorts[row["cohort"]].append(row)
    judged: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for cohort in cohorts.values():
        people = _cohort(cohort)
        place = {person.attendee: i for i, person in enumerate(people)}
        score = way(people)
        for row in cohort:
            found = score[
                place[f"project {row['project_id']}"], place[f"mentor {row['mentor_id']}"]
            ]
            judged[row["project_id"]].append((found, int(row["assigned_by_organisers"])))
    within = np.mean([_auc(pairs) for pairs in judged.values()])
    pooled = _auc([pair for pairs in judged.values() for pair in pairs])
    first = np.mean([max(pairs, key=lambda pair: pair[0])[1] for pairs in judged.values()])
    return f"AUC {pooled:.3f}  within project {within:.3f}  first choice right {first:.1%}"


def interests(rows: list[Row], way: Way) -> str:
    """Measure how well related skills are told from those that only share words.

    Each phrase is the one interest of a person at an event of all of them.
    """
    texts = sorted({row[side] for row in rows for side in ("phrase_a", "phrase_b")})
    place = {text: i for i, text in enumerate(texts)}
    score = way([_profile(f"{i:05d}", interests=(text,)) for i, text in enumerate(texts)])
    found = [
        (score[place[row["phrase_a"]], place[row["phrase_b"]]], int(row["related"] == "1"))
        for row in rows
    ]
    return f"AUC {_auc(found):.3f}"


def _auc(pairs: Sequence[tuple[float, int]]) -> float:
    scores = np.array([score for score, _ in pairs], dtype=np.float64)
    return float(roc_auc_score([judged for _, judged in pairs], scores))


def main() -> None:
    """Print one table a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("judged", nargs="+", type=Path, help="CSV of mentors, or of phrases")
    planted = (str(PLANTED / name) for name in ("mentors.csv", "related_phrases.csv"))
    for path in read_arguments(parser, *planted).judged:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        measure = mentors if "mentor_id" in rows[0] else interests
        print(f"{path.name}: {len(rows)} pairs")
        for name, way in ways().items():
            print(f"  {name:20s} {measure(rows, way)}", flush=True)


if __name__ == "__main__":
    main()
