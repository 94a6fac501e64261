"""The measure of one run after the other, by a clock that never jumps."""

from __future__ import annotations

import uuid
from typing import Any, Callable, Optional

from .bundle import Contract
from .memory import Memory
from .meter import Meter
from .usage import Tokens, add_tokens


class Run:
    """What a session measures between `before_turn` and `record`."""

    def __init__(self, memory: Memory, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._memory = memory
        self._meter = Meter(succeeded=memory.called)
        self._started: Optional[float] = None
        self.is_running = False
        self._forget()

    def _forget(self) -> None:
        self.run_id = str(uuid.uuid4())
        self.parent_run_id: Optional[str] = None
        self.tokens: Optional[Tokens] = None
        self.spend: Optional[float] = None
        self.answers = 0
        #: Names of tools whose calls were allowed and are not back yet.
        self._under_way: list[str] = []
        self.decisions = {"allow": 0, "confirm": 0, "deny": 0}

    def begin(self, run_id: Optional[str] = None, parent_run_id: Optional[str] = None) -> None:
        """A user message begins a run: budgets start anew."""
        self._forget()
        self.run_id, self.parent_run_id = run_id or self.run_id, parent_run_id
        self._memory.turn += 1
        self._meter = self._meter.start_run()
        self._started = self._elapsed()
        self.is_running = True

    def ensure_begun(self) -> None:
        """A run begins by itself where nobody said so."""
        if not self.is_running:
            self.begin()

    def end(self) -> None:
        """A record without a run is one all the same: of a host that measures by itself."""
        if not self.is_running:
            self.begin()
            self._started = None
        self.meter()
        self.is_running = False

    def meter(self) -> Meter:
        """With the seconds until now."""
        if self.is_running and self._started is not None:
            self._meter.seconds = max(0.0, self._elapsed() - self._started)
        return self._meter

    def judged(self) -> Meter:
        """What a checkpoint judges by: calls that were allowed and are not back count; between two runs, the next one."""
        if not self.is_running:
            return self._meter.start_run()
        judged = self.meter().copy()
        for tool in self._under_way:
            judged.count_call(tool, False)
        return judged

    def allow(self, tool: str) -> None:
        """A call that may be made now: of those beside it none has come back yet."""
        self._under_way.append(tool)

    def back(self, tool: str) -> None:
        """One of those came back."""
        if tool in self._under_way:
            self._under_way.remove(tool)

    def call(self, tool: str, succeeded: bool) -> None:
        """A call that was carried out, or denied."""
        self._meter.count_call(tool, succeeded)

    def answer(self, tokens: Optional[Tokens], spend: Optional[float]) -> None:
        """One answer of the model. What was not measured cannot be counted, and makes no sum."""
        is_first = self.answers == 0
        self.answers += 1
        self._meter.steps += 1
        self._meter.tokens += 0 if tokens is None else (tokens["input"] or 0) + (tokens["output"] or 0)
        self._meter.spend += spend or 0
        self.tokens = tokens if is_first else add_tokens(self.tokens, tokens)
        self.spend = spend if is_first else None if spend is None or self.spend is None else self.spend + spend

    def measured(self) -> dict[str, Any]:
        """The measured part of a run record."""
        begun, meter = self._started is not None, self.meter()
        return {
            "steps": meter.steps if self.answers > 0 else None,
            "tool_calls": meter.tool_calls if begun else None,
            "decisions": dict(self.decisions) if begun else None,
            "tokens": self.tokens,
            "seconds": round(meter.seconds, 6) if begun else None,
            "spend_usd": self.spend,
        }

    def unkept(self, contract: Contract) -> list[str]:
        """Budgets that nobody can keep, because what they limit was not measured."""
        budgets, unmeasured = contract.budgets, []
        if self.answers > 0 and budgets["max_tokens"] is not None and self.tokens is None:
            unmeasured.append("max_tokens: an answer came without its usage")
        if self.answers > 0 and budgets["max_spend_usd"] is not None and self.spend is None:
            unmeasured.append("max_spend_usd: what an answer cost was not said (after_model(…, spend_usd=…))")
        return unmeasured
