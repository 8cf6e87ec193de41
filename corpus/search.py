"""Search: words in the text of plans, and facts by what they say."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.fold import folded
from corpus.words import Found, Typed, find, match_of, phrase_of, terms_of

TARGET_KINDS = ("target", "baseline", "unquantified")
_TABLES = {
    **dict.fromkeys(TARGET_KINDS, "targets"),
    "citation": "citations",
    "assignment": "assignments",
    "section": "sections",
    "deadline": "deadlines",
    "allocation": "allocations",
}
KINDS = ("text", *_TABLES)
FACETS = ("province", "level", "year", "document_type", "kind")
# More rows than this are walked in their order until enough are found, fewer are looked up one by one.
_FEW = 50_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must be; None stands for anything.

    ``kind`` is one of `KINDS`: passages of text, targets of a kind, or other facts. ``unit``, ``min``,
    ``max``, ``period`` and ``indicator`` speak of targets; ``period`` is a year or two, which a target holds
    for by its own words, else by its plan's; the words of ``indicator`` stand side by side. ``cites`` is the
    number of a document that the plan cites.
    """

    kind: str | None = None
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    period: tuple[int, int] | None = None
    indicator: str | None = None
    level: str | None = None
    province: str | None = None
    year: int | None = None
    document_type: str | None = None
    cites: str | None = None

    @property
    def table(self) -> str:
        """The table that is searched."""
        if self.kind in _TABLES:
            return _TABLES[self.kind]
        figures = (self.unit, self.min, self.max, self.indicator)
        return "targets" if any(one is not None for one in figures) and self.kind is None else "blocks"


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage or fact, with the plan and the place it stands in.

    ``passage`` is the whole block, ``start`` and ``end`` are offsets into it; ``places`` are where the words
    that were searched for stand in it. ``row`` holds the columns of the fact's view, nothing for a passage.
    """

    plan_id: int
    path: str | None
    document_type: str | None
    number: str | None
    issuer: str | None
    title: str | None
    level: str | None
    province: str | None
    year: int | None
    kind: str
    text: str
    passage: str
    section: str | None
    page: int | None
    block: int
    start: int
    end: int
    rank: float | None
    places: tuple[Found, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)


Facets = Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for; ``total`` and ``facets`` where facets were asked for."""

    hits: tuple[Hit, ...]
    total: int | None = None
    facets: Facets = field(default_factory=dict)


