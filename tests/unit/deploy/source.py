"""What the code says, and the files of a deployment must agree with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from services.cli import cli
from services.matcher.settings import MatcherSettings
from services.notifier.settings import NotifierSettings
from services.operations.composition import build_embedded
from shared.service import Service
from shared.settings import Settings
from shared.web.app import create_app
from shared.web.identity import Tokens
from tests.fakes import HashEmbed

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
SETTINGS: Mapping[str, type[Settings]] = {
    "topics": Settings,
    "intake": Settings,
    "matcher": MatcherSettings,
    "notifier": NotifierSettings,
    "insights": Settings,
}
METRICS: Mapping[str, tuple[str, ...]] = {
    "rapport_consumer_lag": ("service", "topic", "partition"),
    "rapport_oldest_unprocessed_seconds": ("service",),
    "rapport_records_total": ("service", "topic", "outcome"),
    "rapport_rounds_total": ("outcome",),
    "rapport_round_stage_seconds": ("stage",),
    "rapport_deliveries_total": ("outcome",),
    "rapport_mail_server_away": (),
    "rapport_appended_total": ("topic",),
}
"""Each metric of ours, and its labels."""


def sides() -> dict[str, list[str]]:
    """List, for each side such as `intake-web`, what the command takes for it."""
    return {
        f"{name}-{side}": [name, side]
        for name, command in cli.commands.items()
        for argument in command.params
        if argument.name == "side" and isinstance(argument.type, click.Choice)
        for side in argument.type.choices
    }


def variables(service: str) -> set[str]:
    """List the environment variables that a service, or the command for topics, reads."""
    return {f"RAPPORT_{name.upper()}" for name in SETTINGS[service].model_fields}


def all_variables() -> set[str]:
    """List the environment variables that anything of ours reads."""
    return set().union(*(variables(service) for service in SETTINGS))


@cache
def routes() -> dict[str, frozenset[str]]:
    """List each service's paths, with something in place of every id."""
    with TemporaryDirectory() as folder:
        embedded = build_embedded(data_dir=Path(folder), embed=HashEmbed())
        try:
            return {service.name: _paths(service, embedded.tokens) for service in embedded.services}
        finally:
            embedded.close()


def _paths(service: Service, tokens: Tokens) -> frozenset[str]:
    rules = create_app([service], tokens).url_map.iter_rules()
    return frozenset(re.sub(r"<[^>]*>", "01J-x.Y", rule.rule) for rule in rules)
