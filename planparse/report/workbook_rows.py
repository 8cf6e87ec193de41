"""The two sides of a finding as cells of a workbook: a table of columns for each type of row.

Figures are numbers, their units stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.plan import Assignment, Citation, Deadline, Plan, Section, Target
from planparse.compare import Comparison, Finding
from planparse.compare.model import FindingType, Group, Row
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.sentences import document
from planparse.report.sheets import Cell, Column, Kind
from planparse.report.told import section_of
from planparse.report.wording import COMPARATORS, capital, measured, place
from planparse.report.wording import due as due_said
from planparse.report.wording import period as period_said

_LONG = 2_000


@dataclass(frozen=True, slots=True)
class _Field:
    """One column for each side: its name in the catalogue, its width, what a row has in it."""

    name: str
    width: float
    kind: Kind
    of: Callable[[Row, Plan, str], Cell]


@dataclass(frozen=True, slots=True)
class _Common:
    """One column for both sides together."""

    name: str
    width: float
    kind: Kind
    of: Callable[[Finding, str], Cell]


def columns(kind: FindingType, lang: str) -> tuple[Column, ...]:
    """The columns of a type behind those of its finding."""
    first, fields, last = _TABLES[kind]
    return (
        *(Column(_head(one.name, lang), one.width, one.kind) for one in first),
        *(
            Column(f"{say(f'report.{side}', lang)}: {say(f'column.{one.name}', lang)}", one.width, one.kind)
            for side in ("parent", "local")
            for one in fields
        ),
        *(Column(_head(one.name, lang), one.width, one.kind) for one in last),
    )


def pair(finding: Finding, comparison: Comparison, lang: str) -> tuple[Cell, ...]:
    """The cells of those columns."""
    first, fields, last = _TABLES[finding.type]
    both = ((finding.parent, comparison.parent), (finding.local, comparison.local))
    return (
        *(one.of(finding, lang) for one in first),
        *(None if row is None else one.of(row, plan, lang) for row, plan in both for one in fields),
        *(one.of(finding, lang) for one in last),
    )


def _head(name: str, lang: str) -> str:
    return capital(say(f"column.{name}", lang))


def _section(row: Row, plan: Plan, lang: str) -> Cell:
    section = section_of(row, plan)
    return None if section is None else place(section.path)


def _page(row: Row, plan: Plan, lang: str) -> Cell:
    return row.span.page


def _text(row: Row, plan: Plan, lang: str) -> Cell:
    if isinstance(row, Assignment):
        return shorten(row.task, _LONG)
    if isinstance(row, Section):
        return shorten(row.title or "", _LONG)
    return shorten(row.text, _LONG)


def _of_target(name: str) -> Callable[[Row, Plan, str], Cell]:
    def cell(row: Row, plan: Plan, lang: str) -> Cell:
        assert isinstance(row, Target)
        if name == "comparator":
            return None if row.value is None else say(COMPARATORS[row.comparator], lang)
        if name == "per":
            return say(f"per.{row.per}", lang) if row.per else None
        if name == "period":
            return period_said(row.period, lang) if row.period else None
        value: Cell = getattr(row, name)
        return inert(value) if isinstance(value, str) else value

    return cell


def _of_citation(name: str) -> Callable[[Row, Plan, str], Cell]:
    def cell(row: Row, plan: Plan, lang: str) -> Cell:
        assert isinstance(row, Citation)
        return inert(getattr(row, name) or "")

    return cell


def _of_assignment(name: str) -> Callable[[Row, Plan, str], Cell]:
    def cell(row: Row, plan: Plan, lang: str) -> Cell:
        assert isinstance(row, Assignment)
        if name == "role":
            return say(f"role.{row.role}", lang)
        if name == "partners":
            return inert("; ".join(row.partners))
        return inert(row.agency)

    return cell


def _due(row: Row, plan: Plan, lang: str) -> Cell:
    assert isinstance(row, Assignment | Deadline)
    if row.due is None:
        return None
    # A whole day is a date, part of one is words.
    return row.due if len(row.due) == len("2026-06-20") and row.due[0] != "-" else due_said(row.due, lang)


def _every(row: Row, plan: Plan, lang: str) -> Cell:
    assert isinstance(row, Deadline)
    return say(f"every.{row.every}", lang) if row.every else None


def _label(row: Row, plan: Plan, lang: str) -> Cell:
    assert isinstance(row, Section)
    return place(row.path)


def _indicator(finding: Finding, lang: str) -> Cell:
    row = finding.parent or finding.local
    return measured(row, _LONG) if isinstance(row, Target) else None


def _document(finding: Finding, lang: str) -> Cell:
    row = finding.parent or finding.local
    return document(row) if isinstance(row, Citation) else None


def _number(finding: Finding, lang: str) -> Cell:
    row = finding.parent or finding.local
    return inert(row.number or "") if isinstance(row, Citation) else None


def _name(finding: Finding, lang: str) -> Cell:
    row = finding.parent or finding.local
    return inert(row.name) if isinstance(row, Group) else None


def _difference(finding: Finding, lang: str) -> Cell:
    """The local figure less the parent's, where both are one figure in one unit."""
    parent, local = finding.parent, finding.local
    if not (isinstance(parent, Target) and isinstance(local, Target)):
        return None
    if parent.value is None or local.value is None or parent.unit != local.unit or parent.per != local.per:
        return None
    if parent.upper is not None or local.upper is not None:
        return None
    return round(local.value - parent.value, 6)


