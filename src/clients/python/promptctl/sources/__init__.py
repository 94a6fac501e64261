"""Where pointers and bundles come from. They only fetch: what they are worth is decided elsewhere."""

from __future__ import annotations

from typing import Optional

from ..errors import UsageError
from .answer import Answer, Source
from .file import FileSource

__all__ = ["Answer", "Source", "open_source"]


def open_source(url: str, headers: Optional[dict[str, str]] = None) -> Source:
    """Every kind of source by its scheme. Raises UsageError."""
    scheme = url.partition(":")[0].lower()
    if scheme == "file":
        return FileSource(url)
    if scheme in ("http", "https"):
        # Whoever reads a folder needs nothing of the network.
        from .http import HttpSource

        return HttpSource(url, headers or {})
    raise UsageError(
        f'the source {url!r} is none of file:, http:, https:; write source="https://prompts.example.com/live"'
    )
