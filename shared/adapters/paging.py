"""Reads documents page by page, so that neither a lock nor a cursor is kept while they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shared.store import Document


def paged(
    page: Callable[[str, int], list[Document]], *, after: str | None, limit: int | None, size: int
) -> Iterator[Document]:
    """Read on from page to page.

    Args:
        page: reads up to so many documents, ordered by `_id`, beyond an id.
        after: only ids beyond this one; None for all.
        limit: at most so many; None for all.
        size: of a page.
    """
    last, left = after or "", limit
    while left is None or left > 0:
        wanted = size if left is None else min(size, left)
        found = page(last, wanted)
        yield from found
        if len(found) < wanted:
            return
        last = found[-1]["_id"]
        left = None if left is None else left - wanted
