"""What the model is given: every template rendered."""

from __future__ import annotations

from typing import Any, Optional

from .bundle import Contract, Tool
from .errors import BadTemplate
from .schema import UnknownKeyword, schema_faults
from .strict_json import is_json
from .template import render_template


def render_system(contract: Contract, values: dict[str, Any]) -> str:
    """The system text."""
    return "".join(text if literal else render_template(text, values) for text, literal in contract.system)


def render_messages(contract: Contract, values: dict[str, Any]) -> list[dict[str, str]]:
    """The turns that stand in the contract."""
    return [{"role": one["role"], "content": render_template(one["content"], values)} for one in contract.messages]


def render_tools(contract: Contract, values: dict[str, Any]) -> list[Tool]:
    """The tools in our own form."""
    return [{**tool, "description": render_template(tool["description"], values)} for tool in contract.tools]


def template_values(
    contract: Contract, variables: dict[str, Any], environment: Optional[dict[str, Any]]
) -> dict[str, Any]:
    """The values that are given, and the defaults of the others. Raises BadTemplate."""
    for name in variables:
        if name not in contract.variables:
            raise BadTemplate(f"the contract {contract.name} declares no variable `{name}`")
    values: dict[str, Any] = {} if environment is None else {"environment": environment}
    for name, schema in contract.variables.items():
        if name not in variables and "default" not in schema:
            raise BadTemplate(f"the variable `{name}` has no value and no default")
        value = variables[name] if name in variables else schema["default"]
        if not is_json(value):
            raise BadTemplate(f"the variable `{name}` is a {type(value).__name__}, and no JSON")
        try:
            faults = schema_faults(schema, value)
        except UnknownKeyword as error:
            raise BadTemplate(f"the variable `{name}` cannot be judged here: {error}") from None
        if faults:
            raise BadTemplate(f"the variable `{name}` is not as declared: {faults[0]}")
        values[name] = value
    return values
