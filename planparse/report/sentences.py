"""The one sentence of a finding that says what changed, ready to be pasted into an opinion."""

from __future__ import annotations

from extractors.plan import Assignment, Citation, Period, Section, Target
from planparse.compare import Comparison
from planparse.compare.model import Change, Finding, Group, Row
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.wording import (
    COMPARATORS,
    amount,
    capital,
    day,
    due,
    figure,
    issued,
    listing,
    measured,
    names,
    period,
    quantity,
    share,
)

_QUOTE, _INDICATOR = 110, 120
_AGENCY = 80


def sentence(finding: Finding, comparison: Comparison, lang: str) -> str:
    """What a finding says, in ``vi`` or ``en``; whatever it quotes is inert."""
    parent, local = names(comparison.parent.meta, comparison.local.meta, lang)
    arguments = {
        "parent": parent,
        "local": local,
        "Parent": capital(parent),
        "Local": capital(local),
        "see": finding.see or "",
        **_of_rows(finding, lang),
        **_of_message(finding, lang),
    }
    key = finding.message.key
    if key == "diff.target.added" and isinstance(finding.local, Target) and finding.local.value is None:
        key = "diff.target.added-aim"
    return say(key, lang, **arguments)


def _of_rows(finding: Finding, lang: str) -> dict[str, str]:
    either = finding.parent or finding.local
    filled = {
        "parent_text": _quoted(finding.parent, lang),
        "local_text": _quoted(finding.local, lang),
        "details": listing(_details(finding, lang), lang),
    }
    if isinstance(either, Target):
        filled["indicator"] = measured(either, _INDICATOR)
    elif isinstance(either, Citation):
        filled["document"] = document(either)
    elif isinstance(either, Section):
        filled["title"] = shorten(either.title or "", _INDICATOR)
    elif isinstance(either, Assignment):
        rows = (("agency", finding.parent), ("local_agency", finding.local))
        filled |= {name: shorten(row.agency, _AGENCY) for name, row in rows if isinstance(row, Assignment)}
    elif isinstance(either, Group):
        filled["group"] = inert(either.text.lower() or either.name)
    return filled


def _of_message(finding: Finding, lang: str) -> dict[str, str]:
    given = finding.message.arguments
    filled: dict[str, str] = {}
    target = finding.parent if isinstance(finding.parent, Target) else None
    for name, value in given.items():
        if name == "share":
            filled[name] = share(float(value), lang)
        elif name == "issued":
            filled[name] = issued(str(value), lang)
        elif name in ("total", "allocated"):
            filled[name] = quantity(float(value), target.unit if target else None, lang)
        else:
            filled[name] = shorten(str(value), _QUOTE).rstrip(" .;,")
    return filled


def _quoted(row: Row | None, lang: str) -> str:
    """The wording of a row; a figure with the rhythm that stands elsewhere in its sentence."""
    if row is None:
        return ""
    if isinstance(row, Section):
        return shorten(row.title or "", _QUOTE)
    if isinstance(row, Target) and row.value is not None:
        return figure(row, _QUOTE, lang)
    if isinstance(row, Assignment):
        return shorten(row.task, _QUOTE).rstrip(" .;,")
    return shorten(row.text, _QUOTE).rstrip(" .;,")


def document(citation: Citation) -> str:
    """A cited document as one names it: `Kế hoạch số 12/KH-UBND`, `Luật Việc làm`."""
    kind = capital(inert(citation.type))
    # Documents keep their Vietnamese names in every language.
    number = say("report.number", "vi", number=inert(citation.number)) if citation.number else ""
    if citation.number and not citation.name:
        return f"{kind} {number}"
    name = f"{kind} {inert(citation.name)}" if citation.name else inert(citation.text)
    return f"{name} {number}".rstrip()


def _details(finding: Finding, lang: str) -> list[str]:
    """Each field that differs, from what to what; the two ends of a range are one figure."""
    fields = [change.field for change in finding.changes]
    return [
        _detail(change, finding, lang)
        for change in finding.changes
        if "value" not in fields or not (change.field == "upper" or _is_small(change))
    ]


def _is_small(change: Change) -> bool:
    """`đạt` or `ít nhất`: not worth a word where the figure itself differs."""
    return change.field == "comparator" and {change.parent, change.local} == {"=", ">="}


def _detail(change: Change, finding: Finding, lang: str) -> str:
    field = "value" if change.field == "upper" else change.field
    if field == "value" and isinstance(finding.parent, Target) and isinstance(finding.local, Target):
        ends = amount(finding.parent, lang), amount(finding.local, lang)
    else:
        ends = _said(field, change.parent, lang), _said(field, change.local, lang)
    return say(f"change.{field}", lang, parent=ends[0], local=ends[1])


def _said(field: str, value: str | float | Period | None, lang: str) -> str:
    if field == "period":
        return period(value if isinstance(value, Period) else None, lang)
    if field == "comparator":
        return say(COMPARATORS.get(None if value is None else str(value), "comparator.none"), lang)
    if field in ("per", "direction", "role", "every"):
        return say(f"{field}.{value or 'none'}", lang)
    if field == "due":
        return due(None if value is None else str(value), lang)
    if field in ("agency", "task"):
        return shorten(str(value), _QUOTE).rstrip(" .;,")
    if field == "date":
        return day(str(value), lang)
    return inert(str(value)) if value is not None else say("comparator.none", lang)
