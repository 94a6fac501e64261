"""What a client refuses to do, each with the code that every client uses."""

from __future__ import annotations


class PromptctlError(Exception):
    """The base of all of them; `code` is the same word in every language."""

    code = "ERROR"


class UsageError(PromptctlError):
    """An option of `connect` that cannot be meant."""

    code = "USAGE"


class NotReady(PromptctlError):
    """Nothing that could be verified: neither at the source, nor in the cache, nor baked in."""

    code = "NOT_READY"


class Halted(PromptctlError):
    """The contract, or the bundle that a session would get, was taken away."""

    code = "HALTED"


class TooOld(PromptctlError):
    """The source has confirmed nothing for longer than `max_age`."""

    code = "TOO_OLD"


class PinUnavailable(PromptctlError):
    """The bundle of a pin is nowhere: the session must not move to another one in silence."""

    code = "PIN_UNAVAILABLE"


class BadPin(PromptctlError):
    """What was stored is no pin of this contract."""

    code = "BAD_PIN"


class BadBundle(PromptctlError):
    """Bytes that are not the bundle they should be. It never reaches a host: it is a refusal."""

    code = "BAD_BUNDLE"

    def __init__(self, message: str, is_later: bool = False) -> None:
        super().__init__(message)
        #: It is of a format that a later client may read.
        self.is_later = is_later


class BadTemplate(PromptctlError):
    """A template, or a value for it, that cannot be rendered."""

    code = "BAD_TEMPLATE"


class UnknownProvider(PromptctlError):
    """A provider in whose words nothing is known."""

    code = "UNKNOWN_PROVIDER"


class BadMemory(PromptctlError):
    """What was stored is no memory of a session."""

    code = "BAD_MEMORY"
