"""What crosses the log: past-tense facts, their fields and their bytes."""

from shared.messages.base import Erased, Format, Message, Swept
from shared.messages.codec import AnyMessage, decode, encode
from shared.messages.events import EventCancelled, EventChanged, EventOpened, EventSettings
from shared.messages.introductions import (
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    Reason,
    RoundFinished,
    RoundRequested,
    Underserved,
)
from shared.messages.outcomes import (
    AnswerErased,
    BriefDelivered,
    BriefFailed,
    IntroductionAnswered,
    KeepInTouch,
    MeetingHeld,
    Unsubscribed,
)
from shared.messages.people import (
    ContactErased,
    ContactStated,
    ProfileErased,
    ProfileStated,
    RosterClosed,
)

__all__ = [
    "AnswerErased",
    "AnyMessage",
    "BriefDelivered",
    "BriefFailed",
    "ContactErased",
    "ContactStated",
    "Erased",
    "EventCancelled",
    "EventChanged",
    "EventOpened",
    "EventSettings",
    "Format",
    "IntroductionAnswered",
    "IntroductionErased",
    "IntroductionProposed",
    "IntroductionWithdrawn",
    "KeepInTouch",
    "MeetingHeld",
    "Message",
    "ProfileErased",
    "ProfileStated",
    "Reason",
    "RosterClosed",
    "RoundFinished",
    "RoundRequested",
    "Swept",
    "Underserved",
    "Unsubscribed",
    "decode",
    "encode",
]
