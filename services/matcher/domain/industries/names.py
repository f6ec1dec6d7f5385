"""Finds the industry that a label names outright."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.matcher.domain.industries.entry import Industry
from services.matcher.domain.industries.normalise import is_junk, keys, parts, words

_SHOPS: Final = frozenset({"retailer", "store", "shop"})
_WHOLESALERS: Final = frozenset({"wholesaler"})


class Names:
    """Every alias of a taxonomy, by its written forms."""

    def __init__(self, industries: Iterable[Industry]) -> None:
        self._forms: dict[str, str] = {}
        ambiguous: set[str] = set()
        aliases = [(label, entry.name) for entry in industries for label in entry.labels()]
        for strictness in range(3):
            found: dict[str, str] = {}
            for label, industry in aliases:
                form = list(keys(label))[strictness]
                if found.setdefault(form, industry) != industry:
                    ambiguous.add(form)
            for form in found.keys() - ambiguous - {""}:
                self._forms.setdefault(form, found[form])

    def find(self, label: str) -> str | None:
        """Name the industry whose alias this label is, or None."""
        return next((self._forms[key] for key in keys(label) if key in self._forms), None)

    def find_part(self, label: str) -> str | None:
        """Name the industry of the first alias in a label that lists several, or None.

        A comma or an "and" may as well join words that mean nothing alone, so that a part
        counts only when each of them is an alias, or the separator can mean nothing else.
        """
        listed = parts(label)
        found = [self.find(part) for part in listed if not is_junk(part)]
        known = [industry for industry in found if industry]
        if not known or (len(known) < len(found) and "/" not in label and ";" not in label):
            return None
        return known[0]

    @staticmethod
    def find_trade(label: str) -> str | None:
        """Tell a shop and a wholesaler by that word, whatever they sell; else None."""
        spoken = words(label)
        if _WHOLESALERS & set(spoken) or spoken[:1] == ("wholesale",):
            return "Wholesale and Trade"
        if _SHOPS & set(spoken) or spoken[:2] == ("retail", "sale"):
            return "Retail"
        return None
