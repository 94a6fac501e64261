"""One attempt: asks once, and judges the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, Union

from .accept import Expected, Heard, Refusal, Snapshot, accept_pointer, needs_of, serve_all, serve_older
from .bundle import Bundle, open_bundle
from .deadline import Deadline
from .errors import BadBundle
from .names import bundle_path, pointer_path
from .sources.answer import Answer, Source, unreachable


@dataclass(frozen=True)
class Attempt:
    """What one attempt made of what was known; no refusal means that the source confirmed it."""

    snapshot: Optional[Snapshot]
    refusal: Optional[Refusal]
    #: For the next question, once this is stored.
    validator: Optional[str] = None
    #: Seconds.
    retry_after: Optional[float] = None


def attempt(
    source: Source, held: Optional[Snapshot], expected: Expected, validator: Optional[str], deadline: Deadline
) -> Attempt:
    """Never raises."""
    path = pointer_path(expected.contract, expected.label)
    answer = _asked(source, lambda: source.pointer(path, validator, deadline))
    if answer.kind == "unchanged":
        return Attempt(held, None, validator)
    if answer.kind == "missing":
        why = f"there is no pointer of {expected.label} of {expected.contract} in {source.name}"
        return Attempt(held, Refusal("pointer_missing", why), validator)
    if answer.kind == "failed":
        return Attempt(held, Refusal(answer.reason, answer.why), validator, answer.retry_after)
    accepted = accept_pointer(held, answer.data, expected)
    if accepted is None:
        return Attempt(held, None, answer.validator)
    if isinstance(accepted, Refusal):
        return Attempt(held, accepted, validator)
    fetched = _bundles_for(accepted, source, expected.contract, held, deadline)
    if isinstance(fetched, Failed):
        older = None if held is None else held.serving
        return Attempt(serve_older(accepted, older), fetched.refusal, retry_after=fetched.retry_after)
    return Attempt(serve_all(accepted, fetched), None, answer.validator)


@dataclass(frozen=True)
class Failed:
    """A bundle that did not come."""

    refusal: Refusal
    retry_after: Optional[float] = None


def fetch_bundle(source: Source, contract: str, digest: str, deadline: Deadline) -> Union[Bundle, Failed]:
    """From a source, verified. Never raises."""
    answer = _asked(source, lambda: source.bundle(bundle_path(digest), deadline))
    if answer.kind == "missing":
        return Failed(Refusal("bundle_unavailable", f"{digest} is not in {source.name}"))
    if answer.kind == "failed":
        return Failed(Refusal(answer.reason, answer.why), answer.retry_after)
    try:
        return open_bundle(answer.data, digest, contract)
    except BadBundle as error:
        return Failed(Refusal("unknown_format" if error.is_later else "bad_content", str(error)))


def _bundles_for(
    heard: Heard, source: Source, contract: str, held: Optional[Snapshot], deadline: Deadline
) -> Union[dict[str, Bundle], Failed]:
    """All bundles that a pointer names, verified, or none: parts of two releases never meet."""
    known = {} if held is None or held.serving is None else held.serving.bundles
    bundles: dict[str, Bundle] = {}
    for digest in needs_of(heard):
        bundle = known.get(digest) or fetch_bundle(source, contract, digest, deadline)
        if isinstance(bundle, Failed):
            return bundle
        bundles[digest] = bundle
    return bundles


def _asked(source: Source, ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Exception as error:
        return unreachable(f"{source.name}: {error or type(error).__name__}")
