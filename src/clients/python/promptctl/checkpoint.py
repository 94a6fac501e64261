"""What to do about a tool call, before it has any effect."""

from __future__ import annotations

import difflib
import operator
from dataclasses import dataclass
from typing import Any, Callable, Optional

from .bundle import Contract, Tool, answers_to
from .meter import Meter
from .schema import UnknownKeyword, matches_schema, schema_faults
from .strict_json import is_json, read_json, utf8


@dataclass(frozen=True)
class Stop:
    """A reason to end the run."""

    stop_reason: str
    message: str


@dataclass(frozen=True)
class Checkpoint:
    """`kind` is allow, confirm, deny or stop. The message of a denial is for the model."""

    kind: str
    #: Whose name it is, whatever the model called it, and with which arguments.
    tool: Optional[Tool] = None
    arguments: Optional[dict[str, Any]] = None
    guardrail: Optional[str] = None
    stop_reason: Optional[str] = None
    message: str = ""


@dataclass(frozen=True)
class Beside:
    """What a checkpoint knows beside the contract and what was used."""

    is_approved: Callable[[Tool, dict[str, Any]], bool] = lambda tool, arguments: False
    #: The tools that new sessions have: one of them may be called by a name that is not known here.
    newer: Callable[[], list[Tool]] = lambda: []


def check_tool_call(contract: Contract, meter: Meter, name: str, args: Any, beside: Beside = Beside()) -> Checkpoint:
    """The order is the promise: budgets, whether the tool exists, its arguments, approvals, guardrails.

    `args` is a dict, or the text that a provider sent.
    """
    tool = contract.tool_named(name)
    spent = _spent_calls(contract, meter, tool)
    if spent is not None:
        return Checkpoint("stop", stop_reason="budget_exceeded", message=spent)
    if tool is None:
        return _denied(_say_unknown(contract, name, beside.newer()))
    arguments = _read_arguments(args)
    if arguments is None:
        return _denied(f"The arguments of {name} are not a JSON object: {_shown(args)}")
    try:
        faults = schema_faults(tool["input"], arguments)
        if faults:
            return _denied(f"The arguments of {name} are not valid: {' '.join(faults)}")
        if beside.is_approved(tool, arguments):
            return Checkpoint("allow", tool=tool, arguments=arguments)
        guardrail = _deciding_guardrail(contract, tool, meter, arguments)
    except UnknownKeyword as error:
        # What cannot be judged is not allowed.
        return _denied(f"The arguments of {name} cannot be judged here ({error}), so this call is not made.")
    if guardrail is None or guardrail["decision"] == "allow":
        return Checkpoint("allow", tool=tool, arguments=arguments)
    if guardrail["decision"] == "confirm":
        return Checkpoint("confirm", tool=tool, arguments=arguments, guardrail=guardrail["id"])
    return _denied(f"The rule {guardrail['id']} does not allow this call of {name}.", guardrail["id"])


def spent_step(contract: Contract, meter: Meter) -> Optional[Stop]:
    """A budget that leaves no room for another step of the model."""
    limit = contract.budgets["max_steps"]
    if limit is not None and meter.steps >= limit:
        return Stop("budget_exceeded", f"the budget of {limit} steps is used up")
    return spent_use(contract, meter)


def spent_use(contract: Contract, meter: Meter) -> Optional[Stop]:
    """A budget of tokens, time or money that leaves no room for anything at all."""
    return _use_beyond(contract, meter, operator.ge)


def exceeded_use(contract: Contract, meter: Meter) -> Optional[Stop]:
    """One of which more was used than there is: also by an answer that needs nothing more."""
    return _use_beyond(contract, meter, operator.gt)


def _use_beyond(contract: Contract, meter: Meter, is_beyond: Callable[[float, float], bool]) -> Optional[Stop]:
    uses = (
        ("max_tokens", meter.tokens, "tokens"),
        ("max_seconds", meter.seconds, "seconds"),
        ("max_spend_usd", meter.spend, "US dollars"),
    )
    for budget, used, unit in uses:
        limit = contract.budgets[budget]
        if limit is not None and is_beyond(used, limit):
            return Stop("budget_exceeded", f"the budget of {limit} {unit} is used up")
    return None


def _spent_calls(contract: Contract, meter: Meter, tool: Optional[Tool]) -> Optional[str]:
    limit = contract.budgets["max_tool_calls"]
    if limit is not None and meter.tool_calls >= limit:
        return f"the budget of {limit} tool calls is used up"
    if tool is None:
        return None
    calls = meter.calls_per_tool.get(tool["name"], 0)
    for name, most in contract.budgets["max_calls_per_tool"].items():
        if answers_to(tool, name) and calls >= most:
            return f"the budget of {most} calls of {name} is used up"
    return None


_STRICTNESS = {"allow": 0, "confirm": 1, "deny": 2}


def _deciding_guardrail(
    contract: Contract, tool: Tool, meter: Meter, arguments: dict[str, Any]
) -> Optional[dict[str, Any]]:
    """Deny beats confirm beats allow; of two that say the same, the first."""
    speaking = [rule for rule in contract.guardrails if _applies(contract, rule, tool, meter, arguments)]
    return max(speaking, key=lambda rule: _STRICTNESS[rule["decision"]], default=None)


def _applies(contract: Contract, rule: dict[str, Any], tool: Tool, meter: Meter, arguments: dict[str, Any]) -> bool:
    if rule["tool"] is not None and not answers_to(tool, rule["tool"]):
        return False
    if rule["effect"] and tool["effect"] not in rule["effect"]:
        return False
    if any(contract.tool_name_of(name) in meter.succeeded for name in rule["unless_called"]):
        return False
    when = rule["when"]
    return when is None or matches_schema(_presence(when), arguments)


def _presence(when: dict[str, Any]) -> dict[str, Any]:
    """Properties that are named in `when` must be there to match."""
    properties, required = when.get("properties", {}), when.get("required", [])
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise UnknownKeyword("a keyword has a value that it cannot have")
    return {**when, "required": [*properties, *required]}


def _say_unknown(contract: Contract, name: str, newer: list[Tool]) -> str:
    """For the model. Sure is only what the newer contract says of its names; likeness is asked, not said."""
    offered = [str(tool["name"]) for tool in contract.tools]
    there = f"The tools are {', '.join(offered)}." if offered else "There are no tools here."
    renamed = next((tool for tool in newer if answers_to(tool, name)), None)
    names = [] if renamed is None else [renamed["name"], *renamed["aliases"]]
    called = next((tool["name"] for tool in contract.tools if any(answers_to(tool, one) for one in names)), None)
    if called is not None:
        return f"There is no tool {name}: here it is called {called}. {there}"
    alike = difflib.get_close_matches(name.lower(), offered, n=1, cutoff=0.75)
    guess = f" Did you mean {alike[0]}?" if alike else ""
    return f"There is no tool {name}.{guess} {there}"


def _read_arguments(args: Any) -> Optional[dict[str, Any]]:
    if args is None or args == "":
        return {}
    if isinstance(args, str):
        try:
            args = read_json(utf8(args))
        except ValueError:
            return None
    return args if isinstance(args, dict) and is_json(args) else None


def _shown(args: Any) -> str:
    """Enough to know which one is meant; what cannot be shown has a name at least."""
    return args[:100] if isinstance(args, str) else f"it is of the type {type(args).__name__}"


def _denied(message: str, guardrail: Optional[str] = None) -> Checkpoint:
    return Checkpoint("deny", guardrail=guardrail, message=message)
