"""Which bundle a new session gets, and why: a pure function of the pointer and the session's id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .bucket import bucket_of
from .pointer import Pointer


@dataclass(frozen=True)
class Route:
    """`variant` is current or ramp, None where nobody is served; `why` is one of the cases of the specification."""

    variant: Optional[str]
    bundle: Optional[str]
    bucket: Optional[int]
    why: str
    text: str


def route_session(pointer: Pointer, session: str) -> Route:
    """An empty id means current: never the low bucket, which is the canary's."""
    halted, ramp = pointer.halted, pointer.ramp
    if halted is not None:
        return Route(None, None, None, "halted", f"halted by {halted.by} at {halted.at}: {halted.reason}")
    if ramp is None:
        return _current(pointer, None, "no_ramp", "no ramp: every session gets the current bundle")
    if session == "":
        return _current(pointer, None, "no_session", "no session id: the current bundle")
    bucket = bucket_of(ramp.salt, session)
    if ramp.bundle in pointer.revoked:
        return _current(pointer, bucket, "ramp_revoked", "the ramp's bundle is revoked: the current bundle")
    # The ramp is the low range: raising it moves nobody out.
    if bucket < ramp.weight:
        text = f"bucket {bucket} is below the ramp's {ramp.weight} of 10,000"
        return Route("ramp", ramp.bundle, bucket, "in_ramp", text)
    text = f"bucket {bucket} is not below the ramp's {ramp.weight} of 10,000"
    return _current(pointer, bucket, "outside_ramp", text)


def _current(pointer: Pointer, bucket: Optional[int], why: str, text: str) -> Route:
    if pointer.current in pointer.revoked:
        return Route(None, None, None, "revoked", f"its bundle {pointer.current} is revoked")
    return Route("current", pointer.current, bucket, why, text)
