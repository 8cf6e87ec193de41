"""``summary.xlsx``: the roll-up, a matrix of indicator × unit for each parent, the pairs and the failures.

Text is always written as text; nothing in the file depends on when it was written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from planparse.compare.rollup import Line
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.overview.heat import SIGNS, Heat, heat_of
from planparse.report.overview.model import Group, Overview
from planparse.report.overview.words import (
    asked_figure,
    failure_sentence,
    line_sentence,
    measured,
    parent_name,
)
from planparse.report.wording import capital

_MADE = datetime.datetime(2026, 1, 1)
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_HEAD = {"bold": True, "bg_color": "#1F3B57", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
# Background and ink; the ink keeps a contrast of at least 4.5.
_HEAT: dict[Heat, tuple[str, str]] = {
    "none": ("#FFFFFF", "#565A63"), "missing": ("#F4B6B0", "#5C0F0A"),
    "unquantified": ("#FAD7CF", "#6E1B0F"), "weaker": ("#FFDFA6", "#5B3A00"),
    "unclear": ("#FFF2CC", "#5B3A00"), "copied": ("#E6D6F2", "#44215F"), "part": ("#DCEBFA", "#123F6B"),
    "kept": ("#DDF0E0", "#1D5128"), "stronger": ("#A9DBB4", "#0F3D1B"),
}  # fmt: skip
_TAB = 31  # Excel's limit for the name of a sheet
_MATRICES = 60
_CELL = 4_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def overview_xlsx(overview: Overview, lang: str) -> bytes:
    """The workbook as a file."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        title = say("batch.title", lang)
        book.set_properties({"title": title, "author": "planparse", "created": _MADE})
        writer = _Writer(book, lang)
        writer.lines(overview)
        for place, group in enumerate(overview.groups[:_MATRICES], start=1):
            writer.matrix(group, place, alone=len(overview.groups) == 1)
        writer.pairs(overview)
        if overview.failures:
            writer.failures(overview)
        if any(group.rollup.without_plan for group in overview.groups):
            writer.without_plan(overview)
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook; formats are made once each."""

    def __init__(self, book: Any, lang: str) -> None:
        self._book = book
        self._lang = lang
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _say(self, key: str, **arguments: object) -> str:
        return say(key, self._lang, **arguments)

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            framed = {"border": 1, "border_color": "#C9CED6"}
            self._formats[key] = self._book.add_format({**_FONT, **framed, **properties})
        return self._formats[key]

    def _sheet(self, name: str, heads: Sequence[tuple[str, float]], *, fixed: int, high: float = 32) -> Any:
        page = self._book.add_worksheet(name[:_TAB])
        for number, (head, width) in enumerate(heads):
            page.set_column(number, number, width)
            page.write_string(0, number, shorten(head, _CELL), self._format(**_HEAD))
        page.set_row(0, high)
        page.freeze_panes(1, fixed)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        return page

    def _row(self, page: Any, line: int, cells: Sequence[object], **look: Any) -> None:
        for number, value in enumerate(cells):
            self._cell(page, line, number, value, **look)

    def _cell(self, page: Any, line: int, number: int, value: object, **look: Any) -> None:
        if value is None or value == "":
            page.write_blank(line, number, None, self._format(**look))
        elif isinstance(value, int | float):
            form = look.pop("num_format", None) or ("#,##0" if float(value).is_integer() else "#,##0.0###")
            page.write_number(line, number, value, self._format(num_format=form, **look))
        else:
            text = shorten(str(value), _CELL)
            if text.startswith(_RISKY):
                look["quote_prefix"] = True
            page.write_string(line, number, text, self._format(text_wrap=True, **look))

    def lines(self, overview: Overview) -> None:
        """One row a target of each parent."""
        heads = [
            (self._say("batch.head.parent"), 28), (self._say("batch.head.place"), 6),
            (self._say("batch.head.indicator"), 48), (self._say("batch.head.asked"), 18),
            (self._say("batch.head.total"), 14), (self._say("batch.head.share"), 10),
            (self._say("batch.head.coverage"), 10), (self._say("batch.head.committed"), 10),
            (self._say("status.missing"), 10), (self._say("status.unquantified"), 10),
            (self._say("effect.weaker"), 10), (self._say("status.copied"), 10),
            (self._say("batch.head.sentence"), 70), (self._say("batch.head.who-dropped"), 40),
            (self._say("batch.head.who-weakened"), 40),
        ]  # fmt: skip
        page = self._sheet(self._say("batch.sheet.lines"), heads, fixed=3)
        at = 0
        for group in overview.groups:
            name = parent_name(group.rollup, group.parent, self._lang)
            for place, line in enumerate(group.rollup.lines, start=1):
                at += 1
                self._line(page, at, name, place, line, group)
        page.autofilter(0, 0, max(1, at), len(heads) - 1)

    def _line(self, page: Any, at: int, name: str, place: int, line: Line, group: Group) -> None:
        middle = line.total if line.asked.reckoning == "sum" else line.median
        cells = (
            name, place, capital(measured(line.asked, _CELL)), asked_figure(line.asked, self._lang),
            middle,
        )  # fmt: skip
        self._row(page, at, cells)
        for number, value in ((5, line.share), (6, line.coverage)):
            self._cell(page, at, number, value, num_format="0%")
        counts = (line.committed, line.missing, line.unquantified, line.weaker, line.copied)
        for number, units in enumerate(counts, start=7):
            self._cell(page, at, number, len(units))
        told = (
            line_sentence(line, group.rollup, self._lang), self._units(line.silent), self._units(line.weaker),
        )  # fmt: skip
        for number, text in enumerate(told, start=12):
            self._cell(page, at, number, text)

    def _units(self, units: Sequence[str]) -> str:
        return ", ".join(map(inert, units))

    def matrix(self, group: Group, place: int, *, alone: bool) -> None:
        """Units down, indicators across; each cell has its figure, coloured by what became of the target."""
        asked = [line.asked for line in group.rollup.lines]
        heads = [
            (self._say("batch.head.unit"), 28), (self._say("severity.error"), 7),
            (self._say("severity.warning"), 9),
            *((f"{number}. {capital(measured(one, 90))}", 15) for number, one in enumerate(asked, 1)),
        ]  # fmt: skip
        name = self._say("batch.sheet.matrix")
        page = self._sheet(name if alone else f"{name} {place}", heads, fixed=1, high=96)
        self._row(
            page, 1, (self._say("batch.asked-by-parent"), "", "", *(one.value for one in asked)), bold=True
        )
        answers = group.rollup.answers
        for line, (pair, answer) in enumerate(zip(group.pairs, answers, strict=True), start=2):
            self._row(page, line, (inert(pair.unit), pair.errors, pair.warnings))
            fates = {fate.target: fate for fate in answer.fates}
            for number, one in enumerate(asked, start=3):
                fate = fates.get(one.id)
                heat = heat_of(fate, one)
                background, ink = _HEAT[heat]
                value: object = fate.value if fate is not None else None
                self._cell(
                    page, line, number, SIGNS[heat] if value is None else value, bg_color=background,
                    font_color=ink, align="right",
                )  # fmt: skip
        last = len(group.pairs) + 1
        page.autofilter(0, 0, last, len(heads) - 1)
        page.freeze_panes(2, 1)
        for line, text in enumerate(self._legend(), start=last + 2):
            heat, told = text
            background, ink = _HEAT[heat]
            self._cell(page, line, 0, told, bg_color=background, font_color=ink)

    def _legend(self) -> Iterator[tuple[Heat, str]]:
        for heat, sign in SIGNS.items():
            if heat != "none":
                yield heat, f"{sign} {self._say(f'batch.heat.{heat}')}".strip()

    def pairs(self, overview: Overview) -> None:
        """One row a comparison."""
        from planparse.report.overview.tables_csv import STATUSES

        heads = [
            (self._say("batch.head.unit"), 28), (self._say("batch.head.file"), 40),
            (self._say("batch.head.parent"), 40), (self._say("severity.error"), 8),
            (self._say("severity.warning"), 10), *((self._say(f"status.{name}"), 12) for name in STATUSES),
            (self._say("effect.weaker"), 12), (self._say("batch.head.record"), 40),
        ]  # fmt: skip
        page = self._sheet(self._say("batch.sheet.pairs"), heads, fixed=1)
        for line, pair in enumerate(overview.pairs, start=1):
            counts = (pair.targets.get(name, 0) for name in STATUSES)
            self._row(
                page,
                line,
                (
                    inert(pair.unit), inert(pair.file), inert(pair.parent), pair.errors, pair.warnings,
                    *counts, pair.weaker, inert(pair.record),
                ),
            )  # fmt: skip
        page.autofilter(0, 0, max(1, len(overview.pairs)), len(heads) - 1)

    def failures(self, overview: Overview) -> None:
        """The plans that could not be compared."""
        heads = [(self._say("batch.head.file"), 60), (self._say("batch.head.reason"), 90)]
        page = self._sheet(self._say("batch.sheet.failures"), heads, fixed=1)
        for line, failure in enumerate(overview.failures, start=1):
            self._row(page, line, (inert(failure.file), failure_sentence(failure, self._lang)))

    def without_plan(self, overview: Overview) -> None:
        """The units of the allocation tables that no plan is of."""
        heads = [(self._say("batch.head.unit"), 40), (self._say("batch.head.parent"), 60)]
        page = self._sheet(self._say("batch.sheet.without-plan"), heads, fixed=1)
        rows = (
            (inert(unit), parent_name(group.rollup, group.parent, self._lang))
            for group in overview.groups
            for unit in group.rollup.without_plan
        )
        for line, row in enumerate(rows, start=1):
            self._row(page, line, row)
