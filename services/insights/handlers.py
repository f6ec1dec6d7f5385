"""What insights tells an organiser."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from services.insights.domain.figures import Figures, take_figures
from services.insights.views import InsightsView
from shared.events import Event
from shared.messages import Message
from shared.store import Document, Store


@dataclass(frozen=True, slots=True)
class Analytics:
    """An event's figures: of its introductions, its last round, its letters and answers.

    `figures` are of what stands, `once_released` of what stands once the last round is released.
    """

    event: Event
    figures: Figures
    once_released: Figures
    round_figures: dict[str, float]
    underserved: list[dict[str, Any]]
    deliveries: dict[str, int]
    letters: dict[str, int]
    unreachable: int
    answers: dict[str, int]
    rejected_rows: int

    def flat(self) -> dict[str, float | int | str]:
        """Give one value a name, for a table."""
        flat = _flat(self.figures)
        flat |= {
            f"once_released_{name}": value for name, value in _flat(self.once_released).items()
        }
        flat |= {f"round_{name}": value for name, value in self.round_figures.items()}
        flat |= {f"briefs_{name}": value for name, value in self.deliveries.items()}
        flat |= {f"letters_{name}": value for name, value in self.letters.items()}
        flat |= {"unreachable": self.unreachable}
        flat |= {f"answers_{name}": value for name, value in self.answers.items()}
        return flat | {"rejected_rows": self.rejected_rows}


def _flat(figures: Figures) -> dict[str, float | int | str]:
    values = asdict(figures)
    parity = values.pop("parity")
    flat: dict[str, float | int | str] = {
        name: "" if value is None else value for name, value in values.items()
    }
    for seniority, group in parity.items():
        flat |= {f"parity_{seniority}_{name}": value for name, value in group.items()}
    return flat


class Insights:
    """The use cases of insights."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `views.COLLECTIONS`."""
        self.view = InsightsView(store)

    def apply(self, message: Message) -> None:
        """Take in a message of the log."""
        self.view.apply(message)

    def analytics(self, event: str, organiser: str) -> Analytics:
        """Take an event's figures as they are now.

        Raises:
            NotFound: no such event of this organiser's.
        """
        owned = self.view.events.owned(event, organiser)
        members = self.view.members(event, owned.settings.minimum)
        pairs = self.view.pairs(event)
        last = self.view.last_round(event) or {"figures": {}, "underserved": []}
        return Analytics(
            event=owned,
            figures=take_figures(members, pairs),
            once_released=take_figures(members, self.view.pairs_once_released(event)),
            round_figures=last["figures"],
            underserved=last["underserved"],
            deliveries=_deliveries(self.view.deliveries(event), 2 * len(pairs)),
            letters=_letters(self.view.letters(event)),
            unreachable=self.view.unreachable(event, on_paper=owned.settings.on_paper),
            answers=_answers(self.view.answers(event)),
            rejected_rows=self.view.rejected_rows(event),
        )


def _deliveries(documents: list[Document], expected: int) -> dict[str, int]:
    delivered = sum(document["delivered"] for document in documents)
    failed = len(documents) - delivered
    return {
        "delivered": delivered,
        "failed": failed,
        "waiting": max(0, expected - delivered - failed),
    }


def _letters(documents: list[Document]) -> dict[str, int]:
    sent = [document for document in documents if document["sent"]]
    return {
        "sent": len(sent),
        "in_doubt": sum(document["in_doubt"] for document in sent),
        "failed": len(documents) - len(sent),
    }


def _answers(documents: list[Document]) -> dict[str, int]:
    accepted = [
        document["introduction"] for document in documents if document["answer"] == "accept"
    ]
    mutual = sum(count == 2 for count in Counter(accepted).values())  # noqa: PLR2004 - both sides
    return {
        "accepted": len(accepted),
        "declined": len(documents) - len(accepted),
        "mutual": mutual,
    }
