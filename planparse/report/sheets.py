"""Tables written as an Excel workbook: filters, frozen heads, numbers as numbers, links between sheets.

Text is always written as text: a cell that begins like a formula is none, neither when the file is opened
nor when somebody edits the cell (``quotePrefix``). The same tables give the same bytes.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from planparse.report.inert import shorten

Kind = Literal["text", "free", "level", "number", "share", "date"]
Tone = Literal["error", "warning", "info", "kept"]
# Excel's limit is 32,767 characters in a cell; a passage of a plan is cut long before.
_LONGEST = 4_000
# What spreadsheets take for the beginning of a formula.
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# Excel counts days from here; earlier ones are written as text.
_EPOCH = 1900
# All times in the file, so that it depends on nothing but its content.
_MADE = datetime.datetime(2026, 1, 1)
_TONES: dict[Tone, tuple[str, str]] = {
    "error": ("#F8D7DA", "#7A1420"),
    "warning": ("#FFE8B8", "#6B4700"),
    "info": ("#DCEBFA", "#123F6B"),
    "kept": ("#E2F0E4", "#1D5128"),
}
# Points: a line, the heads, and the most that a row may have.
_LINE, _HEAD_HEIGHT, _HIGHEST = 13.0, 42.0, 400.0
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_HEAD = {"bold": True, "bg_color": "#1F3B57", "font_color": "#FFFFFF", "valign": "vcenter"}
# Not underlined: the line would hide the dots below Vietnamese letters.
_LINK = {"font_color": "#0B57B0", "bold": True}


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a row of a sheet; rows are counted from 0, heads apart."""

    text: str
    sheet: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Shade:
    """A value on a ground of its own colour, as in a heat map."""

    value: str | float | None
    ground: str
    ink: str


Cell = str | float | None | Link | Shade


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, what its cells are."""

    head: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; ``tone`` colours its cells of kind ``level``."""

    cells: tuple[Cell, ...]
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its title, the name of its tab.

    ``fixed`` columns stay in sight on the left, ``pinned`` rows under the heads, which are ``high`` points.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fixed: int = 1
    pinned: int = 0
    high: float = _HEAD_HEIGHT


@dataclass(frozen=True, slots=True)
class Front:
    """The first sheet: a heading, captions with what belongs to them, then a small table.

    ``wide`` is the width of the table's second column.
    """

    title: str
    heading: str
    facts: tuple[tuple[str, Cell], ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    wide: float = 12


def workbook(front: Front, sheets: Sequence[Sheet], title: str) -> bytes:
    """The workbook as a file."""
    import xlsxwriter

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": "planparse", "created": _MADE})
        writer = _Writer(book, {sheet.title: sheet for sheet in sheets})
        writer.front(front)
        for sheet in sheets:
            writer.sheet(sheet)
    return out.getvalue()


class _Writer:
    """Writes sheets of one workbook; formats are made once each."""

    def __init__(self, book: Any, sheets: dict[str, Sheet]) -> None:
        self._book = book
        self._sheets = sheets
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_FONT, **properties})
        return self._formats[key]

    def front(self, front: Front) -> None:
        page = self._book.add_worksheet(front.title)
        page.set_column(0, 0, 26)
        page.set_column(1, 1, front.wide)
        page.set_column(2, max(2, len(front.heads)), 12)
        page.hide_gridlines(2)
        page.write_string(0, 0, front.heading, self._format(bold=True, font_size=16))
        line = 2
        for caption, value in front.facts:
            page.write_string(line, 0, caption, self._format(bold=True))
            # Without a frame and unwrapped: a long line runs on over the empty cells beside it.
            self._cell(page, line, 1, value, "free", None)
            line += 1
        if front.heads:
            line += 1
            for number, head in enumerate(front.heads):
                page.write_string(line, number, head, self._format(**_HEAD, text_wrap=True, border=1))
            page.set_row(line, _HEAD_HEIGHT)
            for row in front.rows:
                line += 1
                widths = [26.0, front.wide, *[12.0] * len(row)]
                page.set_row(line, _height(row, widths))
                for number, value in enumerate(row):
                    self._cell(page, line, number, value, "number" if number else "text", None)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    def sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.title)
        for number, column in enumerate(sheet.columns):
            # A column that nothing stands in (pages of a Word file) is there, and hidden.
            bare = bool(sheet.rows) and all(row.cells[number] in (None, "") for row in sheet.rows)
            page.set_column(number, number, column.width, None, {"hidden": bare})
            page.write_string(0, number, column.head, self._format(**_HEAD, text_wrap=True, border=1))
        for line, row in enumerate(sheet.rows, start=1):
            page.set_row(line, _height(row.cells, [column.width for column in sheet.columns]))
            for number, (column, value) in enumerate(zip(sheet.columns, row.cells, strict=True)):
                self._cell(page, line, number, value, column.kind, row.tone)
        page.set_row(0, sheet.high)
        page.freeze_panes(1 + sheet.pinned, sheet.fixed)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&L&A&R&P/&N")

    def _cell(self, page: Any, line: int, number: int, value: Cell, kind: Kind, tone: Tone | None) -> None:
        look = dict(_looks(kind, tone))
        if isinstance(value, Shade):
            look |= {"bg_color": value.ground, "font_color": value.ink, "align": "right"}
            value = value.value
        if value is None or value == "":
            page.write_blank(line, number, None, self._format(**look))
        elif isinstance(value, Link):
            # write_url wants the name of the sheet in quotes, as in a formula.
            place = f"internal:'{value.sheet}'!A{value.row + 2}"
            text = shorten(value.text, 200)
            page.write_url(line, number, place, self._format(**{**look, **_LINK, **_guard(text)}), text)
        elif isinstance(value, str):
            self._text(page, line, number, value, kind, look)
        elif math.isfinite(value):
            page.write_number(line, number, value, self._format(**look, num_format=_notation(value, kind)))
        else:
            self._text(page, line, number, str(value), kind, look)

    def _text(self, page: Any, line: int, number: int, value: str, kind: Kind, look: dict[str, Any]) -> None:
        if kind == "date" and (day := _day(value)) is not None:
            page.write_datetime(line, number, day, self._format(**look, num_format="dd/mm/yyyy"))
            return
        text = shorten(value, _LONGEST)
        page.write_string(line, number, text, self._format(**{**look, **_guard(text)}))


def _guard(text: str) -> dict[str, Any]:
    return {"quote_prefix": True} if text.startswith(_RISKY) else {}


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that a row needs for its wrapped text: not every program fits rows by itself."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        text = cell.text if isinstance(cell, Link) else cell if isinstance(cell, str) else ""
        # Lines break between words: each leaves some room unused.
        lines = max(lines, math.ceil(min(len(text), _LONGEST) / max(4.0, width - 2)))
    return min(_HIGHEST, 4 + lines * _LINE)


def _looks(kind: Kind, tone: Tone | None) -> Iterator[tuple[str, Any]]:
    if kind == "free":
        return
    yield "border", 1
    yield "border_color", "#C9CED6"
    if kind in ("text", "level"):
        yield "text_wrap", True
    if kind == "date":
        yield "align", "left"
    if kind == "level" and tone is not None:
        background, ink = _TONES[tone]
        yield "bg_color", background
        yield "font_color", ink
        yield "bold", True


def _notation(value: float, kind: Kind) -> str:
    if kind == "share":
        return "0.0%" if value >= 0.001 else "0.0000%"
    return "#,##0" if float(value).is_integer() else "#,##0.0###"


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= _EPOCH else None
