"""Decides about bytes that were fetched, and never fetches: contents decide, not times or names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional, Union

from .bundle import Bundle
from .format import OtherFormat
from .pointer import Pointer, read_pointer


@dataclass(frozen=True)
class Refusal:
    """Why an attempt changed nothing."""

    reason: str
    why: str


@dataclass(frozen=True)
class Heard:
    """A pointer that was accepted, with the bytes that said so."""

    pointer: Pointer
    data: bytes


@dataclass(frozen=True)
class Serving:
    """What sessions are opened with: a pointer and every bundle that it names."""

    heard: Heard
    #: The same pointer with the halts and revocations of the newest one.
    pointer: Pointer
    bundles: dict[str, Bundle]


@dataclass(frozen=True)
class Snapshot:
    """What the client knows: one immutable value, swapped as a whole."""

    #: What was accepted last. Nothing older is, and what it withdraws is withdrawn.
    newest: Heard
    serving: Optional[Serving]


@dataclass(frozen=True)
class Expected:
    """What a client was told to expect. No environment means whichever the label has."""

    contract: str
    label: str
    environment: Optional[str] = None
    floor: int = 0


def accept_pointer(held: Optional[Snapshot], data: bytes, expected: Expected) -> Union[Heard, Refusal, None]:
    """News, a refusal, or None where it is what is served already.

    A pointer never goes back, and the same serial never means two things.
    """
    newest = None if held is None else held.newest
    same = newest is not None and newest.data == data
    if same and held is not None and held.serving is not None and held.serving.heard is newest:
        return None
    try:
        pointer = read_pointer(data)
    except OtherFormat as error:
        return Refusal("unknown_format" if error.is_later else "bad_content", str(error))
    except ValueError as error:
        return Refusal("bad_content", str(error))
    wrong = _wrong_pointer(pointer, expected)
    if wrong is not None:
        return Refusal("wrong_pointer", wrong)
    floor = max(expected.floor, 0 if newest is None else newest.pointer.serial)
    if pointer.serial < floor:
        return Refusal("rollback_refused", f"its serial is {pointer.serial}, and {floor} was seen")
    if newest is not None and pointer.serial == newest.pointer.serial and not same:
        return Refusal("equivocation", f"two pointers have the serial {pointer.serial}")
    return Heard(pointer, data)


def serve_all(heard: Heard, bundles: dict[str, Bundle]) -> Snapshot:
    """Everything that the pointer names is here."""
    return Snapshot(heard, Serving(heard, heard.pointer, bundles))


def serve_older(newest: Heard, older: Optional[Serving]) -> Snapshot:
    """Bundles of the newest pointer are not here: an older one is served, under the newest one's withdrawals."""
    if older is None:
        return Snapshot(newest, None)
    withdrawn = replace(older.heard.pointer, halted=newest.pointer.halted, revoked=newest.pointer.revoked)
    return Snapshot(newest, replace(older, pointer=withdrawn))


def needs_of(heard: Heard) -> tuple[str, ...]:
    """The bundles that a pointer needs."""
    return tuple(dict.fromkeys(heard.pointer.bundles))


def _wrong_pointer(pointer: Pointer, expected: Expected) -> Optional[str]:
    if (pointer.contract, pointer.label) != (expected.contract, expected.label):
        wanted = f"{expected.label} of {expected.contract}"
        return f"it is {pointer.label} of {pointer.contract}, not {wanted}"
    name = None if pointer.environment is None else pointer.environment["name"]
    if expected.environment is None or name == expected.environment:
        return None
    return f"its environment is {name or 'none'}, not {expected.environment}"
