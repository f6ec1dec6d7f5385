"""The command that looks at a letter as it was received: what the relays on the way made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from pathlib import Path
from typing import Literal

import click
import dkim

from services.notifier.settings import NotifierSettings

CLIPPED_BYTES = 102 * 1024
"""Gmail shows so much of a letter, and hides the rest, where one leaves."""
LookUp = Callable[[bytes], bytes | None]
"""Gives the text that DNS has under a name, or None."""

_DNS_TIMEOUT_S = 5
_ONE_CLICK = "List-Unsubscribe=One-Click"
_UNSUBSCRIBE = ("list-unsubscribe", "list-unsubscribe-post")
_SHORT = re.compile(r"[A-Za-z0-9'()+_,./:=? -]{1,70}")
_FIELD = re.compile(r"^Content-[^:]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE)
_PARAMETER_IN_PIECES = re.compile(r";\s*[\w-]+\*[\d*]*=")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; a `note` is neither right nor wrong."""

    verdict: Literal["ok", "wrong", "note"]
    said: str


def run_mail_check(content: bytes, data_dir: Path | None) -> bool:
    """Print what was found in a letter.

    Args:
        content: the letter, as it was received.
        data_dir: where everything is kept; None for what the environment says.

    Returns:
        Whether nothing is wrong.
    """
    settings = NotifierSettings.read(data_dir=data_dir)
    found = list(check(content, settings, _look_up))
    for finding in found:
        click.echo(f"{finding.verdict:5}  {finding.said}")
    return all(finding.verdict != "wrong" for finding in found)


def check(content: bytes, settings: NotifierSettings, look_up: LookUp) -> Iterator[Finding]:
    """Look at a letter.

    Args:
        content: the letter, as it was received.
        settings: who it should be from.
        look_up: asks DNS for the keys of signatures.
    """
    letter = message_from_bytes(content, policy=policy.default)
    yield from _headers(letter, settings)
    yield from _parts(letter, content)
    yield from _signatures(letter, content, look_up)


def _finding(is_right: object, said: str, otherwise: str) -> Finding:
    return Finding("ok", said) if is_right else Finding("wrong", otherwise)


def _headers(letter: EmailMessage, settings: NotifierSettings) -> Iterator[Finding]:
    senders = _addresses(letter, "From")
    yield _finding(
        senders == [settings.mail_from],
        f"From is {settings.mail_from}",
        f"From is not {settings.mail_from} alone (RAPPORT_MAIL_FROM)",
    )
    domain = settings.mail_from.rpartition("@")[2]
    ids = [str(found).strip() for found in letter.get_all("Message-ID", [])]
    yield _finding(
        len(ids) == 1 and ids[0].lower().endswith(f"@{domain.lower()}>"),
        f"Message-ID is of {domain}",
        f"Message-ID is not of {domain}: bounces and second tries can't be told apart by it",
    )
    if "Reply-To" in letter:
        yield _finding(
            len(_addresses(letter, "Reply-To")) == 1,
            "Reply-To has one address",
            "Reply-To does not have exactly one address",
        )
    yield _finding(
        letter["Auto-Submitted"] == "auto-generated",
        "Auto-Submitted says that no person wrote it",
        "Auto-Submitted is gone: absent people's programs will answer",
    )
    yield _finding(
        str(letter["List-ID"] or "").strip().lower().endswith(f".{domain.lower()}>"),
        f"List-ID is of {domain}",
        f"List-ID is not of {domain}: mail programs can't sort the letters",
    )
    yield from _leaving(letter, settings)


def _leaving(letter: EmailMessage, settings: NotifierSettings) -> Iterator[Finding]:
    links = [str(found).strip() for found in letter.get_all("List-Unsubscribe", [])]
    ours = f"<{settings.url}/"
    yield _finding(
        len(links) == 1 and links[0].startswith(ours) and links[0].endswith(">"),
        "List-Unsubscribe is ours",
        f"List-Unsubscribe is not one link to {settings.url} (a preview has none)",
    )
    yield _finding(
        settings.url.startswith("https://"),
        "links are https",
        "links are not https, and no mail program takes the one click: set RAPPORT_PUBLIC_URL",
    )
    yield _finding(
        [str(found).strip() for found in letter.get_all("List-Unsubscribe-Post", [])]
        == [_ONE_CLICK],
        "List-Unsubscribe-Post is as RFC 8058 has it",
        f"List-Unsubscribe-Post is not {_ONE_CLICK}, so that leaving takes more than one click",
    )


