"""Names and digests: they become file names and log lines, so they are checked before they are used."""

from __future__ import annotations

import hashlib
import re
from typing import Any

_DEVICE = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_WORDS = "[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
_CONTRACT = re.compile(f"(?!(?:{_DEVICE})$)(?=.{{1,48}}$){_WORDS}")
_LABEL = re.compile(f"(?!(?:latest|{_DEVICE})$)(?=.{{1,36}}$){_WORDS}")
_DIGEST = re.compile("sha256:[0-9a-f]{64}")


def is_contract_name(value: Any) -> bool:
    """Lower-case words joined by single - or _, 48 characters at most."""
    return isinstance(value, str) and _CONTRACT.fullmatch(value) is not None


def is_label_name(value: Any) -> bool:
    """The same with 36 characters, and not `latest`."""
    return isinstance(value, str) and _LABEL.fullmatch(value) is not None


def is_digest(value: Any) -> bool:
    """`sha256:` and 64 lower-case hex digits."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def digest_of(data: bytes) -> str:
    """The digest of exactly these bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def prompt_id(contract: str, digest: str) -> str:
    """`support@1a2b3c4d5e6f`: what every run logs."""
    return f"{contract}@{digest[7:19]}"


def pointer_path(contract: str, label: str) -> str:
    """Where a pointer lies, at a source and in a cache."""
    return f"labels/{contract}/{label}.json"


def bundle_path(digest: str) -> str:
    """Where a bundle lies, at a source and in a cache."""
    return f"bundles/{digest[7:]}.json"