def search(
    connection: sqlite3.Connection,
    typed: str | None,
    filters: Filters,
    *,
    limit: int,
    offset: int,
    facets: bool,
) -> Results:
    """Hits for what was typed and the filters, best first; without words in the order of the corpus."""
    terms = terms_of(typed or "")
    if typed is not None and typed.strip() and not terms.terms:
        return Results((), 0 if facets else None)
    wanted = _Wanted.of(connection, terms, filters)
    order = "f.rank" if terms.terms else ("f.rowid" if wanted.by_indicator else "+x.id")
    if order == "+x.id" and wanted.in_order:
        order = "x.id"
    rank = "f.rank" if terms.terms else "NULL"
    found = connection.execute(
        f"SELECT x.id, {rank} FROM {wanted.tables} WHERE {wanted.where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*wanted.values, limit, offset),
    ).fetchall()
    hits = _hits(connection, filters.table, found, terms)
    if not facets:
        return Results(hits)
    total, counted = _facets(connection, wanted, filters.table)
    return Results(hits, total, counted)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A search as SQL: ``x`` is the table searched, ``f`` the index of words."""

    tables: str
    where: str
    values: tuple[Any, ...]
    by_indicator: bool
    in_order: bool

    @classmethod
    def of(cls, connection: sqlite3.Connection, terms: Typed, filters: Filters) -> _Wanted:
        conditions: list[str] = []
        values: list[Any] = []
        table = filters.table

        def add(condition: str, *given: Any) -> None:
            conditions.append(condition)
            values.extend(given)

        tables = f"{table} x"
        if terms.terms:
            key = "x.id" if table == "blocks" else "x.block_id"
            tables = f"blocks_fts f CROSS JOIN {table} x ON {key} = f.rowid"
            add("f.blocks_fts MATCH ?", match_of(terms))
        elif table == "targets" and filters.unit is not None:
            tables = "targets x INDEXED BY targets_unit"
        elif table == "targets" and filters.min is not None and _few_so_large(connection, filters.min):
            tables = "targets x INDEXED BY targets_most"
        by_indicator = False
        if table == "targets":
            by_indicator = _add_target_filters(connection, filters, add, free=not terms.terms)
            if by_indicator:
                tables = "targets_fts f CROSS JOIN targets x ON x.id = f.rowid"
        elif table == "citations" and filters.cites is not None:
            add("x.number = ?", _number(filters.cites))
        by_plan = _add_plan_filters(filters, add, of_figures=table == "targets")
        in_order = not by_plan and "INDEXED" not in tables
        return cls(tables, " AND ".join(conditions) or "1", tuple(values), by_indicator, in_order)


def _few_so_large(connection: sqlite3.Connection, least: float) -> bool:
    count = "SELECT count(*) FROM (SELECT 1 FROM targets WHERE coalesce(upper, value) >= ? LIMIT ?)"
    return bool(connection.execute(count, (least, _FEW + 1)).fetchone()[0] <= _FEW)


def _add_target_filters(connection: sqlite3.Connection, filters: Filters, add: Any, *, free: bool) -> bool:
    """The conditions on figures; True where the index of indicators is to be walked as ``f``."""
    if filters.kind is not None:
        add("x.kind = ?", filters.kind)
    if filters.unit is not None:
        add("x.unit = ?", unicodedata.normalize("NFC", filters.unit).strip())
    if filters.min is not None:
        add("coalesce(x.upper, x.value) >= ?", filters.min)
    if filters.max is not None:
        add("x.value <= ?", filters.max)
    if filters.period is not None:
        first, last = filters.period
        add(
            "((x.period_end >= ? AND coalesce(x.period_start, x.period_end) <= ?) OR "
            "(x.period_end IS NULL AND (x.period_start BETWEEN ? AND ? OR "
            "(x.period_start IS NULL AND x.plan_id IN (SELECT id FROM plans WHERE "
            "period_end >= ? AND coalesce(period_start, period_end) <= ?)))))",
            first, last, first, last, first, last,
        )  # fmt: skip
    if filters.indicator is None:
        return False
    match = phrase_of(filters.indicator)
    if not match:
        add("0")
        return False
    count = "SELECT count(*) FROM (SELECT 1 FROM targets_fts WHERE targets_fts MATCH ? LIMIT ?)"
    many = connection.execute(count, (match, _FEW + 1)).fetchone()[0] > _FEW
    if many and free:
        add("f.targets_fts MATCH ?", match)
        return True
    add("x.id IN (SELECT rowid FROM targets_fts WHERE targets_fts MATCH ?)", match)
    return False


def _add_plan_filters(filters: Filters, add: Any, *, of_figures: bool) -> bool:
    """The conditions on the plan; whether there are any."""
    conditions: list[str] = []
    values: list[Any] = []
    for column, wanted in (("level", filters.level), ("year", filters.year)):
        if wanted is not None:
            conditions.append(f"{column} = ?")
            values.append(wanted)
    for column, text in (("province", filters.province), ("document_type", filters.document_type)):
        if text is not None:
            conditions.append(f"fold({column}) = ?")
            values.append(folded(unicodedata.normalize("NFC", text)).strip())
    if filters.period is not None and not of_figures:
        conditions.append("period_end >= ? AND coalesce(period_start, period_end) <= ?")
        values.extend(filters.period)
    if filters.cites is not None:
        conditions.append("id IN (SELECT plan_id FROM citations WHERE number = ?)")
        values.append(_number(filters.cites))
    if conditions:
        add(f"x.plan_id IN (SELECT id FROM plans WHERE {' AND '.join(conditions)})", *values)
    return bool(conditions)


def _number(written: str) -> str:
    """A document's number as records have it: without spaces."""
    return "".join(unicodedata.normalize("NFC", written).split())


_PLAN = ("path", "document_type", "number", "issuer", "title", "level", "province", "year")


