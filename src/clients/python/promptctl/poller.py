"""Keeps what is known up to date: asks, has the answer judged, and swaps it as a whole."""

from __future__ import annotations

import os
import random
import threading
import time
import weakref
from dataclasses import replace
from typing import Callable, Optional

from .accept import Expected, Refusal, Snapshot, serve_older
from .attempt import Attempt, attempt
from .cache import DiskCache
from .deadline import Deadline
from .pace import Pace
from .pointer import Poll
from .sources import Source
from .state import Confirmation, Standing

#: One attempt in so many is made without a validator: a place whose validators are wrong cannot freeze a client.
_UNCONDITIONAL = 20

#: Seconds for an attempt that ends by its own deadline to say so: only one that knows none is left behind.
_GRACE = 0.5

OnAttempt = Callable[[Standing, Standing], None]


class Doors:
    """The outside of a poller: clocks and dice, for tests to hold."""

    def now(self) -> float:
        """Wall clock, seconds since the epoch: for what is written down."""
        return time.time()

    def elapsed(self) -> float:
        """Monotonic seconds, for what is measured: a wall clock jumps."""
        return time.monotonic()

    def random(self) -> float:
        """0 ≤ n < 1"""
        return random.random()


class Poller:
    """One attempt at a time, in a daemon thread that never raises and keeps no process alive."""

    def __init__(
        self,
        source: Source,
        expected: Expected,
        pace: Pace,
        cache: Optional[DiskCache],
        fallback: Optional[Source],
        on_attempt: OnAttempt,
        doors: Doors,
    ) -> None:
        self._source, self._fallback, self._cache = source, fallback, cache
        self._expected, self._pace, self._doors = expected, pace, doors
        self._on_attempt = on_attempt
        self.standing = Standing()
        self._validator: Optional[str] = None
        self._retry_after: Optional[float] = None
        self._attempts = 0
        self._begun = 0.0
        self._started = False
        self._stopped = threading.Event()
        self._be_alone()
        _pollers.add(self)

    def _be_alone(self) -> None:
        self._lock = threading.Lock()
        self._refreshing: Optional[threading.Event] = None
        self._refresher: Optional[int] = None
        self._unfinished = False

    def start(self) -> None:
        """From the cache, then from the source, then from the last resort."""
        remembered = None if self._cache is None else self._cache.load()
        if remembered is not None:
            self.standing = _remembered(*remembered, self._doors)
        self.refresh()
        if self._fallback is not None and self.standing.serving is None:
            self._fall_back(self._fallback)

    def poll(self) -> None:
        """From the source again and again."""
        self._started = True
        arguments = (weakref.ref(self), self._stopped)
        threading.Thread(target=_run, args=arguments, name="promptctl-poll", daemon=True).start()

    def stop(self) -> None:
        """What comes afterwards is nobody's."""
        self._stopped.set()

    def refresh(self) -> None:
        """One attempt, at most one at a time. Never raises: what went wrong is the refusal."""
        with self._lock:
            running = self._refreshing
            mine = running is None
            if running is None:
                running = self._refreshing = threading.Event()
                self._refresher = threading.get_ident()
            elif self._refresher == threading.get_ident():
                # A listener that asks for what it is being told.
                return
        if not mine:
            running.wait()
            return
        try:
            self._once()
        finally:
            with self._lock:
                self._refreshing = self._refresher = None
            running.set()

    def delay(self, is_first: bool) -> float:
        """Seconds until the next attempt."""
        dice, failures = self._doors.random(), self.standing.failures
        if failures > 0:
            return self._pace.retry_delay(self._poll(), failures, self._retry_after, dice)
        pace = self._pace.first_delay if is_first else self._pace.next_delay
        return max(0.0, pace(self._poll(), dice) - (self._doors.elapsed() - self._begun))

    def after_fork(self) -> None:
        """A thread is not inherited by a child, and a lock may be held by one that is not there."""
        self._be_alone()
        if self._started and not self._stopped.is_set():
            self.poll()

    def _poll(self) -> Optional[Poll]:
        serving = self.standing.serving
        return None if serving is None else serving.pointer.poll

    def _once(self) -> None:
        self._begun = self._doors.elapsed()
        held = self.standing.snapshot
        if self._unfinished:
            why = "the last attempt has not come back yet"
            self._settle(Attempt(held, Refusal("unreachable", why)))
            return
        validator = None if self._attempts % _UNCONDITIONAL == 0 else self._validator
        self._attempts += 1
        answer = self._ask(self._source, held, self._expected, validator)
        self._settle(answer)
        # The next question is asked with it only when nothing can be lost any more: a 304 would be the last word.
        self._validator = answer.validator if self._is_kept() else None

    def _ask(self, source: Source, held: Optional[Snapshot], expected: Expected, validator: Optional[str]) -> Attempt:
        """One deadline for all of it, also for what knows none, such as a name server or a disk that hangs."""
        deadline = Deadline(self._pace.deadline_of(self._poll()))
        answers: list[Attempt] = []
        done = threading.Event()

        def work() -> None:
            try:
                answers.append(attempt(source, held, expected, validator, deadline))
            except Exception as error:
                answers.append(Attempt(held, Refusal("unreachable", f"{type(error).__name__}: {error}")))
            finally:
                self._unfinished = False
                done.set()

        self._unfinished = True
        threading.Thread(target=work, name="promptctl-attempt", daemon=True).start()
        if done.wait(deadline.seconds + _GRACE) and answers:
            return answers[0]
        return Attempt(held, Refusal("unreachable", f"{source.name} gave no answer within {deadline.seconds:g} s"))

    def _settle(self, answer: Attempt) -> None:
        if self._stopped.is_set():
            return
        before, refusal = self.standing, answer.refusal
        confirmed = Confirmation(self._doors.elapsed(), self._doors.now()) if refusal is None else before.confirmed
        self.standing = Standing(
            snapshot=answer.snapshot,
            refusal=refusal,
            failures=0 if refusal is None else before.failures + 1,
            confirmed=confirmed,
            stored=before.stored and answer.snapshot is before.snapshot,
        )
        self._retry_after = answer.retry_after
        self._on_attempt(before, self.standing)

    def _is_kept(self) -> bool:
        """A full disk must not keep what was verified from being served; it is tried again at the next attempt."""
        standing, cache = self.standing, self._cache
        if cache is None:
            return True
        snapshot, confirmed = standing.snapshot, standing.confirmed
        if snapshot is None:
            return False
        stored = standing.stored or _is_done(lambda: cache.store(snapshot))
        # What was confirmed is this: a restart must not take it for a word about an older one that is still there.
        if confirmed is not None and stored:
            at = confirmed.at
            _is_done(lambda: cache.confirm(at))
        self.standing = replace(standing, stored=stored)
        return stored

    def _fall_back(self, place: Source) -> None:
        found = self._ask(place, None, replace(self._expected, floor=0), None).snapshot
        if found is None or found.serving is None:
            return
        known = self.standing.snapshot
        newest = found.newest if known is None else known.newest
        is_newer = found.newest.pointer.serial > newest.pointer.serial
        snapshot = found if is_newer else serve_older(newest, found.serving)
        self.standing = replace(self.standing, snapshot=snapshot, stored=False)


def _run(poller: weakref.ref[Poller], stopped: threading.Event) -> None:
    """A client that nobody holds any more is not polled for."""
    is_first = True
    while True:
        held = poller()
        if held is None:
            return
        delay = held.delay(is_first)
        del held
        is_first = False
        if stopped.wait(delay):
            return
        held = poller()
        if held is not None:
            try:
                held.refresh()
            except Exception:
                # Nothing in the background is the host's; the state says that nothing was confirmed.
                pass
        del held


def _remembered(snapshot: Snapshot, confirmed_at: Optional[float], doors: Doors) -> Standing:
    if confirmed_at is None:
        return Standing(snapshot, stored=True)
    # A clock that was set back since makes nothing younger than it can be.
    age = max(0.0, doors.now() - confirmed_at)
    return Standing(snapshot, confirmed=Confirmation(doors.elapsed() - age, confirmed_at), stored=True)


def _is_done(work: Callable[[], None]) -> bool:
    try:
        work()
        return True
    except Exception:
        return False


_pollers: weakref.WeakSet[Poller] = weakref.WeakSet()


def _after_fork() -> None:
    for poller in list(_pollers):
        poller.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
