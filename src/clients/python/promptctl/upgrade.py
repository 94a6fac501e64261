"""Where a conversation that is under way goes between two of its runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .pointer import Pointer
from .route import route_session


@dataclass(frozen=True)
class Upgrade:
    """`kind` is stay, move or target_changed; the last says why this one keeps what it has."""

    kind: str
    bundle: Optional[str] = None
    variant: Optional[str] = None
    why: str = ""


def upgrade_of(pointer: Pointer, pin: dict[str, Any], on_change: str) -> Upgrade:
    """Only to where its id is routed now, only from a bundle that was shown to be left safely, and only where the
    contract that the conversation is pinned to lets it. What is halted or revoked moves nobody."""
    route = route_session(pointer, pin["session"])
    if route.bundle is None or route.bundle == pin["bundle"]:
        return Upgrade("stay")
    why = _why_not(pointer, pin, on_change, route.variant)
    if why is not None:
        return Upgrade("target_changed", route.bundle, why=why)
    return Upgrade("move", route.bundle, route.variant)


def _why_not(pointer: Pointer, pin: dict[str, Any], on_change: str, variant: Optional[str]) -> Optional[str]:
    if pin["label"] != pointer.label:
        return f"the conversation was opened on {pin['label']}, and this client follows {pointer.label}"
    if on_change == "pin":
        return "its contract keeps conversations where they began (sessions.on_change: pin)"
    # What is in `upgradableFrom` was compared with `current`, never with a ramp.
    if variant == "ramp":
        return "a ramp takes no conversations that are under way"
    if pin["bundle"] not in pointer.upgradable_from:
        return "it was not shown that conversations under way can move safely (the pointer's upgradableFrom)"
    return None
