"""What a source answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Protocol

from ..deadline import Deadline

#: Remote bytes have a maximum, before they are read and while they are.
MOST_POINTER = 64 * 1024
MOST_BUNDLE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """`kind` is bytes, unchanged, missing or failed; a failed one says a reason and why."""

    kind: str
    data: bytes = b""
    #: For the next question.
    validator: Optional[str] = None
    reason: str = ""
    why: str = ""
    #: Seconds for which the source wants to be left alone.
    retry_after: Optional[float] = None


def unreachable(why: str, retry_after: Optional[float] = None) -> Answer:
    """Everything of transport."""
    return Answer("failed", reason="unreachable", why=why, retry_after=retry_after)


def bad_content(why: str) -> Answer:
    """It came, and is not what was asked for."""
    return Answer("failed", reason="bad_content", why=why)


class Source(Protocol):
    """A published place. What a method raises is taken as: it could not be reached."""

    #: For people: without queries and credentials.
    name: str

    def pointer(self, path: str, validator: Optional[str], deadline: Deadline) -> Answer:
        """`validator` came with the content that is held, stored and served; None asks for all of it."""

    def bundle(self, path: str, deadline: Deadline) -> Answer:
        """By its path, which is its digest."""