def _hits(
    connection: sqlite3.Connection, table: str, found: Sequence[tuple[int, float | None]], terms: Typed
) -> tuple[Hit, ...]:
    hits = []
    for row_id, rank in found:
        if table == "blocks":
            kind, block_id, start, end = "text", row_id, 0, None
            values: dict[str, Any] = {}
        else:
            values = _values(connection, f"v_{table}", row_id)
            kind = values["kind"] if table == "targets" else table.removesuffix("s")
            place = f'SELECT block_id, start, "end" FROM {table} WHERE id = ?'
            block_id, start, end = connection.execute(place, (row_id,)).fetchone()
        plan_id, number, passage, page, *plan = connection.execute(
            f"SELECT p.id, b.number, b.text, b.page, {', '.join(f'p.{name}' for name in _PLAN)} "
            "FROM blocks b JOIN v_plans p ON p.id = b.plan_id WHERE b.id = ?",
            (block_id,),
        ).fetchone()
        end = len(passage) if end is None else end
        hits.append(
            Hit(
                plan_id=plan_id,
                kind=kind,
                text=passage[start:end],
                passage=passage,
                section=values.get("section") or _section_of(connection, plan_id, block_id),
                page=page,
                block=number,
                start=start,
                end=end,
                rank=rank,
                places=find(passage, terms),
                row=values,
                **dict(zip(_PLAN, plan, strict=True)),
            )
        )
    return tuple(hits)


def _values(connection: sqlite3.Connection, view: str, row_id: int) -> dict[str, Any]:
    cursor = connection.execute(f"SELECT * FROM {view} WHERE id = ?", (row_id,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _section_of(connection: sqlite3.Connection, plan_id: int, block_id: int) -> str | None:
    found = connection.execute(
        "SELECT path FROM sections WHERE plan_id = ? AND block_id <= ? "
        "ORDER BY block_id DESC, id DESC LIMIT 1",
        (plan_id, block_id),
    ).fetchone()
    return found[0] if found else None


def _facets(connection: sqlite3.Connection, wanted: _Wanted, table: str) -> tuple[int, Facets]:
    by_plan = dict(
        connection.execute(
            f"SELECT x.plan_id, count(*) FROM {wanted.tables} WHERE {wanted.where} GROUP BY x.plan_id",
            wanted.values,
        )
    )
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    plans = connection.execute("SELECT id, province, level, year, document_type FROM plans")
    for plan_id, *values in plans:
        if plan_id in by_plan:
            for name, value in zip(FACETS, values, strict=False):
                counts[name]["" if value is None else str(value)] += by_plan[plan_id]
    counts["kind"] = _kinds(connection, wanted, table)
    return sum(by_plan.values()), {
        name: tuple(sorted(count.items(), key=lambda one: (-one[1], one[0])))
        for name, count in counts.items()
    }


def _kinds(connection: sqlite3.Connection, wanted: _Wanted, table: str) -> Counter[str]:
    """How many of each kind are found; of passages, how many facts of each kind stand in them."""
    if table not in ("targets", "blocks"):
        count = f"SELECT count(*) FROM {wanted.tables} WHERE {wanted.where}"
        return Counter({table.removesuffix("s"): connection.execute(count, wanted.values).fetchone()[0]})
    if table == "targets":
        told = f"SELECT x.kind, count(*) FROM {wanted.tables} WHERE {wanted.where} GROUP BY 1"
        return Counter(dict(connection.execute(told, wanted.values).fetchall()))
    counted: Counter[str] = Counter()
    inside = f"block_id IN (SELECT x.id FROM {wanted.tables} WHERE {wanted.where})"
    told = f"SELECT kind, count(*) FROM targets WHERE {inside} GROUP BY 1"
    counted.update(dict(connection.execute(told, wanted.values).fetchall()))
    for other in ("citations", "assignments", "sections", "deadlines", "allocations"):
        number = connection.execute(f"SELECT count(*) FROM {other} WHERE {inside}", wanted.values).fetchone()[
            0
        ]
        if number:
            counted[other.removesuffix("s")] = number
    return counted
