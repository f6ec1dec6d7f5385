"""How words that others wrote are cleaned, shortened, quoted and woven into a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from services.notifier.domain.vocabulary import (
    DOUBLED,
    OPENERS,
    ORDINARY,
    ORDINARY_ENDINGS,
    SENTENCE_WORDS,
    VERBS,
    VERBS_AND_NOUNS,
)

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BULLET = re.compile("^(?:[-*\u2022\u2013]|\\d+[.)])\\s+")
_WEAVABLE = re.compile(
    r"[A-Za-z](?:[\w&/+-]|['\u2019](?!'))*(?:,? \w[\w&/+'\u2019-]*){0,9}", re.ASCII
)
_WORDS_WOVEN, _CHARACTERS_WOVEN, _ACRONYM = 10, 80, 6

# How people open a wish or an offer; what follows is its matter.
_PREAMBLE = re.compile(
    r"(?:(?:i|we)(?: am| are|'m|'re)? |i'd |we'd )?(?:would )?(?:also )?(?:looking for|seeking"
    r"|searching for|interested in|in need of|need|help(?:ing)? with|advice on|tips on"
    r"|learning about|mentor(?:ing)? in|passionate about|support with|feedback on) ",
    re.IGNORECASE,
)
_INTENTION = re.compile(
    r"(?:(?:i|we)(?:'d| would)? (?:want|wish|hope|like|love|need|aim|plan) to |how to |to )",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Take out markup, control and direction characters, and fold white space.

    Args:
        text: as somebody typed or pasted it.

    Returns:
        One line of visible text.
    """
    without_tags = _TAG.sub("", text)
    return " ".join(_INVISIBLE.sub("", _BREAKS.sub(" ", without_tags)).split())


@lru_cache(maxsize=8192)
def label(text: str, words: int = 12) -> str:
    """Clean and shorten a name, so that no quote mark in it opens a quotation.

    Args:
        text: the name of a person, a company, a place or a field.
        words: how many words to keep at most.
    """
    return clip(clean(text).replace('"', "'"), words, 80)


@lru_cache(maxsize=8192)
def bare(phrase: str) -> str:
    """Strip a phrase of bullets, surrounding quotes and closing punctuation.

    Args:
        phrase: as stated.

    Returns:
        The phrase itself, on one line, with single quotes inside.
    """
    text = _BULLET.sub("", clean(phrase)).replace('"', "'")
    return text.strip(" '").rstrip(" .,;:!").strip(" '")


@lru_cache(maxsize=8192)
def key(phrase: str) -> str:
    """Reduce a phrase to what two spellings of it have in common."""
    return " ".join(re.findall(r"\w+", phrase.casefold()))


def clip(text: str, words: int, characters: int) -> str:
    """Shorten a text at a word's end.

    Args:
        text: one line.
        words: how many words to keep at most.
        characters: how many characters to keep at most; cuts inside a word only if that
            word alone is longer.

    Returns:
        The text, or its beginning and three dots.
    """
    kept = " ".join(text.split()[:words])
    if len(kept) > characters:
        kept = kept[: characters + 1].rsplit(" ", 1)[0][:characters]
    return text if kept == text else kept.rstrip(" ,;:.-(") + " ..."


@lru_cache(maxsize=8192)
def quoted(phrase: str, words: int = 12) -> str:
    """Put a phrase in quotes, shortened when it is long.

    Args:
        phrase: as stated.
        words: how many words to keep at most.
    """
    return f'"{clip(bare(phrase), words, 8 * words)}"'


@lru_cache(maxsize=8192)
def woven(phrase: str) -> str | None:
    """Fit a phrase into the middle of an English sentence.

    "I want to learn pottery" becomes "learning pottery", "looking for investors" becomes
    "investors".

    Args:
        phrase: as stated.

    Returns:
        A noun or gerund phrase without quotes; None when it has to be quoted, being long,
        a sentence, shouted, or perhaps not English.
    """
    stated = bare(phrase)
    text = _matter(stated)
    words = re.split(r",? ", text.casefold())
    shouted = text.isupper() and len(text) > _ACRONYM
    if (
        base_of(words[0])
        or len(text) > _CHARACTERS_WOVEN
        or not _WEAVABLE.fullmatch(text)
        or shouted
    ):
        return None
    if words[0] in OPENERS | VERBS_AND_NOUNS or SENTENCE_WORDS.intersection(words):
        return None
    return _without_the_capital_of_a_form(text)


def _matter(stated: str) -> str:
    """Turn a wish into what it is about, and an instruction into a gerund."""
    text = _PREAMBLE.sub("", stated, count=1) if _PREAMBLE.match(stated) else stated
    intention = _INTENTION.match(text)
    verb, _, rest = text[intention.end() if intention else 0 :].partition(" ")
    base = base_of(verb, intended=intention is not None)
    return f"{gerund(base)} {rest}" if base and rest else text


def base_of(verb: str, *, intended: bool = False) -> str:
    """Find the plain form of a verb that Rapport can turn into a gerund.

    Args:
        verb: as written: plain or in the third person.
        intended: it follows "to", so that it is no noun.

    Returns:
        The plain form, lower case; empty when it is none of these verbs.
    """
    word = verb.casefold()
    known = VERBS | VERBS_AND_NOUNS if intended else VERBS
    endings = (("", ""), ("ies", "y"), ("es", ""), ("s", ""))
    bases = (word.removesuffix(old) + new for old, new in endings if word.endswith(old))
    return next((base for base in bases if base in known), "")


def gerund(base: str) -> str:
    """Turn a verb's plain form into its -ing form."""
    if base in DOUBLED:
        return f"{base}{base[-1]}ing"
    return f"{base.removesuffix('e')}ing"


def _without_the_capital_of_a_form(text: str) -> str:
    first, _, rest = text.partition(" ")
    plain = first[1:].islower() and (not rest or rest.islower() or not rest[0].isupper())
    ordinary = first.casefold() in ORDINARY or first.endswith(ORDINARY_ENDINGS)
    return text[0].lower() + text[1:] if plain and ordinary else text


def verb_forms() -> frozenset[str]:
    """Give the plain forms and third persons of the verbs that are hardly ever nouns."""
    third = {f"{v[:-1]}ies" if v.endswith("y") else f"{v}s" for v in VERBS}
    return frozenset(VERBS | third | {"teaches", "publishes", "establishes"})


def mention(phrase: str, words: int = 12) -> str:
    """Weave a phrase in where possible, and quote it otherwise."""
    return woven(phrase) or quoted(phrase, words)


def listed(items: Sequence[str]) -> str:
    """Join items as in speech: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
