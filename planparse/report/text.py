"""A comparison to be read: what matters first, both wordings with their places, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.plan import Assignment, Citation, Deadline, Section
from planparse.compare import TYPES, Comparison
from planparse.compare.model import SEVERITIES, Finding, Group, Row, Severity
from planparse.messages import say
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.lines import Lines, grid
from planparse.report.reviewed import Reviewed
from planparse.report.sentences import document, sentence
from planparse.report.told import (
    STATUSES,
    counts,
    naming,
    sides,
    tag,
    verdict,
    waived_by,
    whereabouts,
    wording,
)
from planparse.report.wording import capital, place
from planparse.waivers import Waived

# Longer lists are in the JSON record.
_LISTED = 12
# Types whose changes are told even where they are only for information.
_TOLD = ("assignment", "deadline")
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}
_HEADS: dict[Severity, str] = {"error": "report.errors", "warning": "report.warnings", "info": "report.infos"}


def write_review(reviewed: Reviewed, options: Options) -> str:
    """The report as text, what was waived at its end."""
    return comparison_text(
        reviewed.comparison,
        options.lang,
        width=options.width,
        colour=options.colour,
        waived=reviewed.waived,
        known=len(reviewed.known),
    )


def comparison_text(
    comparison: Comparison,
    lang: str = "vi",
    *,
    width: int = 80,
    colour: bool = False,
    waived: Sequence[Waived[Finding]] = (),
    known: int = 0,
) -> str:
    """The whole report, ending in a line feed; no line is wider than ``width`` (at least 40)."""
    page = Lines(width, colour)
    _head(page, comparison, lang)
    _totals(page, comparison, lang)
    for severity in SEVERITIES:
        _chapter(page, comparison, severity, lang)
    _lists(page, comparison, lang)
    _kept(page, comparison, lang)
    _left_out(page, comparison, waived, known, lang)
    return page.text()


def _head(page: Lines, comparison: Comparison, lang: str) -> None:
    page.put(say("report.heading", lang), code="1")
    labels = [say(f"report.{side}", lang) for side in ("local", "parent", "verdict")]
    column = max(map(len, labels)) + 2
    for label, plan in zip(labels, (comparison.local, comparison.parent), strict=False):
        for number, line in enumerate(naming(plan, lang)):
            page.labelled(label if number == 0 else "", line, 0, column)
    page.labelled(labels[2], verdict(comparison, lang), 0, column)


def _totals(page: Lines, comparison: Comparison, lang: str) -> None:
    """How many findings of each type have each status, as a table where the terminal is wide enough."""
    rows = counts(comparison)
    if not rows:
        return
    shown = [status for status in STATUSES if any(status in row for row in rows.values())]
    drawn = grid(
        [say(f"status.{status}", lang) for status in shown],
        {
            capital(say(f"type.{kind}", lang)): [str(row.get(status, "–")) for status in shown]
            for kind, row in rows.items()
        },
        page.width,
    )
    if drawn:
        page.gap()
        page.lines += drawn


def _chapter(page: Lines, comparison: Comparison, severity: Severity, lang: str) -> None:
    """The findings of one severity that are worth a paragraph each."""
    found = [f for f in comparison.findings if f.severity == severity and f.status != "kept"]
    if severity == "info":
        found = [f for f in found if f.type == "target" or (f.status == "altered" and f.type in _TOLD)]
    if not found:
        return
    page.gap()
    page.put(f"{say(_HEADS[severity], lang)} ({len(found)})", code=f"1;{_COLOURS[severity]}")
    for finding in found:
        _paragraph(page, finding, comparison, lang)


def _paragraph(page: Lines, finding: Finding, comparison: Comparison, lang: str) -> None:
    page.gap()
    page.put(f"[{finding.id}: {tag(finding, lang)}] {sentence(finding, comparison, lang)}", 0, 2)
    labels = [say(f"report.{name}", lang) for name in ("parent", "local")]
    if finding.runner_up is not None:
        labels.append(say("report.runner-up", lang))
    column = 2 + max(map(len, labels)) + 2
    for label, (_, plan, row) in zip(labels, sides(finding, comparison), strict=False):
        if row is None and finding.type != "target":
            continue
        if row is None:
            absent = say("report.see", lang, see=finding.see) if finding.see else say("report.absent", lang)
            page.labelled(label, absent, 2, column)
            continue
        page.labelled(label, wording(row, lang), 2, column)
        page.labelled("", whereabouts(row, plan, lang), 2, column)
    if finding.runner_up is not None:
        page.labelled(say("report.runner-up", lang), wording(finding.runner_up, lang), 2, column)
        page.labelled("", whereabouts(finding.runner_up, comparison.local, lang), 2, column)


_LISTS = (
    ("citation", "missing", "report.citations-missing"),
    ("citation", "added", "report.citations-added"),
    ("section", "missing", "report.sections-missing"),
    ("section", "added", "report.sections-added"),
    ("assignment", "missing", "report.assignments-missing"),
    ("assignment", "added", "report.assignments-added"),
    ("deadline", "added", "report.deadlines-added"),
    ("group", "added", "report.groups-added"),
)


def _lists(page: Lines, comparison: Comparison, lang: str) -> None:
    """What is only worth a line: documents, sections, duties and groups of one side."""
    for kind, status, key in _LISTS:
        rows = [
            finding.parent or finding.local
            for finding in comparison.findings
            if (finding.type, finding.status, finding.severity) == (kind, status, "info")
        ]
        if rows:
            page.gap()
            page.put(f"{say(key, lang)} ({len(rows)})", code="1")
            for text in list(_brief(rows))[:_LISTED]:
                page.put(f"- {text}", 2, 4)
            if len(rows) > _LISTED:
                page.put(f"- {say('report.more', lang, count=len(rows) - _LISTED)}", 2, 4)


def _brief(rows: Sequence[Row | None]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Citation):
            yield document(row)
        elif isinstance(row, Section):
            yield f"{place(row.path)}. {shorten(row.title or '', 100)}"
        elif isinstance(row, Assignment):
            yield f"{shorten(row.agency, 60)}: {shorten(row.task, 100)}"
        elif isinstance(row, Deadline):
            yield shorten(row.text, 100)
        elif isinstance(row, Group):
            yield inert(row.text.lower() or row.name)


def _kept(page: Lines, comparison: Comparison, lang: str) -> None:
    counts = []
    for kind in TYPES:
        mine = [f for f in comparison.findings if f.type == kind and f.parent is not None]
        if mine:
            kept = sum(f.status == "kept" for f in mine)
            counts.append(
                say("report.kept-of", lang, kept=kept, total=len(mine), type=say(f"type.{kind}", lang))
            )
    if counts:
        page.gap()
        page.put(f"{say('report.kept', lang)}: {', '.join(counts)}.", 0, 2)


def _left_out(
    page: Lines, comparison: Comparison, waived: Sequence[Waived[Finding]], known: int, lang: str
) -> None:
    """What is not reported, and why: waived by somebody, or known since an earlier run."""
    if waived:
        page.gap()
        page.put(f"{say('report.waived', lang)} ({len(waived)})", code="1")
    for one in waived:
        page.put(f"- {sentence(one.item, comparison, lang)}", 2, 4)
        page.put(waived_by(one.waiver, lang), 4)
    if known:
        page.gap()
        page.put(say("report.known", lang, count=known))
