"""Targets in tables: a row an indicator, a column of units, columns of figures by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.plan import Period, Target
from extractors.tables import Cell, Row, Table, tables
from extractors.targets.movement import aim_direction, years_in
from extractors.targets.quantities import Quantity, find_quantities
from extractors.vietnamese.text import lower

_INDICATOR = re.compile(
    r"chỉ\s+tiêu|tiêu\s+chí|chỉ\s+số|mục\s+tiêu|nội\s+dung|danh\s+mục|hạng\s+mục|lĩnh\s+vực"
)
_FIRM_INDICATOR = re.compile(r"chỉ\s+tiêu|tiêu\s+chí|chỉ\s+số|mục\s+tiêu")
_UNIT = re.compile(r"đơn\s+vị(?:\s+tính)?\s*$|đvt|đơn\s+vị\s+tính|đv\s+tính")
_FIGURES = re.compile(
    r"(?:19|20)\d\d|kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu|thực\s+hiện|kết\s+quả|ước|số\s+lượng|"
    r"giao|giai\s+đoạn|hiện\s+trạng|quý|tổng"
)
_NO_FIGURES = re.compile(
    r"ghi\s+chú|chủ\s+trì|phối\s+hợp|cơ\s+quan|đơn\s+vị\s+(?:chủ|thực|phối)|thời\s+gian|"
    r"căn\s+cứ|stt|sản\s+phẩm|nhiệm\s+vụ|trách\s+nhiệm|kinh\s+phí"
)
_PAST = re.compile(
    r"(?:thực\s+hiện|kết\s+quả|ước\s+(?:thực|đạt)|hiện\s+trạng|cùng\s+kỳ|th\s+năm)(?!\s+(?:kế|mục))"
)
_UNIT_IN_NAME = re.compile(r"\(\s*(?:đvt\s*:?\s*|đơn vị tính\s*:?\s*|tính bằng\s*)?([^()]{1,25})\)\s*$")
_RATE = re.compile(r"^\s*(?:tỷ|tỉ)\s+(?:lệ|trọng|suất)(?!\s+\w+\s+(?:giới|sinh))")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns of a table hold what."""

    indicator: int
    unit: int | None
    figures: tuple[int, ...]


def _shape(table: Table) -> _Shape | None:
    """The columns of a table of indicators, or None for any other table."""
    heads = [header.lower() for header in table.headers]
    unit = next((i for i, head in enumerate(heads) if _UNIT.search(head)), None)
    indicator = next(
        (
            i
            for i, head in enumerate(heads)
            if i != unit and _FIRM_INDICATOR.search(head) and not _NO_FIGURES.search(head)
        ),
        None,
    )
    if indicator is None and unit is not None:
        indicator = next((i for i, head in enumerate(heads) if i != unit and _INDICATOR.search(head)), None)
    named = next((i for i, head in enumerate(heads) if i != unit and _INDICATOR.search(head)), None)
    if indicator is not None and named is not None and named < indicator and indicator == len(heads) - 1:
        # `Nội dung | Chỉ tiêu đến năm 2030`: the last column can only hold the figures.
        indicator = named
    if indicator is None:
        return None
    figures = tuple(
        i
        for i, head in enumerate(heads)
        if i not in (indicator, unit)
        and _FIGURES.search(head)
        and not _NO_FIGURES.search(head)
        and i > indicator
    )
    if not figures:
        return None
    return _Shape(indicator, unit, figures)


def _units(row: Row, shape: _Shape, name: str) -> str:
    written = row.text(shape.unit).lower() if shape.unit is not None else ""
    if written:
        return written
    if found := _UNIT_IN_NAME.search(name.lower()):
        return found[1].strip()
    return "%" if _RATE.search(name.lower()) else ""


def _figure(cell: Cell, text: str, unit: str) -> Quantity | None:
    """The quantity of a cell, with the row's unit where the cell names none."""
    low = lower(text)
    if len(low) > 120 or not any(c.isdigit() for c in low):
        return None
    own = next(find_quantities(low), None)
    if own is not None and own.unit_known and own.unit.kind not in ("time", "structural"):
        return own
    joined = next(find_quantities(f"{low} {unit}"), None) if unit else None
    if (
        joined is None
        or joined.number >= len(low)
        or low[joined.number : joined.end].strip(" %").count(" ") > 14
    ):
        return None
    return joined


def extract(context: Context) -> Iterator[tuple[int, Target]]:
    """The figures of every table of indicators, each with the block of its cell; ids are not set."""
    for table in tables(context.document):
        shape = _shape(table)
        if shape is None or context.zones[table.first] in ("letterhead", "closing"):
            continue
        heads = [header.lower() for header in table.headers]
        years = [years_in(head, 0, len(head)) or _bare_year(head) for head in heads]
        for row in table.body:
            named = row.own(shape.indicator)
            name = row.text(shape.indicator)
            if named is None or not name or name.replace(".", "").isdigit():
                continue
            unit = _units(row, shape, name)
            for column in shape.figures:
                cell = row.own(column)
                if cell is None:
                    continue
                text = context.document.blocks[cell.block].text
                quantity = _figure(cell, text, unit)
                if quantity is None:
                    continue
                end = min(quantity.end, len(text))
                section = context.outline.at(cell.block)
                label = table.headers[column] if len(shape.figures) > 1 and years[column] is None else ""
                yield (
                    cell.block,
                    Target(
                        id="",
                        text=text[quantity.start : end],
                        kind="baseline" if _PAST.search(heads[column]) else "target",
                        indicator=_UNIT_IN_NAME.sub("", name).strip()
                        + (f" ({label})" if label and not _generic(label) else ""),
                        comparator=quantity.comparator,
                        value=quantity.value,
                        upper=quantity.upper,
                        unit=quantity.unit.name,
                        direction=aim_direction(lower(name), 0),
                        per=quantity.per,
                        period=years[column],
                        part_of=None,
                        group=(),
                        section=section.id if section else None,
                        span=context.document.span(cell.block, quantity.start, end),
                        rule="table-figure",
                        confidence=0.9 if quantity.unit_known else 0.7,
                    ),
                )


def _generic(label: str) -> bool:
    return bool(
        re.fullmatch(
            r"\s*(?:chỉ tiêu|kế hoạch|mục tiêu|số lượng|chỉ tiêu giao)(?:\s+giao)?\s*", label.lower()
        )
    )


def _bare_year(head: str) -> Period | None:
    found = re.fullmatch(r"\D*((?:19|20)\d\d)\D*", head)
    return Period(int(found[1]), int(found[1])) if found else None
