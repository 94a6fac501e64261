"""Formats of JSON Schema. One that nobody knows says nothing; one that only others know cannot be judged."""

from __future__ import annotations

import datetime
import ipaddress
import re
from typing import Callable

_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))", re.ASCII | re.IGNORECASE)
_HOSTNAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE
)
_MAILBOX = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_URI = re.compile(
    r"[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?\[\]@!$&'()*+,;=]|%[0-9a-f]{2})+"
    r"(?:#(?:[a-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9a-f]{2})*)?",
    re.IGNORECASE,
)
_DATE_PART = r"(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)"
_TIME_PART = r"T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)"
_DURATION = re.compile(rf"P(?:\d+W|{_DATE_PART}(?:{_TIME_PART})?|{_TIME_PART})", re.ASCII)


def _is_date(text: str) -> bool:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is None:
        return False
    try:
        # The year 0 is one, and Python knows none; it leaps as 2000 does.
        datetime.date.fromisoformat(text if text[:4] != "0000" else f"2000{text[4:]}")
        return True
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    found = _TIME.fullmatch(text)
    if found is None:
        return False
    hour, minute, second = (int(part) for part in found.groups()[:3])
    offset_hour, offset_minute = int(found[5] or 0), int(found[6] or 0)
    if hour > 23 or minute > 59 or second > 60 or offset_hour > 23 or offset_minute > 59:
        return False
    if second < 60:
        return True
    # A leap second is the last one of a day in UTC.
    offset = (-1 if found[4] == "-" else 1) * (offset_hour * 60 + offset_minute)
    return (hour * 60 + minute - offset) % 1440 == 1439


def _is_date_time(text: str) -> bool:
    date, separator, time = text[:10], text[10:11], text[11:]
    return separator in ("T", "t", " ") and _is_date(date) and _is_time(time)


def _is_email(text: str) -> bool:
    name, _, host = text.rpartition("@")
    return len(name) <= 64 and _MAILBOX.fullmatch(name) is not None and _HOSTNAME.fullmatch(host) is not None


def _is_ipv4(text: str) -> bool:
    parts = text.split(".")
    return len(parts) == 4 and all(re.fullmatch("[0-9]{1,3}", part) and int(part) < 256 for part in parts)


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
        return "%" not in text
    except ValueError:
        return False


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "time": _is_time,
    "date-time": _is_date_time,
    "duration": lambda text: _DURATION.fullmatch(text) is not None,
    "email": _is_email,
    "hostname": lambda text: _HOSTNAME.fullmatch(text) is not None,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "uri": lambda text: _URI.fullmatch(text) is not None,
    "uuid": lambda text: _UUID.fullmatch(text) is not None,
}

#: The TypeScript client judges these.
ELSEWHERE = frozenset(
    "uri-reference uri-template url regex json-pointer json-pointer-uri-fragment relative-json-pointer".split()
)
