"""The JSON record ``planparse/plan/1`` as a plan again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.errors import CorpusError
from extractors.document import Block, CellPlace, Document, Notice, Source, Span
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

SCHEMA = "planparse/plan/1"


def plan_of(record: Mapping[str, Any]) -> Plan:
    """The plan that a record tells of.

    The record must hold the blocks (``planparse parse --format jsonl --blocks``): a corpus keeps the text.
    Raises CorpusError where it does not, or is no such record.
    """
    path = None
    try:
        path = record["source"]["path"]
        if record.get("schema") != SCHEMA:
            raise CorpusError("corpus-bad-record", path, {"detail": f"schema {record.get('schema')!r}"})
        if "blocks" not in record:
            raise CorpusError("corpus-no-blocks", path)
        plan = _plan(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise CorpusError("corpus-bad-record", path, {"detail": detail[:120]}) from error
    rows: tuple[Section | Citation | Target | Assignment | Allocation | Deadline, ...] = (
        *plan.sections,
        *plan.citations,
        *plan.targets,
        *plan.assignments,
        *plan.allocations,
        *plan.deadlines,
    )
    for row in rows:
        if not 0 <= row.span.block < len(plan.document.blocks):
            raise CorpusError("corpus-bad-record", path, {"detail": f"{row.id}: span.block"})
    return plan


def _plan(record: Mapping[str, Any]) -> Plan:
    source = record["source"]
    blocks = tuple(_block(one) for one in record["blocks"])
    # A record does not tell what the reader said from what the extractors did.
    notices = tuple(
        Notice(one["code"], {"message": one["message"]}, _span(one.get("span")))
        for one in record.get("warnings", ())
    )
    names = ("path", "format", "sha256", "pages", "ocr")
    document = Document(blocks, Source(**{name: source[name] for name in names}), notices)
    return Plan(
        document,
        _meta(record["meta"]),
        tuple(Section(**{**_row(r, Section), "path": tuple(r["path"])}) for r in record["sections"]),
        tuple(Citation(**_row(r, Citation)) for r in record["citations"]),
        tuple(
            Target(**{**_row(r, Target), "period": _period(r["period"]), "group": tuple(r["group"])})
            for r in record["targets"]
        ),
        tuple(
            Assignment(**{**_row(r, Assignment), "partners": tuple(r["partners"])})
            for r in record["assignments"]
        ),
        tuple(Allocation(**_row(r, Allocation)) for r in record["allocations"]),
        tuple(Deadline(**_row(r, Deadline)) for r in record["deadlines"]),
        notices,
    )


def _row(row: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    """The fields of a row; keys that a newer record has more are left out."""
    return {name: row[name] for name in kind.__slots__ if name != "span"} | {"span": _span(row["span"])}


def _span(span: Mapping[str, Any] | None) -> Any:
    return None if span is None else Span(span["block"], span["start"], span["end"], span["page"])


def _period(period: Mapping[str, Any] | None) -> Period | None:
    return None if period is None else Period(period["start"], period["end"])


def _block(block: Mapping[str, Any]) -> Block:
    cell = block.get("cell")
    place = None if cell is None else CellPlace(**cell)
    return Block(block["text"], block["kind"], block["label"], block["page"], place)


def _meta(meta: Mapping[str, Any]) -> Meta:
    names = ("document_type", "number", "issuer", "level", "place", "date", "title")
    return Meta(
        **{name: meta[name] for name in names},
        period=_period(meta["period"]),
        implements=tuple(meta["implements"]),
        signers=tuple(Signer(one["name"], one["position"], one["authority"]) for one in meta["signers"]),
        recipients=tuple(meta["recipients"]),
    )
