"""Formats of ours: `promptctl/pointer/1`."""

from __future__ import annotations

import re
from typing import Any


class OtherFormat(ValueError):
    """A document of another format than the one that is read here."""

    def __init__(self, found: Any, known: str) -> None:
        super().__init__(f"its format is {found!r}, not {known}")
        #: It is this client that is too old.
        self.is_later = _is_later(found, known)


def _is_later(found: Any, known: str) -> bool:
    _, kind, number = known.split("/")
    match = re.fullmatch("promptctl/([a-z]+)/([0-9]{1,9})", found) if isinstance(found, str) else None
    return match is not None and match[1] == kind and int(match[2]) > int(number)
