"""Somebody on an event's list, as the matcher knows them."""

from __future__ import annotations

from dataclasses import dataclass

from shared.attendance import Attendance
from shared.messages import ProfileStated


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Attendance):
    """A profile as it was stated last, and whether whose it is can be reached."""

    profile: ProfileStated
