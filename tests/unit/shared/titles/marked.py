"""Sentences in which what should be found stands in square brackets, and gaps are `_`."""

from __future__ import annotations

from shared.titles import GAP, Span, Tokens, tokenise


def sentence(marked: str) -> Tokens:
    """Read a sentence without its brackets."""
    return tokenise(marked.replace("[", "").replace("]", "").replace("_", GAP))


def marked(tokens: Tokens, spans: list[Span]) -> str:
    """Write a sentence with its spans in brackets."""
    written = ""
    for at, piece in enumerate(tokens.pieces):
        text = piece.lstrip(" ")
        opening = "[" if any(span.start == at for span in spans) else ""
        closing = "]" if any(span.end == at + 1 for span in spans) else ""
        written += piece[: len(piece) - len(text)] + opening + text + closing
    return written.replace(GAP, "_")
