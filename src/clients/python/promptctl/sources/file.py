"""A published folder: `file:.promptctl/live`, or a `file:///…` URL."""

from __future__ import annotations

import errno
import os
import stat
from typing import Optional
from urllib.parse import unquote, urlsplit

from ..deadline import Deadline
from .answer import MOST_BUNDLE, MOST_POINTER, Answer


class FileSource:
    """Files have no validators: all is read each time."""

    def __init__(self, url: str) -> None:
        path = unquote(urlsplit(url).path) if url.startswith("file://") else url[len("file:") :]
        self.name = os.path.abspath(path)

    def pointer(self, path: str, validator: Optional[str], deadline: Deadline) -> Answer:
        """Contents decide, never times."""
        return self._read(path, MOST_POINTER)

    def bundle(self, path: str, deadline: Deadline) -> Answer:
        """By its path, which is its digest."""
        return self._read(path, MOST_BUNDLE)

    def _read(self, path: str, most: int) -> Answer:
        data = read_capped(os.path.join(self.name, path), most)
        return Answer("missing") if data is None else Answer("bytes", data)


def read_capped(path: str, most: int) -> Optional[bytes]:
    """Opened once and read from that descriptor: a file that is swapped meanwhile cannot be half of two.

    None where there is none. Raises OSError.
    """
    # Non-blocking: a named pipe would wait for a writer, and no deadline ends an open.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is not a file")
        data = file.read(most + 1) if status.st_size <= most else b""
        if status.st_size > most or len(data) > most:
            raise OSError(f"{path} is larger than {most} bytes")
        return data
