"""What titles are about: the words in them that name a field of work."""

from __future__ import annotations

from collections.abc import Iterator

from shared.titles.detect import kind
from shared.titles.lexicon import RANKS, SCAFFOLD
from shared.titles.tokens import Span, Tokens

_NOUNS = (("ologist", "ology"), ("ographer", "ography"), ("physicist", "physics"))


def fields(tokens: Tokens, span: Span) -> Iterator[str]:
    """Find what a title is about, whatever its rank.

    Args:
        tokens: a sentence.
        span: a title in it.

    Yields:
        Words that stand together, as written: "marine biology" of "Head of marine biology".
    """
    run: list[str] = []
    for at in range(span.start, span.end):
        low, word = tokens.low(at), _topic(tokens, at)
        glued = low == "-" and not tokens.spaced(at) and bool(run)
        if word or glued:
            run.append(tokens.pieces[at][: -len(tokens.text(at))] + (word or low))
        if not glued and word != tokens.text(at):
            yield from _whole(run)
            run = []
    yield from _whole(run)


def _whole(run: list[str]) -> Iterator[str]:
    if text := "".join(run).strip(" -"):
        yield text


def _topic(tokens: Tokens, at: int) -> str:
    """Give a word if it is topical; of who works in a field, the field."""
    low = tokens.low(at)
    field = next((low.removesuffix(end) + new for end, new in _NOUNS if low.endswith(end)), "")
    if field or not low[:1].isalpha() or low in RANKS or low in SCAFFOLD or kind(low):
        return field
    return tokens.text(at)
