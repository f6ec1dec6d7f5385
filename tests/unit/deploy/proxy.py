"""Answers where the proxy sends a path, by its own configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

_TOKEN = re.compile(r"""#[^\n]*|'[^']*'|"[^"]*"|[{};]|(?:\$\{\w+\}|[^\s{};])+""")


@dataclass
class Directive:
    """A directive of nginx: its words, and what is between its braces."""

    words: list[str]
    block: list[Directive] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """Which service gets the request, and under which path; or the status that ends it."""

    service: str = ""
    path: str = ""
    status: int = 0


def parse(text: str) -> list[Directive]:
    """Read a configuration of nginx."""
    return _block(token for token in _TOKEN.findall(text) if not token.startswith("#"))


def _block(tokens: Iterator[str]) -> list[Directive]:
    found: list[Directive] = []
    words: list[str] = []
    for token in tokens:
        if token == "}":
            break
        if token in {";", "{"}:
            found.append(Directive(words, _block(tokens) if token == "{" else []))
            words = []
        else:
            words.append(token.strip("'\""))
    return found


class Proxy:
    """The routing of one configuration."""

    def __init__(self, configuration: list[Directive]) -> None:
        """Take a configuration that has one server."""
        self._all = configuration
        self.server = next(one for one in configuration if one.words == ["server"]).block

    @classmethod
    def of(cls, text: str) -> Self:
        """Take the configuration as it is written."""
        return cls(parse(text))

    def setting(self, name: str) -> list[str]:
        """Give the words of the server's directive of that name."""
        return next(one.words[1:] for one in self.server if one.words[0] == name)

    def upstreams(self) -> dict[str, str]:
        """Give the address behind each name that requests are passed on to."""
        return {
            one.words[1]: next(s.words[1] for s in one.block if s.words[0] == "server")
            for one in self._all
            if one.words[0] == "upstream"
        }

    def answer(self, path: str) -> Answer:
        """Say what becomes of a request, by nginx's rules: exact, then patterns, then prefix."""
        location, found = self._location(path)
        for directive in location.block:
            if directive.words[0] == "return":
                return Answer(status=int(directive.words[1]))
            if directive.words[0] == "proxy_pass":
                target = directive.words[1].replace("$service", self._mapped(path))
                target = re.sub(
                    r"\$(\d)", lambda sign: found[int(sign[1])] if found else "", target
                )
                service, slash, rest = target.removeprefix("http://").partition("/")
                return Answer(service, slash + rest or path)
        raise LookupError(f"a location that does nothing with {path}")

    def _location(self, path: str) -> tuple[Directive, re.Match[str] | None]:
        locations = [one for one in self.server if one.words[0] == "location"]
        for one in locations:
            if one.words[1:] == ["=", path]:
                return one, None
        for one in locations:
            if one.words[1] == "~" and (found := re.search(one.words[2], path)):
                return one, found
        prefixes = [
            one for one in locations if len(one.words) == 2 and path.startswith(one.words[1])
        ]
        return max(prefixes, key=lambda one: len(one.words[1])), None

    def _mapped(self, path: str) -> str:
        table = next(one for one in self._all if one.words == ["map", "$uri", "$service"])
        for one in table.block:
            pattern, service = one.words
            if pattern.startswith("~") and re.search(pattern[1:], path):
                return service
        return next(one.words[1] for one in table.block if one.words[0] == "default")
