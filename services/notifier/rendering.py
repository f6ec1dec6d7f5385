"""Briefs as pages and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from services.notifier.domain.brief import Brief

COLUMNS = 72


@dataclass(frozen=True, slots=True)
class Links:
    """Where a recipient can go on from a brief; an empty address leaves its link out."""

    answer: str = ""
    unsubscribe: str = ""


_NO_LINKS = Links()


def render_html(brief: Brief, links: Links = _NO_LINKS) -> str:
    """Render one brief as a page that needs nothing else: for a browser, a mail or paper.

    Args:
        brief: as written.
        links: shown below it.
    """
    return _template("brief.html").render(title=brief.headline, briefs=[brief], links=links)


def render_all(recipient: str, briefs: Sequence[Brief]) -> str:
    """Render all briefs of one attendee as one page, each on paper of its own.

    Args:
        recipient: the attendee's name, for when there are no briefs.
        briefs: in the order to be read.
    """
    title = f"Introductions for {recipient}"
    return _template("brief.html").render(title=title, briefs=briefs, links=_NO_LINKS)


def render_text(brief: Brief, links: Links = _NO_LINKS) -> str:
    """Render one brief as plain text of 72 columns; only a longer word exceeds them.

    Args:
        brief: as written.
        links: shown below it.
    """
    return _template("brief.txt").render(brief=brief, links=links).strip() + "\n"


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("services.notifier", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment.get_template(name)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
