"""When a client asks, in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .pointer import STANDARD_POLL, Poll

#: A place that is back is noticed within a minute.
_SLOWEST = 60.0
#: Nobody sends clients away for longer, whatever a server says.
_PATIENCE = 600.0


@dataclass(frozen=True)
class Pace:
    """What is not given comes from the pointer."""

    interval: Optional[float] = None
    deadline: Optional[float] = None

    def interval_of(self, poll: Optional[Poll]) -> float:
        """Seconds between polls."""
        return (poll or STANDARD_POLL).interval if self.interval is None else self.interval

    def deadline_of(self, poll: Optional[Poll]) -> float:
        """Seconds that one attempt may take in all."""
        return (poll or STANDARD_POLL).deadline if self.deadline is None else self.deadline

    def next_delay(self, poll: Optional[Poll], random: float) -> float:
        """From the beginning of one attempt to that of the next."""
        return self.interval_of(poll) * (1 + (poll or STANDARD_POLL).jitter * random)

    def first_delay(self, poll: Optional[Poll], random: float) -> float:
        """A fleet that is started at once does not ask at once for ever after."""
        return self.interval_of(poll) * random

    def retry_delay(self, poll: Optional[Poll], failures: int, retry_after: Optional[float], random: float) -> float:
        """After so many failures in a row, from the end of the last: exponential with full jitter."""
        interval = self.interval_of(poll)
        most = min(max(interval, _SLOWEST), interval * 2.0 ** min(failures - 1, 60))
        asked = min(retry_after or 0.0, _PATIENCE)
        return max(interval / 10, most * random, asked + interval * random if asked > 0 else 0)
