"""A contract as one immutable unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .errors import BadBundle
from .format import OtherFormat
from .names import digest_of
from .strict_json import is_text, read_json

FORMAT = "promptctl/bundle/1"

Tool = dict[str, Any]


@dataclass(frozen=True)
class Contract:
    """One agent's behaviour, with the defaults that the bundle leaves out. Its parts are plain JSON."""

    name: str
    model: dict[str, Any]
    variables: dict[str, dict[str, Any]]
    #: Pieces of the system text, and whether each is taken as it is.
    system: tuple[tuple[str, bool], ...]
    messages: list[dict[str, Any]]
    tools: list[Tool]
    output: Optional[dict[str, Any]]
    guardrails: list[dict[str, Any]]
    budgets: dict[str, Any]
    stop_reasons: list[str]
    knowledge: list[dict[str, Any]]
    sessions: dict[str, Any]

    def tool_named(self, name: str) -> Optional[Tool]:
        """The tool that answers to a name: its own, or one of its old ones."""
        return next((tool for tool in self.tools if answers_to(tool, name)), None)

    def tool_name_of(self, name: str) -> str:
        """A name that nothing answers to stays as it is."""
        tool = self.tool_named(name)
        return name if tool is None else str(tool["name"])


@dataclass(frozen=True)
class Bundle:
    """Bytes that were verified, and what they say."""

    digest: str
    data: bytes
    contract: Contract


def answers_to(tool: Tool, name: str) -> bool:
    """Wherever a contract names a tool, its aliases mean it too."""
    return tool["name"] == name or name in tool["aliases"]


def open_bundle(data: bytes, digest: str, contract: str) -> Bundle:
    """Opens bytes that were asked for by digest, for one contract. Raises BadBundle."""
    actual = digest_of(data)
    if actual != digest:
        raise BadBundle(f"{digest} is no bundle: its bytes are {actual}")
    try:
        document = read_json(data)
    except ValueError as error:
        raise BadBundle(f"{digest} is no bundle: {error}") from None
    opened = open_document(document, digest)
    if opened.name != contract:
        raise BadBundle(f"{digest} is of the contract {opened.name}, not {contract}")
    return Bundle(digest, data, opened)


def open_document(document: Any, name: str = "it") -> Contract:
    """The contract in a bundle's document. Raises BadBundle."""
    if not isinstance(document, dict):
        raise BadBundle(f"{name} is no bundle: it is not a JSON object")
    if document.get("format") != FORMAT:
        other = OtherFormat(document.get("format"), FORMAT)
        raise BadBundle(f"{name} is no bundle: {other}", is_later=other.is_later)
    if not is_text(document.get("contract")) or not isinstance(document.get("model"), dict):
        raise BadBundle(f"{name} is no bundle: it names no contract and model")
    output = document.get("output")
    return Contract(
        name=document["contract"],
        model=document["model"],
        variables=_object(document.get("variables")),
        system=_system(document.get("system")),
        messages=_objects(document.get("messages")),
        tools=[{**_TOOL, **tool} for tool in _objects(document.get("tools"))],
        output={**_OUTPUT, **output} if isinstance(output, dict) else None,
        guardrails=[{**_GUARDRAIL, **guardrail} for guardrail in _objects(document.get("guardrails"))],
        budgets={**_BUDGETS, **_object(document.get("budgets"))},
        stop_reasons=document.get("stop_reasons") or [],
        knowledge=_objects(document.get("knowledge")),
        sessions={**_SESSIONS, **_object(document.get("sessions"))},
    )


# What a field means when nobody wrote it: a bundle leaves it out then.
_TOOL: Tool = {
    "name": "",
    "description": "",
    "effect": "destructive",
    "aliases": [],
    "input": {"type": "object"},
    "output": None,
    "annotations": {},
    "stop_reason": None,
    "provider_tool": None,
    "contract": None,
}
_OUTPUT = {"enforce": "provider", "readers": "strict"}
_GUARDRAIL: dict[str, Any] = {"tool": None, "effect": [], "when": None, "unless_called": []}
_BUDGETS: dict[str, Any] = {
    "max_steps": None,
    "max_tool_calls": None,
    "max_tokens": None,
    "max_seconds": None,
    "max_spend_usd": None,
    "max_calls_per_tool": {},
}
_SESSIONS = {"on_change": "pin", "attended": True}


def _system(value: Any) -> tuple[tuple[str, bool], ...]:
    if isinstance(value, str):
        return ((value, False),)
    return tuple(
        (part["literal"], True) if isinstance(part.get("literal"), str) else (str(part.get("text", "")), False)
        for part in _objects(value)
    )


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
