"""JSON as every client reads it: one text, one value, whatever the language."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_LARGEST = sys.float_info.max


def read_json(data: bytes) -> Any:
    """The value of a JSON document in UTF-8.

    Python's reader takes more than JSON and keeps what others lose: here a key that stands twice, NaN,
    Infinity, a number that no double holds and other encodings are refused, and numbers are doubles.

    Raises ValueError.
    """
    try:
        return json.loads(
            # One byte order mark is passed over.
            data.decode("utf-8-sig"),
            object_pairs_hook=_without_duplicates,
            parse_int=_read_number,
            parse_float=_read_number,
            parse_constant=_refuse_constant,
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def is_number(value: Any) -> bool:
    """True and False are numbers in Python, and nowhere else."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """1.0 is a whole number in JSON."""
    return is_number(value) and (isinstance(value, int) or value.is_integer())


def is_json(value: Any, levels: int = 100) -> bool:
    """Whether a host's value is one that JSON can say. Nobody nests deeper, and a stack has an end."""
    if value is None or isinstance(value, (str, bool)):
        return True
    if isinstance(value, (int, float)):
        # A double has to hold it.
        return -_LARGEST <= value <= _LARGEST
    if isinstance(value, list):
        return levels > 0 and all(is_json(item, levels - 1) for item in value)
    if isinstance(value, dict):
        return levels > 0 and all(isinstance(key, str) and is_json(item, levels - 1) for key, item in value.items())
    return False


def is_text(value: Any) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def same_json(left: Any, right: Any) -> bool:
    """Equality of meaning: the order of keys does not count, 1 is 1.0, and neither is True."""
    if is_number(left) and is_number(right):
        return bool(left == right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(value, right[key]) for key, value in left.items())
    return type(left) is type(right) and bool(left == right)


def number_text(value: float) -> str:
    """A number as RFC 8785 and JavaScript write it."""
    number = float(value)
    if number == 0:
        return "0"
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    written = whole + fraction
    digits = written.lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(written) - len(digits))
    return ("-" if number < 0 else "") + _place_point(digits.rstrip("0"), point)


def _place_point(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"


def utf8(text: str) -> bytes:
    """The bytes of a text; half of a surrogate pair becomes U+FFFD, as the Encoding Standard has it."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return re.sub("[\ud800-\udfff]", "\ufffd", joined).encode("utf-8")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("it says something twice")
    return value


def _read_number(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"the number {text[:20]}… has no end")
    return int(number) if number.is_integer() else number


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")
