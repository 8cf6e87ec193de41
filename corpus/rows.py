"""A plan as rows of the tables, and rows as a plan again: what goes in comes out the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.fold import folded
from corpus.province import province_of
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

_PLACE = ("block_id", "start", '"end"', "page")
_END = (*_PLACE, "rule", "confidence")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "blocks": (
        "number", "text", "folded", "kind", "label", "page", "cell_table", "cell_row", "cell_column",
        "cell_rows", "cell_columns",
    ),
    "sections": ("ref", "path", "level", "kind", "title", *_END),
    "citations": (
        "ref", "text", "type", "number", "name", "year", "date", "issuer", "pinpoint", "canonical",
        "refers_to", "section_id", *_END,
    ),
    "targets": (
        "ref", "text", "kind", "indicator", "folded", "comparator", "value", "upper", "unit", "direction",
        "per", "period_start", "period_end", "has_period", "part_of", "groups", "section_id", *_END,
    ),
    "assignments": (
        "ref", "agency", "task", "role", "partners", "requested", "inline", "canonical", "level", "due",
        "section_id", *_END,
    ),
    "allocations": ("ref", "recipient", "indicator", "value", "unit", *_END),
    "deadlines": ("ref", "text", "due", "every", "section_id", *_END),
    "notices": ("code", "arguments", "of_reading", *_PLACE),
}  # fmt: skip
"""By table its columns, after ``id`` and ``plan_id``."""
FACTS = ("sections", "citations", "targets", "assignments", "allocations", "deadlines")
PLAN_COLUMNS = (
    "sha256", "format", "pages", "ocr", "document_type", "number", "issuer", "level", "place", "province",
    "date", "year", "title", "period_start", "period_end", "has_period", "signers", "recipients",
)  # fmt: skip

Values = tuple[Any, ...]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def plan_values(plan: Plan, sha256: str) -> Values:
    """The values of `PLAN_COLUMNS`."""
    source, meta = plan.document.source, plan.meta
    return (
        sha256,
        source.format,
        source.pages,
        int(source.ocr),
        meta.document_type,
        meta.number,
        meta.issuer,
        meta.level,
        meta.place,
        province_of(plan),
        meta.date,
        year_of(meta),
        meta.title,
        *_period(meta.period),
        _json([[signer.name, signer.position, signer.authority] for signer in meta.signers]),
        _json(list(meta.recipients)),
    )


def year_of(meta: Meta) -> int | None:
    """The year of issue, else the first year that the plan is for."""
    if meta.date and meta.date[:4].isdigit():
        return int(meta.date[:4])
    if meta.period is None:
        return None
    return meta.period.start if meta.period.start is not None else meta.period.end


def _period(period: Period | None) -> Values:
    return (None, None, 0) if period is None else (period.start, period.end, 1)


def rows_of(plan: Plan, first: Mapping[str, int]) -> dict[str, list[Values]]:
    """By table the rows of a plan without ``id`` and ``plan_id``; ``first`` holds the next id by table."""
    base = first["blocks"]
    found: dict[str, list[Values]] = {
        "blocks": [_block(number, block) for number, block in enumerate(plan.document.blocks)]
    }
    section_ids = {row.id: first["sections"] + at for at, row in enumerate(plan.sections)}

    def section(ref: str | None) -> int | None:
        return section_ids.get(ref) if ref is not None else None

    def end(row: Section | Citation | Target | Assignment | Allocation | Deadline) -> Values:
        span = row.span
        return (base + span.block, span.start, span.end, span.page, row.rule, row.confidence)

    found["sections"] = [(s.id, "/".join(s.path), s.level, s.kind, s.title, *end(s)) for s in plan.sections]
    found["citations"] = [
        (
            c.id, c.text, c.type, c.number, c.name, c.year, c.date, c.issuer,
            None if c.pinpoint is None else _json(dict(c.pinpoint)), c.canonical, c.refers_to,
            section(c.section), *end(c),
        )
        for c in plan.citations
    ]  # fmt: skip
    found["targets"] = [
        (
            t.id, t.text, t.kind, t.indicator, folded(t.indicator), t.comparator, t.value, t.upper, t.unit,
            t.direction, t.per, *_period(t.period), t.part_of, _json(t.group) if t.group else "[]",
            section(t.section), *end(t),
        )
        for t in plan.targets
    ]  # fmt: skip
    found["assignments"] = [
        (
            a.id, a.agency, a.task, a.role, _json(list(a.partners)), int(a.requested), int(a.inline),
            a.canonical, a.level, a.due, section(a.section), *end(a),
        )
        for a in plan.assignments
    ]  # fmt: skip
    found["allocations"] = [(a.id, a.to, a.indicator, a.value, a.unit, *end(a)) for a in plan.allocations]
    found["deadlines"] = [(d.id, d.text, d.due, d.every, section(d.section), *end(d)) for d in plan.deadlines]
    read = len(plan.document.notices)
    notices = plan.notices if plan.notices[:read] == plan.document.notices else plan.document.notices
    found["notices"] = [_notice(notice, base, number < read) for number, notice in enumerate(notices)]
    return found


def _block(number: int, block: Block) -> Values:
    cell = block.cell
    place = (None,) * 5 if cell is None else (cell.table, cell.row, cell.column, cell.rows, cell.columns)
    return (number, block.text, folded(block.text), block.kind, block.label, block.page, *place)


def _notice(notice: Notice, base: int, of_reading: bool) -> Values:
    span = notice.span
    place = (None,) * 4 if span is None else (base + span.block, span.start, span.end, span.page)
    return (notice.code, _json(dict(notice.arguments)), int(of_reading), *place)


def insert(connection: sqlite3.Connection, plan_id: int, plan: Plan) -> int:
    """Write the rows of a plan, whose own row is there; how many they are. Inside a transaction."""
    first = {
        table: connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]
        for table in COLUMNS
    }
    count = 0
    for table, rows in rows_of(plan, first).items():
        if rows:
            numbered = ((at, plan_id, *row) for at, row in enumerate(rows, first[table]))
            connection.executemany(_INSERTS[table], numbered)
            count += len(rows)
    connection.executemany(
        "INSERT INTO implements (plan_id, position, number) VALUES (?, ?, ?)",
        [(plan_id, position, number) for position, number in enumerate(plan.meta.implements)],
    )
    return count


_INSERTS = {
    table: f"INSERT INTO {table} (id, plan_id, {', '.join(columns)}) "
    f"VALUES ({', '.join('?' * (len(columns) + 2))})"
    for table, columns in COLUMNS.items()
}


def read_plan(connection: sqlite3.Connection, plan_id: int) -> Plan | None:
    """The plan of that id as it was added; None where there is none."""
    columns = ", ".join(PLAN_COLUMNS)
    found = connection.execute(f"SELECT {columns} FROM plans WHERE id = ?", (plan_id,)).fetchone()
    if found is None:
        return None
    head = dict(zip(PLAN_COLUMNS, found, strict=True))
    path = connection.execute("SELECT min(path) FROM files WHERE plan_id = ?", (plan_id,)).fetchone()[0]
    rows = {table: _read(connection, table, plan_id) for table in COLUMNS}
    number_of = {row["id"]: row["number"] for row in rows["blocks"]}
    ref_of = {row["id"]: row["ref"] for row in rows["sections"]}

    def end(row: Mapping[str, Any]) -> dict[str, Any]:
        place = {"span": _span(row, number_of), "rule": row["rule"], "confidence": row["confidence"]}
        return place | ({"section": ref_of.get(row["section_id"])} if "section_id" in row else {})

    notices = tuple(
        Notice(row["code"], json.loads(row["arguments"]), _span(row, number_of)) for row in rows["notices"]
    )
    read = sum(row["of_reading"] for row in rows["notices"])
    source = Source(path, head["format"], head["sha256"], head["pages"], bool(head["ocr"]))
    document = Document(tuple(_to_block(row) for row in rows["blocks"]), source, notices[:read])
    return Plan(
        document,
        _to_meta(head, connection, plan_id),
        tuple(
            Section(r["ref"], tuple(r["path"].split("/")), r["level"], r["kind"], r["title"], **end(r))
            for r in rows["sections"]
        ),
        tuple(
            Citation(
                id=r["ref"],
                pinpoint=None if r["pinpoint"] is None else json.loads(r["pinpoint"]),
                **_some(r, ("text", "type", "number", "name", "year", "date", "issuer")),
                **_some(r, ("canonical", "refers_to")),
                **end(r),
            )
            for r in rows["citations"]
        ),
        tuple(
            Target(
                id=r["ref"],
                period=_to_period(r),
                group=tuple(json.loads(r["groups"])),
                **_some(r, ("text", "kind", "indicator", "comparator", "value", "upper", "unit")),
                **_some(r, ("direction", "per", "part_of")),
                **end(r),
            )
            for r in rows["targets"]
        ),
        tuple(
            Assignment(
                id=r["ref"],
                partners=tuple(json.loads(r["partners"])),
                requested=bool(r["requested"]),
                inline=bool(r["inline"]),
                **_some(r, ("agency", "task", "role", "canonical", "level", "due")),
                **end(r),
            )
            for r in rows["assignments"]
        ),
        tuple(
            Allocation(id=r["ref"], to=r["recipient"], **_some(r, ("indicator", "value", "unit")), **end(r))
            for r in rows["allocations"]
        ),
        tuple(
            Deadline(id=r["ref"], **_some(r, ("text", "due", "every")), **end(r)) for r in rows["deadlines"]
        ),
        notices,
    )


def _read(connection: sqlite3.Connection, table: str, plan_id: int) -> Sequence[dict[str, Any]]:
    names = ("id", *(column.strip('"') for column in COLUMNS[table]))
    listed = ", ".join(("id", *COLUMNS[table]))
    found = connection.execute(f"SELECT {listed} FROM {table} WHERE plan_id = ? ORDER BY id", (plan_id,))
    return [dict(zip(names, row, strict=True)) for row in found]


def _some(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _span(row: Mapping[str, Any], number_of: Mapping[int, int]) -> Any:
    if row["block_id"] is None:
        return None
    return Span(number_of[row["block_id"]], row["start"], row["end"], row["page"])


def _to_period(row: Mapping[str, Any]) -> Period | None:
    return Period(row["period_start"], row["period_end"]) if row["has_period"] else None


def _to_block(row: Mapping[str, Any]) -> Block:
    place = ("cell_table", "cell_row", "cell_column", "cell_rows", "cell_columns")
    cell = None if row["cell_table"] is None else CellPlace(*(row[name] for name in place))
    return Block(row["text"], row["kind"], row["label"], row["page"], cell)


def _to_meta(head: Mapping[str, Any], connection: sqlite3.Connection, plan_id: int) -> Meta:
    told = connection.execute("SELECT number FROM implements WHERE plan_id = ? ORDER BY position", (plan_id,))
    return Meta(
        **_some(head, ("document_type", "number", "issuer", "level", "place", "date", "title")),
        period=_to_period(head),
        implements=tuple(row[0] for row in told),
        signers=tuple(Signer(*one) for one in json.loads(head["signers"])),
        recipients=tuple(json.loads(head["recipients"])),
    )
