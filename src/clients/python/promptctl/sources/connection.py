"""One GET over `http.client`, under a deadline that holds for all of it.

A socket's own timeout begins anew with each byte that drips, so what is left is set before every read. Each
request has a connection of its own: what was kept could have been closed meanwhile.
"""

from __future__ import annotations

import base64
import io
import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Optional
from urllib.parse import SplitResult, unquote

from ..deadline import Deadline

_CHUNK = 65_536


@dataclass(frozen=True)
class Origin:
    """Whom to ask: what is sent along is meant for nobody else."""

    scheme: str
    host: str
    port: int

    @staticmethod
    def of(parts: SplitResult) -> Origin:
        """Raises ValueError where the port is no number."""
        scheme = parts.scheme.lower()
        return Origin(scheme, parts.hostname or "", parts.port or (443 if scheme == "https" else 80))

    @staticmethod
    def basic(parts: SplitResult) -> str:
        """Credentials of an address, as a header."""
        pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    @property
    def name(self) -> str:
        """As it stands in an address, without what is usual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == (443 if self.scheme == "https" else 80)
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}"


class Response:
    """Status and headers, and the body in pieces."""

    def __init__(self, raw: socket.socket, response: HTTPResponse) -> None:
        self._raw, self._response = raw, response
        self.status: int = response.status
        self.headers: dict[str, str] = {name.lower(): value for name, value in response.getheaders()}

    def chunks(self) -> Iterator[bytes]:
        """Raises HTTPException where it breaks off."""
        while True:
            data = self._response.read(_CHUNK)
            if not data:
                break
            yield data
        # `read` says nothing of a body that is shorter than promised.
        if self._response.length:
            raise HTTPException(f"{self._response.length} bytes are missing")

    def close(self) -> None:
        """What was not read is of no interest."""
        self._response.close()
        self._raw.close()


def get(origin: Origin, target: str, headers: dict[str, str], deadline: Deadline) -> Response:
    """Raises OSError, HTTPException."""
    raw = _connect(origin, deadline)
    try:
        connection = HTTPConnection(origin.host, origin.port)
        connection.default_port = 443 if origin.scheme == "https" else 80
        connection.sock = _Limited(raw, deadline)
        connection.putrequest("GET", target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return Response(raw, connection.getresponse())
    except BaseException:
        raw.close()
        raise


class _Limited:
    """As much of a socket as `http.client` needs."""

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        self._raw, self._deadline = raw, deadline

    def sendall(self, data: Any) -> None:
        self._raw.settimeout(self._deadline.remaining())
        self._raw.sendall(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._deadline))

    def close(self) -> None:
        """`http.client` lets go before the body is read; whoever reads it closes."""


class _Reader(io.RawIOBase):
    """Reads until the deadline, however slowly bytes drip."""

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._raw, self._deadline = raw, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(self._deadline.remaining())
        return self._raw.recv_into(buffer)


def _connect(origin: Origin, deadline: Deadline) -> socket.socket:
    """To one address after the other; a black hole takes its share of the time, and not all of it."""
    addresses = _resolve(origin, deadline)
    last: Optional[OSError] = None
    for index, (family, address) in enumerate(addresses):
        raw = socket.socket(family, socket.SOCK_STREAM)
        try:
            raw.settimeout(deadline.remaining() / (len(addresses) - index))
            raw.connect(address)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if origin.scheme != "https":
                return raw
            raw.settimeout(deadline.remaining())
            return ssl.create_default_context().wrap_socket(raw, server_hostname=origin.host)
        except OSError as error:
            raw.close()
            last = error
    raise last or OSError(f"{origin.host} has no address")


def _resolve(origin: Origin, deadline: Deadline) -> list[tuple[int, Any]]:
    """A name server that does not answer has no deadline of its own."""
    answers: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM))
        except Exception as error:  # It is raised where it is waited for.
            answers.put(error)

    threading.Thread(target=ask, name="promptctl-resolve", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.remaining())
    except queue.Empty:
        raise TimeoutError(f"the name {origin.host} was not resolved within {deadline.seconds:g} s") from None
    if isinstance(found, Exception):
        raise found
    return [(family, address) for family, _, _, _, address in found]
