"""``summary.xlsx``: the roll-up, a matrix of indicator × unit for each parent, the pairs and the failures."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.compare.rollup import Line
from planparse.messages import say
from planparse.report.inert import inert
from planparse.report.overview.heat import SIGNS, Heat, heat_of
from planparse.report.overview.model import Group, Overview
from planparse.report.overview.tables_csv import STATUSES
from planparse.report.overview.words import (
    asked_figure,
    failure_sentence,
    line_sentence,
    measured,
    parent_name,
)
from planparse.report.sheets import Cell, Column, Front, Row, Shade, Sheet, workbook
from planparse.report.wording import capital

# Ground and ink; the ink keeps a contrast of at least 4.5.
_HEAT: dict[Heat, tuple[str, str]] = {
    "none": ("#FFFFFF", "#565A63"), "missing": ("#F4B6B0", "#5C0F0A"),
    "unquantified": ("#FAD7CF", "#6E1B0F"), "weaker": ("#FFDFA6", "#5B3A00"),
    "unclear": ("#FFF2CC", "#5B3A00"), "copied": ("#E6D6F2", "#44215F"), "part": ("#DCEBFA", "#123F6B"),
    "kept": ("#DDF0E0", "#1D5128"), "stronger": ("#A9DBB4", "#0F3D1B"),
}  # fmt: skip
# A tab for each parent, up to so many: the pairs of all stand in one table.
_MATRICES = 60
_LONG, _BRIEF = 4_000, 90


def overview_xlsx(overview: Overview, lang: str) -> bytes:
    """The workbook as a file."""
    return workbook(_front(overview, lang), tuple(_sheets(overview, lang)), say("batch.title", lang))


def _front(overview: Overview, lang: str) -> Front:
    """What came of the batch in figures, and what the colours mean."""
    absent = sum(len(group.rollup.without_plan) for group in overview.groups)
    facts: tuple[tuple[str, Cell], ...] = (
        (say("batch.tile.plans", lang), len(overview.pairs)),
        (say("batch.tile.faulty", lang), sum(pair.errors > 0 for pair in overview.pairs)),
        (say("batch.tile.absent", lang), absent),
        (say("batch.tile.failed", lang), len(overview.failures)),
    )
    legend = tuple(
        (Shade(f"{sign} {say(f'batch.heat.{heat}', lang)}".strip(), *_HEAT[heat]),)
        for heat, sign in SIGNS.items()
        if heat != "none"
    )
    said = tuple((capital(caption), value) for caption, value in facts)
    return Front(
        say("batch.sheet.front", lang), say("batch.title", lang), said, (say("batch.legend", lang),), legend
    )


def _sheets(overview: Overview, lang: str) -> Iterator[Sheet]:
    yield _lines(overview, lang)
    alone = len(overview.groups) == 1
    for place, group in enumerate(overview.groups[:_MATRICES], start=1):
        name = say("batch.sheet.matrix", lang)
        yield _matrix(group, name if alone else f"{name} {place}", lang)
    yield _by_unit(overview, lang)
    yield _pairs(overview, lang)
    if any(group.rollup.without_plan for group in overview.groups):
        yield _without_plan(overview, lang)
    if overview.failures:
        yield _failures(overview, lang)


def _named(group: Group, lang: str) -> str:
    return parent_name(group.rollup, group.parent, lang)


def _lines(overview: Overview, lang: str) -> Sheet:
    """One row a target of each parent."""

    def head(key: str, width: float, share: bool = False) -> Column:
        return Column(capital(say(key, lang)), width, "share" if share else "number")

    columns = (
        Column(say("batch.head.parent", lang), 28), head("batch.head.place", 6),
        Column(say("batch.head.indicator", lang), 48), Column(say("batch.head.asked", lang), 18),
        head("batch.head.total", 16), head("batch.head.share", 11, True),
        head("batch.head.coverage", 10, True), head("batch.head.committed", 11), head("status.missing", 9),
        head("status.unquantified", 9), head("effect.weaker", 9), head("status.copied", 9),
        Column(say("batch.head.sentence", lang), 72),
    )  # fmt: skip
    rows = tuple(
        Row((_named(group, lang), place, *_line(line, group, lang)))
        for group in overview.groups
        for place, line in enumerate(group.rollup.lines, start=1)
    )
    return Sheet(say("batch.sheet.lines", lang), columns, rows, fixed=3)


def _line(line: Line, group: Group, lang: str) -> Iterator[Cell]:
    yield capital(measured(line.asked, _LONG))
    yield asked_figure(line.asked, lang)
    yield line.total if line.asked.reckoning == "sum" else line.median
    yield line.share
    yield line.coverage
    for units in (line.committed, line.missing, line.unquantified, line.weaker, line.copied):
        yield len(units)
    yield line_sentence(line, group.rollup, lang)


def _matrix(group: Group, title: str, lang: str) -> Sheet:
    """Units down, indicators across; each cell has its figure, coloured by what became of the target."""
    asked = [line.asked for line in group.rollup.lines]
    columns = (
        Column(say("batch.head.unit", lang), 28),
        Column(capital(say("severity.error", lang)), 8, "number"),
        Column(capital(say("severity.warning", lang)), 9, "number"),
        *(
            Column(f"{place}. {capital(measured(one, _BRIEF))}", 16, "number")
            for place, one in enumerate(asked, start=1)
        ),
    )
    first = Row((say("batch.asked-by-parent", lang), None, None, *(asked_figure(one, lang) for one in asked)))
    rows = [first]
    for pair, answer in zip(group.pairs, group.rollup.answers, strict=True):
        fates = {fate.target: fate for fate in answer.fates}
        cells: list[Cell] = [inert(pair.unit), pair.errors, pair.warnings]
        for one in asked:
            fate = fates.get(one.id)
            heat = heat_of(fate, one)
            value = fate.value if fate is not None else None
            cells.append(Shade(SIGNS[heat] if value is None else value, *_HEAT[heat]))
        rows.append(Row(tuple(cells)))
    return Sheet(title, columns, tuple(rows), fixed=1, pinned=1, high=98)


def _by_unit(overview: Overview, lang: str) -> Sheet:
    """One row for each target that a unit left out, weakened or copied: who it is, to be filtered."""
    columns = (
        Column(say("batch.head.unit", lang), 28), Column(say("batch.head.parent", lang), 28),
        Column(say("batch.head.place", lang), 6, "number"), Column(say("batch.head.indicator", lang), 60),
        Column(say("batch.head.became", lang), 18), Column(say("batch.head.asked", lang), 18),
        Column(say("batch.head.figure", lang), 14, "number"),
        Column(say("batch.head.owed", lang), 14, "number"),
    )  # fmt: skip
    rows = tuple(row for group in overview.groups for row in _lacks(group, lang))
    return Sheet(say("batch.sheet.by-unit", lang), columns, rows)


def _lacks(group: Group, lang: str) -> Iterator[Row]:
    asked = [(place, line.asked) for place, line in enumerate(group.rollup.lines, start=1)]
    for answer in group.rollup.answers:
        fates = {fate.target: fate for fate in answer.fates}
        for place, one in asked:
            fate = fates.get(one.id)
            heat = heat_of(fate, one)
            if fate is not None and heat in ("missing", "unquantified", "weaker", "copied"):
                yield Row(
                    (
                        inert(answer.unit), _named(group, lang), place, capital(measured(one, _LONG)),
                        say(f"batch.heat.{heat}", lang), asked_figure(one, lang), fate.value, fate.owed,
                    )
                )  # fmt: skip


def _pairs(overview: Overview, lang: str) -> Sheet:
    """One row a comparison."""
    keys = ("severity.error", "severity.warning", *(f"status.{name}" for name in STATUSES), "effect.weaker")
    columns = (
        Column(say("batch.head.unit", lang), 28),
        Column(say("batch.head.file", lang), 44),
        Column(say("batch.head.parent", lang), 44),
        *(Column(capital(say(key, lang)), 11, "number") for key in keys),
        Column(say("batch.head.record", lang), 40),
    )
    rows = tuple(
        Row(
            (
                inert(pair.unit), inert(pair.file), inert(pair.parent), pair.errors, pair.warnings,
                *(pair.targets.get(name, 0) for name in STATUSES), pair.weaker, inert(pair.record),
            )
        )
        for pair in overview.pairs
    )  # fmt: skip
    return Sheet(say("batch.sheet.pairs", lang), columns, rows)


def _without_plan(overview: Overview, lang: str) -> Sheet:
    """The units of the allocation tables that no plan is of."""
    columns = (Column(say("batch.head.unit", lang), 40), Column(say("batch.head.parent", lang), 60))
    rows = tuple(
        Row((inert(unit), _named(group, lang)))
        for group in overview.groups
        for unit in group.rollup.without_plan
    )
    return Sheet(say("batch.sheet.without-plan", lang), columns, rows)


def _failures(overview: Overview, lang: str) -> Sheet:
    """The plans that could not be compared."""
    columns = (Column(say("batch.head.file", lang), 60), Column(say("batch.head.reason", lang), 90))
    rows = tuple(Row((inert(one.file), failure_sentence(one, lang))) for one in overview.failures)
    return Sheet(say("batch.sheet.failures", lang), columns, rows)
