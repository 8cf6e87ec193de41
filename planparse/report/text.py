"""A comparison to be read: what matters first, both wordings with their places, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.plan import Assignment, Citation, Plan, Section, Target
from planparse.compare import TYPES, Comparison
from planparse.compare.model import SEVERITIES, Finding, Group, Row, Severity
from planparse.messages import say
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.lines import Lines
from planparse.report.reviewed import Reviewed
from planparse.report.sentences import document, sentence
from planparse.report.wording import figure, measured, period, place
from planparse.waivers import Waived, Waiver

_QUOTE = 240
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
        for number, line in enumerate(_naming(plan, lang)):
            page.labelled(label if number == 0 else "", line, 0, column)
    page.labelled(labels[2], _verdict(comparison, lang), 0, column)


def _naming(plan: Plan, lang: str) -> Iterator[str]:
    meta = plan.meta
    issuer = inert(meta.issuer) if meta.issuer else say("report.no-issuer", lang)
    number = (
        say("report.number", lang, number=inert(meta.number))
        if meta.number
        else say("report.no-number", lang)
    )
    yield f"{issuer}, {number}"
    if meta.title:
        yield shorten(meta.title, 150)
    yield inert(plan.document.source.path or say("report.unnamed", lang))


def _verdict(comparison: Comparison, lang: str) -> str:
    severities = [finding.severity for finding in comparison.findings]
    mine = [f for f in comparison.findings if f.type == "target" and f.parent is not None]
    counts = {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "kept": sum(f.status == "kept" for f in mine),
        "total": len(mine),
    }
    if not mine:
        return say("report.no-targets", lang, **counts)
    if counts["errors"] or counts["warnings"]:
        return say("report.found", lang, **counts)
    return say("report.clean", lang, **counts)


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
    tag = say(f"effect.{finding.effect}" if finding.effect else f"status.{finding.status}", lang)
    page.put(f"[{finding.id}: {tag}] {sentence(finding, comparison, lang)}", 0, 2)
    labels = [say(f"report.{name}", lang) for name in ("parent", "local")]
    if finding.runner_up is not None:
        labels.append(say("report.runner-up", lang))
    column = 2 + max(map(len, labels)) + 2
    sides = ((comparison.parent, finding.parent), (comparison.local, finding.local))
    for label, (plan, row) in zip(labels, sides, strict=False):
        if row is None and finding.type != "target":
            continue
        if row is None:
            absent = say("report.see", lang, see=finding.see) if finding.see else say("report.absent", lang)
            page.labelled(label, absent, 2, column)
            continue
        page.labelled(label, _wording(row, lang), 2, column)
        page.labelled("", _place(row, plan, lang), 2, column)
    if finding.runner_up is not None:
        page.labelled(say("report.runner-up", lang), _wording(finding.runner_up, lang), 2, column)
        page.labelled("", _place(finding.runner_up, comparison.local, lang), 2, column)


def _wording(row: Row, lang: str) -> str:
    if isinstance(row, Target):
        if row.value is None:
            return f"“{shorten(row.text, _QUOTE)}”"
        years = f" {period(row.period, lang)}" if row.period else ""
        return f"“{figure(row, 80, lang)}”{years}: {measured(row, _QUOTE)}"
    if isinstance(row, Assignment):
        return f"{shorten(row.agency, 80)}: “{shorten(row.task, _QUOTE)}”"
    if isinstance(row, Group):
        return f"“{shorten(row.text or row.name, _QUOTE)}”"
    if not isinstance(row, Section):
        return f"“{shorten(row.text, _QUOTE)}”"
    return f"“{shorten(row.title or '', _QUOTE)}”"


def _place(row: Row, plan: Plan, lang: str) -> str:
    """Section and page of a row: `mục III.1 (Về đào tạo nghề), trang 3`."""
    section = row if isinstance(row, Section) else _section(plan, row.section)
    if section is None:
        text = say("report.no-section", lang)
    else:
        text = say("report.section", lang, path=place(section.path))
        if section.title and not isinstance(row, Section):
            text += f" ({shorten(section.title, 70)})"
    return text if row.span.page is None else f"{text}, {say('report.page', lang, page=row.span.page)}"


def _section(plan: Plan, wanted: str | None) -> Section | None:
    return next((section for section in plan.sections if section.id == wanted), None)


_LISTS = (
    ("citation", "missing", "report.citations-missing"),
    ("citation", "added", "report.citations-added"),
    ("section", "missing", "report.sections-missing"),
    ("section", "added", "report.sections-added"),
    ("assignment", "missing", "report.assignments-missing"),
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


def waived_by(waiver: Waiver, lang: str) -> str:
    """Why something is waived, by whom, and until when."""
    return say(
        "report.waived-by",
        lang,
        reason=inert(waiver.reason),
        author=inert(waiver.author),
        until=waiver.expires.strftime("%d/%m/%Y"),
    )


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