def _addresses(letter: EmailMessage, name: str) -> list[str]:
    fields = [str(found) for found in letter.get_all(name, [])]
    return [address for _name, address in getaddresses(fields)]


def _parts(letter: EmailMessage, content: bytes) -> Iterator[Finding]:
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        yield _finding(
            body is not None and _bytes(body).strip(),
            f"there is a text/{kind} part",
            f"there is no text/{kind} part",
        )
        if body is not None:
            charset = body.get_content_charset("us-ascii")
            yield _finding(
                charset in {"utf-8", "us-ascii"},
                f"text/{kind} is {charset}",
                f"text/{kind} is {charset}, not utf-8",
            )
    defects = sorted({type(found).__name__ for part in letter.walk() for found in part.defects})
    yield _finding(not defects, "it is well-formed", f"it is not well-formed: {', '.join(defects)}")
    boundaries = [part.get_boundary("") for part in letter.walk() if part.is_multipart()]
    in_pieces = any(
        _PARAMETER_IN_PIECES.search(field)
        for field in _FIELD.findall(content.decode("ascii", "replace"))
    )
    yield _finding(
        all(_SHORT.fullmatch(boundary) for boundary in boundaries) and not in_pieces,
        "boundaries are short, and no parameter is in pieces",
        "a boundary is long, or a parameter in pieces (RFC 2231): some scanners find no part",
    )
    yield _size(letter)


def _size(letter: EmailMessage) -> Finding:
    body = letter.get_body(("html",))
    size = len(_bytes(body)) if body is not None else 0
    return _finding(
        size <= CLIPPED_BYTES,
        f"the HTML is {size / 1024:.1f} KB; over 102 KB would be clipped",
        f"the HTML is {size / 1024:.1f} KB: over 102 KB, Gmail hides the end, where one leaves",
    )


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _signatures(letter: EmailMessage, content: bytes, look_up: LookUp) -> Iterator[Finding]:
    signatures = [_tags(str(found)) for found in letter.get_all("DKIM-Signature", [])]
    if not signatures:
        yield Finding("wrong", "there is no DKIM signature: ask whoever runs the relay for one")
        return
    domain = next(iter(_addresses(letter, "From")), "").rpartition("@")[2].lower()
    for number, tags in enumerate(signatures):
        signer, covered = tags.get("d", "").lower(), _covered(tags)
        yield Finding("note", f"signed by {signer}, which covers {', '.join(covered)}")
        yield _holds(content, number, signer, look_up)
    own = [tags for tags in signatures if _is_aligned(tags.get("d", "").lower(), domain)]
    yield _finding(
        own,
        f"a signature is of {domain}, as DMARC wants it",
        f"no signature is of {domain}, as DMARC wants it",
    )
    for name in _UNSUBSCRIBE:
        yield _finding(
            any(name in _covered(tags) for tags in own),
            f"a signature covers {name}",
            f"no signature of {domain} covers {name}, so that leaving by one click is not offered",
        )


def _tags(signature: str) -> dict[str, str]:
    pairs = (tag.partition("=") for tag in re.sub(r"\s+", "", signature).split(";"))
    return {name: value for name, _, value in pairs if name}


def _covered(tags: dict[str, str]) -> list[str]:
    return [name.lower() for name in dict.fromkeys(tags.get("h", "").split(":")) if name]


def _is_aligned(signer: str, domain: str) -> bool:
    """Tell whether one is the other's, or within it: DMARC's relaxed alignment, nearly."""
    return bool(signer) and (
        signer == domain or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")
    )


class _NoKey(Exception):
    """DNS is not at hand, or has no such key: nothing can be said."""


def _holds(content: bytes, number: int, signer: str, look_up: LookUp) -> Finding:
    def key(name: bytes, timeout: int = _DNS_TIMEOUT_S) -> bytes:  # noqa: ARG001 - the library's
        found = look_up(name)
        if not found:
            raise _NoKey
        return found

    try:
        holds = dkim.DKIM(content).verify(idx=number, dnsfunc=key)
    except _NoKey:
        return Finding("note", f"the signature of {signer} was not verified: DNS gave no key")
    except dkim.DKIMException:
        holds = False
    return _finding(
        holds,
        f"the signature of {signer} holds",
        f"the signature of {signer} does not hold: something changed the letter after it",
    )


def _look_up(name: bytes) -> bytes | None:
    try:
        return dkim.dnsplug.get_txt(name, timeout=_DNS_TIMEOUT_S)  # type: ignore[no-any-return]  # it has no types
    except Exception:  # noqa: BLE001 - whatever DNS has, its absence is no fault of the letter
        return None
