"""The colours of the matrix of indicator × unit: one class a cell, and a sign that says the same."""

from __future__ import annotations

from typing import Literal

from planparse.compare.rollup import Asked, Fate

Heat = Literal["none", "missing", "unquantified", "weaker", "unclear", "copied", "part", "kept", "stronger"]

# What stands in a cell beside its figure, for whoever does not see colours.
SIGNS: dict[Heat, str] = {
    "none": "", "missing": "✕", "unquantified": "∅", "weaker": "▼", "unclear": "≠", "copied": "≡",
    "part": "", "kept": "✓", "stronger": "▲",
}  # fmt: skip

# The order in which cells without a figure are sorted: the worst first.
RANKS: dict[Heat, int] = {heat: rank for rank, heat in enumerate(SIGNS)}


def heat_of(fate: Fate | None, asked: Asked) -> Heat:
    """What colour a cell gets."""
    if fate is None:
        return "none"
    if fate.status in ("missing", "unquantified", "copied"):
        return fate.status
    if fate.status == "altered":
        return fate.effect if fate.effect in ("weaker", "stronger") else "unclear"
    if fate.status == "apportioned":
        return "part"
    return "kept"
