"""Draws lines on two logarithmic axes, as SVG, without a plotting library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 340, 330
LEFT, TOP, RIGHT, BOTTOM = 62, 62, 150, 50
APART = 16
"""Pixels between two labels at the end of their lines."""


class Line(NamedTuple):
    """A line of (x, y), both positive, named at its end."""

    name: str
    colour: str
    points: Sequence[tuple[float, float]]
    dashed: bool = False


class Panel(NamedTuple):
    """Lines on the same axes."""

    title: str
    lines: Sequence[Line]


class _Axes(NamedTuple):
    """Powers of ten at the edges, and the left edge in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    left: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Find the pixels of a point."""
        across, up = (
            (math.log10(value) - low) / ((high - low) or 1.0)
            for value, (low, high) in ((x, self.x), (y, self.y))
        )
        return self.left + across * WIDTH, TOP + HEIGHT * (1 - up)


def draw(title: str, panels: Sequence[Panel]) -> str:
    """Draw panels side by side, on the same axes: people across, seconds up."""
    points = [point for panel in panels for line in panel.lines for point in line.points]
    xs, ys = zip(*points, strict=True)
    x = math.log10(min(xs)), math.log10(max(xs))
    y = float(math.floor(math.log10(min(ys)))), float(math.ceil(math.log10(max(ys))))
    step = LEFT + WIDTH + RIGHT
    drawn = [
        text
        for at, panel in enumerate(panels)
        for text in _panel(panel, _Axes(x, y, at * step + LEFT), sorted(set(xs)))
    ]
    width, height = step * len(panels), TOP + HEIGHT + BOTTOM
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="Helvetica, Arial, sans-serif" '
            'font-size="13" fill="#333">')  # fmt: skip
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *drawn, "</svg>\n"])


def _panel(panel: Panel, axes: _Axes, xs: Sequence[float]) -> Iterator[str]:
    yield _text(axes.left, TOP - 34, panel.title, 'font-size="15" font-weight="bold"')
    yield _text(axes.left - 44, TOP - 12, "seconds", 'fill="#666"')
    for power in range(int(axes.y[0]), int(axes.y[1]) + 1):
        _, y = axes.place(xs[0], 10.0**power)
        yield _stroke([(axes.left, y), (axes.left + WIDTH, y)], "#ddd", 1)
        yield _text(axes.left - 8, y + 4, f"{10.0**power:,g}", 'text-anchor="end"')
    for people in xs:
        x, bottom = axes.place(people, 10.0 ** axes.y[0])
        yield _stroke([(x, bottom), (x, bottom + 5)], "#999", 1)
        yield _text(x, bottom + 20, f"{people:,g}", 'text-anchor="middle"')
    middle = axes.left + WIDTH / 2
    yield _text(middle, TOP + HEIGHT + 40, "people", 'text-anchor="middle" fill="#666"')
    yield from _lines(panel.lines, axes)


def _lines(lines: Sequence[Line], axes: _Axes) -> Iterator[str]:
    """Draw lines, and name each at its end, the labels kept apart."""
    lowest = float("inf")
    for line in sorted(lines, key=lambda line: axes.place(*line.points[-1])[1], reverse=True):
        places = [axes.place(*point) for point in line.points]
        yield _stroke(places, line.colour, 2.2, dashed=line.dashed)
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{line.colour}"/>'
        x, y = places[-1]
        lowest = min(y, lowest - APART)
        yield _text(x + 9, lowest + 4, line.name, f'fill="{line.colour}"')


def _stroke(
    places: Sequence[tuple[float, float]], colour: str, width: float, *, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    )


def _text(x: float, y: float, words: str, more: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(words)}</text>'
