"""Briefs as pages, letters as mail programs show them, and as plain text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from services.notifier import letter_words
from services.notifier.domain.brief import Brief
from services.notifier.letter_page import LetterPage

COLUMNS = 72
_BLANK_LINES = re.compile(r"\n{3,}")


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


def render_letter(page: LetterPage) -> str:
    """Render a letter for mail programs: every style stands where it is used."""
    html = _template("letter.html").render(page=page, words=letter_words)
    return _inliner().inline(html)


def render_letter_text(page: LetterPage) -> str:
    """Render a letter as plain text of 72 columns; only a longer word, or a link, exceeds them."""
    text = _template("letter.txt").render(page=page, words=letter_words).strip()
    return _BLANK_LINES.sub("\n\n", text) + "\n"


@cache
def _inliner() -> CSSInliner:
    """Keep what mail programs can do with styles that are not inline: narrow and dark screens."""
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


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
