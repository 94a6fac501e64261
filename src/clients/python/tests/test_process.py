"""A client as part of somebody's process: it keeps none alive, and is forgotten with its last holder."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import unittest
import weakref
from pathlib import Path

from promptctl import connect

from .published import DIGESTS, PublishedCase

_PACKAGE = Path(__file__).resolve().parents[1]


class ProcessTest(PublishedCase):
    def run_python(self, code: str) -> str:
        """What another process prints, with `live` being the source."""
        script = f"from promptctl import connect\nlive = {f'file:{self.live}'!r}\n{code}"
        environment = {**os.environ, "PYTHONPATH": str(_PACKAGE)}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        self.assertEqual([done.returncode, done.stderr], [0, ""])
        return done.stdout

    def test_a_process_whose_client_is_forgotten_can_exit(self) -> None:
        self.publish()
        printed = self.run_python('client = connect(live, "support", "prod")\nprint(client.open("s").system())')
        self.assertEqual(printed, "old\n")

    @unittest.skipUnless(hasattr(os, "fork"), "no fork here")
    def test_a_child_polls_by_itself(self) -> None:
        self.publish()
        later = self.pointer_file.with_suffix(".later")
        self.publish({"serial": 6, "current": DIGESTS["young"]})
        self.pointer_file.rename(later)
        self.publish()
        printed = self.run_python(f"""
import os, threading, warnings
warnings.simplefilter("ignore")
client = connect(live, "support", "prod", interval=0.02)
if os.fork() == 0:
    came = threading.Event()
    client.on("activated", lambda event: came.set())
    os.replace({str(later)!r}, {str(self.pointer_file)!r})
    came.wait(30)
    print(client.open("s").system(), flush=True)
    os._exit(0)
os.wait()
""")
        self.assertEqual(printed, "young\n")

    def test_nobody_polls_for_a_client_that_nobody_holds(self) -> None:
        self.publish()
        client = connect(f"file:{self.live}", "support", "prod", interval=0.01)
        poller = weakref.ref(client._poller)
        gone = threading.Event()
        weakref.finalize(client._poller, gone.set)
        del client
        for _ in range(1_000):
            gc.collect()
            if gone.wait(0.01):
                break
        self.assertIsNone(poller())
