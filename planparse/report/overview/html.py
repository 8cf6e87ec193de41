"""``summary.html``: the roll-up of each parent and its matrix of indicator × unit on one page.

The page is one file that loads nothing; without its script it can still be read, only not sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from planparse.compare.rollup import Asked, Fate, Line
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.overview.heat import RANKS, SIGNS, Heat, heat_of
from planparse.report.overview.model import Group, Overview, Pair
from planparse.report.overview.words import (
    asked_figure,
    counted,
    failure_sentence,
    fate_sentence,
    line_sentence,
    measured,
    parent_name,
    percent,
)
from planparse.report.page.frame import environment
from planparse.report.wording import capital, number, quantity

_HERE = Path(__file__).parent
_BRIEF = 70
# Below all figures, in the order of their gravity.
_LOWEST = -1e15


@dataclass(frozen=True, slots=True)
class _Cell:
    heat: Heat
    text: str
    sign: str
    order: float
    told: str


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    file: str
    link: str
    errors: int
    warnings: int
    cells: tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A target in both tables: its names, what is asked, and its line of the roll-up."""

    place: int
    name: str
    brief: str
    figure: str
    value: float | None
    total: str
    total_order: float
    share: float | None
    share_told: str
    coverage: float
    coverage_told: str
    missing: tuple[str, ...]
    unquantified: tuple[str, ...]
    weaker: tuple[str, ...]
    copied: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    title: str
    file: str
    units: tuple[_Unit, ...]
    asked: tuple[_Asked, ...]
    without_plan: tuple[str, ...]
    without_told: str
    several: tuple[str, ...]
    scaled: bool


def overview_html(overview: Overview, lang: str) -> str:
    """The page in ``vi`` or ``en``."""

    def t(key: str, **arguments: object) -> str:
        return say(key, lang, **arguments)

    pairs = overview.pairs
    return (
        environment(_HERE, "overview.css", "overview.js")
        .get_template("overview.html")
        .render(
            lang=lang,
            t=t,
            sections=tuple(_section(group, lang) for group in overview.groups),
            failures=[(inert(one.file), failure_sentence(one, lang)) for one in overview.failures],
            heats=[(heat, sign) for heat, sign in SIGNS.items() if heat != "none"],
            plans=number(len(pairs), lang),
            faulty=number(sum(pair.errors > 0 for pair in pairs), lang),
            failed=number(len(overview.failures), lang),
            absent=number(sum(len(group.rollup.without_plan) for group in overview.groups), lang),
            parents=number(len(overview.groups), lang),
        )
    )


def _section(group: Group, lang: str) -> _Section:
    rollup = group.rollup
    asked = [line.asked for line in rollup.lines]
    units = tuple(
        _unit(pair, {fate.target: fate for fate in answer.fates}, asked, lang)
        for pair, answer in zip(group.pairs, rollup.answers, strict=True)
    )
    return _Section(
        name=parent_name(rollup, group.parent, lang),
        title=inert(rollup.sheet.title or ""),
        file=inert(group.parent),
        units=units,
        asked=tuple(_asked(place, line, group, lang) for place, line in enumerate(rollup.lines, start=1)),
        without_plan=tuple(map(inert, rollup.without_plan)),
        without_told=counted(rollup.without_plan, lang),
        several=tuple(map(inert, rollup.several)),
        scaled=any(line.scaled for line in rollup.lines),
    )


def _unit(pair: Pair, fates: dict[str, Fate], asked: list[Asked], lang: str) -> _Unit:
    page = next((one for one in pair.reports if one.endswith(".html")), pair.record)
    return _Unit(
        name=shorten(pair.unit, _BRIEF),
        file=inert(pair.file),
        link=quote(page, errors="replace"),
        errors=pair.errors,
        warnings=pair.warnings,
        cells=tuple(_cell(fates.get(one.id), one, lang) for one in asked),
    )


def _cell(fate: Fate | None, asked: Asked, lang: str) -> _Cell:
    heat = heat_of(fate, asked)
    value = None if fate is None else fate.value
    return _Cell(
        heat=heat,
        text="" if value is None else number(value, lang) + ("%" if asked.unit == "%" else ""),
        sign=SIGNS[heat],
        order=_LOWEST + RANKS[heat] if value is None else value,
        told=capital(fate_sentence(fate, asked, lang)),
    )


def _asked(place: int, line: Line, group: Group, lang: str) -> _Asked:
    asked = line.asked
    middle = line.total if asked.reckoning == "sum" else line.median
    return _Asked(
        place=place,
        name=capital(measured(asked, 400)),
        brief=capital(measured(asked, _BRIEF)),
        figure=asked_figure(asked, lang),
        value=asked.value,
        total="" if middle is None else _middle(middle, asked, lang),
        total_order=_LOWEST if middle is None else middle,
        share=line.share,
        share_told="" if line.share is None else percent(line.share, lang),
        coverage=line.coverage,
        coverage_told=percent(line.coverage, lang),
        missing=tuple(map(inert, line.missing)),
        unquantified=tuple(map(inert, line.unquantified)),
        weaker=tuple(map(inert, line.weaker)),
        copied=tuple(map(inert, line.copied)),
        sentence=line_sentence(line, group.rollup, lang),
    )


def _middle(value: float, asked: Asked, lang: str) -> str:
    told = quantity(value, asked.unit, lang)
    return told if asked.reckoning == "sum" else say("batch.median", lang, figure=told)
