"""The example of the README, as it stands there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from promptctl.names import digest_of

from .published import PublishedCase, seal
from .test_client import REFUND


class ReadmeTest(PublishedCase):
    def test_the_example_runs(self) -> None:
        text = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
        [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        system, variables = "You speak with {{customer_name}}.", {"customer_name": {"type": "string"}}
        bundle = seal(system=system, variables=variables, tools=[REFUND])
        self.live = self.folder / ".promptctl" / "live"
        self.pointer_file = self.live / "labels" / "support" / "prod.json"
        self.publish({"current": digest_of(bundle)}, [bundle])
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        known: dict[str, Any] = {}
        # The one place of it that is another on every machine.
        exec(code.replace("/var/cache/promptctl", "cache"), known)
        self.assertEqual([known["system"], known["call"].kind], ["You speak with Ada.", "allow"])
        self.assertEqual(known["record"]["tool_calls"], 1)
        self.assertEqual(known["again"].system({"customer_name": "Ada"}), known["system"])
