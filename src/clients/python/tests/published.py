"""A published folder in the test's hand."""

from __future__ import annotations

import json
import shutil
import tempfile
import unittest
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Optional

from promptctl.client import Client, connect
from promptctl.names import bundle_path, digest_of
from promptctl.poller import Doors

from .spec import VECTORS, bytes_of

DIGESTS = {name: digest_of(text.encode()) for name, text in VECTORS["given"].items()}


def seal(**parts: Any) -> bytes:
    """A bundle of support in its canonical form."""
    model = {"provider": "openai", "name": "gpt-5-mini-2026-01-15"}
    document = {"format": "promptctl/bundle/1", "contract": "support", "model": model, **parts}
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class HandDrivenDoors(Doors):
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> float:
        return 1_795_176_000.0 + self.passed

    def elapsed(self) -> float:
        return self.passed

    def random(self) -> float:
        # Nothing is polled behind the test's back.
        return 0.999


class PublishedCase(unittest.TestCase):
    """Each test has a place and a cache of its own."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="promptctl-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.live, self.cache = self.folder / "live", self.folder / "cache"
        self.pointer_file = self.live / "labels" / "support" / "prod.json"
        self.doors = HandDrivenDoors()

    def publish(self, pointer: Optional[dict[str, Any]] = None, bundles: Iterable[bytes] = (), **case: Any) -> None:
        """The given bundles and more, then the pointer."""
        for data in [text.encode() for text in VECTORS["given"].values()] + list(bundles):
            self.write(self.live / bundle_path(digest_of(data)), data)
        self.write(self.pointer_file, bytes_of(case, pointer))

    def write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def connected(self, **options: Any) -> Client:
        """A client that polls only when it is asked to."""
        given = {"source": f"file:{self.live}", "interval": 3600, "doors": self.doors, **options}
        client = connect(contract="support", label="prod", **given)
        self.addCleanup(client.close)
        return client
