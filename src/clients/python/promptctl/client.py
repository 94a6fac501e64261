"""A label of a contract, verified and ready."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Callable, Optional

from .accept import Expected, Serving
from .cache import DiskCache
from .errors import Halted, NotReady, TooOld
from .events import Events, Listener, announce
from .memory import read_memory
from .options import require_options
from .pace import Pace
from .pin import FORMAT as PIN_FORMAT
from .pin import read_pin
from .pinned import PinnedBundles
from .poller import Doors, Poller
from .route import route_session
from .session import Live, Pin, Record, Session, Surroundings
from .sources import Source, open_source
from .state import ClientState, Standing, iso_time, say_too_old, state_of


def connect(
    source: str,
    contract: str,
    label: str,
    *,
    cache: Optional[str] = None,
    fallback: Optional[str] = None,
    interval: Optional[float] = None,
    deadline: Optional[float] = None,
    max_age: Optional[float] = None,
    environment: Optional[str] = None,
    floor: int = 0,
    headers: Optional[Mapping[str, str]] = None,
    ready: str = "required",
    records: Optional[Callable[[Record], Any]] = None,
    salt: str = "",
    doors: Optional[Doors] = None,
) -> Client:
    """Connects from the source or, where that is down, from the cache or the last resort. Times are seconds.

    - `source`: `https://prompts.example.com/live`, or `file:.promptctl/live`
    - `cache`: a folder for the last known good; without one a restart needs the source
    - `fallback`: another place that is always at hand, such as `file:` of a folder baked into the image
    - `interval`, `deadline`: between polls, and of one attempt in all; default: as the pointer says
    - `max_age`: after which nothing is done any more on what the source did not confirm; default: no limit
    - `environment`: the name that the label's environment must have
    - `floor`: a serial below which no pointer is taken
    - `headers`: sent with each request of an `https:` source
    - `ready`: "later" hands a client out before there is anything to serve
    - `records`: takes each run record; `salt`: of the hash of session ids in them

    Raises NotReady, UsageError.
    """
    require_options(
        source=source,
        contract=contract,
        label=label,
        cache=cache,
        fallback=fallback,
        interval=interval,
        deadline=deadline,
        max_age=max_age,
        environment=environment,
        floor=floor,
        headers=headers,
        ready=ready,
        records=records,
        salt=salt,
    )
    client = Client(
        open_source(source, dict(headers or {})),
        None if fallback is None else open_source(fallback),
        Expected(contract, label, environment, int(floor)),
        cache,
        Pace(interval, deadline),
        max_age,
        records,
        salt,
        doors or Doors(),
    )
    return client.start(must_be_ready=ready == "required")


class Client:
    """Sessions for one label, kept up to date by a daemon thread that never raises into the host."""

    def __init__(
        self,
        source: Source,
        fallback: Optional[Source],
        expected: Expected,
        cache: Optional[str],
        pace: Pace,
        max_age: Optional[float],
        records: Optional[Callable[[Record], Any]],
        salt: str,
        doors: Doors,
    ) -> None:
        self._source, self._expected, self._pace, self._max_age = source, expected, pace, max_age
        self._doors, self._records, self._is_closed = doors, records, False
        self._cache = None if cache is None else DiskCache(cache, expected)
        places = [source] if fallback is None else [source, fallback]
        self._pinned = PinnedBundles(expected.contract, places, self._cache)
        self._events = Events()
        self._poller = Poller(source, expected, pace, self._cache, fallback, self._on_attempt, doors)
        self._outside = Surroundings(self._live, doors.now, doors.elapsed, self._keep_record, salt)

    def start(self, must_be_ready: bool) -> Client:
        """Called by `connect`. Raises NotReady, TooOld."""
        self._poller.start()
        if must_be_ready and self._poller.standing.serving is None:
            self.close()
            self._fresh()
        self._poller.poll()
        return self

    def open(self, session: Any) -> Session:
        """Opens a session and pins it. Never touches the network. Raises Halted, TooOld, NotReady."""
        serving, identity = self._fresh(), _say_id(session)
        pointer = serving.pointer
        route = route_session(pointer, identity)
        if route.bundle is None:
            raise Halted(f"{pointer.contract} on {pointer.label} opens no session: {route.text}")
        pin: Pin = {
            "format": PIN_FORMAT,
            "contract": pointer.contract,
            "label": pointer.label,
            "serial": pointer.serial,
            "variant": route.variant,
            "bundle": route.bundle,
            "environment": copy.deepcopy(pointer.environment),
            "session": identity,
            "opened_at": iso_time(self._doors.now()),
        }
        return Session(pin, serving.bundles[route.bundle], self._outside)

    def resume(self, pin: Any, memory: Any = None) -> Session:
        """The same bundle, for life: never the newest in silence.

        Touches the network only where the bundle is neither in memory nor in the cache. `memory` is what
        `session.memory` was after the last run. Raises BadPin, BadMemory, PinUnavailable, TooOld, NotReady.
        """
        read, remembered = read_pin(pin, self._expected.contract), read_memory(memory)
        serving = self._fresh()
        seconds = self._pace.deadline_of(serving.pointer.poll)
        bundle = serving.bundles.get(read["bundle"]) or self._pinned.find(read["bundle"], seconds)
        return Session(copy.deepcopy(read), bundle, self._outside, remembered)

    def state(self) -> ClientState:
        """How fresh it is."""
        return self._state_at(self._poller.standing)

    def refresh(self) -> ClientState:
        """Polls now, beside the schedule. Never raises."""
        if not self._is_closed:
            self._poller.refresh()
        return self.state()

    def on(self, event: str, listener: Listener) -> Callable[[], None]:
        """activated, refused, withdrawn, state: called in the polling thread. Returns what ends it."""
        return self._events.on(event, listener)

    def close(self) -> None:
        """Nothing is polled any more; sessions that are open stay as they are."""
        self._is_closed = True
        self._poller.stop()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _fresh(self) -> Serving:
        standing, expected = self._poller.standing, self._expected
        if standing.serving is None:
            why = f"nothing in {self._source.name}" if standing.refusal is None else standing.refusal.why
            raise NotReady(f"no verified bundle of {expected.contract} on {expected.label}: {why}")
        too_old = self._too_old()
        if too_old is not None:
            raise TooOld(f"{expected.contract} on {expected.label} opens no session: {too_old}")
        return standing.serving

    def _live(self) -> Live:
        serving = self._poller.standing.serving
        if serving is None:
            raise AssertionError("a session is open, so something is served")
        return Live(serving.pointer, serving.bundles, self._too_old())

    def _too_old(self) -> Optional[str]:
        return say_too_old(self._poller.standing, self._doors.elapsed(), self._max_age)

    def _state_at(self, standing: Standing) -> ClientState:
        return state_of(standing, self._doors.elapsed(), self._max_age, self._is_closed)

    def _on_attempt(self, before: Standing, after: Standing) -> None:
        gone = before.serving
        if gone is not None and gone is not after.serving:
            self._pinned.keep(gone.bundles.values())
        announce(self._events, before, after, self._state_at)

    def _keep_record(self, record: Record) -> None:
        """What the host's function raises goes no further."""
        try:
            if self._records is not None:
                self._records(record)
        except Exception:
            pass


def _say_id(session: Any) -> str:
    """A number is an id too; nothing is none, and gets the current bundle."""
    if isinstance(session, str):
        return session
    return str(session) if isinstance(session, int) and not isinstance(session, bool) else ""
