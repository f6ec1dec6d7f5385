"""What is remembered of each letter's way to the mail server, so that a crash sends none twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from services.notifier.channels.waits import Waits
from services.notifier.ports import Outcome, Postponed
from shared.store import Store

COLLECTION = "attempts"
COLLECTIONS = {COLLECTION: ("letter",)}
MOST_TRIES = 2
_WAITS = Waits(first_s=20.0, longest_s=1800.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A mail on its way: a letter, to one address; `to` marks it without telling it.

    `tries` counts how often the server was given the mail; while it is more than 0 and the
    letter not `taken`, it is in doubt. `postponed` counts how often it was told to wait.
    """

    _id: str
    letter: str
    to: str
    tries: int = 0
    taken: bool = False
    postponed: int = 0
    not_before: float = 0.0
    why: str = ""

    @property
    def outcome(self) -> Outcome | None:
        """Tell what became of it, if it is not to be sent again."""
        if self.taken:
            return Outcome.TAKEN if self.tries < MOST_TRIES else Outcome.IN_DOUBT
        return Outcome.IN_DOUBT if self.tries >= MOST_TRIES else None

    @property
    def in_doubt(self) -> bool:
        """Tell whether it may have arrived without our knowing."""
        return bool(self.tries) and not self.taken


class Attempts:
    """Keeps attempts, durably, by mail: another Message-ID or address is another attempt.

    Args:
        store: declares `COLLECTIONS`.
        clock: tells seconds since 1970.
        jitter: gives a number in [0, 1).
    """

    def __init__(
        self, store: Store, *, clock: Callable[[], float], jitter: Callable[[], float]
    ) -> None:
        self._store = store
        self._clock = clock
        self._jitter = jitter

    def of(self, letter: str, address: str, message_id: str) -> Attempt:
        """Read what is known of a mail's way to an address."""
        to = _mark(letter, address)
        name = f"{letter}/{_mark(message_id, to)}"
        found = self._store.get(COLLECTION, name)
        return Attempt(**found) if found else Attempt(_id=name, letter=letter, to=to)

    def has_gone_to(self, letter: str, address: str) -> bool:
        """Tell whether a letter was given to the server for this very address."""
        to = _mark(letter, address)
        gone = self._store.find(COLLECTION, {"letter": letter})
        return any(attempt["to"] == to and attempt["tries"] for attempt in gone)

    def require_due(self, attempt: Attempt) -> None:
        """See that it is time to try.

        Raises:
            Postponed: it is not.
        """
        wait_s = attempt.not_before - self._clock()
        if wait_s > 0.0:
            raise Postponed(attempt.why, retry_in_s=wait_s, in_doubt=attempt.in_doubt)

    def begin(self, attempt: Attempt) -> Attempt:
        """Note, before the server is given the mail, that it will have been."""
        return self._keep(replace(attempt, tries=attempt.tries + 1))

    def refused(self, attempt: Attempt) -> Attempt:
        """Note that the server, which was given the mail, said that it did not take it."""
        return self._keep(replace(attempt, tries=attempt.tries - 1))

    def taken(self, attempt: Attempt) -> Attempt:
        """Note that the server took it, so that it is not sent again before the log tells so."""
        return self._keep(replace(attempt, taken=True))

    def postpone(self, attempt: Attempt, why: str) -> Postponed:
        """Let this letter alone wait, longer each time; give what is to be raised."""
        wait_s = _WAITS.after(attempt.postponed, self._jitter())
        self._keep(
            replace(
                attempt,
                postponed=attempt.postponed + 1,
                not_before=self._clock() + wait_s,
                why=why,
            )
        )
        return Postponed(why, retry_in_s=wait_s, in_doubt=attempt.in_doubt)

    def forget(self, letter: str) -> None:
        """Forget all attempts of a letter."""
        self._store.delete(COLLECTION, {"letter": letter})

    def _keep(self, attempt: Attempt) -> Attempt:
        self._store.put(COLLECTION, [asdict(attempt)])
        return attempt


def _mark(letter: str, of: str) -> str:
    return sha256(f"{letter}/{of}".encode()).hexdigest()[:16]
