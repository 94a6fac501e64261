"""What a web place needs beside the faults that `test/clients` runs: encodings, redirects, other protocols."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from promptctl import NotReady

from .published import PublishedCase

Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"content-length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


class HttpTest(PublishedCase):
    def serve(self, answer: Answer = _send) -> str:
        """The published folder behind a server that answers in its own way."""
        live, self.asked = self.live, list[Any]()
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, dict(self.headers)))
                path = live / self.path.lstrip("/").partition("?")[0]
                answer(self, path.read_bytes() if path.is_file() else b"")

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"127.0.0.1:{server.server_port}"

    def test_a_compressed_answer_also_in_several_pieces(self) -> None:
        self.publish()

        def compressed(handler: BaseHTTPRequestHandler, body: bytes) -> None:
            pieces = gzip.compress(body[:50]) + gzip.compress(body[50:])
            _send(handler, pieces, content_encoding="GZIP")

        client = self.connected(source=f"http://{self.serve(compressed)}/")
        self.assertEqual(client.open("s").system(), "old")

    def test_credentials_and_a_query_of_the_address_are_sent_and_not_shown(self) -> None:
        self.publish()
        place = self.serve()
        client = self.connected(source=f"http://ada:se%20cret@{place}/?sig=token", headers={"X-Own": "1"})
        self.assertEqual(client.open("s").system(), "old")
        for path, headers in self.asked:
            self.assertTrue(path.endswith("?sig=token"))
            self.assertEqual([headers["authorization"], headers["x-own"]], ["Basic YWRhOnNlIGNyZXQ=", "1"])
        self.pointer_file.write_bytes(b"{")
        refusal = client.refresh().refusal
        self.pointer_file.unlink()
        missing = client.refresh().refusal
        for one in (refusal, missing):
            self.assertNotRegex(one.why if one else "secret", "token|cret")

    def test_a_redirect_on_the_same_origin_is_followed(self) -> None:
        self.publish()

        def moved(handler: BaseHTTPRequestHandler, body: bytes) -> None:
            if "moved" in handler.path:
                _send(handler, body)
            else:
                _send(handler, b"", 302, location=f"{handler.path}?moved")

        client = self.connected(source=f"http://{self.serve(moved)}")
        self.assertEqual(client.open("s").system(), "old")

    def test_what_is_no_tls_is_not_reached_and_what_was_verified_is_served(self) -> None:
        self.publish()
        source = f"https://{self.serve()}"
        self.assertRaises(NotReady, self.connected, source=source, deadline=5)
        self.connected(cache=str(self.cache)).close()
        client = self.connected(source=source, cache=str(self.cache), deadline=5)
        refusal = client.state().refusal
        self.assertEqual([client.state().kind, refusal and refusal.reason], ["stale", "unreachable"])
        self.assertEqual(client.open("s").system(), "old")

    def test_a_name_that_nobody_has(self) -> None:
        client = self.connected(source="http://nobody.invalid", ready="later", deadline=5)
        refusal = client.state().refusal
        self.assertEqual(refusal and refusal.reason, "unreachable")
