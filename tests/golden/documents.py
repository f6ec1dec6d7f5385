"""What each service's views hold of the newest records: a file a service."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.insights import views as insights
from services.intake import views as intake
from services.matcher import views as matcher
from services.notifier import views as notifier
from shared.messages import Message
from shared.store import Collections, Store
from tests.fakes import MemoryStore

FOLDER = Path(__file__).parent / "views"
Apply = Callable[[Message, int], None]


@dataclass(frozen=True, slots=True)
class Views:
    """A service's views: their version, what they keep, and how they take in a message."""

    service: str
    version: int
    collections: Collections
    make: Callable[[Store], Apply]

    @property
    def path(self) -> Path:
        """Say where their documents are kept."""
        return FOLDER / f"{self.service}.json"


def _without_offset(make: Callable[[Store], Any]) -> Callable[[Store], Apply]:
    """Adapt a view that does not ask where in the log a message is."""

    def made(store: Store) -> Apply:
        view = make(store)
        return lambda message, _offset: view.apply(message)

    return made


ALL = (
    Views(
        "intake", intake.VERSION, intake.COLLECTIONS,
        lambda store: intake.IntakeView(store).apply,
    ),
    Views(
        "matcher", matcher.VERSION, matcher.COLLECTIONS,
        _without_offset(
            lambda store: matcher.MatcherView(store, MemoryStore(matcher.BOOKKEEPING))
        ),
    ),
    Views(
        "notifier", notifier.VERSION, notifier.COLLECTIONS,
        _without_offset(notifier.NotifierView),
    ),
    Views(
        "insights", insights.VERSION, insights.COLLECTIONS,
        _without_offset(insights.InsightsView),
    ),
)  # fmt: skip


def spell(views: Views, messages: Iterable[tuple[Message, int]]) -> str:
    """Build a service's views, and write their version and all that they hold as JSON."""
    store = MemoryStore(views.collections)
    apply = views.make(store)
    for message, offset in messages:
        apply(message, offset)
    documents = {
        collection: {document["_id"]: document for document in found}
        for collection in views.collections
        if (found := list(store.find(collection)))
    }
    said = {"version": views.version, "documents": documents}
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def is_to_be_raised(views: Views, messages: Iterable[tuple[Message, int]]) -> bool:
    """Tell whether the documents are others than those that are kept of this very version."""
    if not views.path.exists():
        return False
    kept, held = json.loads(views.path.read_text()), json.loads(spell(views, messages))
    is_raised = held["version"] > kept["version"]
    return held != kept and not is_raised


def advice(views: Views) -> str:
    """Say what to do where documents changed."""
    return (
        f"{views.service}: its documents are others than those of version {views.version}; raise"
        f" VERSION in services/{views.service}/views.py, then run `python -m tests.golden`"
    )
