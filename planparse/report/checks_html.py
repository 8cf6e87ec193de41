"""Checked plans as one interactive page: what is wrong, each at its place in the text, and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from extractors.document import Span
from extractors.plan import Plan
from planparse.checks import Problem
from planparse.checks.model import SEVERITIES
from planparse.checks.page import Page, page_of
from planparse.messages import say
from planparse.report.checks import problem_sentence, where
from planparse.report.formats import Options
from planparse.report.inert import inert
from planparse.report.page.frame import render
from planparse.report.page.items import Card, Choice, Group, Item, Quotation, card, choices
from planparse.report.page.text import Mark, plan_text
from planparse.report.page.words import clause, plain
from planparse.report.reviewed import Checked
from planparse.report.told import waived_by
from planparse.report.wording import capital

_HEADS = {"error": "page.errors", "warning": "page.warnings", "info": "page.infos"}


@dataclass(frozen=True, slots=True)
class _File:
    """One plan of the page; ``key`` tells its problems from those of the others."""

    key: str
    card: Card
    text: Markup


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """The page, in the language of the options; the plans stay in theirs."""
    writer = _Writer(checked, options.lang)
    return render("problems.html", options.lang, **writer.context())


class _Writer:
    """Checked plans on their way into the page."""

    def __init__(self, checked: Sequence[Checked], lang: str) -> None:
        self._checked, self._lang = checked, lang

    def context(self) -> dict[str, object]:
        """What the template asks for."""
        groups = tuple(self._groups())
        problems = [problem for one in self._checked for problem in one.problems]
        counts = {f"{s}s": sum(p.severity == s for p in problems) for s in SEVERITIES}
        listed = [item for group in groups for item in group.items]
        files = tuple(self._files())
        rules = self._rules()
        titles = {rule.code: rule.title for rule in rules}
        return {
            "names": ", ".join(inert(c.plan.document.source.path or "") for c in self._checked),
            "verdict": capital(
                say("check-report.found" if problems else "check-report.clean", self._lang, **counts)
            ),
            "worst": next((s for s in ("error", "warning") if counts[f"{s}s"]), "kept"),
            "files": files,
            "groups": groups,
            "severities": tuple(
                Choice(s, say(_HEADS[s], self._lang), sum(i.severity == s for i in listed))
                for s in SEVERITIES
            ),
            "rule_choices": tuple(
                sorted(
                    choices([(i.rule, f"{i.rule} {titles[i.rule]}") for i in listed]), key=lambda c: c.value
                )
            ),
            "file_choices": choices([(i.file, files[int(i.file)].card.source) for i in listed]),
            "rules": rules,
        }

    def _files(self) -> Iterator[_File]:
        for number, one in enumerate(self._checked):
            text = plan_text(one.plan, self._marks(one, number), f"k{number}b", self._lang)
            part = one.plan.meta.document_type or say("page.checked-plans", self._lang)
            yield _File(str(number), card(one.plan, capital(inert(part)), self._lang), text)

    def _rules(self) -> tuple[Page, ...]:
        codes = {
            problem.code
            for one in self._checked
            for problem in (*one.problems, *one.known, *(w.item for w in one.waived))
        }
        return tuple(page_of(code, self._lang) for code in sorted(codes))

    def _groups(self) -> Iterator[Group]:
        numbered = tuple(enumerate(self._checked))
        for severity in SEVERITIES:
            items = tuple(
                self._item(problem, one.plan, number)
                for number, one in numbered
                for problem in one.problems
                if problem.severity == severity
            )
            if items:
                yield Group(severity, say(_HEADS[severity], self._lang), items)
        waived = tuple(
            self._item(w.item, one.plan, number, waived_by(w.waiver, self._lang))
            for number, one in numbered
            for w in one.waived
        )
        if waived:
            yield Group("waived", say("page.waived", self._lang), waived)
        known = tuple(
            self._item(problem, one.plan, number) for number, one in numbered for problem in one.known
        )
        if known:
            yield Group("known", say("page.known", self._lang), known, open=False)

    def _item(self, problem: Problem, plan: Plan, number: int, waived: str = "") -> Item:
        several = len(self._checked) > 1
        return Item(
            f"{number}-{problem.id}",
            problem.severity,
            say(f"severity.{problem.severity}", self._lang),
            capital(problem_sentence(problem, self._lang)),
            kind=inert(plan.document.source.path or "") if several else "",
            name="",
            file=str(number),
            quotations=tuple(self._quotations(problem, plan, number)),
            waived=waived,
            rule=problem.code,
        )

    def _quotations(self, problem: Problem, plan: Plan, number: int) -> Iterator[Quotation]:
        span = problem.hit.span
        place = where(plan, span, problem.section, self._lang)
        if span is None:
            yield Quotation(capital(place))
            return
        yield self._quotation("", place, span, plan, f"k{number}b-{number}-{problem.id}")
        for related in problem.hit.related:
            place = where(plan, related, None, self._lang)
            yield self._quotation(
                say("page.places", self._lang), place, related, plan, f"k{number}b{related.block}"
            )

    def _quotation(self, label: str, place: str, span: Span, plan: Plan, link: str) -> Quotation:
        words = plain(clause(plan.document.blocks[span.block].text, span.start, span.end))
        return Quotation(label, words, place=place, link=link)

    def _marks(self, one: Checked, number: int) -> Iterator[Mark]:
        groups = ((one.problems, True), (one.known, False), ([w.item for w in one.waived], False))
        for problems, stands in groups:
            for problem in problems:
                name = f"{number}-{problem.id}"
                tone = problem.severity if stands else "kept"
                if problem.hit.span is not None:
                    hint = f"{problem.code}: {problem_sentence(problem, self._lang)}"
                    yield Mark(problem.hit.span, "problem", hint, name, tone)
                for related in problem.hit.related:
                    yield Mark(related, "related", problem.code, name, "kept")
