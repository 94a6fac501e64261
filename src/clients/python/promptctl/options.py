"""A wrong option is said at once, and not served wrongly for days."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Callable

from .errors import UsageError
from .names import is_contract_name, is_label_name
from .strict_json import is_number, is_whole


def require_options(**options: Any) -> None:
    """Raises UsageError."""
    for name, value in options.items():
        holds, wanted = _RULES[name]
        if not holds(value):
            raise UsageError(f"connect: `{name}` is {wanted}")


_Holds = Callable[[Any], bool]


def _or_none(holds: _Holds) -> _Holds:
    return lambda value: value is None or holds(value)


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_day(value: Any) -> bool:
    return is_number(value) and 0 < value <= 86_400


def _is_headers(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(one, str) for pair in value.items() for one in pair)


_RULES: dict[str, tuple[_Holds, str]] = {
    "source": (_is_said, 'text, such as "https://prompts.example.com/live"'),
    "contract": (is_contract_name, "the name of a contract"),
    "label": (is_label_name, "the name of a label"),
    "cache": (_or_none(_is_said), "the path of a folder"),
    "fallback": (_or_none(_is_said), 'text, such as "file:/app/prompts"'),
    "interval": (_or_none(_is_day), "a number of seconds, one day at most"),
    "deadline": (_or_none(_is_day), "a number of seconds, one day at most"),
    "max_age": (_or_none(lambda value: is_number(value) and 0 < value < math.inf), "a number of seconds"),
    "environment": (_or_none(_is_said), "the name of an environment"),
    "floor": (lambda value: is_whole(value) and value >= 0, "a serial, a whole number"),
    "headers": (_or_none(_is_headers), "names and values, both text"),
    "ready": (lambda value: value in ("required", "later"), '"required" or "later"'),
    "records": (_or_none(callable), "a function that takes a record"),
    "salt": (lambda value: isinstance(value, str), "text"),
}
