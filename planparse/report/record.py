"""A plan and a comparison as the JSON records ``planparse/plan/1`` and ``planparse/diff/1``.

The keys are binding for other programs: more may be added, none is renamed or left out; what is not
known is null. Keys and enumerated values are the same in every language, only ``message`` is said in one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from extractors.document import Block, Notice, Span
from extractors.plan import (
    Allocation,
    Assignment,
    Citation,
    Deadline,
    Meta,
    Period,
    Plan,
    Section,
    Signer,
    Target,
)
from planparse.compare import TYPES, Comparison
from planparse.compare.model import Change, Finding, Group, Row
from planparse.messages import known, say
from planparse.report.formats import Options
from planparse.report.inert import inert_json
from planparse.report.reviewed import Reviewed
from planparse.report.sentences import sentence
from planparse.waivers import Waiver

Record = dict[str, Any]

PLAN_SCHEMA = "planparse/plan/1"
DIFF_SCHEMA = "planparse/diff/1"


def plan_record(plan: Plan, lang: str = "vi", *, blocks: bool = False) -> Record:
    """The record of one plan; with ``blocks`` the text that was read stands in it too."""
    source = plan.document.source
    record: Record = {
        "schema": PLAN_SCHEMA,
        "source": {
            "path": source.path,
            "format": source.format,
            "sha256": source.sha256,
            "pages": source.pages,
            "ocr": source.ocr,
        },
        "meta": meta_record(plan.meta),
        "sections": [section_record(row) for row in plan.sections],
        "citations": [citation_record(row) for row in plan.citations],
        "targets": [target_record(row) for row in plan.targets],
        "assignments": [assignment_record(row) for row in plan.assignments],
        "allocations": [allocation_record(row) for row in plan.allocations],
        "deadlines": [deadline_record(row) for row in plan.deadlines],
        "warnings": [
            {"code": row.code, "message": notice_sentence(row, lang), "span": span_record(row.span)}
            for row in plan.notices
        ],
    }
    if blocks:
        record["blocks"] = [block_record(block) for block in plan.document.blocks]
    return record


def write_review(reviewed: Reviewed, options: Options) -> str:
    """The record of a comparison as JSON text."""
    return to_json(review_record(reviewed, options.lang))


def review_record(reviewed: Reviewed, lang: str = "vi") -> Record:
    """The record of a comparison, with what was waived and how much was known."""
    record = comparison_record(reviewed.comparison, lang)
    record["waived"] = [
        {**_finding(waived.item, reviewed.comparison, lang), **waiver_record(waived.waiver)}
        for waived in reviewed.waived
    ]
    record["known"] = len(reviewed.known)
    return record


def waiver_record(waiver: Waiver) -> Record:
    """Why something is waived, by whom, and until when."""
    return {"reason": waiver.reason, "author": waiver.author, "expires": waiver.expires.isoformat()}


def comparison_record(comparison: Comparison, lang: str = "vi") -> Record:
    """The record of one comparison, with every finding and the counts of each status by type."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    for finding in comparison.findings:
        counts[finding.type][finding.status] += 1
    return {
        "schema": DIFF_SCHEMA,
        "local": _side(comparison.local),
        "parent": _side(comparison.parent),
        "findings": [_finding(finding, comparison, lang) for finding in comparison.findings],
        "summary": {kind: dict(count) for kind, count in counts.items()},
    }


def to_json(value: Any) -> str:
    """Records as indented JSON, Vietnamese letters as they are."""
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def to_jsonl(value: Any) -> str:
    """One record on one line."""
    return inert_json(json.dumps(value, ensure_ascii=False)) + "\n"


def notice_sentence(notice: Notice, lang: str) -> str:
    """What a warning says; a code that the catalogue lacks is shown as it is."""
    key = f"notice.{notice.code}"
    if known(key):
        return say(key, lang, **notice.arguments)
    detail = ", ".join(f"{name}={value}" for name, value in notice.arguments.items())
    return say("notice.unknown", lang, code=notice.code, detail=detail).strip()


def span_record(span: Span | None) -> Record | None:
    """Block, offsets and page of a stretch; None where there is none."""
    if span is None:
        return None
    return {"block": span.block, "start": span.start, "end": span.end, "page": span.page}


def _period(period: Period | None) -> Record | None:
    return None if period is None else {"start": period.start, "end": period.end}


def _number(value: float | None) -> float | int | None:
    """Whole numbers without `.0`."""
    return int(value) if value is not None and float(value).is_integer() else value


def meta_record(meta: Meta) -> Record:
    """The key ``meta`` of both records."""
    return {
        "document_type": meta.document_type,
        "number": meta.number,
        "issuer": meta.issuer,
        "level": meta.level,
        "place": meta.place,
        "date": meta.date,
        "title": meta.title,
        "period": _period(meta.period),
        "implements": list(meta.implements),
        "signers": [_signer(signer) for signer in meta.signers],
        "recipients": list(meta.recipients),
    }


