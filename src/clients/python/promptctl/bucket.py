"""Which sessions a ramp takes."""

from __future__ import annotations

from .strict_json import utf8

_MASK = 0xFFFFFFFF


def murmur3(data: bytes) -> int:
    """MurmurHash3, x86, 32 bit, seed 0 (Austin Appleby, public domain)."""
    blocks = len(data) - len(data) % 4
    value = 0
    for index in range(0, blocks, 4):
        value ^= _scramble(int.from_bytes(data[index : index + 4], "little"))
        value = (_rotate(value, 13) * 5 + 0xE6546B64) & _MASK
    if blocks < len(data):
        value ^= _scramble(int.from_bytes(data[blocks:], "little"))
    value ^= len(data)
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & _MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & _MASK
    return value ^ (value >> 16)


def bucket_of(salt: str, session: str) -> int:
    """One of 10,000 buckets. NUL parts salt and id, so that no two pairs collide."""
    return murmur3(utf8(f"{salt}\0{session}")) * 10_000 >> 32


def _scramble(block: int) -> int:
    return (_rotate((block * 0xCC9E2D51) & _MASK, 15) * 0x1B873593) & _MASK


def _rotate(value: int, bits: int) -> int:
    return ((value << bits) | (value >> (32 - bits))) & _MASK
