"""What a client takes and refuses, one pointer after the other."""

from __future__ import annotations

import shutil
from typing import Any, Optional

from promptctl import Halted, NotReady
from promptctl.client import Client
from promptctl.names import bundle_path, digest_of

from .published import PublishedCase
from .spec import VECTORS, bytes_of


class SequencesTest(PublishedCase):
    def test_sequences(self) -> None:
        for case in VECTORS["sequences"]:
            with self.subTest(case["name"]):
                shutil.rmtree(self.cache, ignore_errors=True)
                self._play(case)

    def _play(self, case: dict[str, Any]) -> None:
        options = {name: case[name] for name in ("floor", "environment") if name in case}
        client: Optional[Client] = None
        for step in case["steps"]:
            self._place(step)
            if step.get("restart") and client is not None:
                client.close()
                client = None
            if step["serial"] is None:
                self.assertRaises(NotReady, self.connected, cache=str(self.cache), **options)
                continue
            if client is None:
                client = self.connected(cache=str(self.cache), **options)
            state = client.refresh()
            self.assertEqual(state.serial, step["serial"])
            reason = None if step["then"] in ("accepted", "unchanged") else step["then"]
            self.assertEqual(None if state.refusal is None else state.refusal.reason, reason)
            if "serves" in step:
                self.assertEqual(client.open("session-1").system(), step["serves"])
            if step.get("opens") is False:
                self.assertRaises(Halted, client.open, "session-1")
            if step.get("opens") is True:
                client.open("session-1")

    def _place(self, step: dict[str, Any]) -> None:
        shutil.rmtree(self.live, ignore_errors=True)
        for name in step.get("bundles", VECTORS["given"]):
            data = VECTORS["given"][name].encode()
            self.write(self.live / bundle_path(digest_of(data)), data)
        if "pointer" not in step or step["pointer"] is not None:
            self.write(self.pointer_file, bytes_of(step, step.get("pointer")))
