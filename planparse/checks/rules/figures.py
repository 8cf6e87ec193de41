"""Figures as the rules about them read and write them."""

from __future__ import annotations

from extractors.vietnamese.numbers import parse_number

NUMBER = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,4})?|\d{1,12}(?:[.,]\d{1,4})?"
"""A figure in Vietnamese notation, as the inside of a group of a pattern."""


def value_of(written: str) -> float:
    """What ``NUMBER`` found, as a number."""
    return parse_number(written, counted=False) or 0.0


def decimals(written: str) -> int:
    """How many decimals a figure is written with."""
    return len(written.partition(",")[2])


def close(one: float, other: float, tolerance: float = 1e-6) -> bool:
    """Whether two figures are the same within ``tolerance``, an absolute amount."""
    return abs(one - other) <= max(tolerance, 1e-9 * max(abs(one), abs(other)))
