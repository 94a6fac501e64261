"""Templates: the Mustache subset of the specification, rendered strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Optional, Union

from .errors import BadTemplate
from .strict_json import is_number, number_text

_STANDARD = ("{{", "}}")
_DEEPEST = 32
_SPACE = " \t\r\n"
_BLANK = " \t\r"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_][A-Za-z0-9_-]*)*")
_KINDS = {"#": "section", "^": "inverted", "/": "close", "!": "comment", "=": "delimiters", "&": "variable"}
_FOREIGN = "><$*"


@dataclass(frozen=True)
class Variable:
    """`{{name}}`"""

    name: str


@dataclass(frozen=True)
class Section:
    """`{{#name}} … {{/name}}`, and `{{^name}}` where it is inverted."""

    name: str
    inverted: bool
    children: list[Node] = field(default_factory=list)


Node = Union[str, Variable, Section]


def render_template(text: str, values: dict[str, Any]) -> str:
    """A name without a value is an error, never raw text and never nothing. Raises BadTemplate."""
    return _render(parse_template(text), values) if "{{" in text else text


@lru_cache(maxsize=1024)
def parse_template(text: str) -> list[Node]:
    """Raises BadTemplate at the first fault."""
    root: list[Node] = []
    open_sections: list[Section] = []
    delimiters = _STANDARD
    position = 0
    while True:
        tag = _next_tag(text, position, delimiters)
        if tag is None:
            break
        start, end, kind, body = tag
        line = None if kind in ("variable", "foreign") else _whole_line(text, start, end)
        first, last = line or (start, end)
        here = open_sections[-1].children if open_sections else root
        if first > position:
            here.append(text[position:first])
        position = last
        if kind == "comment":
            if body.startswith("--") and not body.endswith("--"):
                raise _bad("a comment ends at its first `}}`")
        elif kind == "delimiters":
            delimiters = _read_delimiters(body)
        elif kind == "foreign":
            # The end of a raw block says nothing new.
            if not body.startswith("/"):
                raise _bad(f"`{body[:60]}` is not part of the template language")
        elif kind == "close":
            if not open_sections:
                raise _bad(f"`{body[:60]}` closes a section that is not open")
            if open_sections.pop().name != body:
                raise _bad(f"`{body[:60]}` closes another section than the one opened last")
        else:
            if not _is_name(body):
                raise _bad(f"`{body[:60]}` is no name")
            if kind == "variable":
                here.append(Variable(body))
                continue
            if len(open_sections) >= _DEEPEST:
                raise _bad(f"sections are nested deeper than {_DEEPEST} levels")
            section = Section(body, kind == "inverted")
            here.append(section)
            open_sections.append(section)
    if open_sections:
        raise _bad(f"the section `{open_sections[-1].name}` is never closed")
    if position < len(text):
        root.append(text[position:])
    return root


def _next_tag(text: str, position: int, delimiters: tuple[str, str]) -> Optional[tuple[int, int, str, str]]:
    """Where the next tag begins and ends, its kind, and what it says."""
    opening, closing = delimiters
    start = text.find(opening, position)
    if start == -1:
        return None
    inner, kind, sigil = start + len(opening), "variable", 0
    if delimiters == _STANDARD and text.startswith("{{{{", start):
        inner, kind, closing = start + 4, "foreign", "}}}}"
    elif delimiters == _STANDARD and text.startswith("{{{", start):
        # Mustache's unescaped form; nothing is ever escaped here.
        inner, closing = start + 3, "}}}"
    else:
        sign = text[inner : inner + 1]
        if sign in _KINDS:
            kind, sigil = _KINDS[sign], 1
        elif sign and sign in _FOREIGN:
            kind, sigil = "foreign", 1
        if kind == "delimiters":
            closing = f"={closing}"
    stop = text.find(closing, inner + (1 if kind == "delimiters" else 0))
    if stop == -1:
        raise _bad(f"`{opening}` is opened and never closed with `{delimiters[1]}`")
    return start, stop + len(closing), kind, text[inner + sigil : stop].strip(_SPACE)


def _whole_line(text: str, start: int, end: int) -> Optional[tuple[int, int]]:
    """A tag that has its line for itself takes the line with it."""
    first, last = start, end
    while first > 0 and text[first - 1] in _BLANK:
        first -= 1
    if first > 0 and text[first - 1] != "\n":
        return None
    while last < len(text) and text[last] in _BLANK:
        last += 1
    if last < len(text) and text[last] != "\n":
        return None
    return first, min(last + 1, len(text))


def _read_delimiters(body: str) -> tuple[str, str]:
    parts = re.split("[ \t\r\n]+", body)
    if len(parts) != 2 or "=" in body:
        raise _bad("these are not two delimiters")
    return parts[0], parts[1]


def _is_name(name: str) -> bool:
    if name == ".":
        return True
    # Words of Handlebars would pass as names.
    reserved = name in ("else", "this") or name.startswith("this.")
    return len(name) <= 128 and _NAME.fullmatch(name) is not None and not reserved


def _render(nodes: list[Node], context: Any) -> str:
    return "".join(_render_node(node, context) for node in nodes)


def _render_node(node: Node, context: Any) -> str:
    if isinstance(node, str):
        return node
    value = _look_up(node.name, context)
    if isinstance(node, Variable):
        return _say_value(node.name, value)
    if isinstance(value, bool):
        return "" if value is node.inverted else _render(node.children, context)
    if not isinstance(value, (list, tuple)):
        raise _bad(f"the section `{node.name}` takes a list or a boolean")
    if node.inverted:
        return "" if value else _render(node.children, context)
    return "".join(_render(node.children, item) for item in value)


def _look_up(name: str, context: Any) -> Any:
    if name == ".":
        return context
    for step in name.split("."):
        if not isinstance(context, dict) or step not in context:
            raise _bad(f"the variable `{name}` has no value")
        context = context[step]
    return context


def _say_value(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_number(value):
        return number_text(value)
    raise _bad(f"the variable `{name}` is not text, a number or a boolean")


def _bad(why: str) -> BadTemplate:
    return BadTemplate(f"the template cannot be rendered: {why}")
