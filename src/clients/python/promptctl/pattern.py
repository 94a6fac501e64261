"""Regular expressions as JSON Schema means them (ECMA-262, Unicode), in the words of Python's `re`."""

from __future__ import annotations

import re
from functools import lru_cache
from re import Match, Pattern
from typing import Optional


class UnknownPattern(ValueError):
    """A pattern that this client cannot judge: whoever asked must not guess."""


# White space in ECMA-262. Python's own `\s` is ASCII's here, or much more.
_SPACE = "\\t-\\r\\x20\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_NO_SPACE = (
    "\\x00-\\x08\\x0e-\\x1f\\x21-\\x9f\\xa1-\\u167f\\u1681-\\u1fff\\u200b-\\u2027\\u202a-\\u202e"
    "\\u2030-\\u205e\\u2060-\\u2fff\\u3001-\\ufefe\\uff00-\\U0010ffff"
)
_CONTROLS = {"f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_SYNTAX = "^$\\.*+?()[]{}|/"
_GROUP = re.compile(r"\((?:\?(?::|=|!|<=|<!|<(?P<name>[A-Za-z_][A-Za-z0-9_]*)>))?")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})")


@lru_cache(maxsize=1024)
def compile_pattern(source: str) -> Pattern[str]:
    """A pattern to search with. Raises UnknownPattern."""
    try:
        return re.compile(_translate(source), re.ASCII)
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        raise UnknownPattern(f"the pattern {source[:60]!r} is not known here: {error}") from None


def _translate(source: str) -> str:
    out, at = [], 0
    while at < len(source):
        character = source[at]
        group: Optional[Match[str]] = _GROUP.match(source, at)
        quantifier = _QUANTIFIER.match(source, at)
        if character == "\\":
            piece, at = _escape(source, at + 1)
        elif character == "[":
            piece, at = _set(source, at + 1)
        elif group is not None:
            name = group["name"]
            piece, at = (f"(?P<{name}>" if name else group[0]), group.end()
            if piece == "(" and source.startswith("?", at):
                raise UnknownPattern(f"`{source[at - 1 : at + 2]}`")
        elif quantifier is not None:
            piece, at = quantifier[0], quantifier.end()
            if source.startswith("+", at):
                raise UnknownPattern(f"`{piece}+`")
        elif character in "{}":
            raise UnknownPattern(f"`{character}` as a character")
        else:
            piece, at = _ONE.get(character) or re.escape(character), at + 1
        out.append(piece)
    return "".join(out)


# Of these a point is no line end, and `$` is the end: Python lets a line feed follow.
_ONE = {".": "[^\\n\\r\\u2028\\u2029]", "^": "^", "$": "\\Z", "|": "|", ")": ")"}


def _escape(source: str, at: int) -> tuple[str, int]:
    sign = source[at : at + 1]
    if sign in ("d", "D", "w", "W", "b", "B"):
        return f"\\{sign}", at + 1
    if sign == "s":
        return f"[{_SPACE}]", at + 1
    if sign == "S":
        return f"[{_NO_SPACE}]", at + 1
    # A group that took no part is nothing here; Python fails there.
    number = re.compile("[1-9][0-9]*").match(source, at)
    if number is not None:
        return f"(?({number[0]})\\{number[0]}|)", number.end()
    named = re.compile("k<([A-Za-z_][A-Za-z0-9_]*)>").match(source, at)
    if named is not None:
        return f"(?({named[1]})(?P={named[1]})|)", named.end()
    code, at = _character(source, at)
    return re.escape(chr(code)), at


def _set(source: str, at: int) -> tuple[str, int]:
    """What stands between brackets. `[]` is nothing, and `[^]` everything."""
    negated = source.startswith("^", at)
    at += negated
    items = []
    while True:
        if at >= len(source):
            raise UnknownPattern("a set is never closed")
        if source[at] == "]":
            break
        first, at = _item(source, at)
        if source.startswith("-", at) and at + 1 < len(source) and source[at + 1] != "]":
            last, at = _item(source, at + 1)
            if len(first) != 10 or len(last) != 10:
                raise UnknownPattern("a range that ends with a set")
            first = f"{first}-{last}"
        items.append(first)
    if not items:
        return ("(?s:.)" if negated else "(?!)"), at + 1
    return f"[{'^' if negated else ''}{''.join(items)}]", at + 1


def _item(source: str, at: int) -> tuple[str, int]:
    """One item of a set; a character is ten long, as `\\U0000002d`."""
    if source[at] != "\\":
        return f"\\U{ord(source[at]):08x}", at + 1
    sign = source[at + 1 : at + 2]
    if sign in ("d", "D", "w", "W"):
        return f"\\{sign}", at + 2
    if sign in ("s", "S"):
        return (_SPACE if sign == "s" else _NO_SPACE), at + 2
    if sign in ("b", "-"):
        return ("\\U00000008" if sign == "b" else "\\U0000002d"), at + 2
    code, at = _character(source, at + 1)
    return f"\\U{code:08x}", at


def _character(source: str, at: int) -> tuple[int, int]:
    """The code point behind a backslash."""
    sign = source[at : at + 1]
    if sign in _CONTROLS:
        return _CONTROLS[sign], at + 1
    if sign == "c" and re.match("[A-Za-z]", source[at + 1 : at + 2]):
        return ord(source[at + 1]) % 32, at + 2
    if sign == "0" and not source[at + 1 : at + 2].isdigit():
        return 0, at + 1
    if sign and sign in _SYNTAX:
        return ord(sign), at + 1
    found = _HEX.match(source, at)
    if found is None:
        raise UnknownPattern(f"`\\{sign}`")
    code, at = int(found[1] or found[2] or found[3], 16), found.end()
    low = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})").match(source, at)
    if found[3] and 0xD800 <= code < 0xDC00 and low is not None:
        return 0x10000 + ((code - 0xD800) << 10) + (int(low[1], 16) - 0xDC00), low.end()
    return code, at
