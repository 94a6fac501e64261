"""Bundles of pinned sessions that no pointer names any more: in memory, in the cache, at the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

from .attempt import Failed, fetch_bundle
from .bundle import Bundle
from .cache import DiskCache
from .deadline import Deadline
from .errors import PinUnavailable
from .sources import Source

#: How many are kept in memory.
_MOST = 64


class PinnedBundles:
    """Finds the bundle of a pin, and keeps what it found. Threads of the host come at once."""

    def __init__(self, contract: str, places: Sequence[Source], cache: Optional[DiskCache]) -> None:
        self._contract, self._places, self._cache = contract, places, cache
        self._kept: dict[str, Bundle] = {}

    def keep(self, bundles: Iterable[Bundle]) -> None:
        """Conversations that were opened with them will come back.

        It is swapped as a whole, without a lock that a forked child could inherit: of two at once one may be
        forgotten, and is found again.
        """
        kept = dict(self._kept)
        for bundle in bundles:
            kept.pop(bundle.digest, None)
            kept[bundle.digest] = bundle
        self._kept = dict(list(kept.items())[-_MOST:])

    def find(self, digest: str, seconds: float) -> Bundle:
        """`seconds` is the deadline of each place that is asked. Raises PinUnavailable."""
        found = self._kept.get(digest) or (None if self._cache is None else self._cache.bundle(digest))
        if found is None:
            found = self._fetch(digest, seconds)
            self._store(found)
        self.keep([found])
        return found

    def _fetch(self, digest: str, seconds: float) -> Bundle:
        reasons = []
        for place in self._places:
            found = fetch_bundle(place, self._contract, digest, Deadline(seconds))
            if not isinstance(found, Failed):
                return found
            reasons.append(found.refusal.why)
        why = "; ".join(reasons)
        raise PinUnavailable(f"the bundle {digest} that this session is pinned to is not available: {why}")

    def _store(self, bundle: Bundle) -> None:
        """A full disk must not keep a conversation from going on."""
        try:
            if self._cache is not None:
                self._cache.keep(bundle)
        except OSError:
            pass
