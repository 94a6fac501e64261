"""When a client asks."""

from __future__ import annotations

import unittest

from promptctl.pace import Pace
from promptctl.pointer import Poll
from promptctl.sources.http import _retry_after


class PaceTest(unittest.TestCase):
    def test_the_pace_is_the_pointers_or_the_hosts(self) -> None:
        poll = Poll(15, 5, 0.1)
        for random, own, after in ((0, None, 15), (0.5, None, 15.75), (0.5, 2, 2.1)):
            self.assertAlmostEqual(Pace(own).next_delay(poll, random), after)
        self.assertEqual([Pace().deadline_of(None), Pace(deadline=1).deadline_of(poll)], [5, 1])
        self.assertEqual(Pace().first_delay(poll, 0.25), 3.75)

    def test_after_failures_a_range_that_doubles_up_to_a_minute(self) -> None:
        delays = [Pace().retry_delay(None, failures, None, 0.5) for failures in (1, 2, 3, 4, 5000)]
        self.assertEqual(delays, [7.5, 15, 30, 30, 30])
        self.assertEqual(Pace().retry_delay(None, 3, None, 0), 1.5)

    def test_retry_after_within_reason(self) -> None:
        now = "Thu, 01 Jan 2026 00:00:00 GMT"
        for said, seconds in (
            ("120", 120),
            ("315360000", 315360000),
            ("Thu, 01 Jan 2026 00:01:00 GMT", 60),
            ("-5", None),
            ("soon", None),
            ("", None),
        ):
            self.assertEqual(_retry_after({"retry-after": said, "date": now}), seconds, said)
        self.assertEqual(Pace().retry_delay(None, 1, 315360000, 0), 600)