def _share(finding: Finding, lang: str) -> Cell:
    return finding.share


def _allocated(finding: Finding, lang: str) -> Cell:
    return None if finding.yardstick is None else finding.yardstick.value


_PLACE = (_Field("section", 10, "text", _section), _Field("page", 8, "number", _page))
_WORDING = _Field("wording", 44, "text", _text)
_TABLES: dict[FindingType, tuple[tuple[_Common, ...], tuple[_Field, ...], tuple[_Common, ...]]] = {
    "target": (
        (_Common("indicator", 48, "text", _indicator),),
        (
            _Field("comparator", 12, "text", _of_target("comparator")),
            _Field("value", 12, "number", _of_target("value")),
            _Field("upper", 12, "number", _of_target("upper")),
            _Field("unit", 12, "text", _of_target("unit")),
            _Field("per", 11, "text", _of_target("per")),
            _Field("period", 13, "text", _of_target("period")),
            *_PLACE,
            _Field("wording", 30, "text", _text),
        ),
        (
            _Common("difference", 12, "number", _difference),
            _Common("share", 10, "share", _share),
            _Common("allocated", 12, "number", _allocated),
        ),
    ),
    "citation": (
        (_Common("document", 40, "text", _document), _Common("number", 20, "text", _number)),
        (
            _Field("date", 13, "date", _of_citation("date")),
            _Field("issuer", 24, "text", _of_citation("issuer")),
            *_PLACE,
            _WORDING,
        ),
        (),
    ),
    "section": ((), (_Field("label", 10, "text", _label), _WORDING, _PLACE[1]), ()),
    "assignment": (
        (),
        (
            _Field("agency", 26, "text", _of_assignment("agency")),
            _Field("role", 12, "text", _of_assignment("role")),
            _Field("partners", 24, "text", _of_assignment("partners")),
            _WORDING,
            _Field("due", 14, "date", _due),
            *_PLACE,
        ),
        (),
    ),
    "deadline": (
        (),
        (
            _Field("due", 18, "date", _due),
            _Field("every", 14, "text", _every),
            *_PLACE,
            _WORDING,
        ),
        (),
    ),
    "group": (
        (_Common("group", 30, "text", _name),),
        (*_PLACE, _Field("wording", 34, "text", _text)),
        (),
    ),
}
