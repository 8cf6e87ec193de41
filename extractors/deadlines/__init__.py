"""Deadlines: days by which something is due, and rhythms in which reports are due.

Three grammars read them: a day of delivery (``trước ngày 05/8/2021``), rhythms after ``định kỳ`` (``định kỳ
hàng quý, sáu tháng, cả năm`` is three), and the value of a label or of a table's column of time (``Thời gian
hoàn thành: Quý II/2026``). Dates of documents, periods and events are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from extractors.context import Context
from extractors.deadlines.days import Row, by_day
from extractors.deadlines.periodic import day_of_period, labelled, periodic, value
from extractors.deadlines.rhythms import words
from extractors.plan import Deadline
from extractors.tables import Table, tables

__all__ = ["extract"]

# What any deadline holds; a block without one of these is passed over.
_SCREEN = (
    "trước",
    "nhất",
    "định kỳ",
    "hạn",
    "hoàn thành",
    "xong",
    "thời ",
    "tháng ",
    "ng tháng",
    "tiến độ",
    "lộ trình",
    "quý",
)
_LONGEST_CELL = 200


def extract(context: Context) -> tuple[Deadline, ...]:
    """The deadlines of a document in its order; the letterhead and the title hold none."""
    columns = _time_cells(context)
    found: list[Deadline] = []
    for index, block in enumerate(context.document.blocks):
        if context.zones[index] in ("letterhead", "title"):
            continue
        lower = context.lower[index]
        if index not in columns:
            for word in _SCREEN:
                if word in lower:
                    break
            else:
                continue
        rows = find(block.text, lower)
        if not rows and index in columns and len(lower) < _LONGEST_CELL:
            start = len(lower) - len(lower.lstrip())
            rows = list(value(lower, start, len(lower), columns[index], "time-column"))
        section = context.outline.at(index)
        for row in rows:
            found.append(
                Deadline(
                    id=f"d{len(found) + 1}",
                    text=block.text[row.start : row.end],
                    due=row.due,
                    every=row.every,
                    section=section.id if section else None,
                    span=context.document.span(index, row.start, row.end),
                    rule=row.rule,
                    confidence=row.confidence,
                )
            )
    return tuple(found)


def find(text: str, lower: str) -> list[Row]:
    """The deadlines of one text, in order; ``lower`` is the text in lower case with equal offsets."""
    rows = list(by_day(lower))
    if "định" in lower:
        rows = _merge(rows, periodic(text, lower))
    if ":" in lower:
        rows = _merge(rows, labelled(lower))
    if "ngày" in lower and ("tháng" in lower or "quý" in lower):
        rows = _merge(rows, day_of_period(lower))
    return rows


def _merge(rows: list[Row], more: Iterable[Row]) -> list[Row]:
    """Both lists in order of their places, without those of the second that a row of the first overlaps."""
    added = list(more)
    if not added or not rows:
        return rows or added
    starts = [row.start for row in rows]
    ends = list(accumulate((row.end for row in rows), max))
    free: list[Row] = []
    for row in added:
        before = bisect_left(starts, row.end)
        if before == 0 or ends[before - 1] <= row.start:
            free.append(row)
    return sorted([*rows, *free], key=lambda row: row.start)


def _time_cells(context: Context) -> dict[int, bool]:
    """The cells under a heading of time; True where that heading may also be one of events."""
    if not any(block.cell for block in context.document.blocks):
        return {}
    found: dict[int, bool] = {}
    for table in tables(context.document):
        for column, role in enumerate(table.roles):
            loose = _loose(table, column) if role == "time" else None
            if loose is None:
                continue
            cells = (row.own(column) for row in table.body)
            found.update({cell.block: loose for cell in cells if cell is not None})
    return found


def _loose(table: Table, column: int) -> bool | None:
    """Whether a column of time may hold events; None where it does (`Thời gian kiểm tra`)."""
    heading = table.headers[column].lower()
    if any(cue in heading for cue in words("headings", "due")):
        return False
    plain = heading.strip(" .:") in ("thời gian", "thời điểm")
    if not plain and not any(cue in heading for cue in words("headings", "loose")):
        return None
    return table.column("task") is None or table.column("lead") is None
