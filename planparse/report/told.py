"""What every report tells of a comparison, in words: its plans, its verdict, a finding's rows and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.plan import Assignment, Plan, Section, Target
from planparse.compare import TYPES, Comparison
from planparse.compare.model import SEVERITIES, Finding, FindingType, Group, Row, Status
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.wording import figure, measured, period, place
from planparse.waivers import Waiver

STATUSES: tuple[Status, ...] = (
    "kept", "missing", "unquantified", "altered", "copied", "apportioned", "added",
)  # fmt: skip
# A finding of each of these is what a comparison may report; what is kept is only counted.
CODES: tuple[tuple[FindingType, Status], ...] = (
    ("target", "missing"),
    ("target", "unquantified"),
    ("target", "altered"),
    ("target", "copied"),
    ("target", "apportioned"),
    ("target", "added"),
    ("citation", "missing"),
    ("citation", "altered"),
    ("citation", "added"),
    ("section", "missing"),
    ("section", "added"),
    ("assignment", "missing"),
    ("assignment", "altered"),
    ("assignment", "added"),
    ("deadline", "missing"),
    ("deadline", "altered"),
    ("deadline", "added"),
    ("group", "missing"),
    ("group", "added"),
)


def reported(comparison: Comparison) -> tuple[Finding, ...]:
    """The findings that a reviewer has to see: all but what is kept, the gravest first."""
    return tuple(
        finding
        for severity in SEVERITIES
        for finding in comparison.findings
        if finding.severity == severity and finding.status != "kept"
    )


def counts(comparison: Comparison) -> Mapping[FindingType, Mapping[Status, int]]:
    """How many findings of each type have each status; types and statuses without any are left out."""
    found = [(finding.type, finding.status) for finding in comparison.findings]
    table = {kind: {status: found.count((kind, status)) for status in STATUSES} for kind in TYPES}
    return {
        kind: {status: count for status, count in row.items() if count}
        for kind, row in table.items()
        if any(row.values())
    }


def naming(plan: Plan, lang: str) -> Iterator[str]:
    """A plan by its issuer and number, its title and its file, a line each."""
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


def verdict(comparison: Comparison, lang: str) -> str:
    """Errors, warnings, and how much of the parent's targets is kept, in one sentence."""
    severities = [finding.severity for finding in comparison.findings]
    mine = [f for f in comparison.findings if f.type == "target" and f.parent is not None]
    told = {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "kept": sum(f.status == "kept" for f in mine),
        "total": len(mine),
    }
    if not mine:
        return say("report.no-targets", lang, **told)
    if told["errors"] or told["warnings"]:
        return say("report.found", lang, **told)
    return say("report.clean", lang, **told)


def tag(finding: Finding, lang: str) -> str:
    """Its effect where it has one, else its status: `hạ yêu cầu`, `thiếu`."""
    return say(f"effect.{finding.effect}" if finding.effect else f"status.{finding.status}", lang)


def wording(row: Row, lang: str, width: int = 240) -> str:
    """What the row says in its plan, in quotation marks."""
    if isinstance(row, Target):
        if row.value is None:
            return f"“{shorten(row.text, width)}”"
        years = f" {period(row.period, lang)}" if row.period else ""
        return f"“{figure(row, 80, lang)}”{years}: {measured(row, width)}"
    if isinstance(row, Assignment):
        return f"{shorten(row.agency, 80)}: “{shorten(row.task, width)}”"
    if isinstance(row, Group):
        return f"“{shorten(row.text or row.name, width)}”"
    if not isinstance(row, Section):
        return f"“{shorten(row.text, width)}”"
    return f"“{shorten(row.title or '', width)}”"


def whereabouts(row: Row, plan: Plan, lang: str) -> str:
    """Section and page of a row: `mục III.1 (Về đào tạo nghề), trang 3`."""
    section = section_of(row, plan)
    if section is None:
        text = say("report.no-section", lang)
    else:
        text = say("report.section", lang, path=place(section.path))
        if section.title and not isinstance(row, Section):
            text += f" ({shorten(section.title, 70)})"
    return text if row.span.page is None else f"{text}, {say('report.page', lang, page=row.span.page)}"


def section_of(row: Row, plan: Plan) -> Section | None:
    """The section that a row stands in; a section itself."""
    if isinstance(row, Section):
        return row
    return next((section for section in plan.sections if section.id == row.section), None)


def sides(finding: Finding, comparison: Comparison) -> Sequence[tuple[str, Plan, Row | None]]:
    """The parent's side, then the local one: ``parent`` or ``local``, the plan, the row."""
    return (
        ("parent", comparison.parent, finding.parent),
        ("local", comparison.local, finding.local),
    )


def waived_by(waiver: Waiver, lang: str) -> str:
    """Why something is waived, by whom, and until when."""
    return say(
        "report.waived-by",
        lang,
        reason=inert(waiver.reason),
        author=inert(waiver.author),
        until=until(waiver),
    )


def until(waiver: Waiver) -> str:
    """The last day of a waiver: `31/12/2026`."""
    return waiver.expires.strftime("%d/%m/%Y")
