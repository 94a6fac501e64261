"""A static place as `promptctl publish` writes it, behind any web server."""

from __future__ import annotations

import email.utils
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Optional
from urllib.parse import SplitResult, urljoin, urlsplit

from ..deadline import Deadline
from ..errors import UsageError
from .answer import MOST_BUNDLE, MOST_POINTER, Answer, bad_content, unreachable
from .connection import Origin, Response, get

_PLAIN = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "cache-control": "no-cache",
    "connection": "close",
    "user-agent": "promptctl-python",
}
_MOST_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class _Whole:
    """What was fetched, decoded, with its headers in lower case."""

    data: bytes
    headers: dict[str, str]


class HttpSource:
    """A query of the address goes with every request, as object stores want it."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        try:
            known = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            known = False
        if not known:
            raise UsageError(f'the source {url!r} is no address; write source="https://prompts.example.com/live"')
        self._origin = Origin.of(parts)
        self._folder = parts.path.rstrip("/")
        self._query = f"?{parts.query}" if parts.query else ""
        self._headers = {**{name.lower(): value for name, value in headers.items()}, **_PLAIN}
        if parts.username is not None and "authorization" not in self._headers:
            self._headers["authorization"] = Origin.basic(parts)
        # A query may hold what nobody should read in a log, and so may what stands before an @.
        self.name = f"{self._origin.name}{self._folder}"

    def pointer(self, path: str, validator: Optional[str], deadline: Deadline) -> Answer:
        """A 304 counts only where a validator was sent."""
        answer = self._fetch(path, {} if validator is None else {"if-none-match": validator}, MOST_POINTER, deadline)
        if answer.kind == "unchanged" and validator is None:
            # A cache on the way is confused, and is asked once more.
            answer = self._fetch(path, {"pragma": "no-cache"}, MOST_POINTER, deadline)
        return self._unasked(path) if answer.kind == "unchanged" and validator is None else answer

    def bundle(self, path: str, deadline: Deadline) -> Answer:
        """By its path, which is its digest."""
        answer = self._fetch(path, {}, MOST_BUNDLE, deadline)
        return self._unasked(path) if answer.kind == "unchanged" else answer

    def _unasked(self, path: str) -> Answer:
        return unreachable(f"{self.name}/{path} says that nothing changed, and was not asked that")

    def _fetch(self, path: str, extra: dict[str, str], most: int, deadline: Deadline) -> Answer:
        target = f"{self._folder}/{path}{self._query}"
        where = f"{self.name}/{path}"
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = get(self._origin, target, {**self._headers, **extra}, deadline)
            except (OSError, HTTPException, ValueError) as error:
                return unreachable(f"{where} could not be reached: {error or type(error).__name__}")
            try:
                followed = self._target(response, target)
                if followed is None:
                    return _read(response, where, most)
                target = followed
            except (OSError, HTTPException) as error:
                return unreachable(f"{where} could not be read: {error or type(error).__name__}")
            finally:
                response.close()
        return unreachable(f"{where} sends on more than {_MOST_REDIRECTS} times")

    def _target(self, response: Response, target: str) -> Optional[str]:
        """Only on the same origin: what is sent along is meant for nobody else."""
        location = response.headers.get("location")
        if response.status not in _REDIRECTS or location is None:
            return None
        try:
            parts = urlsplit(urljoin(f"{self._origin.name}{target}", location))
            same = Origin.of(parts) == self._origin and parts.username is None
        except ValueError:
            return None
        return _target_of(parts) if same else None


def _target_of(parts: SplitResult) -> str:
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _read(response: Response, where: str, most: int) -> Answer:
    status, headers = response.status, response.headers
    if status == 304:
        return Answer("unchanged")
    if status in (404, 410):
        return Answer("missing")
    if status in (203, 204, 206):
        return bad_content(f"{where} answers with status {status}, and not with a whole file")
    if status != 200:
        to = headers.get("location")
        sent = "" if to is None else f" and sends to {re.split('[?#]', to)[0][:200]}, which is not followed"
        return unreachable(f"{where} answers with status {status}{sent}", _retry_after(headers))
    try:
        data = _collect(_decoded(response.chunks(), headers.get("content-encoding", "")), most)
    except (zlib.error, _NotDecoded) as error:
        return bad_content(f"{where} is not encoded as it says: {error}")
    if data is None:
        return unreachable(f"{where} is larger than {most} bytes")
    return Answer("bytes", data, validator=_validator_of(headers))


class _NotDecoded(ValueError):
    """Bytes in an encoding that nobody asked for, or half of one."""


def _decoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """In pieces of bounded size, so that a small answer cannot fill the memory."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from chunks
        return
    if name not in ("gzip", "x-gzip"):
        raise _NotDecoded(f"{encoding[:40]!r} was not asked for")
    decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for chunk in chunks:
        while chunk:
            # Several of them in a row are one.
            if decoder.eof:
                decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
            yield decoder.decompress(chunk, 65_536)
            chunk = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    if not decoder.eof:
        raise _NotDecoded("it breaks off")


def _collect(chunks: Iterator[bytes], most: int) -> Optional[bytes]:
    """None where there is more."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > most:
            return None
    return bytes(data)


def _validator_of(headers: Mapping[str, str]) -> Optional[str]:
    """Echoed as it came; what is longer than any server's own is somebody's joke."""
    etag = headers.get("etag", "")
    return etag if 0 < len(etag) <= 1024 else None


def _retry_after(headers: Mapping[str, str]) -> Optional[float]:
    """RFC 9110, 10.2.3: seconds, or a date, which is compared with the server's own clock."""
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,9})?", after, re.ASCII):
        return float(after)
    try:
        until, now = (email.utils.parsedate_to_datetime(date) for date in (after, headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
