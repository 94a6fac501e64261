"""One time limit for everything that an attempt does."""

from __future__ import annotations

import time


class Deadline:
    """Seconds from now, by the monotonic clock: a wall clock jumps."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """What is left, for the next read. Raises TimeoutError where nothing is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"no answer within {self.seconds:g} s")
        return left
