"""JSON Schema 2020-12 by interpretation: the keywords that schemas of tools use.

A keyword that JSON Schema does not have says nothing. One that it has, and that is not judged here, is
never passed over: `UnknownKeyword` is raised, and whoever guards a tool call with it has to deny.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Callable
from urllib.parse import unquote

from .formats import ELSEWHERE, FORMATS
from .pattern import UnknownPattern, compile_pattern
from .strict_json import is_number, is_whole, same_json
from .walk import schema_parts

_DEEPEST = 200
_NOT_JUDGED = frozenset(["unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"])

Fault = tuple[str, str]
Schema = Any


class UnknownKeyword(ValueError):
    """A keyword that constrains and that this client cannot judge."""


def schema_faults(schema: Schema, value: Any) -> list[str]:
    """One sentence per fault, `[]` where the value is valid. Raises UnknownKeyword."""
    return [f"{path[1:] or 'the value'}: {says}" for path, says in _judge(schema, value)]


def matches_schema(schema: Schema, value: Any) -> bool:
    """Raises UnknownKeyword."""
    return not _judge(schema, value)


def _judge(schema: Schema, value: Any) -> list[Fault]:
    try:
        return _Judge(schema).faults(schema, value, "", 0)
    except (TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        # `promptctl` seals no such schema; whoever does gets nothing past it.
        raise UnknownKeyword(f"a keyword has a value that it cannot have: {error}") from None


class _Judge:
    """Judges values by one schema, whose references lead into itself."""

    def __init__(self, root: Schema) -> None:
        self.root = root

    def faults(self, schema: Schema, value: Any, path: str, depth: int) -> list[Fault]:
        if schema is True:
            return []
        if schema is False:
            return [(path, "must not be there.")]
        if not isinstance(schema, dict):
            raise UnknownKeyword("a schema is an object or a boolean")
        if depth > _DEEPEST:
            raise UnknownKeyword("the schema is nested too deep")
        self._refuse_unknown(schema)
        found: list[Fault] = []
        for keyword in schema:
            judge = _KEYWORDS.get(keyword)
            if judge is not None:
                found.extend(judge(self, schema, value, path, depth + 1))
        return found

    def valid(self, schema: Schema, value: Any, depth: int) -> bool:
        return not self.faults(schema, value, "", depth)

    def resolve(self, reference: Any) -> Schema:
        """A part of the schema by its path or its anchor; nothing is ever fetched."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            raise UnknownKeyword(f"$ref: {reference!r} is outside of the schema")
        fragment = unquote(reference[1:])
        if fragment and not fragment.startswith("/"):
            return self._anchored(fragment)
        part = self.root
        for step in fragment.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(part, dict) and step in part:
                part = part[step]
            elif isinstance(part, list) and step.isdigit() and int(step) < len(part):
                part = part[int(step)]
            else:
                raise UnknownKeyword(f"$ref: there is nothing at {reference}")
        return part

    def _anchored(self, name: str) -> Schema:
        for part, _ in schema_parts(self.root):
            if part.get("$anchor") == name:
                return part
        raise UnknownKeyword(f"$ref: there is no anchor {name}")

    def _refuse_unknown(self, schema: dict[str, Any]) -> None:
        for keyword in schema.keys() & _NOT_JUDGED:
            raise UnknownKeyword(keyword)
        if "$id" in schema and schema is not self.root:
            raise UnknownKeyword("$id inside of a schema")


_Keyword = Callable[[_Judge, dict[str, Any], Any, str, int], list[Fault]]


def _at(path: str, step: Any) -> str:
    return f"{path}/{step}"


