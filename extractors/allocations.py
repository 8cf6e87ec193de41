"""Allocations: tables that give each subordinate unit (xã, phường, đơn vị) its figure.

One row for each cell with a number. The units stand in a column (the usual form, one row a unit) or in the
heading (one column a unit, one row an indicator). A total row is a row like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.plan import Allocation
from extractors.tables import PLACE, Cell, Table, tables
from extractors.tables import Row as TableRow
from extractors.vietnamese.numbers import parse_number
from extractors.vietnamese.text import lower
from extractors.vietnamese.units import Unit, read_unit

# Columns whose numbers are no shares: the running number, measures, remarks, names, times.
_NO_FIGURES = frozenset(("number", "note", "measure", "unit", "lead", "partner", "monitor", "time"))
# Headings of who does it, unless they head figures.
_AGENTS = frozenset(("unit", "lead", "partner", "monitor"))
_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]\d{3}){0,6}(?:[.,]\d{1,4})?|\d{1,15}(?:[.,]\d{1,4})?)\s*(?P<unit>\D{0,24})\Z"
)
_TOTAL = re.compile(r"(?:tổng|cộng|toàn|chung)\b")
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_MEASURE = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:\s*(?P<unit>[^;.,:()]{1,30})")
_COUNT = re.compile(r"(?:tổng\s+số|số\s+lượng|số|chỉ\s+tiêu(?:\s+giao)?|kế\s+hoạch(?:\s+giao)?|tổng)\s+")
# Paragraphs above a table that may say what its figures are counted in.
_CAPTION_BLOCKS = 4
MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class _Share:
    """One cell with a number: whose, of what, and how sure."""

    cell: Cell
    to: str
    indicator: str
    value: float
    unit: str | None
    rule: str
    confidence: float


def extract(context: Context) -> tuple[Allocation, ...]:
    """Every allocation of a document, in its order."""
    if not any(block.cell is not None for block in context.document.blocks):
        return ()
    shares = [share for table in tables(context.document) for share in _read(context, table)]
    shares.sort(key=lambda share: share.cell.block)
    return tuple(_allocation(context, place, share) for place, share in enumerate(shares, start=1))


def _allocation(context: Context, place: int, share: _Share) -> Allocation:
    text = share.cell.text
    start = len(text) - len(text.lstrip())
    return Allocation(
        id=f"l{place}",
        to=share.to,
        indicator=share.indicator,
        value=share.value,
        unit=share.unit,
        span=context.document.span(share.cell.block, start, len(text.rstrip())),
        rule=share.rule,
        confidence=share.confidence,
    )


def _read(context: Context, table: Table) -> Iterator[_Share]:
    if "lead" in table.roles and "task" in table.roles:
        return
    caption = _caption(context, table)
    column = _unit_column(table)
    if column is not None:
        yield from _by_row(table, column, caption)
    else:
        yield from _by_column(table, caption)


def _names(table: Table, column: int) -> list[str]:
    return [row.text(column) for row in table.body if row.text(column)]


def _unit_column(table: Table) -> int | None:
    """The column of units: headed as one, or holding places in most of its rows."""
    for column in range(table.width):
        names = _names(table, column)
        if len(names) < 2 or any(len(name) > MAX_NAME for name in names):
            continue
        places = sum(PLACE.match(name) is not None for name in names)
        others = sum(_TOTAL.match(lower(name)) is not None for name in names)
        if places >= 2 and (places + others) * 2 >= len(names):
            return column
    if "indicator" in table.roles or "task" in table.roles:
        return None
    for column, role in enumerate(table.roles):
        names = _names(table, column)
        short = len(names) >= 2 and all(len(name) <= MAX_NAME for name in names)
        if short and role in ("unit", "lead", "monitor"):
            return column
    return None


def _by_row(table: Table, column: int, caption: Unit | None) -> Iterator[_Share]:
    headed = table.roles[column] == "unit"
    counted = {
        place for place, role in enumerate(table.roles) if role in _AGENTS and _is_counted(table, place)
    }
    number = table.column("number")
    for row in table.rows:
        if row.kind not in ("body", "group"):
            continue
        to = row.text(column) or (row.text(number) if number is not None else "")
        if not re.search(r"[^\W\d_]", to):
            continue
        for place in range(table.width):
            if place == column or (table.roles[place] in _NO_FIGURES and place not in counted):
                continue
            cell = row.own(place)
            if cell is None or cell.column != place or cell.columns > 1:
                continue
            header = table.headers[place]
            figure = _figure(cell.line, _unit_of(header) or caption)
            if figure is not None and header:
                yield _Share(cell, to, header, *figure, "unit-rows", 0.95 if headed else 0.92)


def _is_counted(table: Table, column: int) -> bool:
    """Whether a column whose heading names a body (``Cơ sở được kiểm tra``) holds figures all the same."""
    texts = [text for row in table.body if (text := row.text(column)) and text.strip(" -–")]
    return len(texts) >= 2 and all(_figure(text, None) is not None for text in texts)


def _by_column(table: Table, caption: Unit | None) -> Iterator[_Share]:
    """The turned form: the units are columns, each row is an indicator."""
    units = [place for place, header in enumerate(table.headers) if PLACE.match(header.rsplit(" / ", 1)[-1])]
    if len(units) < 2:
        return
    naming = [
        place
        for place, role in enumerate(table.roles)
        if place < units[0] and role not in ("number", "measure", "note")
    ]
    measure = table.column("measure")
    for row in table.body:
        indicator = row.text(naming[0]) if naming else ""
        if not indicator:
            continue
        unit = _whole_unit(row.text(measure)) or _unit_of(indicator) or caption
        yield from _turned(table, row, units, indicator, unit)


def _turned(
    table: Table, row: TableRow, units: list[int], indicator: str, unit: Unit | None
) -> Iterator[_Share]:
    for place in units:
        cell = row.own(place)
        figure = None if cell is None or cell.columns > 1 else _figure(cell.line, unit)
        if cell is not None and figure is not None:
            to = table.headers[place].rsplit(" / ", 1)[-1]
            yield _Share(cell, to, indicator, *figure, "unit-columns", 0.9)


def _figure(text: str, unit: Unit | None) -> tuple[float, str | None] | None:
    """Value and canonical unit of a cell that holds one number and nothing but a unit."""
    found = _FIGURE.match(text)
    if found is None:
        return None
    own = _whole_unit(found["unit"])
    if found["unit"].strip() and own is None:
        return None
    unit = own or unit
    value = parse_number(found["number"], counted=unit is not None and unit.kind != "rate")
    if value is None:
        return None
    if unit is None:
        return value, None
    return value * unit.factor, unit.name or None


def _whole_unit(text: str) -> Unit | None:
    low = lower(text).strip(" .,;:")
    unit = read_unit(low, 0) if low else None
    return unit if unit is not None and unit.end == len(low) else None


def _unit_of(heading: str) -> Unit | None:
    """The unit that a heading gives: ``(hộ)``, ``ĐVT: người``, ``Tỷ lệ``, ``Số lao động``."""
    low = lower(heading)
    for bracket in reversed(_BRACKET.findall(low)):
        inner = bracket.rsplit(":", 1)[-1].strip()
        unit = _whole_unit(inner)
        if unit is not None:
            return unit
    measure = _MEASURE.search(low)
    if measure is not None:
        unit = read_unit(measure["unit"].strip(), 0)
        if unit is not None:
            return unit
    for part in reversed(low.split(" / ")):
        if part.startswith(("tỷ lệ", "tỉ lệ")) or "%" in part:
            return read_unit("%", 0)
        count = _COUNT.match(part)
        if count is not None:
            unit = read_unit(part, count.end())
            if unit is not None and unit.kind != "structural":
                return unit
    return None


def _caption(context: Context, table: Table) -> Unit | None:
    """The unit that stands above a table: ``Đơn vị tính: triệu đồng``."""
    for block in range(table.first - 1, max(-1, table.first - 1 - _CAPTION_BLOCKS), -1):
        if context.document.blocks[block].kind == "cell":
            return None
        low = context.lower[block]
        if ":" not in low or len(low) > 200:
            continue
        measure = _MEASURE.search(low)
        if measure is not None:
            return read_unit(measure["unit"].strip(), 0)
    return None
