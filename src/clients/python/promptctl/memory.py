"""What a session knows of its earlier runs, as plain JSON that is stored with the pin: the same in every client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .bundle import Tool, answers_to
from .errors import BadMemory
from .strict_json import is_text, is_whole, same_json

FORMAT = "promptctl/memory/1"


@dataclass
class Memory:
    """How many runs there were, tools called with success, and the calls that a person said yes to."""

    turn: int = 0
    called: set[str] = field(default_factory=set)
    approved: list[dict[str, Any]] = field(default_factory=list)

    def is_approved(self, tool: Tool, arguments: dict[str, Any]) -> bool:
        """This call and no other: they saw its arguments. A tool that was renamed meanwhile is the same tool."""
        return any(answers_to(tool, one["tool"]) and same_json(one["arguments"], arguments) for one in self.approved)

    def to_json(self) -> dict[str, Any]:
        """To be stored after each run."""
        called, approved = sorted(self.called), list(self.approved)
        return {"format": FORMAT, "turn": self.turn, "called": called, "approved": approved}


def read_memory(value: Any) -> Memory:
    """Nothing is a fresh one. Raises BadMemory."""
    if value is None:
        return Memory()
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BadMemory(f"this memory of a session cannot be used: it is not of the format {FORMAT}")
    turn: Any = value.get("turn")
    called: Any = value.get("called")
    approved: Any = value.get("approved")
    whole = (
        is_whole(turn)
        and turn >= 0
        and isinstance(called, list)
        and all(map(is_text, called))
        and isinstance(approved, list)
        and all(_is_approval(one) for one in approved)
    )
    if not whole:
        raise BadMemory("this memory of a session cannot be used: a field is missing")
    return Memory(int(turn), set(called), list(approved))


def _is_approval(value: Any) -> bool:
    return isinstance(value, dict) and is_text(value.get("tool")) and isinstance(value.get("arguments"), dict)
