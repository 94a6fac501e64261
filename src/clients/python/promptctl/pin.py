"""What a conversation stores so that it keeps its bundle for life: plain JSON, the same in every client."""

from __future__ import annotations

from typing import Any

from .errors import BadPin
from .names import is_digest
from .strict_json import is_number, is_text

FORMAT = "promptctl/pin/1"


def read_pin(value: Any, contract: str) -> dict[str, Any]:
    """Reads what an application stored. Raises BadPin."""
    if not isinstance(value, dict):
        raise BadPin("this pin cannot be resumed: it is not an object")
    if value.get("format") != FORMAT:
        raise BadPin(f"this pin cannot be resumed: its format is {value.get('format')!r}, not {FORMAT}")
    if value.get("contract") != contract:
        raise BadPin(f"this pin cannot be resumed: it is of the contract {value.get('contract')!r}, not {contract}")
    if not is_digest(value.get("bundle")):
        raise BadPin("this pin cannot be resumed: it names no bundle")
    whole = (
        all(is_text(value.get(field)) for field in ("label", "session", "opened_at"))
        and is_number(value.get("serial"))
        and value.get("variant") in ("current", "ramp")
        and "environment" in value
        and _is_environment(value["environment"])
    )
    if not whole:
        raise BadPin("this pin cannot be resumed: a field is missing")
    return value


def _is_environment(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and is_text(value.get("name")))