def _type_name(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "number"


def _type(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    found = _type_name(value)
    if found in wanted or ("integer" in wanted and is_whole(value)):
        return []
    return [(path, f"has to be {' or '.join(map(str, wanted))}, and is {found}.")]


def _enum(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if any(same_json(value, one) for one in schema["enum"]):
        return []
    return [(path, f"has to be one of {schema['enum']}.")]


def _const(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    return [] if same_json(value, schema["const"]) else [(path, f"has to be {schema['const']!r}.")]


def _reference(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    return judge.faults(judge.resolve(schema["$ref"]), value, path, depth)


def _all_of(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    return [fault for one in schema["allOf"] for fault in judge.faults(one, value, path, depth)]


def _any_of(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    answers = [judge.faults(one, value, path, depth) for one in schema["anyOf"]]
    return [] if any(not faults for faults in answers) else [(path, "is none of what may stand here.")]


def _one_of(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    matches = sum(judge.valid(one, value, depth) for one in schema["oneOf"])
    return [] if matches == 1 else [(path, f"has to match one of {len(schema['oneOf'])} forms, and matches {matches}.")]


def _not(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    return [(path, "is what must not stand here.")] if judge.valid(schema["not"], value, depth) else []


def _if(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    branch = "then" if judge.valid(schema["if"], value, depth) else "else"
    return judge.faults(schema.get(branch, True), value, path, depth)


def _required(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    return [(_at(path, name), "is missing.") for name in schema["required"] if name not in value]


def _properties(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    parts = schema["properties"].items()
    return [
        fault
        for name, part in parts
        if name in value
        for fault in judge.faults(part, value[name], _at(path, name), depth)
    ]


def _pattern_properties(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    return [
        fault
        for pattern, part in schema["patternProperties"].items()
        for name in value
        if _search(pattern, name)
        for fault in judge.faults(part, value[name], _at(path, name), depth)
    ]


def _additional_properties(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    patterns = schema.get("patternProperties", {})
    others = (
        name
        for name in value
        if name not in schema.get("properties", {}) and not any(_search(pattern, name) for pattern in patterns)
    )
    part = schema["additionalProperties"]
    return [fault for name in others for fault in judge.faults(part, value[name], _at(path, name), depth)]


def _property_names(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    return [fault for name in value for fault in judge.faults(schema["propertyNames"], name, _at(path, name), depth)]


def _dependent_required(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    wanted = [name for key, names in schema["dependentRequired"].items() if key in value for name in names]
    return [(_at(path, name), "is missing.") for name in wanted if name not in value]


def _dependent_schemas(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, dict):
        return []
    parts = [part for key, part in schema["dependentSchemas"].items() if key in value]
    return [fault for part in parts for fault in judge.faults(part, value, path, depth)]


def _dependencies(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    """Draft-07's word for both."""
    lists = {key: part for key, part in schema["dependencies"].items() if isinstance(part, list)}
    parts = {key: part for key, part in schema["dependencies"].items() if not isinstance(part, list)}
    missing = _dependent_required(judge, {"dependentRequired": lists}, value, path, depth)
    return missing + _dependent_schemas(judge, {"dependentSchemas": parts}, value, path, depth)


def _prefix_items(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, list):
        return []
    pairs = enumerate(zip(schema["prefixItems"], value))
    return [fault for index, (part, item) in pairs for fault in judge.faults(part, item, _at(path, index), depth)]


def _items(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, list):
        return []
    part, first = schema["items"], len(schema.get("prefixItems", []))
    # Draft-07 had a list here, and the others under `additionalItems`.
    if isinstance(part, list):
        listed = _prefix_items(judge, {"prefixItems": part}, value, path, depth)
        others = {"prefixItems": part, "items": schema.get("additionalItems", True)}
        return listed + _items(judge, others, value, path, depth)
    rest = range(first, len(value))
    return [fault for index in rest for fault in judge.faults(part, value[index], _at(path, index), depth)]


def _contains(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, list):
        return []
    found = sum(judge.valid(schema["contains"], item, depth) for item in value)
    least, most = schema.get("minContains", 1), schema.get("maxContains", len(value))
    return [] if least <= found <= most else [(path, f"holds {found} items of the wanted kind.")]


def _unique_items(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, list) or schema["uniqueItems"] is not True:
        return []
    twice = any(same_json(one, other) for index, one in enumerate(value) for other in value[:index])
    return [(path, "holds an item twice.")] if twice else []


def _multiple_of(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    divisor = schema["multipleOf"]
    if not is_number(value) or Decimal(repr(value)) % Decimal(repr(divisor)) == 0:
        return []
    return [(path, f"has to be a multiple of {divisor}.")]


def _pattern(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    if not isinstance(value, str) or _search(schema["pattern"], value):
        return []
    return [(path, f"does not match the pattern {schema['pattern']}.")]


def _format(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
    name = schema["format"]
    if not isinstance(value, str) or (name not in FORMATS and name not in ELSEWHERE):
        return []
    if name in ELSEWHERE:
        raise UnknownKeyword(f"format: {name}")
    return [] if FORMATS[name](value) else [(path, f"is no {name}.")]


def _search(pattern: str, text: str) -> bool:
    try:
        return compile_pattern(pattern).search(text) is not None
    except UnknownPattern as error:
        raise UnknownKeyword(str(error)) from None


def _limit(
    keyword: str,
    measures: Callable[[Any], bool],
    size: Callable[[Any], Any],
    holds: Callable[[Any, Any], bool],
    says: str,
) -> _Keyword:
    def judged(judge: _Judge, schema: dict[str, Any], value: Any, path: str, depth: int) -> list[Fault]:
        if not measures(value) or holds(size(value), schema[keyword]):
            return []
        return [(path, f"{says} {schema[keyword]}.")]

    return judged


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kind)


def _itself(value: Any) -> Any:
    return value


def _least(size: Any, limit: Any) -> bool:
    return bool(size >= limit)


def _most(size: Any, limit: Any) -> bool:
    return bool(size <= limit)


_KEYWORDS: dict[str, _Keyword] = {
    "$ref": _reference,
    "additionalProperties": _additional_properties,
    "allOf": _all_of,
    "anyOf": _any_of,
    "const": _const,
    "contains": _contains,
    "dependencies": _dependencies,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "enum": _enum,
    "exclusiveMaximum": _limit(
        "exclusiveMaximum", is_number, _itself, lambda n, limit: n < limit, "has to be less than"
    ),
    "exclusiveMinimum": _limit(
        "exclusiveMinimum", is_number, _itself, lambda n, limit: n > limit, "has to be more than"
    ),
    "format": _format,
    "if": _if,
    "items": _items,
    "maxItems": _limit("maxItems", _is(list), len, _most, "has too many items: the most is"),
    "maxLength": _limit("maxLength", _is(str), len, _most, "is too long: the most is"),
    "maxProperties": _limit("maxProperties", _is(dict), len, _most, "has too many fields: the most is"),
    "maximum": _limit("maximum", is_number, _itself, _most, "is too much: the most is"),
    "minItems": _limit("minItems", _is(list), len, _least, "has too few items: the least is"),
    "minLength": _limit("minLength", _is(str), len, _least, "is too short: the least is"),
    "minProperties": _limit("minProperties", _is(dict), len, _least, "has too few fields: the least is"),
    "minimum": _limit("minimum", is_number, _itself, _least, "is too little: the least is"),
    "multipleOf": _multiple_of,
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "prefixItems": _prefix_items,
    "properties": _properties,
    "propertyNames": _property_names,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique_items,
}
