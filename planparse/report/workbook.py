"""Findings and problems as an Excel workbook: an overview, all findings, a sheet for each kind of row."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.plan import Plan, Section
from planparse.checks.model import SEVERITIES, Problem
from planparse.checks.page import page_of
from planparse.compare import TYPES, Comparison, Finding
from planparse.compare.model import Row as PlanRow
from planparse.messages import say
from planparse.report.checks import problem_sentence
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.reviewed import Checked, Reviewed
from planparse.report.sentences import sentence
from planparse.report.sheets import Cell, Column, Front, Link, Row, Sheet, Tone, workbook
from planparse.report.told import (
    STATUSES,
    counts,
    naming,
    reported,
    section_of,
    verdict,
    wording,
)
from planparse.report.wording import capital, place
from planparse.report.workbook_rows import columns, pair
from planparse.waivers import Waived

_WIDEST = 2_000


def write_review(reviewed: Reviewed, options: Options) -> bytes:
    """A comparison: overview, findings, a sheet for each type, what is waived."""
    comparison, lang = reviewed.comparison, options.lang
    order = [*reported(comparison), *(f for f in comparison.findings if f.status == "kept")]
    kinds = [kind for kind in TYPES if any(finding.type == kind for finding in order)]
    at = {finding.id: number for number, finding in enumerate(order)}
    # Rows of the sheets of types stand in the order of the plans.
    typed = {kind: [f for f in comparison.findings if f.type == kind] for kind in kinds}
    rows_of = {f.id: number for some in typed.values() for number, f in enumerate(some)}
    sections = {
        (side, row.id): rows_of[finding.id]
        for finding in typed.get("section", ())
        for side, row in (("parent", finding.parent), ("local", finding.local))
        if isinstance(row, Section)
    }
    findings = Sheet(
        _tab("findings", lang),
        _finding_columns(lang),
        tuple(_finding(f, comparison, rows_of[f.id], sections, lang) for f in order),
        fixed=2,
    )
    sheets = [findings]
    for kind in kinds:
        rows = (
            Row(
                (
                    Link(finding.id, findings.title, at[finding.id]),
                    _outcome(finding, lang),
                    *pair(finding, comparison, lang),
                ),
                _tone(finding),
            )
            for finding in typed[kind]
        )
        heads = (Column(_head("id", lang), 8), Column(_head("status", lang), 16, "level"))
        sheets.append(Sheet(_tab(kind, lang), (*heads, *columns(kind, lang)), tuple(rows), fixed=2))
    if reviewed.waived:
        sheets.append(
            _waived([(w.item.id, sentence(w.item, comparison, lang), w) for w in reviewed.waived], lang)
        )
    return workbook(_front(reviewed, kinds, lang), sheets, say("heads.diff", lang))


def _front(reviewed: Reviewed, kinds: Sequence[str], lang: str) -> Front:
    comparison = reviewed.comparison
    facts: list[tuple[str, Cell]] = []
    for side, plan in (("local", comparison.local), ("parent", comparison.parent)):
        for number, line in enumerate(naming(plan, lang)):
            facts.append((say(f"report.{side}", lang) if number == 0 else "", line))
    facts.append((say("report.verdict", lang), verdict(comparison, lang)))
    if reviewed.waived:
        facts.append((say("report.waived", lang), Link(str(len(reviewed.waived)), _tab("waived", lang))))
    if reviewed.known:
        facts.append(("", say("report.known", lang, count=len(reviewed.known))))
    table = counts(comparison)
    shown = [status for status in STATUSES if any(status in row for row in table.values())]
    return Front(
        _tab("overview", lang),
        say("heads.diff", lang),
        tuple(facts),
        ("", _head("count", lang), *(capital(say(f"status.{status}", lang)) for status in shown)),
        tuple(
            (
                Link(capital(say(f"type.{kind}", lang)), _tab(kind, lang)),
                sum(row.values()),
                *(row.get(status) for status in shown),
            )
            for kind, row in table.items()
            if kind in kinds
        ),
    )


def _finding_columns(lang: str) -> tuple[Column, ...]:
    local, parent = (f"{say(f'report.{side}', lang)}: " for side in ("local", "parent"))
    section, page, said = (_head(name, lang).lower() for name in ("section", "page", "wording"))
    return (
        Column(_head("id", lang), 8),
        Column(_head("severity", lang), 11, "level"),
        Column(_head("type", lang), 14),
        Column(_head("status", lang), 16),
        Column(_head("finding", lang), 60),
        Column(parent + said, 42),
        Column(parent + section, 22),
        Column(parent + page, 9, "number"),
        Column(local + said, 42),
        Column(local + section, 22),
        Column(local + page, 9, "number"),
        Column(_head("confidence", lang), 10, "number"),
        Column(_head("fingerprint", lang), 20),
    )


def _finding(
    finding: Finding, comparison: Comparison, row: int, sections: dict[tuple[str, str], int], lang: str
) -> Row:
    def side(name: str, plan: Plan, told: PlanRow | None) -> tuple[Cell, Cell, Cell]:
        if told is None:
            return None, None, None
        section = section_of(told, plan)
        where: Cell = None
        if section is not None:
            where = f"{place(section.path)} {shorten(section.title or '', 70)}".strip()
            if (name, section.id) in sections:
                where = Link(where, _tab("section", lang), sections[name, section.id])
        return wording(told, lang, _WIDEST), where, told.span.page

    return Row(
        (
            Link(finding.id, _tab(finding.type, lang), row),
            capital(say(f"severity.{finding.severity}", lang)) if finding.status != "kept" else None,
            say(f"type.{finding.type}", lang),
            _outcome(finding, lang),
            sentence(finding, comparison, lang),
            *side("parent", comparison.parent, finding.parent),
            *side("local", comparison.local, finding.local),
            finding.confidence,
            finding.fingerprint,
        ),
        _tone(finding),
    )


def _outcome(finding: Finding, lang: str) -> str:
    status = say(f"status.{finding.status}", lang)
    return f"{status}: {say(f'effect.{finding.effect}', lang)}" if finding.effect else status


def _tone(finding: Finding) -> Tone:
    return "kept" if finding.status == "kept" else finding.severity


def _tab(name: str, lang: str) -> str:
    return say(f"sheet.{name}", lang)


def _head(name: str, lang: str) -> str:
    return capital(say(f"column.{name}", lang))


def _waived(rows: Sequence[tuple[str, str, Waived[Finding] | Waived[Problem]]], lang: str) -> Sheet:
    return Sheet(
        _tab("waived", lang),
        (
            Column(_head("id", lang), 10),
            Column(_head("finding", lang), 70),
            Column(_head("reason", lang), 50),
            Column(_head("author", lang), 24),
            Column(_head("until", lang), 12, "date"),
            Column(_head("fingerprint", lang), 20),
        ),
        tuple(
            Row(
                (
                    name,
                    said,
                    one.waiver.reason,
                    one.waiver.author,
                    one.waiver.expires.isoformat(),
                    one.item.fingerprint,
                )
            )
            for name, said, one in rows
        ),
    )


def write_checks(checked: Sequence[Checked], options: Options) -> bytes:
    """Checked plans: a line a file, all problems, the rules that were broken, what is waived."""
    lang = options.lang
    problems = [(one, problem) for one in checked for problem in one.problems]
    codes = sorted({problem.code for _, problem in problems})
    rules = {problem.code: problem.rule for _, problem in problems}
    found = Sheet(
        _tab("findings", lang),
        (
            Column(_head("file", lang), 28),
            Column(_head("id", lang), 8),
            Column(_head("severity", lang), 11, "level"),
            Column(_head("rule", lang), 8),
            Column(_head("title", lang), 32),
            Column(_head("finding", lang), 60),
            Column(_head("wording", lang), 50),
            Column(_head("section", lang), 26),
            Column(_head("page", lang), 8, "number"),
            Column(_head("block", lang), 8, "number"),
            Column(_head("confidence", lang), 10, "number"),
            Column(_head("fingerprint", lang), 20),
        ),
        tuple(
            Row(
                (
                    _file(one, lang),
                    problem.id,
                    capital(say(f"severity.{problem.severity}", lang)),
                    Link(problem.code, _tab("rules", lang), codes.index(problem.code)),
                    page_of(problem.code, lang).title,
                    problem_sentence(problem, lang),
                    problem.quote,
                    _section(one.plan, problem.section),
                    problem.hit.span.page if problem.hit.span else None,
                    problem.hit.span.block + 1 if problem.hit.span else None,
                    problem.hit.confidence,
                    problem.fingerprint,
                ),
                problem.severity,
            )
            for one, problem in problems
        ),
        fixed=2,
    )
    told = [page_of(code, lang) for code in codes]
    pages = Sheet(
        _tab("rules", lang),
        (
            Column(_head("rule", lang), 8),
            Column(_head("severity", lang), 11, "level"),
            Column(_head("count", lang), 9, "number"),
            Column(_head("title", lang), 36),
            Column(_head("what", lang), 60),
            Column(_head("why", lang), 60),
            Column(_head("clause", lang), 46),
        ),
        tuple(
            Row(
                (
                    page.code,
                    capital(say(f"severity.{rules[page.code].severity}", lang)),
                    sum(problem.code == page.code for _, problem in problems),
                    page.title,
                    page.what,
                    page.why,
                    page.clause,
                ),
                rules[page.code].severity,
            )
            for page in told
        ),
    )
    waived = [(w.item.code, problem_sentence(w.item, lang), w) for one in checked for w in one.waived]
    first = {id(one): number for number, (one, _) in reversed(list(enumerate(problems)))}
    front = Front(
        _tab("overview", lang),
        say("heads.check", lang),
        (),
        (
            _head("file", lang),
            _head("document", lang),
            *(say(f"heads.{severity}", lang) for severity in SEVERITIES),
            say("report.waived", lang),
            _head("known", lang),
        ),
        tuple(
            (
                Link(_file(one, lang), found.title, first[id(one)]) if id(one) in first else _file(one, lang),
                "; ".join(list(naming(one.plan, lang))[:-1]),
                *(sum(p.severity == severity for p in one.problems) for severity in SEVERITIES),
                len(one.waived),
                len(one.known),
            )
            for one in checked
        ),
        wide=60,
    )
    sheets = [found, pages, *([_waived(waived, lang)] if waived else [])]
    return workbook(front, sheets, say("heads.check", lang))


def _file(checked: Checked, lang: str) -> str:
    return inert(checked.plan.document.source.path or say("report.unnamed", lang))


def _section(plan: Plan, wanted: str | None) -> str | None:
    section = next((section for section in plan.sections if section.id == wanted), None)
    return None if section is None else f"{place(section.path)} {shorten(section.title or '', 70)}".strip()
