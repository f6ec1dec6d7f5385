"""What the taxonomy is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry, and every name by which people call it.

    `description` is one line about what its people do. `aliases` are English labels that mean
    it, `abroad` those of other languages, both separated by semicolons. `traces` are sentences
    of bios written in it, one a line.
    """

    name: str
    description: str
    aliases: str
    abroad: str
    traces: str

    def english(self) -> tuple[str, ...]:
        """List the industry's own name and its English aliases."""
        return (self.name, *_split(self.aliases))

    def labels(self) -> tuple[str, ...]:
        """List every name of the industry, in any language."""
        return (*self.english(), *_split(self.abroad))

    def sentences(self) -> tuple[str, ...]:
        """List the description and the sentences of bios."""
        return (self.description, *(line.strip() for line in self.traces.splitlines()))


def _split(labels: str) -> tuple[str, ...]:
    return tuple(" ".join(label.split()) for label in labels.split(";"))
