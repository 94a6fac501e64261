"""The runtime client of promptctl: releases for agent behaviour, by a folder or a static web place."""

from .checkpoint import Checkpoint, Stop
from .client import Client, connect
from .errors import (
    BadMemory,
    BadPin,
    BadTemplate,
    Halted,
    NotReady,
    PinUnavailable,
    PromptctlError,
    TooOld,
    UnknownProvider,
    UsageError,
)
from .session import Session, SessionUpgrade
from .state import ClientState

__all__ = [
    "BadMemory",
    "BadPin",
    "BadTemplate",
    "Checkpoint",
    "Client",
    "ClientState",
    "Halted",
    "NotReady",
    "PinUnavailable",
    "PromptctlError",
    "Session",
    "SessionUpgrade",
    "Stop",
    "TooOld",
    "UnknownProvider",
    "UsageError",
    "connect",
]
