"""What a bio says about a person beyond rank, degrees and awards."""

from __future__ import annotations

import re
from functools import lru_cache

from services.notifier.domain.people import Person, once
from services.notifier.domain.wording import bare, clean, clip, key, verb_forms, woven

_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|prof|mr|mrs|ms|st|inc|ltd|pte|no|vs|etc|e\.g|i\.e|approx|dept|fig|al|co|corp"
    r"|ph\.d|b\.sc|m\.sc|b\.a|m\.a|u\.s|u\.k)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]?[^\W\d_a-z])")
_CARES = re.compile(
    r"\b(?:passion\w*|lov(?:e|es|ing)|enjoys?|interest(?:s|ed)?|believ\w+|hop(?:e|es|ing)|aim\w*"
    r"|striv\w+|keen\w*|curious|car(?:es?|ing) (?:deeply )?about|dream\w*|mission|enthusias\w+"
    r"|fascinat\w+|inspir\w+|motivat\w+|advoca\w+|champion\w*|dedicated|committed|driven"
    r"|outside (?:of )?(?:work|her|his|their|my)|free time|spare time|like to)\b",
    re.IGNORECASE,
)
_WORKS_ON = re.compile(
    r"\b(?:work(?:s|ed|ing)? (?:on|with|to|closely)|focus\w*|specialis\w+|specializ\w+|help\w*"
    r"|build\w*|develop\w*|support\w*|research\w*|stud(?:y|ies)|explor\w+|investigat\w+|design\w*"
    r"|teach\w*|organis\w+|organiz\w+|creat\w+|make|makes|making|improv\w+|tackl\w+)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:c[eftoim]o|chief|president|vice[- ]president|s?vp|director|manager|head of|chair\w*"
    r"|(?:co-?)?founder|partner at|principal|senior|professor|lecturer|executive|officer|analyst"
    r"|consultant|associate|engineer at|lead(?:er)? (?:at|of|for)|fellow\b|specialist at"
    r"|scientist (?:at|in)|coordinator|postdoc\w*|currently (?:a|an|the)|years of experience"
    r"|intern(?:ed|ships?|ing)?|career (?:as|at|in|with)|rotations?|board (?:member|of)"
    r"|team of \w+|responsible for|promoted|appointed)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:ph\.?d|m\.?sc|b\.?sc|mba|m\.?phil|bachelor\w*|master'?s?|masters degree|degree"
    r"|graduat\w+|honours|diploma|doctora\w+|alum\w+|valedictor\w+|majoring|certified"
    r"|certificat\w+|holds an?|stud(?:ied|ying) at|undergraduate|scholar(?:ship)?)\b",
    re.IGNORECASE,
)
_AWARD = re.compile(
    r"\b(?:award\w*|prizes?|won|winner|named|recogni[sz]ed|forbes|top \d+|honou?red|medal\w*"
    r"|published over|featured|ranked|recipient|nominated|listed)\b",
    re.IGNORECASE,
)
_SAYS_I = re.compile(r"\b(?:I|I'm|I\u2019m|[Mm]y|me|[Mm]yself)\b")
_SAYS_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_THIRD_PERSON = re.compile(r"\b(?:she|he|they|her|his|their|him|them)\b", re.IGNORECASE)
_VERB = "|".join(sorted(verb_forms(), key=len, reverse=True))
_BOUNDARY = (
    r"(?=[,.;:()!\u2013\u2014]|$| - | and (?:is|has|was|he|she|they|I|the|to|am|currently|also)\b"
    rf"| (?:and )?(?:to )(?:{_VERB})\b| and (?:{_VERB})\b"
    r"| to (?:deal|achieve|ensure|address|deliver|enable|drive|provide|raise|overcome)\b"
    r"| (?:where|which|who|that|while|when|as well as|at the|at|by|for which|through|because|with"
    r" a focus|in (?:her|his|their|my)|is|are|was|will)\b)"
)
_TOPIC = re.compile(
    r"\b(?:passion(?:ate)? (?:about|for)|interest(?:s|ed)? (?:are |is |lies? |include )?in"
    r"|enthusiastic about|fascinated (?:by|with)|cares? (?:deeply )?about|curious about"
    r"|focus(?:es|ed|ing)? (?:primarily |mainly |now )?on|speciali[sz](?:es?|ed|ing) in"
    r"|work(?:s|ing)? on|research (?:on|into|about)|love (?:for|of)|advocates? (?:for|of)"
    rf"|keen on|committed to|dedicated to) (.{{4,90}}?){_BOUNDARY}",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:to|aims to|hopes to|she|he|they|I|also|currently|where she|where he) "
    rf"((?:{_VERB}) .{{8,80}}?){_BOUNDARY}",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:he|she|his|her|him|my|me|I|we|our|us|it|its|this|these|such|herself|himself"
    r"|themselves|myself|their|them|various|several|use of|sense of|part of)\b",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"(?:as part of|during|prior|while|previously|before|after|in addition|it |this|these|such"
    r"|toward|moreover|furthermore|however|beyond|drawing|having|for (?:her|his|their)|through"
    r"|in (?:this|that|her|his|these)|apart|besides|with)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?: (?:in|on|at|of|to|for|with|and|or|the|a|an|as|from|both|also))+$")
