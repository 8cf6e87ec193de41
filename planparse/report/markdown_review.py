"""Findings and problems as Markdown, to be pasted into an opinion, an issue or a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planparse.checks.model import SEVERITIES
from planparse.compare import Comparison, Finding
from planparse.messages import say
from planparse.report.checks import problem_sentence, total, where
from planparse.report.formats import Options
from planparse.report.markup import plain, table
from planparse.report.reviewed import Checked, Reviewed
from planparse.report.sentences import sentence
from planparse.report.told import (
    STATUSES,
    counts,
    naming,
    reported,
    sides,
    tag,
    until,
    verdict,
    whereabouts,
    wording,
)
from planparse.report.wording import capital
from planparse.waivers import Waived

_HEADS = {"error": "heads.error", "warning": "heads.warning", "info": "heads.info"}


def write_review(reviewed: Reviewed, options: Options) -> str:
    """A comparison: its plans, counts, errors and warnings with both wordings, the rest in a table."""
    return "\n".join(_review(reviewed, options.lang)) + "\n"


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """Checked plans, a chapter each."""
    lang = options.lang
    lines = [f"# {say('heads.check', lang)}"]
    for one in checked:
        lines += _checked(one, lang)
    return "\n".join(lines) + "\n"


def _review(reviewed: Reviewed, lang: str) -> Iterator[str]:
    comparison = reviewed.comparison
    yield f"# {say('heads.diff', lang)}"
    yield ""
    for side, plan in (("local", comparison.local), ("parent", comparison.parent)):
        yield f"- **{say(f'report.{side}', lang)}**: {'; '.join(map(plain, naming(plan, lang)))}"
    yield f"- **{say('report.verdict', lang)}**: {plain(verdict(comparison, lang))}"
    yield from _totals(comparison, lang)
    found = reported(comparison)
    for severity in SEVERITIES:
        some = [finding for finding in found if finding.severity == severity]
        if not some:
            continue
        yield from ("", f"## {say(_HEADS[severity], lang)} ({len(some)})", "")
        if severity == "info":
            yield from _brief(some, comparison, lang)
        else:
            for finding in some:
                yield from _full(finding, comparison, lang)
    yield from _waived([(w.item.id, sentence(w.item, comparison, lang), w) for w in reviewed.waived], lang)
    if reviewed.known:
        yield from ("", say("report.known", lang, count=len(reviewed.known)))


def _totals(comparison: Comparison, lang: str) -> Iterator[str]:
    rows = counts(comparison)
    shown = [status for status in STATUSES if any(status in row for row in rows.values())]
    if rows:
        yield ""
        yield from table(
            ["", *(say(f"status.{status}", lang) for status in shown)],
            (
                [capital(say(f"type.{kind}", lang)), *(str(row.get(status, "–")) for status in shown)]
                for kind, row in rows.items()
            ),
        )


def _full(finding: Finding, comparison: Comparison, lang: str) -> Iterator[str]:
    yield f"- **{finding.id}: {tag(finding, lang)}**. {plain(sentence(finding, comparison, lang))}"
    for side, plan, row in sides(finding, comparison):
        if row is not None:
            told = f"{wording(row, lang)}, {whereabouts(row, plan, lang)}"
            yield f"  - {say(f'report.{side}', lang)}: {plain(told)}"
    if finding.runner_up is not None:
        told = f"{wording(finding.runner_up, lang)}, {whereabouts(finding.runner_up, comparison.local, lang)}"
        yield f"  - {say('report.runner-up', lang)}: {plain(told)}"


def _brief(found: Sequence[Finding], comparison: Comparison, lang: str) -> Iterator[str]:
    yield from table(
        [capital(say(f"column.{name}", lang)) for name in ("id", "type", "status", "finding")],
        (
            (
                finding.id,
                say(f"type.{finding.type}", lang),
                tag(finding, lang),
                plain(sentence(finding, comparison, lang)),
            )
            for finding in found
        ),
    )


def _checked(checked: Checked, lang: str) -> Iterator[str]:
    path = checked.plan.document.source.path or say("report.unnamed", lang)
    yield from ("", f"## {plain(path)}", "", plain(total(checked, lang)))
    for severity in SEVERITIES:
        some = [problem for problem in checked.problems if problem.severity == severity]
        if some:
            yield from ("", f"### {say(_HEADS[severity], lang)} ({len(some)})", "")
        for problem in some:
            yield f"- **{problem.id}: {problem.code}** {plain(problem_sentence(problem, lang))}"
            place = where(checked.plan, problem.hit.span, problem.section, lang)
            yield f"  - {plain(place)}"
    yield from _waived([(w.item.code, problem_sentence(w.item, lang), w) for w in checked.waived], lang)
    if checked.known:
        yield from ("", say("report.known", lang, count=len(checked.known)))


def _waived(waived: Sequence[tuple[str, str, Waived[Any]]], lang: str) -> Iterator[str]:
    if not waived:
        return
    yield from ("", f"## {say('report.waived', lang)} ({len(waived)})", "")
    yield from table(
        [capital(say(f"column.{name}", lang)) for name in ("id", "finding", "reason", "author", "until")],
        (
            (name, plain(said), plain(one.waiver.reason), plain(one.waiver.author), until(one.waiver))
            for name, said, one in waived
        ),
    )
