"""Where JSON Schema keeps schemas inside a schema; everything else is data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ONE_SCHEMA = frozenset(
    "additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems "
    "unevaluatedProperties additionalItems".split()
)
SCHEMAS = frozenset("allOf anyOf oneOf prefixItems items".split())
MAPS = frozenset("$defs definitions dependentSchemas patternProperties properties".split())


def schema_parts(schema: Any, depth: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    """A schema and every schema in it, and how many objects each is a property inside of."""
    if not isinstance(schema, dict):
        return
    yield schema, depth
    for keyword, value in schema.items():
        if keyword in MAPS and isinstance(value, dict):
            for one in value.values():
                yield from schema_parts(one, depth + (keyword == "properties"))
        elif keyword in SCHEMAS and isinstance(value, list):
            for one in value:
                yield from schema_parts(one, depth)
        elif keyword in ONE_SCHEMA:
            yield from schema_parts(value, depth)
