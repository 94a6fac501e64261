"""The last known good on disk, two generations of it: what a restart begins with when the source is down."""

from __future__ import annotations

import datetime
import os
import re
import secrets
import time
from typing import Optional

from .accept import Expected, Heard, Snapshot, accept_pointer, needs_of, serve_all, serve_older
from .bundle import Bundle, open_bundle
from .errors import BadBundle
from .names import bundle_path, pointer_path
from .sources.answer import MOST_BUNDLE, MOST_POINTER
from .sources.file import read_capped
from .state import iso_time

_LEFTOVER = re.compile(r"\.\d+\.[0-9a-f]{8}$", re.ASCII)


class DiskCache:
    """The layout is that of a published place, and the same for every client."""

    def __init__(self, folder: str, expected: Expected) -> None:
        self._folder, self._expected = folder, expected
        self._newest = os.path.join(folder, pointer_path(expected.contract, expected.label))
        self._older = f"{self._newest[:-5]}.previous.json"
        self._confirmed_file = f"{self._newest[:-5]}.confirmed"
        self._confirmed = float("-inf")

    def load(self) -> Optional[tuple[Snapshot, Optional[float]]]:
        """What was known, and when it was confirmed last (seconds since the epoch).

        Verified again: a disk is not trusted more than a network. Where bundles of the newest pointer are
        missing, the one before it is served, and the newest one still says what must not come again.
        """
        _remove_leftovers(os.path.dirname(self._newest))
        newest, older = self._pointer(self._newest), self._pointer(self._older)
        first = newest or older
        if first is None:
            return None
        whole = self._whole(first)
        if whole is None:
            before = None if older is None else self._whole(older)
            whole = serve_older(first, None if before is None else before.serving)
        # Of an older pointer nobody knows when it was confirmed, nor what the newest one withdrew.
        return whole, None if newest is None else _read_time(self._confirmed_file)

    def bundle(self, digest: str) -> Optional[Bundle]:
        """Unreadable is as good as absent: the source has it too."""
        try:
            data = read_capped(os.path.join(self._folder, bundle_path(digest)), MOST_BUNDLE)
            return None if data is None else open_bundle(data, digest, self._expected.contract)
        except (OSError, BadBundle):
            return None

    def keep(self, bundle: Bundle) -> None:
        """A bundle that only pinned sessions still need. Raises OSError."""
        if self.bundle(bundle.digest) is None:
            _replace_file(os.path.join(self._folder, bundle_path(bundle.digest)), bundle.data)

    def store(self, snapshot: Snapshot) -> None:
        """Bundles first, the pointer last; a pointer in a shared cache never goes back. Raises OSError."""
        serving, newest = snapshot.serving, snapshot.newest
        for bundle in () if serving is None else serving.bundles.values():
            self.keep(bundle)
        there = self._pointer(self._newest)
        if there is not None and there.pointer.serial >= newest.pointer.serial:
            return
        if serving is not None and serving.heard is not newest:
            older: Optional[Heard] = serving.heard
        else:
            older = there if there is not None and self._whole(there) is not None else None
        if older is not None:
            _replace_file(self._older, older.data)
        _replace_file(self._newest, newest.data)

    def confirm(self, at: float) -> None:
        """When the source last confirmed; written down once a minute at most. Raises OSError."""
        if self._confirmed <= at < self._confirmed + 60:
            return
        _replace_file(self._confirmed_file, f"{iso_time(at)}\n".encode())
        self._confirmed = at

    def _pointer(self, path: str) -> Optional[Heard]:
        try:
            data = read_capped(path, MOST_POINTER)
        except OSError:
            return None
        accepted = None if data is None else accept_pointer(None, data, self._expected)
        return accepted if isinstance(accepted, Heard) else None

    def _whole(self, heard: Heard) -> Optional[Snapshot]:
        bundles: dict[str, Bundle] = {}
        for digest in needs_of(heard):
            bundle = self.bundle(digest)
            if bundle is None:
                return None
            bundles[digest] = bundle
        return serve_all(heard, bundles)


def _read_time(path: str) -> Optional[float]:
    try:
        text = (read_capped(path, 100) or b"").decode("ascii").strip()
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    except (OSError, ValueError):
        return None


def _replace_file(path: str, data: bytes) -> None:
    """Several processes may share a cache: each writes a file of its own and renames it."""
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.replace(temporary, path)
    except BaseException:
        _remove(temporary)
        raise


def _remove_leftovers(folder: str) -> None:
    """What a process left behind that was killed between the two: by our own names only, and an hour old."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if _LEFTOVER.search(name) and _changed(path) < time.time() - 3600:
            _remove(path)


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return float("inf")


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        pass
