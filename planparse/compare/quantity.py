"""Arithmetic of commitments: rhythm and period on one footing, ends of ranges, which way is better."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.plan import Meta, Period, Target
from planparse.compare.measures import Measure
from planparse.compare.words import Phrases, Tokens, table, tokenize

Move = Literal["rise", "fall", "level"]
_SUM = 1e9
_TIMES_A_YEAR = {"year": 1, "quarter": 4, "month": 12}


@cache
def _phrases(room: str, name: str) -> Phrases:
    return Phrases((tokenize(form), tokenize(form)) for form in table()[room][name])


def same(a: float | None, b: float | None) -> bool:
    """Whether two figures are the same, give or take the rounding of the machine."""
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def ends(target: Target) -> tuple[float, float]:
    """The lower and the upper end; for a single figure the same."""
    low = target.value if target.value is not None else 0.0
    return low, (target.upper if target.upper is not None else low)


def move(measure: Measure) -> Move:
    """Whether the figure is a rise, a fall by so much, or the level to be reached.

    `giảm tỷ lệ hộ nghèo xuống dưới 4,5%` names the level that it falls to, `giảm 34 hộ nghèo` the fall.
    """
    target = measure.target
    if target.direction == "increase":
        return "rise"
    if target.direction != "decrease":
        return "level"
    if target.comparator in ("<", "<=") or _ends_in_level_word(measure):
        return "level"
    return "fall"


def _ends_in_level_word(measure: Measure) -> bool:
    near = {*tokenize(measure.before[-40:])[-2:], *tokenize(measure.target.text)[:2]}
    levels = {word for form in table()["polarity"]["levels"] for word in tokenize(form)[:1]}
    return not near.isdisjoint(levels)


def more_is_better(measure: Measure) -> bool:
    """Whether a higher figure asks for more; False for rates of poverty, accidents and their like."""
    target = measure.target
    if move(measure) in ("rise", "fall"):
        return True
    if target.direction == "decrease" or target.comparator in ("<", "<="):
        return False
    if target.comparator in (">", ">="):
        return True
    return not _is_ill(tokenize(target.indicator))


def _is_ill(tokens: Tokens) -> bool:
    """Whether what is measured is an ill: its name heads the indicator and nobody is helped by it."""
    if _phrases("polarity", "helped").found(tokens):
        return False
    ills = _phrases("polarity", "lower")
    heads = sorted((tokenize(head) for head in table()["polarity"]["heads"]), key=len, reverse=True)
    for _ in range(4):
        if ills.at(tokens, 0):
            return True
        head = next((head for head in heads if tokens[: len(head)] == head), None)
        if head is None:
            return False
        tokens = tokens[len(head) :]
    return False


@cache
def _each() -> Phrases:
    norms = table()["norms"]
    pairs = (tokenize(f"{each} {of}") for each in norms["each"] for of in norms["of"])
    return Phrases((pair, pair) for pair in pairs)


def _for_each(tokens: Tokens) -> bool:
    """Whether something is set for each of its kind: `mỗi xóm`, `từng hộ`."""
    return bool(_each().found(tokens))


def is_norm(measure: Measure) -> bool:
    """Whether the figure is so much for each head, household or unit, which no level hands on in shares."""
    target = measure.target
    near = tokenize(f"{measure.before} {target.text} {target.indicator} {measure.after}")
    # Nobody gets a billion: `hỗ trợ mức đóng 32 tỷ đồng` is a sum.
    is_sum = measure.kind == "money" and (target.value or 0.0) >= _SUM
    if not is_sum and _phrases("norms", "phrases").found(near):
        return True
    # What stands behind a comma is about the next figure: `250 hội nghị, mỗi xã ít nhất 01 hội nghị`.
    if _for_each(tokenize(f"{measure.before} {target.text} {measure.after.partition(',')[0]}")):
        return True
    # A cell of a table holds the figure alone: `Số đợt ra quân của mỗi xã`.
    if not measure.before and _for_each(tokenize(target.indicator)):
        return True
    if (measure.target.unit or "").lower() in table()["norms"]["often"]:
        return True
    for text in (measure.target.text, measure.target.unit or "", measure.after[:30]):
        _, slash, behind = text.partition("/")
        if slash and _phrases("norms", "per").found(tokenize(behind)[:2]):
            return True
    return False


def _years(period: Period | None) -> int | None:
    if period is None or period.start is None or period.end is None:
        return None
    return max(1, period.end - period.start + 1)


@dataclass(frozen=True, slots=True)
class Footing:
    """Both figures for the same stretch of time: what to multiply each by, and whether it is the period."""

    parent: float
    local: float
    whole_period: bool


def footing(parent: Measure, local: Measure, parent_meta: Meta, local_meta: Meta) -> Footing | None:
    """How to put two figures of different rhythm or period on one footing; None where nothing is known.

    `500 mỗi năm` over five years is `2.500 cả giai đoạn`. Levels (`tỷ lệ … đạt 75%`) do not add up.
    """
    p, q = parent.target, local.target
    if parent.kind == "rate" and (move(parent) == "level" or move(local) == "level"):
        return None
    own = _years(p.period) or _years(parent_meta.period)
    theirs = _years(q.period) or _years(local_meta.period)
    if p.per and q.per:
        return Footing(_TIMES_A_YEAR[p.per], _TIMES_A_YEAR[q.per], whole_period=False)
    if p.per:
        years = theirs or own
        return Footing(_TIMES_A_YEAR[p.per] * years, 1, whole_period=True) if years else None
    if q.per:
        years = own or theirs
        return Footing(1, _TIMES_A_YEAR[q.per] * years, whole_period=True) if years else None
    if own and theirs and own != theirs:
        return Footing(theirs / own, 1, whole_period=False)
    return None