def _signer(signer: Signer) -> Record:
    return {"name": signer.name, "position": signer.position, "authority": signer.authority}


def section_record(row: Section) -> Record:
    """One row of ``sections``."""
    return {
        "id": row.id,
        "path": list(row.path),
        "level": row.level,
        "kind": row.kind,
        "title": row.title,
        "span": span_record(row.span),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def citation_record(row: Citation) -> Record:
    """One row of ``citations``."""
    return {
        "id": row.id,
        "text": row.text,
        "type": row.type,
        "number": row.number,
        "name": row.name,
        "year": row.year,
        "date": row.date,
        "issuer": row.issuer,
        "pinpoint": None if row.pinpoint is None else dict(row.pinpoint),
        "section": row.section,
        "span": span_record(row.span),
        "canonical": row.canonical,
        "refers_to": row.refers_to,
        "rule": row.rule,
        "confidence": row.confidence,
    }


def target_record(row: Target) -> Record:
    """One row of ``targets``."""
    return {
        "id": row.id,
        "text": row.text,
        "kind": row.kind,
        "indicator": row.indicator,
        "comparator": row.comparator,
        "value": _number(row.value),
        "upper": _number(row.upper),
        "unit": row.unit,
        "direction": row.direction,
        "per": row.per,
        "period": _period(row.period),
        "part_of": row.part_of,
        "group": list(row.group),
        "section": row.section,
        "span": span_record(row.span),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def assignment_record(row: Assignment) -> Record:
    """One row of ``assignments``."""
    return {
        "id": row.id,
        "agency": row.agency,
        "task": row.task,
        "role": row.role,
        "partners": list(row.partners),
        "requested": row.requested,
        "inline": row.inline,
        "canonical": row.canonical,
        "level": row.level,
        "due": row.due,
        "section": row.section,
        "span": span_record(row.span),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def allocation_record(row: Allocation) -> Record:
    """One row of ``allocations``."""
    return {
        "id": row.id,
        "to": row.to,
        "indicator": row.indicator,
        "value": _number(row.value),
        "unit": row.unit,
        "span": span_record(row.span),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def deadline_record(row: Deadline) -> Record:
    """One row of ``deadlines``."""
    return {
        "id": row.id,
        "text": row.text,
        "due": row.due,
        "every": row.every,
        "section": row.section,
        "span": span_record(row.span),
        "rule": row.rule,
        "confidence": row.confidence,
    }


def group_record(row: Group) -> Record:
    """The beneficiaries that a finding of type ``group`` is about; ``targets`` are ids of the same plan."""
    return {
        "name": row.name,
        "text": row.text,
        "targets": list(row.targets),
        "section": row.section,
        "span": span_record(row.span),
    }


def block_record(block: Block) -> Record:
    """One block as it was read; ``cell`` is its place in a table, null for a paragraph."""
    cell = block.cell
    return {
        "text": block.text,
        "kind": block.kind,
        "label": block.label,
        "page": block.page,
        "cell": None
        if cell is None
        else {
            "table": cell.table,
            "row": cell.row,
            "column": cell.column,
            "rows": cell.rows,
            "columns": cell.columns,
        },
    }


def _side(plan: Plan) -> Record:
    return {"path": plan.document.source.path, "meta": meta_record(plan.meta)}


def _row(row: Row | None) -> Record | None:
    if row is None:
        return None
    if isinstance(row, Target):
        return target_record(row)
    if isinstance(row, Citation):
        return citation_record(row)
    if isinstance(row, Assignment):
        return assignment_record(row)
    if isinstance(row, Deadline):
        return deadline_record(row)
    return group_record(row) if isinstance(row, Group) else section_record(row)


def _change(change: Change) -> Record:
    def plain(value: object) -> object:
        if isinstance(value, Period):
            return _period(value)
        return _number(value) if isinstance(value, float) else value

    return {"field": change.field, "parent": plain(change.parent), "local": plain(change.local)}


def _finding(finding: Finding, comparison: Comparison, lang: str) -> Mapping[str, Any]:
    return {
        "id": finding.id,
        "type": finding.type,
        "status": finding.status,
        "severity": finding.severity,
        "effect": finding.effect,
        "changes": [_change(change) for change in finding.changes],
        "parent": _row(finding.parent),
        "local": _row(finding.local),
        "confidence": finding.confidence,
        "message": sentence(finding, comparison, lang),
        "share": finding.share,
        "yardstick": None if finding.yardstick is None else allocation_record(finding.yardstick),
        "see": finding.see,
        "fingerprint": finding.fingerprint,
        "runner_up": _row(finding.runner_up),
        "passage": span_record(finding.passage),
    }
