"""What the taxonomy is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry, and every name by which people call it.

    `description` is one line about what its people do. `aliases` are English labels that mean
    it, `foreign` those of other languages, `bios` sentences of bios written in it.
    """

    name: str
    description: str
    aliases: tuple[str, ...]
    foreign: tuple[str, ...]
    bios: tuple[str, ...]

    def english(self) -> tuple[str, ...]:
        """List the industry's own name and its English aliases."""
        return (self.name, *self.aliases)

    def labels(self) -> tuple[str, ...]:
        """List every name of the industry, in any language."""
        return (*self.english(), *self.foreign)

    def sentences(self) -> tuple[str, ...]:
        """List the description and the sentences of bios."""
        return (self.description, *self.bios)
