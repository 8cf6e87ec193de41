"""What a review says in comments, and where in the local plan it says it.

Each finding that is not kept is a comment, but one of severity ``info`` only where it is about a row of the
local plan: what only the parent has, and need not be taken over, stands in the appendix alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.document import Document, Span
from extractors.layout import lay_out
from extractors.plan import Assignment, Citation, Plan, Section, Target
from extractors.vietnamese.text import lower
from planparse.checks import Problem
from planparse.checks.page import page_of
from planparse.compare import Comparison
from planparse.compare.model import Finding, Group, Row
from planparse.messages import say
from planparse.report.checks import problem_sentence
from planparse.report.inert import inert, shorten
from planparse.report.reviewed import Checked
from planparse.report.sentences import sentence
from planparse.report.told import whereabouts
from planparse.report.wording import capital, figure, measured, period, place

_QUOTE, _TITLE, _AGENCY = 400, 70, 80


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment to be: the stretch it belongs to, that stretch in words, and what it says."""

    span: Span
    where: str
    paragraphs: tuple[str, ...]


def is_told(finding: Finding) -> bool:
    """Whether a finding is a comment."""
    return finding.status != "kept" and (finding.severity != "info" or finding.local is not None)


def review_remarks(comparison: Comparison, lang: str) -> dict[str, Remark]:
    """The comments of a comparison by the ids of the findings, in their order."""
    anchors = _Anchors(comparison, lang)
    found = {}
    for finding in comparison.findings:
        if is_told(finding):
            span, where = anchors.of(finding)
            found[finding.id] = Remark(span, where, tuple(_said(finding, comparison, lang)))
    return found


def check_remarks(checked: Checked, lang: str) -> list[Remark]:
    """The comments of a checked plan: what is wrong, and the clause that says so."""
    title = title_span(checked.plan.document, checked.plan.meta.title)
    return [
        Remark(problem.hit.span or title, "", tuple(_told(problem, checked.plan.document, lang)))
        for problem in checked.problems
    ]


def _told(problem: Problem, document: Document, lang: str) -> Iterator[str]:
    yield f"{capital(say(f'severity.{problem.severity}', lang))} · {problem.rule.code}"
    yield capital(problem_sentence(problem, lang))
    yield say("word.clause", lang, clause=inert(page_of(problem.rule.code, lang).clause))
    for span in problem.hit.related:
        yield say("check-report.see-also", lang, quote=shorten(document.text_of(span), _QUOTE))


def _said(finding: Finding, comparison: Comparison, lang: str) -> Iterator[str]:
    status = say(f"effect.{finding.effect}" if finding.effect else f"status.{finding.status}", lang)
    kind = say(f"word.kind.{finding.type}", lang)
    yield f"{capital(say(f'severity.{finding.severity}', lang))} · {kind}: {status}"
    yield sentence(finding, comparison, lang)
    for label, row, plan in (
        ("report.parent", finding.parent, comparison.parent),
        ("report.runner-up", finding.runner_up, comparison.local),
    ):
        if row is not None:
            at = whereabouts(row, plan, lang)
            yield say("word.quoted", lang, side=say(label, lang), place=at, quote=quoted(row, plan, lang))


def quoted(row: Row, plan: Plan, lang: str) -> str:
    """The wording of a row in its sentence; a document alone; a figure of a table with what it measures."""
    if isinstance(row, Section):
        return f"“{shorten(row.title or '', _QUOTE)}”"
    block = plan.document.blocks[row.span.block]
    if isinstance(row, Target) and block.kind == "cell" and row.value is not None:
        years = f" {period(row.period, lang)}" if row.period else ""
        return f"“{figure(row, _TITLE, lang)}”{years}: {measured(row, _QUOTE)}"
    if isinstance(row, Citation):
        return f"“{shorten(row.text, _QUOTE)}”"
    text = f"“{_around(block.text, row.span.start, row.span.end).removeprefix('- ')}”"
    return f"{shorten(row.agency, _AGENCY)}: {text}" if isinstance(row, Assignment) else text


def listed(row: Row, plan: Plan, lang: str) -> str:
    """The same for a list, where no sentence tells which figure or group of it is meant."""
    told = quoted(row, plan, lang)
    if isinstance(row, Target) and told.startswith("“"):
        beside = [one for one in plan.targets if one.span.block == row.span.block and one.kind != "baseline"]
        meant = figure(row, _TITLE, lang) if row.value is not None and len(beside) > 1 else ""
    else:
        meant = shorten(row.text, _TITLE) if isinstance(row, Group) else ""
    return say("word.within", lang, text=meant, quote=told) if meant else told


def _around(text: str, start: int, end: int) -> str:
    """A stretch with as much of the text on either side as there is room for."""
    if len(text) <= _QUOTE or end - start >= _QUOTE:
        return shorten(text if len(text) <= _QUOTE else text[start:end], _QUOTE)
    room = (_QUOTE - (end - start)) // 2
    left, right = max(0, start - room), min(len(text), end + room)
    if left:
        space = text.find(" ", left, start)
        left = start if space < 0 else space + 1
    if right < len(text):
        space = text.rfind(" ", end, right)
        right = end if space < 0 else space
    return f"{'…' if left else ''}{inert(text[left:right])}{'…' if right < len(text) else ''}"


def _by_id(sections: Iterable[Section], wanted: str | None) -> Section | None:
    return next((section for section in sections if section.id == wanted), None)


class _Anchors:
    """Where findings belong in the local plan: what it lacks, where the section of its like is."""

    def __init__(self, comparison: Comparison, lang: str) -> None:
        local, parent = comparison.local, comparison.parent
        self._lang = lang
        self._title = title_span(local.document, local.meta.title)
        self._findings = {finding.id: finding for finding in comparison.findings}
        self._sections = {section.id: section for section in parent.sections}
        self._partner = {
            finding.parent.id: finding.local
            for finding in comparison.findings
            if isinstance(finding.parent, Section) and isinstance(finding.local, Section)
        }
        self._above = _around_sections(parent)

    def of(self, finding: Finding) -> tuple[Span, str]:
        """The stretch, and what to call it."""
        if finding.local is not None:
            return finding.local.span, ""
        if finding.passage is not None:
            return finding.passage, say("word.at-passage", self._lang)
        other = self._findings.get(finding.see or "")
        if other is not None and other.local is not None:
            return other.local.span, say("word.at-passage", self._lang)
        row = finding.parent
        wanted = None if row is None else self._above.get(row.id) if isinstance(row, Section) else row.section
        while wanted is not None:
            partner = self._partner.get(wanted)
            if partner is not None:
                return partner.span, say("report.section", self._lang, path=place(partner.path))
            wanted = self._above.get(wanted)
        return self._title, say("word.at-title", self._lang)


def _around_sections(plan: Plan) -> dict[str, str]:
    """The id of the section that each section stands in."""
    last: dict[tuple[str, ...], str] = {}
    above: dict[str, str] = {}
    for section in plan.sections:
        outer = last.get(section.path[:-1])
        if outer is not None:
            above[section.id] = outer
        last[section.path] = section.id
    return above


def title_span(document: Document, title: str | None) -> Span:
    """The title (trích yếu): what is said about a plan as a whole belongs there; else its first block."""
    zones = lay_out(document, tuple(lower(block.text) for block in document.blocks))
    titles = [number for number, zone in enumerate(zones) if zone == "title"]
    words = " ".join((title or "").split())[:40]
    holding = [
        number for number in titles if words and words in " ".join(document.blocks[number].text.split())
    ]
    number = next(iter(holding or titles[-1:]), 0)
    return document.span(number, 0, len(document.blocks[number].text))
