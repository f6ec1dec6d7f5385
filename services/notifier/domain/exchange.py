"""What two people share, and where each could help the other."""

from __future__ import annotations

from dataclasses import dataclass

from services.notifier.domain.bio import topics
from services.notifier.domain.lines import Line
from services.notifier.domain.people import Field, Person, source_of
from services.notifier.domain.wording import key, label, listed, mention, quoted, woven
from shared.messages import IntroductionProposed

_SHOWN, _PHRASE_WORDS = 2, 8
_UNKNOWN = "Unknown"  # as introductions have it, where a label says no industry


@dataclass(frozen=True, slots=True)
class Match:
    """One reason seen from the recipient's side: the phrase of each.

    A phrase is empty where it was a whole bio that names no single topic.
    """

    yours: str
    theirs: str

    @property
    def is_one_phrase(self) -> bool:
        """Tell whether both said the same."""
        return bool(key(self.theirs)) and key(self.yours) == key(self.theirs)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Why two people are introduced, seen from one side.

    `you_help` holds what the recipient offers for what the other needs, `they_help` the reverse;
    the strongest come first.
    """

    shared: tuple[Match, ...]
    you_help: tuple[Match, ...]
    they_help: tuple[Match, ...]


def seen_by(recipient: Person, counterpart: Person, introduction: IntroductionProposed) -> Exchange:
    """Turn an introduction's reasons to the recipient's point of view.

    Args:
        recipient: one of the two.
        counterpart: the other one.
        introduction: with reasons in any order.

    Returns:
        Each phrase at most once for each kind of reason.
    """
    is_a = recipient.profile.attendee == introduction.attendee_a
    matches: dict[str, list[Match]] = {"common_ground": [], "a_helps_b": [], "b_helps_a": []}
    for reason in sorted(introduction.reasons, key=lambda reason: -reason.strength):
        phrases = (reason.phrase_a, reason.phrase_b) if is_a else (reason.phrase_b, reason.phrase_a)
        match = Match(_matter(recipient, phrases[0]), _matter(counterpart, phrases[1]))
        whole = reason.kind == "common_ground" or (key(match.yours) and key(match.theirs))
        if whole and not _repeats(match, matches[reason.kind]):
            matches[reason.kind].append(match)
    helping = ("a_helps_b", "b_helps_a") if is_a else ("b_helps_a", "a_helps_b")
    shared, you_help, they_help = (tuple(matches[k]) for k in ("common_ground", *helping))
    return Exchange(shared, you_help, they_help)


def _matter(person: Person, phrase: str) -> str:
    """Reduce a bio that served as a phrase to its first topic; leave what was stated.

    Empty for a bio without a topic, and for a title.
    """
    if person.is_titled(phrase):
        return ""
    profile = person.profile
    stated = any(phrase in said for said in (profile.interests, profile.offers, profile.needs))
    if stated or len(phrase.split()) <= _PHRASE_WORDS:
        return phrase
    return next(iter(topics(phrase, person.contact.title)), "")


def _repeats(match: Match, earlier: list[Match]) -> bool:
    return any(
        key(match.yours) == key(known.yours) or key(match.theirs) == key(known.theirs)
        for known in earlier
    )


def shared_lines(
    exchange: Exchange,
    recipient: Person,
    counterpart: Person,
    name: str,
    introduction: IntroductionProposed,
) -> tuple[Line, ...]:
    """Write what the two share; in whose words, where the words differ.

    Args:
        exchange: seen by the recipient.
        recipient: who reads.
        counterpart: whom the brief is about.
        name: what the brief calls the counterpart.
        introduction: for the industries, when nothing is shared on paper.

    Returns:
        One or two lines, never none.
    """
    if not exchange.shared:
        return (_nothing_shared(name, introduction),)
    same = [match for match in exchange.shared if match.is_one_phrase]
    lines = [_same(same[:3], counterpart, name)] if same else []
    differing = [match for match in exchange.shared if not match.is_one_phrase]
    shown = differing[: _SHOWN - len(lines)]
    return (*lines, *(_differing(match, recipient, counterpart, name) for match in shown))


def _differing(match: Match, recipient: Person, counterpart: Person, name: str) -> Line:
    """Show both phrases; for a bio without a single topic, say only that it comes close."""
    if key(match.yours) and key(match.theirs):
        text = f"You: {quoted(match.yours)}; {name}: {quoted(match.theirs)}."
        return Line(text, _both(match, recipient, counterpart, name))
    if key(match.yours):
        text = f"{name}'s bio comes close to what you call {quoted(match.yours)}."
        return Line(text, f"{source_of(recipient, 'your', match.yours)}; {name}'s bio")
    if key(match.theirs):
        text = f"Your bio comes close to what {name} calls {quoted(match.theirs)}."
        source = source_of(counterpart, f"{name}'s", match.theirs)
        return Line(text, f"your bio; {source}")
    return Line("Your two bios come close in what they speak of.", f"your bio; {name}'s bio")


def _nothing_shared(name: str, introduction: IntroductionProposed) -> Line:
    fields = [label(i) for i in (introduction.industry_a, introduction.industry_b)]
    if all(fields) and _UNKNOWN not in fields:
        text = (
            f"Nothing on paper yet. Your fields are different ({'; '.join(fields)}), so you will "
            "each hear something new."
        )
        return Line(text, "the introduction: industries")
    return Line(f"Nothing on paper yet; {name} may surprise you.", "the introduction: reasons")


def _same(matches: list[Match], counterpart: Person, name: str) -> Line:
    """Say once what both said."""
    phrases = listed([mention(match.theirs) for match in matches])
    all_woven = all(woven(match.theirs) for match in matches)
    text = f"You both care about {phrases}." if all_woven else f"You both name {phrases}."
    sources = dict.fromkeys(source_of(counterpart, f"{name}'s", m.theirs) for m in matches)
    return Line(text, f"yours and {listed(list(sources))}")


def _both(
    match: Match,
    recipient: Person,
    counterpart: Person,
    name: str,
    fields: tuple[Field, Field] = ("interests", "interests"),
) -> str:
    yours = source_of(recipient, "your", match.yours, fields[0])
    theirs = source_of(counterpart, f"{name}'s", match.theirs, fields[1])
    return f"{yours}; {theirs}"


def help_lines(
    exchange: Exchange, recipient: Person, counterpart: Person, name: str
) -> tuple[Line, ...]:
    """Write where each could help the other, the other's concern first.

    Args:
        exchange: seen by the recipient.
        recipient: who reads.
        counterpart: whom the brief is about.
        name: what the brief calls the counterpart.

    Returns:
        Two lines; said plainly where nothing was stated.
    """
    return (
        _you_help(exchange, recipient, counterpart, name),
        _they_help(exchange, recipient, counterpart, name),
    )


def _you_help(exchange: Exchange, recipient: Person, counterpart: Person, name: str) -> Line:
    if exchange.you_help:
        match = exchange.you_help[0]
        if match.is_one_phrase:
            text = f"{_looks_for(name, match.theirs)} That is what you offer."
        else:
            text = f"{_looks_for(name, match.theirs)} You offer {mention(match.yours)}."
        return Line(text, _both(match, recipient, counterpart, name, ("offers", "needs")))
    if counterpart.profile.needs:
        text = (
            f"{_looks_for(name, counterpart.profile.needs[0])} You may know somebody who can help."
        )
        return Line(text, f"{name}'s profile: needs")
    text = f"{name} has not said what would help. Asking is a good start."
    return Line(text, f"{name}'s profile: no needs stated")


def _looks_for(name: str, phrase: str) -> str:
    noun = woven(phrase)
    if noun:
        return f"{name} would welcome help with {noun}."
    return f"{name} would welcome help with this: {quoted(phrase, 14)}."


def _they_help(exchange: Exchange, recipient: Person, counterpart: Person, name: str) -> Line:
    if exchange.they_help:
        match = exchange.they_help[0]
        text = f"The other way round, {offer_line(match, name)}"
        return Line(text, _both(match, recipient, counterpart, name, ("needs", "offers")))
    if counterpart.profile.offers:
        text = f"The other way round, {name} offers {mention(counterpart.profile.offers[0])}."
        return Line(text, f"{name}'s profile: offers")
    if recipient.profile.needs:
        text = f"{name} has not listed anything to offer, so you can simply listen."
        return Line(text, f"{name}'s profile: no offers stated")
    text = f"{name} lists no offers and you list no needs: find out together."
    return Line(text, f"{name}'s profile: no offers stated; your profile: no needs stated")


def offer_line(match: Match, name: str) -> str:
    """Say what somebody offers the recipient.

    Args:
        match: what the recipient needs, and what the other offers.
        name: what the other is called.
    """
    if match.is_one_phrase:
        return f"{name} offers what you look for: {mention(match.theirs)}."
    return f"{name} offers {mention(match.theirs)}; you look for help with {mention(match.yours)}."
