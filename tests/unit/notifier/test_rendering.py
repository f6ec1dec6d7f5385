"""Briefs as pages."""

from __future__ import annotations

from html.parser import HTMLParser

from services.notifier.domain.brief import Brief
from services.notifier.domain.lines import Line, Section
from services.notifier.rendering import Links, render_all, render_html

EVIL = '<script>alert(1)</script> & "quotes"'


def brief(text: str = "Amina loves kites.", source: str = "Amina's bio") -> Brief:
    line = Line(text, source)
    section = Section("Who Amina is", (line, line))
    return Brief("i", "Ben Okafor", "Amina Yusuf", "Meet Amina Yusuf", (section,), "phone")


class Outline(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


class TestHtml:
    def test_shows_every_line_with_its_source(self) -> None:
        """A line without its source would have to be believed."""
        page = render_html(brief())

        assert "Amina loves kites." in page
        assert page.count('<small class="source">Amina&#39;s bio</small>') == 2

    def test_escapes_what_people_typed(self) -> None:
        """A bio must not run in the recipient's browser."""
        page = render_html(brief(EVIL, EVIL))

        assert "script" not in Outline(page).tags
        assert "&lt;script&gt;" in page

    def test_needs_nothing_from_elsewhere(self) -> None:
        """A brief is read on trains, and opening it tells nobody."""
        outline = Outline(render_html(brief()))

        assert outline.addresses == []
        assert not {"img", "link", "script", "iframe"} & set(outline.tags)
        assert "@import" not in render_html(brief())

    def test_has_one_title_and_one_first_heading(self) -> None:
        """Screen readers move by headings."""
        for page in (render_html(brief()), render_all("Ben", [brief(), brief()])):
            tags = Outline(page).tags
            assert tags.count("h1") == tags.count("title") == tags.count("main") == 1
            assert '<html lang="en">' in page

    def test_links_to_the_answer_only_when_there_is_one(self) -> None:
        """From a file on disk there is nowhere to answer."""
        links = Links(answer="https://r.example/a?x=1&y=2", unsubscribe="https://r.example/u")

        assert Outline(render_html(brief(), links)).addresses == [links.answer, links.unsubscribe]
        assert Outline(render_html(brief())).addresses == []

    def test_says_so_when_somebody_has_no_introductions(self) -> None:
        """An empty page looks broken."""
        assert "No introductions this time." in render_all("Ben Okafor", [])


def test_renders_the_same_bytes_again() -> None:
    """A page that is opened again reads the same."""
    assert render_html(brief()) == render_html(brief())
