"""What a client tells whoever listens; nothing in it is text of a prompt."""

from __future__ import annotations

from typing import Any, Callable, Optional

from .errors import UsageError
from .names import prompt_id
from .pointer import Pointer
from .state import ClientState, Standing

Listener = Callable[[dict[str, Any]], Any]

#: - `activated`: {serial, prompt_id, previous}: other bundles, or the same under a new pointer, are served
#: - `refused`: {reason, why, failures}: an attempt changed nothing
#: - `withdrawn`: {serial, halted, revoked}: a halt or a revocation came, or was lifted
#: - `state`: {from, to}: the kind that was, and the state that is
NAMES = ("activated", "refused", "withdrawn", "state")


class Events:
    """Listeners by name."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {name: [] for name in NAMES}

    def on(self, name: str, listener: Listener) -> Callable[[], None]:
        """Returns what takes the listener away again. Raises UsageError."""
        if name not in self._listeners:
            raise UsageError(f"there is no event {name}; known are {', '.join(NAMES)}")

        def call(event: dict[str, Any]) -> Any:
            return listener(event)

        # A list's own operations are whole: no lock that a forked child could inherit.
        self._listeners[name].append(call)

        def unsubscribe() -> None:
            if call in self._listeners[name]:
                self._listeners[name].remove(call)

        return unsubscribe

    def emit(self, name: str, event: dict[str, Any]) -> None:
        """A listener that fails is the host's; it must not end the polling."""
        for listener in list(self._listeners[name]):
            try:
                listener(event)
            except Exception:
                pass


def announce(events: Events, before: Standing, after: Standing, state_at: Callable[[Standing], ClientState]) -> None:
    """Tells whoever listens what an attempt changed."""
    if after.refusal is not None:
        refusal = after.refusal
        events.emit("refused", {"reason": refusal.reason, "why": refusal.why, "failures": after.failures})
    was, served = _served_by(before), _served_by(after)
    if served is not None and (was is None or was.serial != served.serial):
        activated = prompt_id(served.contract, served.current)
        previous = None if was is None else was.serial
        events.emit("activated", {"serial": served.serial, "prompt_id": activated, "previous": previous})
    news = None if after.snapshot is None else after.snapshot.newest.pointer
    known = None if before.snapshot is None else before.snapshot.newest.pointer
    if news is not None and _withdrawn_by(news) != _withdrawn_by(known):
        halted = None if news.halted is None else news.halted.reason
        events.emit("withdrawn", {"serial": news.serial, "halted": halted, "revoked": list(news.revoked)})
    came, state = state_at(before).kind, state_at(after)
    if came != state.kind:
        events.emit("state", {"from": came, "to": state})


def _served_by(standing: Standing) -> Optional[Pointer]:
    return None if standing.serving is None else standing.serving.pointer


def _withdrawn_by(pointer: Optional[Pointer]) -> tuple[Optional[str], set[str]]:
    if pointer is None:
        return None, set()
    return None if pointer.halted is None else pointer.halted.reason, set(pointer.revoked)
