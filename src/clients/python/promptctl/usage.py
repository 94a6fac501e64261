"""The tokens of one answer, from the counts of whoever gave it."""

from __future__ import annotations

from typing import Any, Optional

Tokens = dict[str, Optional[int]]


def read_tokens(usage: Any) -> Optional[Tokens]:
    """Our form, or a provider's: {input, output, cached, cache_write, reasoning}. None is not measured.

    Input is everything that was read, caches included; output everything that was written, reasoning included.
    """
    usage = _as_dict(usage)
    if _count(usage, "input") is not None and _count(usage, "output") is not None:
        fields = ("input", "output", "cached", "cache_write", "reasoning")
        return {field: _count(usage, field) for field in fields}
    if _count(usage, "prompt_tokens") is not None:
        return _chat_completions(usage)
    if _count(usage, "input_tokens") is not None:
        detailed = isinstance(usage.get("input_tokens_details"), dict)
        return _responses(usage) if detailed else _messages(usage)
    return None


def _as_dict(usage: Any) -> dict[str, Any]:
    """Providers' libraries in Python hand out models of pydantic."""
    try:
        said = usage if isinstance(usage, dict) else usage.model_dump()
        return said if isinstance(said, dict) else {}
    except Exception:
        return {}


def add_tokens(left: Optional[Tokens], right: Optional[Tokens]) -> Optional[Tokens]:
    """A sum with a part that was not measured is not measured."""
    if left is None or right is None:
        return None
    return {field: _add(left[field], right[field]) for field in left}


def _add(left: Optional[int], right: Optional[int]) -> Optional[int]:
    return None if left is None or right is None else left + right


def _chat_completions(usage: dict[str, Any]) -> Tokens:
    cached = _count(usage, "prompt_tokens_details", "cached_tokens")
    return {
        "input": _sum(usage, "prompt_tokens"),
        "output": _sum(usage, "completion_tokens"),
        "cached": _count(usage, "prompt_cache_hit_tokens") if cached is None else cached,
        "cache_write": _count(usage, "prompt_tokens_details", "cache_write_tokens"),
        "reasoning": _count(usage, "completion_tokens_details", "reasoning_tokens"),
    }


def _responses(usage: dict[str, Any]) -> Tokens:
    return {
        "input": _sum(usage, "input_tokens"),
        "output": _sum(usage, "output_tokens"),
        "cached": _count(usage, "input_tokens_details", "cached_tokens"),
        "cache_write": None,
        "reasoning": _count(usage, "output_tokens_details", "reasoning_tokens"),
    }


def _messages(usage: dict[str, Any]) -> Tokens:
    """Anthropic counts what was read from and written to caches beside the input."""
    return {
        "input": _sum(usage, "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"),
        "output": _sum(usage, "output_tokens"),
        "cached": _count(usage, "cache_read_input_tokens"),
        "cache_write": _count(usage, "cache_creation_input_tokens"),
        "reasoning": None,
    }


def _sum(usage: dict[str, Any], *names: str) -> int:
    return sum(_count(usage, name) or 0 for name in names)


def _count(usage: Any, *path: str) -> Optional[int]:
    for name in path:
        usage = usage.get(name) if isinstance(usage, dict) else None
    return usage if isinstance(usage, int) and not isinstance(usage, bool) else None
