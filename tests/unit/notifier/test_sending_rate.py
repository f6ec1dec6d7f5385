"""How fast letters leave: bounded in all and to one address, and never by sleeping."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain.sending_rate import SAME_ADDRESS_S, SendingRate
from tests.unit.notifier.mail_server import Clock


def left(rate: SendingRate, clock: Clock, addresses: list[str]) -> list[tuple[float, str]]:
    """Send to each address as soon as the rate lets it, and tell when each left."""
    times = []
    for address in addresses:
        while wait_s := rate.wait_s(address):
            clock.now += wait_s
        times.append((clock.now, address))
    return times


class TestSendingRate:
    @given(
        st.sampled_from([0.5, 1.0, 10.0]),
        st.lists(st.integers(0, 30).map(lambda number: f"a{number}@x.example"), max_size=80),
    )
    def test_is_never_exceeded(self, per_second: float, addresses: list[str]) -> None:
        """A server counts what comes in any stretch of time, not on the average."""
        clock = Clock()
        times = left(SendingRate(per_second, clock), clock, addresses)

        for first in range(len(times)):
            for last in range(first, len(times)):
                stretch_s = times[last][0] - times[first][0]
                most = max(1.0, per_second) + stretch_s * per_second
                assert last - first + 1 <= most + 1e-3
        for address in set(addresses):
            moments = [moment for moment, to in times if to == address]
            gaps = [later - earlier for earlier, later in pairwise(moments)]
            assert all(gap >= SAME_ADDRESS_S - 1e-3 for gap in gaps)

    def test_is_used_up(self) -> None:
        """Three hundred letters at ten a second take half a minute, and no longer."""
        clock = Clock()
        times = left(SendingRate(10.0, clock), clock, [f"a{n}@x.example" for n in range(300)])

        assert 28.9 <= times[-1][0] - times[0][0] <= 29.1

    def test_is_for_one_mailbox_however_it_is_spelt(self) -> None:
        """Capitals make no other mailbox."""
        rate = SendingRate(10.0, Clock())

        assert rate.wait_s("Amina@x.example") == 0.0
        assert rate.wait_s("amina@X.example") == SAME_ADDRESS_S

    def test_is_none_where_it_is_zero(self) -> None:
        """Files and load tests wait for nothing."""
        rate = SendingRate(0.0, Clock())

        assert {rate.wait_s("a@x.example") for _ in range(1000)} == {0.0}

    def test_counts_nothing_that_was_given_back(self) -> None:
        """While the server is away, nobody's minute runs."""
        rate = SendingRate(1.0, Clock())
        for _ in range(5):
            assert rate.wait_s("a@x.example") == 0.0
            rate.give_back("a@x.example")
            rate.give_back("b@x.example")

        assert rate.wait_s("a@x.example") == 0.0
        assert rate.wait_s("b@x.example") == 1.0
