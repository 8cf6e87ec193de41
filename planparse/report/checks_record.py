"""The problems of plans as the JSON record ``planparse/check/1``."""

from __future__ import annotations

from collections.abc import Sequence

from planparse.checks import Problem
from planparse.checks.model import SEVERITIES
from planparse.report.checks import problem_sentence
from planparse.report.formats import Options
from planparse.report.record import Record, meta_record, span_record, to_json, waiver_record
from planparse.report.reviewed import Checked

CHECK_SCHEMA = "planparse/check/1"


def write_checks(checked: Sequence[Checked], options: Options) -> str:
    """One record, or a list of them where several plans were checked."""
    records = [check_record(one, options.lang) for one in checked]
    return to_json(records[0] if len(records) == 1 and not options.several else records)


def check_record(checked: Checked, lang: str = "vi") -> Record:
    """The record of one checked plan, with its problems in the order of the document."""
    source = checked.plan.document.source
    summary: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in checked.problems:
        summary[problem.severity] += 1
    return {
        "schema": CHECK_SCHEMA,
        "source": {"path": source.path, "format": source.format, "sha256": source.sha256},
        "meta": meta_record(checked.plan.meta),
        "problems": [_problem(problem, lang) for problem in checked.problems],
        "waived": [
            {**_problem(waived.item, lang), **waiver_record(waived.waiver)} for waived in checked.waived
        ],
        "known": len(checked.known),
        "summary": summary,
    }


def _problem(problem: Problem, lang: str) -> Record:
    return {
        "id": problem.id,
        "code": problem.rule.code,
        "rule": problem.rule.name,
        "severity": problem.severity,
        "message": problem_sentence(problem, lang),
        "quote": problem.quote or None,
        "section": problem.section,
        "span": span_record(problem.hit.span),
        "related": [span_record(span) for span in problem.hit.related],
        "confidence": problem.hit.confidence,
        "fingerprint": problem.fingerprint,
    }
