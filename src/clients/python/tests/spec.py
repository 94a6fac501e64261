"""The vectors that every client runs: `src/spec`."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Optional

from promptctl.strict_json import read_json

SPEC = Path(__file__).resolve().parents[3] / "spec"


def spec_file(name: str) -> Any:
    """One file of the specification."""
    return read_json((SPEC / name).read_bytes())


VECTORS = spec_file("vectors.json")


def changed(base: dict[str, Any], part: Optional[dict[str, Any]] = None, without: Optional[str] = None) -> Any:
    """What a case begins with, with a part of it changed or a field lost."""
    return {field: value for field, value in {**base, **(part or {})}.items() if field != without}


def bytes_of(case: dict[str, Any], part: Optional[dict[str, Any]] = None) -> bytes:
    """The bytes of a case: said as a text, as bytes, or as a pointer in the form that `promptctl` writes."""
    if "text" in case:
        return str(case["text"]).encode("utf-8", "surrogatepass")
    if "base64" in case:
        return base64.b64decode(case["base64"])
    pointer = changed(VECTORS["pointer"], part, case.get("without"))
    return f"{json.dumps(pointer, indent=2, ensure_ascii=False)}\n".encode()
