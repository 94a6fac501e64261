"""What runtimes poll: which bundle a label serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional

from .format import OtherFormat
from .names import is_contract_name, is_digest, is_label_name
from .strict_json import is_number, is_text, is_whole, read_json

FORMAT = "promptctl/pointer/1"

#: A pointer is about 1 kB; more than this is not one.
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Ramp:
    """The share of new sessions, in basis points, that a second bundle gets."""

    bundle: str
    weight: int
    salt: str


@dataclass(frozen=True)
class Poll:
    """Seconds, and the jitter as a share of the interval."""

    interval: float
    deadline: float
    jitter: float


STANDARD_POLL = Poll(15, 5, 0.1)


@dataclass(frozen=True)
class Halt:
    """Since when nobody is served, and why."""

    reason: str
    at: str
    by: str


@dataclass(frozen=True)
class Pointer:
    """A pointer that was read. `revoked` is why each digest was taken away."""

    contract: str
    label: str
    serial: int
    issued_at: str
    current: str
    ramp: Optional[Ramp]
    upgradable_from: tuple[str, ...]
    environment: Optional[dict[str, Any]]
    poll: Poll
    revoked: dict[str, str]
    halted: Optional[Halt]

    @property
    def bundles(self) -> tuple[str, ...]:
        """The bundles that new sessions get."""
        return (self.current,) if self.ramp is None else (self.current, self.ramp.bundle)


def read_pointer(data: bytes) -> Pointer:
    """Reads what somebody published. Raises ValueError."""
    if len(data) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES} bytes")
    value = read_json(data)
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    if value.get("format") != FORMAT:
        raise OtherFormat(value.get("format"), FORMAT)
    for field, holds in _SHAPE.items():
        if field not in value or not holds(value[field]):
            raise ValueError(f"its `{field}` is not as promised")
    return _pointer_of(value)


def _pointer_of(value: dict[str, Any]) -> Pointer:
    ramp, halted, poll = value["ramp"], value["halted"], value["poll"]
    return Pointer(
        contract=value["contract"],
        label=value["label"],
        serial=int(value["serial"]),
        issued_at=value["issuedAt"],
        current=value["current"],
        ramp=None if ramp is None else Ramp(ramp["bundle"], int(ramp["weight"]), ramp["salt"]),
        upgradable_from=tuple(value["upgradableFrom"]),
        environment=value["environment"],
        poll=Poll(poll["interval"], poll["deadline"], poll["jitter"]),
        revoked={one["bundle"]: one["reason"] for one in reversed(value["revoked"])},
        halted=None if halted is None else Halt(halted["reason"], halted["at"], halted["by"]),
    )


_Guard = Callable[[Any], bool]


def _or_null(guard: _Guard) -> _Guard:
    return lambda value: value is None or guard(value)


def _list(guard: _Guard) -> _Guard:
    return lambda value: isinstance(value, list) and all(map(guard, value))


def _object(**fields: _Guard) -> _Guard:
    return lambda value: (
        isinstance(value, dict) and all(field in value and guard(value[field]) for field, guard in fields.items())
    )


def _between(least: float, most: float) -> _Guard:
    return lambda value: is_number(value) and least <= value <= most


def _whole(least: int, most: int) -> _Guard:
    return lambda value: is_whole(value) and least <= value <= most


_SHAPE: dict[str, _Guard] = {
    "contract": is_contract_name,
    "label": is_label_name,
    # Near 2^53 a serial could not rise any more.
    "serial": _whole(1, 2**48),
    "issuedAt": is_text,
    "current": is_digest,
    "previous": _or_null(is_digest),
    "ramp": _or_null(_object(bundle=is_digest, weight=_whole(0, 10_000), salt=is_text)),
    "upgradableFrom": _list(is_digest),
    "environment": _or_null(_object(name=is_text)),
    "poll": _object(interval=_between(0.01, 86_400), deadline=_between(0.01, 86_400), jitter=_between(0, 1)),
    "revoked": _list(_object(bundle=is_digest, reason=is_text, at=is_text)),
    "halted": _or_null(_object(reason=is_text, at=is_text, by=is_text)),
    "source": _object(commit=_or_null(is_text)),
    "actor": is_text,
    "reason": _or_null(is_text),
}
