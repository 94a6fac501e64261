"""How fresh a client is: it serves what was verified, and says how old that is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Optional

from .accept import Refusal, Serving, Snapshot
from .names import prompt_id


@dataclass(frozen=True)
class Confirmation:
    """When the source last confirmed what is served: by the monotonic clock, and by the wall clock. Seconds."""

    elapsed: float
    at: float


@dataclass(frozen=True)
class Standing:
    """What a poller knows."""

    snapshot: Optional[Snapshot] = None
    refusal: Optional[Refusal] = None
    failures: int = 0
    confirmed: Optional[Confirmation] = None
    stored: bool = False

    @property
    def serving(self) -> Optional[Serving]:
        """What can be served."""
        return None if self.snapshot is None else self.snapshot.serving


@dataclass(frozen=True)
class ClientState:
    """`kind` is one of

    - `not_ready`: nothing that was verified is there to serve;
    - `ready`: the newest attempt confirmed what is served;
    - `stale`: served is what was verified last, and the newest attempt changed nothing, or there was none yet;
    - `error`: what is there is older than `max_age`: nothing opens, and open sessions stop;
    - `fatal`: closed, or there is nothing to serve and a person has to act.

    From all but a closed one a client comes back by itself.
    """

    kind: str
    #: Of the pointer that is served.
    serial: Optional[int]
    prompt_id: Optional[str]
    #: Why nothing opens on anybody's word.
    halted: Optional[str]
    #: Seconds since the source last confirmed what is served; None where it never did.
    age: Optional[float]
    #: The same moment by the wall clock, ISO 8601.
    confirmed_at: Optional[str]
    #: When the pointer was issued, by its writer's clock.
    issued_at: Optional[str]
    #: Whether a restart would find all of this in the cache.
    stored: bool
    #: Why the newest attempt changed nothing.
    refusal: Optional[Refusal]
    #: Attempts in a row that changed nothing.
    failures: int


def state_of(standing: Standing, elapsed: float, max_age: Optional[float], is_closed: bool) -> ClientState:
    """`elapsed` is the monotonic clock's."""
    serving, snapshot, confirmed = standing.serving, standing.snapshot, standing.confirmed
    pointer = None if serving is None else serving.pointer
    halted = None if snapshot is None else snapshot.newest.pointer.halted
    return ClientState(
        kind="fatal" if is_closed else _kind_of(standing, elapsed, max_age),
        serial=None if pointer is None else pointer.serial,
        prompt_id=None if pointer is None else prompt_id(pointer.contract, pointer.current),
        halted=None if halted is None else halted.reason,
        age=None if confirmed is None else elapsed - confirmed.elapsed,
        confirmed_at=None if confirmed is None else iso_time(confirmed.at),
        issued_at=None if pointer is None else pointer.issued_at,
        stored=standing.stored,
        refusal=standing.refusal,
        failures=standing.failures,
    )


def say_too_old(standing: Standing, elapsed: float, max_age: Optional[float]) -> Optional[str]:
    """Why nothing may be done on what is known; None where it is fresh enough, or no limit was set."""
    if max_age is None:
        return None
    confirmed = standing.confirmed
    if confirmed is not None and elapsed - confirmed.elapsed <= max_age:
        return None
    since = "never" if confirmed is None else f"last {elapsed - confirmed.elapsed:.0f} s ago"
    return f"the source confirmed it {since}, and max_age is {max_age:g} s"


def iso_time(seconds: float) -> str:
    """A moment as every client writes it: `2026-11-20T12:00:00.000Z`."""
    at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return f"{at.isoformat(timespec='milliseconds')[:-6]}Z"


def _kind_of(standing: Standing, elapsed: float, max_age: Optional[float]) -> str:
    refusal = standing.refusal
    if standing.serving is None:
        wrong = refusal is not None and refusal.reason in ("unknown_format", "wrong_pointer")
        return "fatal" if wrong else "not_ready"
    if say_too_old(standing, elapsed, max_age) is not None:
        return "error"
    return "ready" if refusal is None and standing.confirmed is not None else "stale"
