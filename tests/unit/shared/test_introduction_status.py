"""Every service agrees on where an introduction stands, and finds it again in its documents."""

from __future__ import annotations

from itertools import product

import pytest

from shared.introduction_status import IntroductionStatus

EVERY = [IntroductionStatus(*said) for said in product((False, True), repeat=4)]


class TestStanding:
    def test_is_what_nobody_took_back(self) -> None:
        """Whoever was proposed to whom is worth a brief."""
        assert IntroductionStatus().standing
        assert not IntroductionStatus(withdrawn=True).standing

    def test_is_what_somebody_has_read_of(self) -> None:
        """Nobody who has read a brief may find the other introduced away."""
        assert IntroductionStatus(withdrawn=True, delivered=True).standing

    def test_says_nothing_of_answers(self) -> None:
        """A no is shown to the organiser, too; only another round takes it back."""
        assert IntroductionStatus(declined=True).standing


class TestFixed:
    def test_is_what_was_read_or_accepted(self) -> None:
        """A later round may not move what somebody counts on."""
        assert IntroductionStatus(delivered=True).fixed
        assert IntroductionStatus(accepted=True).fixed
        assert not IntroductionStatus().fixed

    def test_is_no_refusal(self) -> None:
        """A yes to a no is no introduction, whoever has read what."""
        assert not IntroductionStatus(delivered=True, accepted=True, declined=True).fixed


class TestRounds:
    @pytest.mark.parametrize("status", EVERY)
    def test_keep_or_move_or_forbid_what_stands(self, status: IntroductionStatus) -> None:
        """A round that counts a pair twice, or leaves one out, misses everyone's capacity."""
        ways = [status.fixed, status.movable, status.standing and status.declined]
        assert sum(ways) == status.standing

    @pytest.mark.parametrize("status", EVERY)
    def test_end_what_stands_and_nobody_has_read_of(self, status: IntroductionStatus) -> None:
        """What has ended is not said to end again, and what is never taken back is not."""
        assert status.revocable == (not status.withdrawn and not status.delivered)


class TestDocuments:
    @pytest.mark.parametrize("status", EVERY)
    def test_answer_what_the_status_answers(self, status: IntroductionStatus) -> None:
        """A round reads what the view wrote, whether today or before an upgrade."""
        found = IntroductionStatus.of(status.fields())
        assert found.fields() == status.fields()
        assert (found.movable, found.revocable) == (status.movable, status.revocable)

    @pytest.mark.parametrize("status", EVERY)
    def test_of_services_that_sort_by_no_answers_tell_what_stands(
        self, status: IntroductionStatus
    ) -> None:
        """They keep what was withdrawn and what stands; the rest of their documents is theirs."""
        kept = {"withdrawn": status.withdrawn, "standing": status.standing}
        found = IntroductionStatus.of(kept)
        assert (found.withdrawn, found.standing) == (status.withdrawn, status.standing)
