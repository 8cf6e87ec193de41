"""Targets prepared for comparison: what each measures, what kind of quantity it is, where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.plan import Per, Plan, Target
from planparse.compare.words import Meaning, Vocabulary, table

QuantityKind = Literal["rate", "money", "count", "none"]

# A clause ends at a semicolon, a line end or a full stop before a space; a figure's dot has none.
_CLAUSE_END = re.compile(r"[;\n]|\.\s")
# So far a clause is followed at most: one endless line must not cost its length for each figure in it.
_REACH = 400

# A second noun stands this close behind the figure.
_LISTED = 40
_SECOND = re.compile(r"\s*(?:,|và\s|hoặc\s|/)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One target with what the comparison looks at.

    ``meaning`` is its indicator, ``named`` that with its beneficiaries, ``around`` the clause about its
    figure, ``whole`` all of it, ``bullet`` what is said before it in its bullet; ``before`` and ``after``
    are the clause on either side of the figure.
    ``place`` is 0 for the first target of its plan and 1 for the last. ``rhythm`` is that of the target;
    in a plan for one year every figure is one of that year.
    """

    target: Target
    kind: QuantityKind
    meaning: Meaning
    named: Meaning
    around: Meaning
    whole: Meaning
    bullet: Meaning
    section: Meaning
    before: str
    after: str
    place: float
    rhythm: Per | None


def quantity_kind(target: Target) -> QuantityKind:
    """Whether a target gives a rate, an amount of money, another count, or no figure at all."""
    if target.value is None:
        return "none"
    unit = (target.unit or "").strip().lower()
    if unit in table()["units"]["rate"]:
        return "rate"
    return "money" if unit in table()["units"]["money"] else "count"


def same_unit(one: Measure, other: Measure) -> bool:
    """Whether two rows count the same: by one word, by words that go for each other, or by both of two nouns.

    `280 thôn` and `3 bản` count hamlets; `120 doanh nghiệp, cơ sở` and `120 cơ sở, doanh nghiệp` the same.
    """
    mine, theirs = unit_name(one.target), unit_name(other.target)
    return mine == theirs or (theirs in second_nouns(one) and mine in second_nouns(other))


def unit_name(target: Target) -> str:
    """The unit in lower case; of units that go for each other one stands for all."""
    unit = (target.unit or "").strip().lower()
    return _unit_names().get(unit, unit)


def second_nouns(measure: Measure) -> str:
    """The words right behind a count that may name more than its unit (``120 doanh nghiệp, cơ sở …``)."""
    listed = measure.kind == "count" and _SECOND.match(measure.after)
    return measure.after[:_LISTED].lower() if listed else ""


@cache
def _unit_names() -> Mapping[str, str]:
    return {form: forms[0] for forms in table()["units"]["same"] for form in forms}


def lineages(plan: Plan) -> Mapping[str, str]:
    """For each section its own title after those of the sections around it."""
    result: dict[str, str] = {}
    last: dict[tuple[str, ...], str] = {}
    for section in plan.sections:
        above = last.get(section.path[:-1], "") if len(section.path) > 1 else ""
        last[section.path] = f"{above} {section.title or ''}".strip()
        result[section.id] = last[section.path]
    return result


def _clause(plan: Plan, target: Target) -> tuple[str, str]:
    """The text of the clause before and after the figure."""
    span = target.span
    if not 0 <= span.block < len(plan.document.blocks):
        return "", ""
    text = plan.document.blocks[span.block].text
    before = text[max(0, span.start - _REACH) : span.start]
    after = text[span.end : span.end + _REACH]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    first = _CLAUSE_END.search(after)
    return before[ends[-1] :] if ends else before, after[: first.start()] if first else after


def _bullet(plan: Plan, target: Target) -> str:
    """The text of the bullet up to the end of the clause about the figure."""
    span = target.span
    if not 0 <= span.block < len(plan.document.blocks):
        return ""
    text = plan.document.blocks[span.block].text
    after = text[span.end : span.end + _REACH]
    first = _CLAUSE_END.search(after)
    end = span.end + (first.start() if first else len(after))
    return text[max(0, span.start - _REACH) : end]


def measures(plan: Plan, vocabulary: Vocabulary) -> tuple[Measure, ...]:
    """The targets and unquantified aims of a plan, in order; baselines are no commitments."""
    lineage = {section: vocabulary.title(title) for section, title in lineages(plan).items()}
    nowhere = vocabulary.title("")
    rows = [target for target in plan.targets if target.kind != "baseline"]
    period = plan.meta.period
    yearly: Per | None = "year" if period and period.start and period.start == period.end else None
    result = []
    for number, target in enumerate(rows):
        before, after = ("", "") if target.kind == "unquantified" else _clause(plan, target)
        clause = target.text if target.kind == "unquantified" else f"{before} {after}"
        around = vocabulary.meaning(clause)
        result.append(
            Measure(
                target=target,
                kind=quantity_kind(target),
                meaning=vocabulary.meaning(target.indicator),
                named=vocabulary.meaning(" ; ".join((target.indicator, *target.group))),
                around=around,
                whole=vocabulary.meaning(f"{target.indicator} ; {clause}"),
                bullet=vocabulary.meaning(_bullet(plan, target)),
                section=lineage.get(target.section or "", nowhere),
                before=before,
                after=after,
                place=number / max(1, len(rows) - 1),
                rhythm=target.per or yearly,
            )
        )
    return tuple(result)
