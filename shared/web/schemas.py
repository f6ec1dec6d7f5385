"""Pieces of requests and answers that every service's routes use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import request
from pydantic import BaseModel, Field

MAX_PAGE = 200
Item = TypeVar("Item")


class EventPath(BaseModel):
    """Names an event."""

    event: str


class Page(BaseModel):
    """Asks for a page of a list."""

    cursor: str = Field(default="", description="`next` of the page before")
    limit: int = Field(default=50, ge=1, le=MAX_PAGE)


def paginate(
    page: Page, read: Callable[[str | None, int], Sequence[Item]], name: Callable[[Item], str]
) -> tuple[list[Item], str | None]:
    """Read one page, and tell where the next begins.

    Args:
        page: what is asked for.
        read: gives items, ordered by id, after an id and at most so many.
        name: gives an item's id.

    Returns:
        The items, and the cursor of the next page; None where this is the last.
    """
    items = list(read(page.cursor or None, page.limit + 1))
    more = len(items) > page.limit
    return items[: page.limit], name(items[page.limit - 1]) if more else None


def idempotency_key() -> str:
    """Give the request's `Idempotency-Key`, or an empty string."""
    return request.headers.get("Idempotency-Key", "").strip()
