"""An event as the matcher understands it: people, industries, rules, and how pairs score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from services.matcher.domain.industries import Clues, IndustryResolver
from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.ports import Embed
from services.matcher.domain.rules import Pairs, Rules, read_rules
from services.matcher.domain.scoring import Scorer
from shared.messages import ProfileStated
from shared.progress import Stages


@dataclass(frozen=True)
class KnownEvent:
    """Everything about an event that pairs are judged by.

    `profiles` are sorted by id; a person's position there is their position in every array,
    and `place` finds it. `industries` says, by id, the industry and how sure that is, in
    [0, 1].
    """

    profiles: tuple[ProfileStated, ...]
    place: Mapping[str, int]
    industries: dict[str, tuple[str, float]]
    rules: Rules
    scorer: Scorer

    @classmethod
    def read(
        cls, profiles: Sequence[ProfileStated], forbidden: Pairs, *, embed: Embed, stages: Stages
    ) -> Self:
        """Understand an event's profiles.

        Args:
            profiles: in any order, each person once.
            forbidden: pairs of ids that are never introduced.
            embed: turns texts into vectors.
            stages: follows the progress.
        """
        people = tuple(sorted(profiles, key=lambda profile: profile.attendee))
        corpus = read_corpus(people)
        with stages("embedding", len(corpus.to_embed)) as advance:
            vectors = embed(corpus.to_embed, advance)
        with stages("industries", len(people)) as advance:
            resolved = IndustryResolver(embed).resolve([_clues(profile) for profile in people])
            advance(len(people))
        with stages("scoring", 1) as advance:
            scorer = Scorer(corpus, vectors)
            advance(1)
        names = [found.industry for found in resolved]
        return cls(
            profiles=people,
            place={profile.attendee: position for position, profile in enumerate(people)},
            industries={
                profile.attendee: (found.industry, found.confidence)
                for profile, found in zip(people, resolved, strict=True)
            },
            rules=read_rules(people, names, forbidden),
            scorer=scorer,
        )


def _clues(profile: ProfileStated) -> Clues:
    return Clues(profile.industry, profile.employer_hint, profile.about, profile.interests)
