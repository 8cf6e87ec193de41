"""Plans made by hand, one line a row, about places that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Block, Document, Notice, Source, Span
from extractors.plan import (
    Allocation,
    Assignment,
    Citation,
    Comparator,
    Deadline,
    Direction,
    Every,
    Level,
    Meta,
    Per,
    Period,
    Plan,
    Role,
    Section,
    Target,
)
from extractors.vietnamese.agencies import canonical_agency

CITY = "Ủy ban nhân dân thành phố Vân Hải"
WARD = "Ủy ban nhân dân phường Bình Khê"


@dataclass(frozen=True, slots=True)
class Aim:
    """A target before it has a place: its figure as written, what it measures, the bullet it stands in."""

    text: str
    indicator: str
    value: float | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    upper: float | None = None
    direction: Direction | None = None
    per: Per | None = None
    period: Period | None = None
    group: tuple[str, ...] = ()
    kind: str = "target"
    bullet: str | None = None


def aim(
    text: str,
    indicator: str,
    value: float | None = None,
    unit: str | None = "%",
    comparator: Comparator = "=",
    **more: object,
) -> Aim:
    """A target with a figure; without one it is an aim that names no number."""
    if value is None:
        return Aim(text, indicator, kind="unquantified", bullet=text, **more)  # type: ignore[arg-type]
    if "upper" in more:
        comparator = "range"
    return Aim(text, indicator, value, unit, comparator, **more)  # type: ignore[arg-type]


def bare(indicator: str) -> Aim:
    """A bullet that names an aim and no number."""
    return aim(indicator, indicator)


def cite(
    number: str | None,
    type: str = "kế hoạch",
    *,
    date: str | None = None,
    issuer: str | None = None,
    name: str | None = None,
    year: int | None = None,
    canonical: str | None = None,
) -> Citation:
    text = f"{type.capitalize()} {'số ' + number if number else name}"
    return Citation(
        id="c",
        text=text,
        type=type,
        number=number,
        name=name,
        year=year,
        date=date,
        issuer=issuer,
        pinpoint=None,
        canonical=canonical or f"{type} {number or name}",
        refers_to=None,
        section=None,
        span=Span(0, 0, len(text)),
        rule="test",
        confidence=1.0,
    )


def duty(
    agency: str, task: str, role: Role = "execute", *, partners: Sequence[str] = (), due: str | None = None
) -> Assignment:
    """What an agency has to do, in a bullet of its own."""
    name, level = canonical_agency(agency)
    return Assignment(
        id="a",
        agency=agency,
        task=task,
        role=role,
        partners=tuple(partners),
        requested=False,
        inline=False,
        canonical=name,
        level=level,
        due=due,
        section=None,
        span=Span(0, 0, len(task)),
        rule="test",
        confidence=1.0,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline before it has a place: the sentence that it stands in, and its own words there."""

    sentence: str
    text: str
    due: str | None
    every: Every | None


def due(sentence: str, text: str, day: str | None = None, every: Every | None = None) -> Due:
    """A deadline in a sentence of its own, or in that of a duty."""
    return Due(sentence, text, day, every)


def heading(label: str, title: str) -> Section:
    """A section `IV.2` with its title."""
    path = tuple(label.split("."))
    return Section(label, path, len(path), "heading", title, Span(0, 0, 0), "test", 1.0)


def share(to: str, indicator: str, value: float, unit: str | None = "người") -> Allocation:
    """One cell of the appendix that gives each unit its figure."""
    return Allocation("a", to, indicator, value, unit, Span(0, 0, 0), "test", 1.0)


def plan(
    *aims: Aim,
    issuer: str | None = WARD,
    level: Level | None = "ward",
    period: tuple[int, int] | None = (2026, 2030),
    number: str | None = "12/KH-UBND",
    title: str | None = "Phát triển việc làm giai đoạn 2026 - 2030",
    path: str | None = "plan.txt",
    page: int | None = None,
    citations: Sequence[Citation] = (),
    sections: Sequence[Section] = (),
    allocations: Sequence[Allocation] = (),
    notices: Sequence[Notice] = (),
    section: str | None = None,
    implements: Sequence[str] = ("7/KH-UBND",),
    duties: Sequence[Assignment] = (),
    dues: Sequence[Due] = (),
    texts: Sequence[str] = (),
    date: str | None = "2026-03-02",
) -> Plan:
    """A plan with these targets, each in a bullet of its own unless two name the same bullet; then its
    duties, its deadlines (in the bullet of a duty with the same words) and other paragraphs."""
    blocks: list[str] = []
    targets: list[Target] = []
    for number_, one in enumerate(aims):
        bullet = one.bullet or f"{one.indicator}: {one.text}"
        block = blocks.index(bullet) if bullet in blocks else len(blocks)
        used = [t.span.end for t in targets if t.span.block == block]
        start = bullet.find(one.text, max(used, default=0))
        if start < 0:
            block, start = len(blocks), bullet.index(one.text)
        if block == len(blocks):
            blocks.append(bullet)
        targets.append(
            Target(
                id=f"t{number_}",
                text=one.text,
                kind=one.kind,  # type: ignore[arg-type]
                indicator=one.indicator,
                comparator=one.comparator,
                value=one.value,
                upper=one.upper,
                unit=one.unit,
                direction=one.direction,
                per=one.per,
                period=one.period,
                part_of=None,
                group=one.group,
                section=section,
                span=Span(block, start, start + len(one.text), page),
                rule="test",
                confidence=1.0,
            )
        )
    meta = Meta(
        document_type="kế hoạch",
        number=number,
        issuer=issuer,
        level=level,
        place=None,
        date=date,
        title=title,
        period=Period(*period) if period else None,
        implements=tuple(implements),
    )
    placed = []
    for one_duty in duties:
        placed.append(replace(one_duty, id=f"a{len(placed)}", span=Span(len(blocks), 0, len(one_duty.task))))
        blocks.append(one_duty.task)
    deadlines = []
    for one_due in dues:
        if one_due.sentence not in blocks:
            blocks.append(one_due.sentence)
        block, start = blocks.index(one_due.sentence), one_due.sentence.index(one_due.text)
        span = Span(block, start, start + len(one_due.text), page)
        made = f"d{len(deadlines)}"
        row = Deadline(made, one_due.text, one_due.due, one_due.every, section, span, "test", 1.0)
        deadlines.append(row)
    blocks.extend(texts)
    document = Document(tuple(Block(text, page=page) for text in blocks), Source(path=path))
    return Plan(
        document,
        meta,
        sections=tuple(sections),
        citations=tuple(citations),
        targets=tuple(targets),
        allocations=tuple(allocations),
        assignments=tuple(placed),
        deadlines=tuple(deadlines),
        notices=tuple(notices),
    )


def city(*aims: Aim, **more: object) -> Plan:
    """A plan of the city above the ward."""
    given = {
        "issuer": CITY,
        "level": "province",
        "number": "7/KH-UBND",
        "path": "city.txt",
        "implements": (),
        **more,
    }
    return plan(*aims, **given)  # type: ignore[arg-type]


def other_ward(*aims: Aim, **more: object) -> Plan:
    """A plan of the same level from elsewhere."""
    given = {"issuer": "Ủy ban nhân dân phường Đông Lĩnh", "path": "other.txt", **more}
    return plan(*aims, **given)  # type: ignore[arg-type]
