"""One conversation, with all its parts from one bundle. Nothing here touches the network."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, field
from typing import Any, Callable, Optional

from .bundle import Bundle, Contract, Tool
from .checkpoint import Beside, Checkpoint, Stop, check_tool_call, exceeded_use, spent_step, spent_use
from .memory import Memory
from .names import prompt_id
from .pointer import Pointer
from .render import render_messages, render_system, render_tools, template_values
from .run import Run
from .state import iso_time
from .strict_json import is_json, is_number, utf8
from .tools import export_tools
from .upgrade import upgrade_of
from .usage import read_tokens

Pin = dict[str, Any]
Record = dict[str, Any]


@dataclass(frozen=True)
class Live:
    """What a client knows at this moment."""

    pointer: Pointer
    bundles: dict[str, Bundle]
    #: A sentence where what is known is older than the host allows.
    stale: Optional[str]


@dataclass(frozen=True)
class Surroundings:
    """The outside of a session."""

    live: Callable[[], Live]
    #: Seconds: wall clock, and monotonic.
    now: Callable[[], float]
    elapsed: Callable[[], float]
    #: Takes a record; never raises.
    keep: Callable[[Record], None]
    #: Of the hash of session ids.
    salt: str = ""


@dataclass(frozen=True)
class SessionUpgrade:
    """`kind` is same, upgraded (with the session to go on with), target_changed or in_run (both say why)."""

    kind: str
    session: Optional[Session] = None
    prompt_id: Optional[str] = None
    why: str = ""


@dataclass
class Session:
    """Checkpoints never raise: what they return says what to do."""

    #: Plain JSON, to store with the conversation and to give to `resume`: in any language.
    pin: Pin
    bundle: Bundle = field(repr=False)
    _outside: Surroundings = field(repr=False)
    _memory: Memory = field(repr=False, default_factory=Memory)

    def __post_init__(self) -> None:
        # A tool that was renamed since it was called is the same tool.
        self._memory.called = {self.contract.tool_name_of(name) for name in self._memory.called}
        self._run = Run(self._memory, self._outside.elapsed)
        #: Why the run would end if it were recorded now.
        self._ending: Optional[str] = None
        self._recorded: Record = {}

    @property
    def contract(self) -> Contract:
        """What the bundle says."""
        return self.bundle.contract

    @property
    def prompt_id(self) -> str:
        """What every run logs."""
        return prompt_id(self.contract.name, self.bundle.digest)

    @property
    def model(self) -> dict[str, Any]:
        """Provider, name and settings: a copy, as all that is handed out. A host's edit is of no other session."""
        return copy.deepcopy(self.contract.model)

    @property
    def output(self) -> Optional[dict[str, Any]]:
        """What answers have to look like; None where they are free text."""
        return copy.deepcopy(self.contract.output)

    @property
    def environment(self) -> Optional[dict[str, Any]]:
        """Where the session runs, as its label said when it was opened."""
        environment: Optional[dict[str, Any]] = self.pin["environment"]
        return environment

    @property
    def memory(self) -> dict[str, Any]:
        """Plain JSON beside the pin: what guardrails and approvals of earlier runs left."""
        return self._memory.to_json()

    def system(self, variables: Optional[dict[str, Any]] = None) -> str:
        """The system text. Raises BadTemplate."""
        return render_system(self.contract, self._values(variables))

    def messages(self, variables: Optional[dict[str, Any]] = None) -> list[dict[str, str]]:
        """The turns that stand in the contract. Raises BadTemplate."""
        return render_messages(self.contract, self._values(variables))

    def tools(self, provider: Optional[str] = None, variables: Optional[dict[str, Any]] = None) -> list[dict[str, Any]]:
        """In our own form, or as they stand under `tools` in a request to openai, anthropic, gemini or mcp.

        Raises BadTemplate, UnknownProvider.
        """
        rendered = copy.deepcopy(render_tools(self.contract, self._values(variables)))
        return rendered if provider is None else export_tools(provider, rendered)

    def before_turn(self, run_id: Optional[str] = None, parent_run_id: Optional[str] = None) -> Optional[Stop]:
        """A user message begins a run: budgets start anew."""
        self._run.begin(run_id, parent_run_id)
        return self._checkpoint(lambda: None)

    def before_model(self) -> Optional[Stop]:
        """Before the model is asked again."""
        return self._checkpoint(lambda: spent_step(self.contract, self._run.meter()))

    def before_tool(self, name: str, args: Any) -> Checkpoint:
        """Before every side effect. `args` may be the text that a provider sent."""
        name = str(name)
        self._run.ensure_begun()
        checked = self._check(name, args)
        if checked.kind == "stop":
            return checked
        self._run.decisions[checked.kind] += 1
        if checked.kind == "allow":
            self._run.allow(self.contract.tool_name_of(name))
        if checked.kind == "confirm":
            self._ending = "needs_confirmation"
        if checked.kind == "deny":
            # It is counted, and needs no `after_tool`.
            self._run.call(self.contract.tool_name_of(name), False)
        return checked

    def approve(self, name: str, args: Any) -> Checkpoint:
        """A person said yes to this call: it is allowed for as long as the session lives, with these arguments
        and no others, also where a later contract would not. What is denied already stays denied."""
        checked = self._check(str(name), args)
        if checked.kind != "confirm" or checked.tool is None:
            return checked
        # What a person saw, whatever the host does with its own object.
        seen = copy.deepcopy(checked.arguments)
        self._memory.approved.append({"tool": checked.tool["name"], "arguments": seen})
        return Checkpoint("allow", tool=checked.tool, arguments=checked.arguments)

    def after_tool(self, name: str, succeeded: bool) -> Optional[Stop]:
        """After a call that was carried out. Some tools end the run."""
        name = str(name)
        self._run.ensure_begun()
        self._run.back(self.contract.tool_name_of(name))
        self._run.call(self.contract.tool_name_of(name), succeeded)
        tool = self.contract.tool_named(name)
        if not succeeded or tool is None or tool["stop_reason"] is None:
            return None
        return self._say(Stop(tool["stop_reason"], f"{tool['name']} ended the run"))

    def after_model(self, usage: Any, calls: Optional[int] = None, spend_usd: Optional[float] = None) -> Optional[Stop]:
        """After every answer: its tokens, in our form or as the provider said them.

        `calls` is how many it asks for: with 0 it is the last one, and a budget used up exactly was kept.
        """
        self._run.ensure_begun()
        self._run.answer(read_tokens(usage), spend_usd if is_number(spend_usd) and is_json(spend_usd) else None)
        judge = spent_step if calls is None else exceeded_use if calls == 0 else spent_use
        return self._checkpoint(lambda: judge(self.contract, self._run.meter()))

    def usage(self) -> dict[str, Any]:
        """What the run used so far, or the last one; `unkept` are budgets that could not be kept."""
        return {**self._run.measured(), "unkept": self._run.unkept(self.contract)}

    def record(self, **outcome: Any) -> Record:
        """Completes what was measured, hands it to `connect(records=…)`, and ends the run.

        What only the host knows: stop_reason, stop_reason_raw, steps, tool_calls, tokens, seconds, spend_usd,
        task, variables, outcome, error, calls, transcript. None is "not measured".
        """
        self._run.end()
        default = self._ending or ("finish" if outcome.get("error") is None else "error")
        self._ending = None
        record = {**self._identity(), **self._run.measured(), **{name: None for name in _HOSTS}}
        record["stop_reason"] = default
        record.update({name: value for name, value in outcome.items() if name in _TOLD})
        # Of a record only that: it may hold a transcript.
        self._recorded = {name: record[name] for name in (*_OF_SPANS, "decisions", "tokens")}
        self._outside.keep(record)
        return record

    def attributes(self) -> dict[str, Any]:
        """For a span: OpenTelemetry's names for generative AI, and ours."""
        run, model = self._measured(), self.contract.model
        tokens, decisions = _object(run.get("tokens")), _object(run.get("decisions"))
        # Behind a dot stands one of a provider's addresses: `openai.chat`.
        company = model["provider"].partition(".")[0]
        known = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.provider.name": _PROVIDERS.get(company, company),
            "gen_ai.request.model": model.get("name"),
            "gen_ai.agent.name": self.contract.name,
            "gen_ai.agent.version": self.prompt_id,
            "gen_ai.conversation.id": self._hashed(),
            "gen_ai.usage.input_tokens": tokens.get("input"),
            "gen_ai.usage.output_tokens": tokens.get("output"),
            "gen_ai.usage.cache_read.input_tokens": tokens.get("cached"),
            "gen_ai.usage.cache_creation.input_tokens": tokens.get("cache_write"),
            "gen_ai.usage.reasoning.output_tokens": tokens.get("reasoning"),
            "promptctl.prompt_id": self.prompt_id,
            "promptctl.bundle": self.bundle.digest,
            **{f"promptctl.{name}": self.pin[name] for name in ("label", "serial", "variant", "opened_at")},
            **{f"promptctl.{name}": run.get(name) for name in _OF_SPANS},
            **{f"promptctl.decisions.{name}": number for name, number in decisions.items()},
        }
        # A host may have told anything.
        return {name: value for name, value in known.items() if isinstance(value, str) or is_number(value)}

    def _measured(self) -> Record:
        """The run as it is now, or as it was recorded."""
        if self._recorded.get("run_id") == self._run.run_id:
            return self._recorded
        if not self._run.is_running:
            return {}
        return {"run_id": self._run.run_id, "turn": self._memory.turn - 1, **self._run.measured()}

    def upgrade(self) -> SessionUpgrade:
        """Between two runs: moves to what this conversation is routed to now, where that is safe; else says why."""
        if self._run.is_running:
            return SessionUpgrade("in_run", why="a run is under way: it ends with `record`")
        live = self._outside.live()
        upgrade = upgrade_of(live.pointer, self.pin, self.contract.sessions["on_change"])
        if upgrade.bundle is None:
            return SessionUpgrade("same")
        target, found = prompt_id(self.contract.name, upgrade.bundle), live.bundles.get(upgrade.bundle)
        if upgrade.kind == "target_changed" or found is None:
            return SessionUpgrade("target_changed", None, target, upgrade.why or "its bundle is not here yet")
        pin = {**self.pin, "variant": upgrade.variant, "bundle": upgrade.bundle}
        pin.update(serial=live.pointer.serial, environment=live.pointer.environment)
        return SessionUpgrade("upgraded", Session(pin, found, self._outside, self._memory), target)

    def _values(self, variables: Optional[dict[str, Any]]) -> dict[str, Any]:
        return template_values(self.contract, variables or {}, self.environment)

    def _check(self, name: str, args: Any) -> Checkpoint:
        stop = self._say(self._withdrawal() or spent_use(self.contract, self._run.judged()))
        if stop is not None:
            return Checkpoint("stop", stop_reason=stop.stop_reason, message=stop.message)
        beside = Beside(self._memory.is_approved, self._newer_tools)
        checked = check_tool_call(self.contract, self._run.judged(), name, args, beside)
        if checked.kind == "stop":
            self._ending = checked.stop_reason
        return checked

    def _newer_tools(self) -> list[Tool]:
        live = self._outside.live()
        bundle = live.bundles.get(live.pointer.current)
        return [] if bundle is None else bundle.contract.tools

    def _checkpoint(self, decide: Callable[[], Optional[Stop]]) -> Optional[Stop]:
        self._run.ensure_begun()
        return self._say(self._withdrawal() or decide())

    def _say(self, stop: Optional[Stop]) -> Optional[Stop]:
        self._ending = None if stop is None else stop.stop_reason
        return stop

    def _withdrawal(self) -> Optional[Stop]:
        """What was taken from everyone, pinned sessions included."""
        live = self._outside.live()
        if live.pointer.halted is not None:
            return Stop("halted", live.pointer.halted.reason)
        if self.bundle.digest in live.pointer.revoked:
            return Stop("revoked", live.pointer.revoked[self.bundle.digest])
        # Nobody knows whether it was halted since.
        return None if live.stale is None else Stop("halted", live.stale)

    def _identity(self) -> Record:
        model = self.contract.model
        return {
            "format": "promptctl/run/1",
            "run_id": self._run.run_id,
            "parent_run_id": self._run.parent_run_id,
            "session": self._hashed(),
            # The first is 0, as in golden tasks.
            "turn": self._memory.turn - 1,
            "at": iso_time(self._outside.now()),
            "opened_at": self.pin["opened_at"],
            "contract": self.contract.name,
            "bundle": self.bundle.digest,
            "prompt_id": self.prompt_id,
            **{name: self.pin[name] for name in ("label", "serial", "variant", "environment")},
            "model": f"{model.get('provider')}/{model.get('name')}",
        }

    def _hashed(self) -> Optional[str]:
        """A session's id as records and traces say it; ids that can be guessed need a salt."""
        identity, salt = self.pin["session"], self._outside.salt
        if identity == "":
            return None
        return hashlib.sha256(utf8(f"{salt}\0{identity}" if salt else identity)).hexdigest()


#: What only a host knows.
_HOSTS = ("stop_reason_raw", "task", "variables", "outcome", "error", "calls", "transcript")
_TOLD = frozenset((*_HOSTS, "stop_reason", "steps", "tool_calls", "tokens", "seconds", "spend_usd"))
_OF_SPANS = ("run_id", "turn", "stop_reason", "steps", "tool_calls", "spend_usd")
#: Values of `gen_ai.provider.name` for the names that contracts have for providers; the others are the same.
_PROVIDERS = {
    "amazon-bedrock": "aws.bedrock",
    "azure": "azure.ai.openai",
    "gemini": "gcp.gemini",
    "google": "gcp.gemini",
    "google-vertex": "gcp.vertex_ai",
    "mistral": "mistral_ai",
    "moonshotai": "moonshot_ai",
    "xai": "x_ai",
}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