_TWO_VERBS = re.compile(r"\w+,? and \w+")
_LONGEST_BIO = 6000
_WORDS, _SLOGAN, _FRAGMENT, _TOPIC_WORDS = 36, 7, 5, 11


@lru_cache(maxsize=8192)
def sentences(bio: str) -> tuple[str, ...]:
    """Split a bio into sentences, minding abbreviations and line ends.

    Args:
        bio: as in the roster.

    Returns:
        Clean sentences of three words or more, in order.
    """
    found: list[str] = []
    for paragraph in bio[:_LONGEST_BIO].splitlines():
        pending = ""
        for piece in _END.split(clean(paragraph)):
            pending = f"{pending} {piece}".strip()
            if not _ABBREVIATION.search(pending[-12:]):
                found.append(pending)
                pending = ""
        found.append(pending)
    return tuple(sentence for sentence in found if len(sentence.split()) > 2)  # noqa: PLR2004 - fewer are headings


@lru_cache(maxsize=8192)
def is_about_rank(sentence: str, title: str) -> bool:
    """Tell whether a sentence shows a title, a position, a degree or an award."""
    if key(title) and f" {key(title)} " in f" {key(sentence)} ":
        return True
    return any(pattern.search(sentence) for pattern in (_RANK, _DEGREE, _AWARD))


@once
def telling(person: Person) -> tuple[str, ...]:
    """Choose the one or two sentences that say most about what somebody cares about.

    Args:
        person: whose bio is read.

    Returns:
        At most two sentences in the bio's order, short enough together for a brief; none
        when the bio only speaks of rank, degrees and awards.
    """
    every = sentences(person.bio)
    usable = [s for s in every if not is_about_rank(s, person.contact.title)]
    ranked = sorted(usable, key=lambda sentence: -_weight(sentence))
    chosen = [s for s in ranked[:2] if _weight(s) > 0]
    if not chosen:  # perhaps not English, or an abstract: nothing to judge it by
        chosen = [s for s in ranked[:1] if _weight(s) >= 0 and len(s.split()) >= _FRAGMENT]
    if sum(len(sentence.split()) for sentence in chosen) > _WORDS:
        chosen = chosen[:1]
    return tuple(sentence for sentence in every if sentence in chosen)


@lru_cache(maxsize=8192)
def _weight(sentence: str) -> int:
    """Weigh a sentence: what is cared about over what is worked on; whole over cut off."""
    length = len(sentence.split())
    weight = 3 * min(2, len(_CARES.findall(sentence))) + min(2, len(_WORKS_ON.findall(sentence)))
    weight -= 2 * (length > _WORDS) + 2 * (length < _SLOGAN)
    weight -= 2 * bool(_DEPENDENT.match(sentence))
    return weight - 3 * (sentence[-1] not in ".!?)\"'")


def shown(person: Person, sentence: str, name: str) -> str:
    """Show a sentence of a bio as it stands, or as a quote where its writer says "I".

    Args:
        person: whose bio it is.
        sentence: from `telling`.
        name: what the brief calls the person.

    Returns:
        The sentence, shortened when it is long.
    """
    short = clip(sentence, _WORDS, 260)
    if not _SAYS_I.search(sentence) and _speaks_of(person, sentence, name):
        return short
    return f'In their words: "{short.replace(chr(34), chr(39))}"'


def _speaks_of(person: Person, sentence: str, name: str) -> bool:
    """Tell whether a sentence is in the third person, by itself or as its bio begins."""
    if name in sentence or _THIRD_PERSON.search(sentence):
        return True
    begins = clean(person.bio).startswith((name, person.name))
    return begins and not _SAYS_WE.search(sentence)


@lru_cache(maxsize=4096)
def topics(bio: str, title: str = "") -> tuple[str, ...]:
    """Find what a bio says that its person is passionate about, works on or sets out to do.

    Args:
        bio: as in the roster.
        title: what must not be shown.

    Returns:
        Phrases as written that can be woven into a question, what is cared about first.
    """
    every = sentences(bio)
    found = [topic for s in every for topic in _TOPIC.findall(s)]
    deeds = (deed for s in every for deed in _DEED.findall(s))
    found += [deed for deed in deeds if not _TWO_VERBS.match(deed)]
    hidden = key(title)
    return tuple(
        topic
        for topic in dict.fromkeys(_DANGLING.sub("", bare(phrase)) for phrase in found)
        if 1 < len(topic.split()) <= _TOPIC_WORDS
        and not _OF_SOMEBODY.search(topic)
        and woven(topic)
        and not (hidden and hidden in key(topic))
        and not is_about_rank(topic, "")
    )
