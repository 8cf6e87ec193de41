"""What both pages list: findings or problems in groups, each with its quotations and their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from extractors.plan import Plan
from planparse.messages import say
from planparse.report.inert import inert
from planparse.report.page.words import Piece
from planparse.report.wording import day

# One sign a status, in the list and in the text: colour alone tells nothing to those who do not see it.
SIGNS = {
    "kept": "=",
    "altered": "≠",
    "unquantified": "∅",
    "missing": "−",
    "added": "+",
    "apportioned": "÷",
    "copied": "≡",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One side of a finding: who says it, where, and in which words; ``absent`` where nobody does."""

    label: str
    pieces: tuple[Piece, ...] = ()
    agency: str = ""
    place: str = ""
    link: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One finding or problem as the page lists it; ``short`` ones are a line each."""

    id: str
    severity: str
    badge: str
    sentence: str
    kind: str = ""
    name: str = ""
    sign: str = ""
    type: str = ""
    status: str = ""
    file: str = ""
    quotations: tuple[Quotation, ...] = ()
    plot: Markup | None = None
    see: str = ""
    waived: str = ""
    rule: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading; what is not ``open`` is folded until somebody opens it."""

    key: str
    title: str
    items: tuple[Item, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many items have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Card:
    """A plan as the head of the page names it."""

    part: str
    issuer: str
    number: str
    title: str
    source: str


def card(plan: Plan, part: str, lang: str) -> Card:
    """Who issued a plan, under which number and when, what it is called, and its file."""
    meta, source = plan.meta, plan.document.source
    number = (
        say("report.number", lang, number=inert(meta.number))
        if meta.number
        else say("report.no-number", lang)
    )
    if meta.date:
        number += f", {say('page.dated', lang, day=day(meta.date, lang))}"
    path = inert(source.path or say("report.unnamed", lang))
    if source.pages:
        path += f", {say('plan.pages', lang, count=source.pages)}"
    return Card(
        part,
        inert(meta.issuer) if meta.issuer else say("report.no-issuer", lang),
        number,
        inert(meta.title or ""),
        path,
    )


def choices(values: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """The values that occur with their labels, in the order of their first appearance."""
    found: dict[str, tuple[str, int]] = {}
    for value, label in values:
        found[value] = (label, found.get(value, (label, 0))[1] + 1)
    return tuple(Choice(value, label, count) for value, (label, count) in found.items())
