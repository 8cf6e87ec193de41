"""Findings and problems as JUnit XML, for build servers.

A file is a suite. Of ``diff`` each kind of finding is a case, of ``check`` each rule that was looked at: it
fails with its errors and warnings, and what is only for information is its output. What is waived is a case
of its own that was skipped. The form is that of Ant's and Jenkins' schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from planparse.checks.model import Problem, Severity
from planparse.checks.page import page_of
from planparse.compare import Finding
from planparse.messages import say
from planparse.report.checks import problem_sentence, where
from planparse.report.formats import Options
from planparse.report.inert import inert
from planparse.report.reviewed import Checked, Reviewed
from planparse.report.sentences import sentence
from planparse.report.told import CODES, counts, reported, sides, waived_by, whereabouts, wording
from planparse.report.wording import capital
from planparse.waivers import Waiver


@dataclass(frozen=True, slots=True)
class _Said:
    """One finding or problem in words: how grave, its id and sentence, then where and what."""

    severity: Severity
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One kind of finding, or one rule, with what was found of it."""

    code: str
    title: str
    found: tuple[_Said, ...] = ()


@dataclass(frozen=True, slots=True)
class _Suite:
    """One file with its cases, what is waived in it, and what there is to know besides."""

    name: str
    group: str
    cases: tuple[_Case, ...]
    waived: tuple[tuple[str, _Said, Waiver], ...] = ()
    properties: tuple[tuple[str, str], ...] = field(default=())


def write_review(reviewed: Reviewed, options: Options) -> str:
    """A comparison as one suite, named after the local plan."""
    comparison, lang = reviewed.comparison, options.lang
    found = reported(comparison)
    kinds = [f"{kind}-{status}" for kind, status in CODES]
    names = {
        f"{kind}-{status}": f"{capital(say(f'type.{kind}', lang))}: {say(f'status.{status}', lang)}"
        for kind, status in CODES
    }
    codes = [*kinds, *sorted({finding.code for finding in found} - set(kinds))]

    def said(finding: Finding) -> _Said:
        lines = [f"[{finding.id}] {sentence(finding, comparison, lang)}"]
        for side, plan, row in sides(finding, comparison):
            if row is not None:
                lines.append(
                    f"    {say(f'report.{side}', lang)}: {wording(row, lang)}, {whereabouts(row, plan, lang)}"
                )
        return _Said(finding.severity, tuple(lines))

    suite = _Suite(
        name=_name(comparison.local.document.source.path, lang),
        group="planparse.diff",
        cases=tuple(
            _Case(code, names.get(code, code), tuple(said(f) for f in found if f.code == code))
            for code in codes
        ),
        waived=tuple((w.item.code, said(w.item), w.waiver) for w in reviewed.waived),
        properties=(
            ("local", _name(comparison.local.document.source.path, lang)),
            ("parent", _name(comparison.parent.document.source.path, lang)),
            *(
                (f"{kind}.{status}", str(count))
                for kind, row in counts(comparison).items()
                for status, count in row.items()
            ),
            ("known", str(len(reviewed.known))),
        ),
    )
    return _xml([suite], lang)


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """Checked plans, a suite each."""
    return _xml([_checked(one, options.lang) for one in checked], options.lang)


def _checked(checked: Checked, lang: str) -> _Suite:
    def said(problem: Problem) -> _Said:
        place = where(checked.plan, problem.hit.span, problem.section, lang)
        quote = (f"    “{inert(problem.quote)}”",) if problem.quote else ()
        return _Said(
            problem.severity,
            (f"[{problem.id}] {problem_sentence(problem, lang)}", f"    {place}", *quote),
        )

    codes = {rule.code for rule in checked.rules} | {problem.code for problem in checked.problems}
    return _Suite(
        name=_name(checked.plan.document.source.path, lang),
        group="planparse.check",
        cases=tuple(
            _Case(code, page_of(code, lang).title, tuple(said(p) for p in checked.problems if p.code == code))
            for code in sorted(codes)
        ),
        waived=tuple((w.item.code, said(w.item), w.waiver) for w in checked.waived),
        properties=(("known", str(len(checked.known))),),
    )


def _name(path: str | None, lang: str) -> str:
    return inert(path or say("report.unnamed", lang))


def _xml(suites: Sequence[_Suite], lang: str) -> str:
    root = etree.Element("testsuites", name="planparse")
    made = [_suite(root, suite, lang) for suite in suites]
    for key in ("tests", "failures", "skipped"):
        root.set(key, str(sum(int(one.get(key, "0")) for one in made)))
    root.set("errors", "0")
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: etree._Element, suite: _Suite, lang: str) -> etree._Element:
    failing = sum(any(_fails(said) for said in case.found) for case in suite.cases)
    element = etree.SubElement(
        root,
        "testsuite",
        name=suite.name,
        tests=str(len(suite.cases) + len(suite.waived)),
        failures=str(failing),
        errors="0",
        skipped=str(len(suite.waived)),
        time="0",
    )
    properties = etree.SubElement(element, "properties")
    for name, value in suite.properties:
        etree.SubElement(properties, "property", name=name, value=value)
    for case in suite.cases:
        child = _case(element, f"{case.code} {case.title}", suite)
        if failed := [said for said in case.found if _fails(said)]:
            worst = "error" if any(said.severity == "error" for said in failed) else "warning"
            first = failed[0].lines[0]
            message = (
                first if len(failed) == 1 else say("junit.several", lang, count=len(failed), first=first)
            )
            etree.SubElement(child, "failure", type=worst, message=message).text = _lines(failed)
        if told := [said for said in case.found if not _fails(said)]:
            etree.SubElement(child, "system-out").text = _lines(told)
    for code, said, waiver in suite.waived:
        child = _case(element, f"{code} {said.lines[0]}", suite)
        etree.SubElement(child, "skipped", message=waived_by(waiver, lang)).text = _lines([said])
    return element


def _case(suite: etree._Element, name: str, of: _Suite) -> etree._Element:
    return etree.SubElement(suite, "testcase", classname=of.group, name=name, time="0")


def _fails(said: _Said) -> bool:
    return said.severity != "info"


def _lines(found: Iterable[_Said]) -> str:
    return "\n".join(line for said in found for line in said.lines)
