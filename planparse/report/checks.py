"""The problems of plans as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractors.document import Span
from extractors.plan import Plan
from planparse.checks import Problem
from planparse.checks.model import SEVERITIES, Severity
from planparse.messages import say
from planparse.report.formats import Options
from planparse.report.inert import inert, shorten
from planparse.report.lines import Lines
from planparse.report.reviewed import Checked
from planparse.report.wording import number, place

_QUOTE, _ARGUMENT = 200, 110
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """The report as text."""
    return check_text(checked, options.lang, width=options.width, colour=options.colour)


def problem_sentence(problem: Problem, lang: str) -> str:
    """What is wrong, in ``vi`` or ``en``; whatever it quotes is inert."""
    filled = {
        name: shorten(value, _ARGUMENT) if isinstance(value, str) else number(value, lang)
        for name, value in problem.hit.arguments.items()
    }
    return say(problem.message, lang, quote=shorten(problem.quote, _ARGUMENT), **filled)


def check_text(checked: Sequence[Checked], lang: str = "vi", *, width: int = 80, colour: bool = False) -> str:
    """All problems, file by file, ending in a line feed; no line is wider than ``width`` (at least 40)."""
    page = Lines(width, colour)
    for position, one in enumerate(checked):
        if position:
            page.gap()
        _file(page, one, lang)
    return page.text()


def _file(page: Lines, checked: Checked, lang: str) -> None:
    path = inert(checked.plan.document.source.path or say("report.unnamed", lang))
    page.put(path, code="1")
    for problem in checked.problems:
        page.gap()
        code, level = problem.rule.code, say(f"severity.{problem.severity}", lang)
        sentence = f"{code} {level}: {problem_sentence(problem, lang)}"
        page.put(sentence, 2, 4, _COLOURS[problem.severity], lead=code)
        page.put(where(checked.plan, problem.hit.span, problem.section, lang), 4)
        if problem.quote:
            page.put(f"“{shorten(problem.quote, _QUOTE)}”", 4)
        for span in problem.hit.related:
            quote = shorten(checked.plan.document.text_of(span), _QUOTE)
            page.put(say("check-report.see-also", lang, quote=quote), 4, 6)
    page.gap()
    page.put(total(checked, lang), 2)
    for waived in checked.waived:
        page.put(
            say(
                "check-report.waived",
                lang,
                code=waived.item.rule.code,
                quote=shorten(waived.item.quote, 60),
                reason=inert(waived.waiver.reason),
                author=inert(waived.waiver.author),
                expires=waived.waiver.expires.strftime("%d/%m/%Y"),
            ),
            2,
            4,
        )
    if checked.known:
        page.put(say("report.known", lang, count=len(checked.known)), 2)


def total(checked: Checked, lang: str) -> str:
    """How many problems of each severity there are, in one sentence."""
    counts: dict[str, Any] = {
        f"{severity}s": sum(problem.severity == severity for problem in checked.problems)
        for severity in SEVERITIES
    }
    key = "check-report.found" if checked.problems else "check-report.clean"
    return say(key, lang, **counts)


def where(plan: Plan, span: Span | None, section_id: str | None, lang: str) -> str:
    """Section, page and block of a stretch: `mục III.1 (Về đào tạo nghề), trang 3, đoạn 41`."""
    if span is None:
        return say("check-report.whole", lang)
    section = next((s for s in plan.sections if s.id == section_id), None)
    parts = []
    if section is not None:
        label = say("report.section", lang, path=place(section.path))
        parts.append(f"{label} ({shorten(section.title, 60)})" if section.title else label)
    if span.page is not None:
        parts.append(say("report.page", lang, page=span.page))
    parts.append(say("check-report.block", lang, number=span.block + 1))
    return ", ".join(parts)
