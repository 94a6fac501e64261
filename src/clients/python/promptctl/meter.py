"""What one run has used so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass
class Meter:
    """Budgets are per run; `succeeded` are the tools called with success in the whole session."""

    steps: int = 0
    tool_calls: int = 0
    calls_per_tool: dict[str, int] = field(default_factory=dict)
    tokens: int = 0
    seconds: float = 0
    #: US dollars.
    spend: float = 0
    succeeded: set[str] = field(default_factory=set)

    def start_run(self) -> Meter:
        """A user message begins one."""
        return Meter(succeeded=self.succeeded)

    def copy(self) -> Meter:
        """One of its own."""
        return replace(self, calls_per_tool=dict(self.calls_per_tool), succeeded=set(self.succeeded))

    def count_call(self, tool: str, succeeded: bool) -> None:
        """One call of a tool, by the tool's own name."""
        self.tool_calls += 1
        self.calls_per_tool[tool] = self.calls_per_tool.get(tool, 0) + 1
        if succeeded:
            self.succeeded.add(tool)
