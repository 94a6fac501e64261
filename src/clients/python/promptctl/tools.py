"""Tools in the words of a provider: what stands under `tools` in a request."""

from __future__ import annotations

from typing import Any, Callable, Optional

from .bundle import Tool
from .errors import UnknownProvider
from .walk import MAPS, ONE_SCHEMA, SCHEMAS, schema_parts

Declaration = dict[str, Any]


def export_tools(provider: str, tools: list[Tool]) -> list[Declaration]:
    """A tool that only another provider has is left out. Raises UnknownProvider."""
    if provider not in _DECLARE:
        raise UnknownProvider(f"there is no provider {provider}; known are {', '.join(_DECLARE)}")
    declare, called = _DECLARE[provider]
    declared = [declare(tool) for tool in tools if tool["provider_tool"] is None]
    if provider == "gemini":
        own = [one for tool in tools for one in _own(tool, called)]
        return ([{"functionDeclarations": declared}] if declared else []) + own
    return [one for tool in tools for one in ([declare(tool)] if tool["provider_tool"] is None else _own(tool, called))]


def _own(tool: Tool, called: tuple[str, ...]) -> list[Declaration]:
    """What a map of several providers says for this one."""
    entries = (tool["provider_tool"] or {}).items()
    return [value for name, value in entries if name in called and isinstance(value, dict)][:1]


def _openai(tool: Tool) -> Declaration:
    parameters = _arguments(tool["input"])
    # Left out, strict is tried as true, and the schema is rewritten: every argument would be demanded.
    strict = _is_strict(parameters)
    return {"type": "function", "name": tool["name"], **_told(tool), "parameters": parameters, "strict": strict}


def _anthropic(tool: Tool) -> Declaration:
    return {"name": tool["name"], **_told(tool), "input_schema": _arguments(tool["input"])}


def _gemini(tool: Tool) -> Declaration:
    answer = {} if tool["output"] is None else {"responseJsonSchema": _ordered(tool["output"])}
    declared = {"name": tool["name"], "description": tool["description"]}
    return {**declared, "parametersJsonSchema": _arguments(tool["input"]), **answer}


def _mcp(tool: Tool) -> Declaration:
    hints = dict(tool["annotations"])
    title = {"title": hints.pop("title")} if "title" in hints else {}
    output = tool["output"]
    answer = {"outputSchema": _ordered(output)} if output is not None and output.get("type") == "object" else {}
    effect = tool["effect"]
    return {
        "name": tool["name"],
        **title,
        **_told(tool),
        "inputSchema": _arguments(tool["input"]),
        **answer,
        # The effect is what permissions go by, so it is what hosts are told.
        "annotations": {**hints, "readOnlyHint": effect == "read", "destructiveHint": effect == "destructive"},
    }


_DECLARE: dict[str, tuple[Callable[[Tool], Declaration], tuple[str, ...]]] = {
    "openai": (_openai, ("openai",)),
    "anthropic": (_anthropic, ("anthropic",)),
    "gemini": (_gemini, ("gemini", "google")),
    "mcp": (_mcp, ("mcp",)),
}


def _told(tool: Tool) -> dict[str, str]:
    return {"description": tool["description"]} if tool["description"] else {}


def _arguments(schema: dict[str, Any]) -> dict[str, Any]:
    """Arguments are always one object, so saying so changes nothing; OpenAI refuses what does not."""
    ordered: dict[str, Any] = _ordered({"type": "object", "properties": {}, **schema})
    return ordered


def _ordered(schema: Any) -> Any:
    """Properties in the order of `propertyOrdering`, which providers know as the order of the keys."""
    if not isinstance(schema, dict):
        return schema
    part = {keyword: _inside(keyword, value) for keyword, value in schema.items()}
    ordering, properties = part.get("propertyOrdering"), part.get("properties")
    if not isinstance(ordering, list) or not isinstance(properties, dict):
        return part
    names = dict.fromkeys([name for name in ordering if name in properties] + list(properties))
    rest = {keyword: value for keyword, value in part.items() if keyword != "propertyOrdering"}
    return {**rest, "properties": {name: properties[name] for name in names}}


def _inside(keyword: str, value: Any) -> Any:
    if keyword in SCHEMAS and isinstance(value, list):
        return [_ordered(one) for one in value]
    if keyword in ONE_SCHEMA:
        return _ordered(value)
    if keyword in MAPS and isinstance(value, dict):
        return {name: _ordered(one) for name, one in value.items()}
    return value


_OPENAI_KEYWORDS = frozenset(
    "type properties required additionalProperties items enum anyOf $ref $defs $schema title description "
    "propertyOrdering definitions const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum "
    "minItems maxItems".split()
)
_OPENAI_FORMATS = "date-time time date duration email hostname ipv4 ipv6 uuid".split()


def _is_strict(schema: dict[str, Any]) -> bool:
    """OpenAI, "Structured outputs", "Supported schemas"."""
    parts = list(schema_parts(schema))
    whole = (
        schema.get("type") == "object"
        and "anyOf" not in schema
        and sum(len(_properties(part)) for part, _ in parts) <= 5000
        and sum(len(part["enum"]) for part, _ in parts if isinstance(part.get("enum"), list)) <= 1000
        and max(depth for _, depth in parts) <= 10
    )
    return whole and all(_is_supported(part) for part, _ in parts)


def _is_supported(part: dict[str, Any]) -> bool:
    properties, form = _properties(part), part.get("format")
    is_object = part.get("type") == "object" or isinstance(part.get("properties"), dict)
    return (
        part.keys() <= _OPENAI_KEYWORDS
        and (not is_object or part.get("additionalProperties") is False)
        and properties.keys() <= set(_required(part))
        and any(keyword in part for keyword in ("type", "anyOf", "$ref"))
        and all(isinstance(one, dict) for one in properties.values())
        and (not isinstance(form, str) or form in _OPENAI_FORMATS)
    )


def _properties(part: dict[str, Any]) -> dict[str, Any]:
    properties: Optional[Any] = part.get("properties")
    return properties if isinstance(properties, dict) else {}


def _required(part: dict[str, Any]) -> list[str]:
    required = part.get("required")
    return [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
