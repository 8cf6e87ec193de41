"""Numbering of sections (N). Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6.đ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.document import Notice, Span
from extractors.labels import letter_value, roman_value
from extractors.layout import is_capitals
from extractors.plan import Section
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject

_LETTERS = ("letter", "capital")
# Numbers that run on over the sections above them.
_RUNNING = ("article", "division", "subdivision")


@dataclass(frozen=True, slots=True)
class _Place:
    """A section of the body, its number in its list, and the places of its parent and of its siblings."""

    section: Section
    value: int | None
    parent: int | None
    before: int | None


def _value(section: Section) -> int | None:
    """The number that a label stands for, from 1."""
    name = section.path[-1].rsplit(" ", 1)[-1].rsplit(".", 1)[-1]
    if section.rule in _LETTERS:
        return letter_value(name)
    if name.isdigit():
        return int(name)
    return roman_value(name)


@lru_cache(maxsize=4)
def _tree(sections: tuple[Section, ...]) -> tuple[_Place, ...]:
    """The outline with each section's parent and the sibling before it."""
    places: list[_Place] = []
    stack: list[int] = []
    last: dict[int | None, int] = {}
    for number, section in enumerate(sections):
        while stack and (
            places[stack[-1]].section.level >= section.level
            or places[stack[-1]].section.path != section.path[: places[stack[-1]].section.level]
        ):
            stack.pop()
        parent = stack[-1] if stack else None
        places.append(_Place(section, _value(section), parent, last.get(parent)))
        last[parent] = number
        stack.append(number)
    return tuple(places)


def _places(subject: Subject) -> tuple[_Place, ...]:
    """The outline of the body; annexes number as they like."""
    inside = ("opening", "body")
    return _tree(tuple(s for s in subject.plan.sections if subject.zones[s.span.block] in inside))


def _notices(subject: Subject, code: str) -> Iterator[Notice]:
    """What the reading of the outline noticed already."""
    return (notice for notice in subject.plan.notices if notice.code == code)


def gap(subject: Subject) -> Iterator[Hit]:
    """`1.` and then `3.`; among letters `d)` and then `e)`."""
    mixed = {hit.span.block for hit in mixed_styles(subject) if hit.span}
    places = {place.section.span: place for place in _places(subject)}
    for notice in _notices(subject, "numbering-gap"):
        before, label = notice.arguments["before"], notice.arguments["label"]
        # Recognised letters: a scan tells d and đ badly apart.
        if subject.plan.document.source.ocr and {before, label} & set("dđDĐ"):
            continue
        place = places.get(notice.span) if notice.span else None
        if place and _other_list_between(places, place, mixed):
            continue
        letters = place is not None and place.section.rule in _LETTERS and (before, label) == ("d", "e")
        yield Hit(notice.span, notice.arguments, variant="alphabet" if letters else "plain")


def _other_list_between(places: dict[Span, _Place], place: _Place, mixed: set[int]) -> bool:
    """Whether the number that seems left out stands there in another style (`I.`, `2.`, `III.`)."""
    all_places = list(places.values())
    before = all_places[place.before] if place.before is not None else None
    return before is not None and any(before.section.span.block < b < place.section.span.block for b in mixed)


def repeat(subject: Subject) -> Iterator[Hit]:
    """`2.` and `2.` again."""
    for notice in _notices(subject, "numbering-repeat"):
        yield Hit(notice.span, notice.arguments)


def _firsts(subject: Subject) -> Iterator[tuple[_Place, _Place | None]]:
    """Sections that open a list of their style with another number than the first, and what stands before."""
    places = _places(subject)
    latest: dict[str, int] = {}
    for number, place in enumerate(places):
        style, value = place.section.rule, place.value
        before = None if place.before is None else places[place.before]
        ran_on = latest.get(style)
        if value is not None:
            latest[style] = value
        if value is None or value < 2 or style in _RUNNING:
            continue
        if any(
            other.parent == place.parent and other.section.rule == style
            for other in _older(places, place)
        ):
            continue
        if ran_on == value - 1:
            continue
        yield place, before or (places[place.parent] if place.parent is not None else None)
        _ = number


def _older(places: tuple[_Place, ...], place: _Place) -> Iterator[_Place]:
    """The siblings before a section."""
    at = place.before
    while at is not None:
        yield places[at]
        at = places[at].before


def mixed_styles(subject: Subject) -> Iterator[Hit]:
    """`I.` and then `2.`; `a)` and then `3)`."""
    for place, before in _firsts(subject):
        if before and before.value is not None and place.value == before.value + 1 and _alone(subject, place):
            yield Hit(
                place.section.span, {"label": place.section.path[-1], "before": before.section.path[-1]}
            )


def _alone(subject: Subject, place: _Place) -> bool:
    """Whether what stands before is of another style, and no decimal that is its child by its name."""
    return place.section.rule != "decimal"


def first_number(subject: Subject) -> Iterator[Hit]:
    """A list that begins with `2.`."""
    mixed = {hit.span for hit in mixed_styles(subject)}
    for place, _ in _firsts(subject):
        if place.section.span not in mixed and not _under_another(subject, place):
            yield Hit(place.section.span, {"label": place.section.path[-1]})


def backwards(subject: Subject) -> Iterator[Hit]:
    """`3.` and then `2.`."""
    places = _places(subject)
    for place in places:
        older = next((p for p in _older(places, place) if p.section.rule == place.section.rule), None)
        if older is None or place.value is None or older.value is None:
            continue
        if 1 < place.value < older.value and place.section.rule not in _RUNNING:
            yield Hit(
                place.section.span,
                {"label": place.section.path[-1], "before": older.section.path[-1]},
                related=(older.section.span,),
            )


def _decimal_parent(subject: Subject, place: _Place) -> _Place | None:
    """The numbered section just above a decimal one that is of the level its label names."""
    places = _places(subject)
    depth = place.section.path[-1].count(".")
    at = places.index(place) - 1
    while at >= 0:
        above = places[at].section
        if above.rule in ("arabic", "arabic-bracket", "decimal") and above.path[-1].count(".") == depth - 1:
            return places[at]
        if above.rule in ("part", "chapter", "division", "capital", "roman", "article"):
            return None
        at -= 1
    return None


def _under_another(subject: Subject, place: _Place) -> bool:
    if place.section.rule != "decimal":
        return False
    above = _decimal_parent(subject, place)
    prefix = place.section.path[-1].rsplit(".", 1)[0]
    return above is not None and above.section.path[-1].lstrip("0") != prefix.lstrip("0")


def other_parent(subject: Subject) -> Iterator[Hit]:
    """`3.` and below it `2.1.`."""
    told: set[str] = set()
    for place in _places(subject):
        if _under_another(subject, place):
            above = _decimal_parent(subject, place)
            if above is None or above.section.id in told:
                continue
            told.add(above.section.id)
            yield Hit(
                place.section.span,
                {"label": place.section.path[-1], "parent": above.section.path[-1]},
                related=(above.section.span,),
            )


def lone(subject: Subject) -> Iterator[Hit]:
    """`1.` without `2.`."""
    places = _places(subject)
    families = Counter(place.parent for place in places)
    for place in places:
        if families[place.parent] == 1 and place.parent is not None and place.value == 1:
            yield Hit(place.section.span, {"label": place.section.path[-1]})


_STEPS = {"roman": 0, "arabic": 1, "arabic-bracket": 1, "letter": 2}


def level_skipped(subject: Subject) -> Iterator[Hit]:
    """`I.` and directly below it `a)`; `1.` and below it `1.1.1.`."""
    places = _places(subject)
    for place in places:
        if place.parent is None or place.value != 1:
            continue
        above, own = places[place.parent].section, place.section
        if own.rule == "decimal":
            depth = above.path[-1].count(".") + 1 if above.rule in ("arabic", "decimal") else 1
            skips = own.path[-1].count(".") > depth
        else:
            skips = _STEPS.get(own.rule, 0) - _STEPS.get(above.rule, 9) > 1
        if skips:
            yield Hit(own.span, {"label": own.path[-1], "parent": above.path[-1]})


_FOREIGN = regex.compile(r"(?P<letter>[fjwzFJWZ])\s?\)\s*\p{L}")


def foreign_letter(subject: Subject) -> Iterator[Hit]:
    """`f)` among the điểm."""
    for number, block in subject.zone("opening", "body"):
        text = f"{block.label} x" if block.label else block.text
        if found := _FOREIGN.match(text):
            yield Hit(subject.span(number, 0, min(len(block.text), 80)), {"label": found["letter"]})


_STOP = regex.compile(r"[\p{L}\d](?P<stop>\s?[.)/:–-]{1,2})\s")


def punctuation(subject: Subject) -> Iterator[Hit]:
    """`I.` and then `II-` on one level."""
    places = _places(subject)
    families: dict[tuple[int | None, str], list[tuple[_Place, str]]] = {}
    for place in places:
        block = subject.blocks[place.section.span.block]
        written = f"{block.label} " if block.label else block.text
        at = len(place.section.path[-1]) - 1
        found = _STOP.match(written, at)
        if found and not block.label:
            families.setdefault((place.parent, place.section.rule), []).append((place, found["stop"].strip()))
    for family in families.values():
        usual, count = Counter(stop for _, stop in family).most_common(1)[0]
        odd = [place for place, stop in family if stop != usual]
        if odd and count >= 2:
            yield Hit(
                odd[0].section.span,
                {"label": odd[0].section.path[-1], "usual": usual},
                related=tuple(place.section.span for place in odd[1:]),
            )


def empty(subject: Subject) -> Iterator[Hit]:
    """A heading in capitals with nothing below it."""
    places = _places(subject)
    body = [number for number, _ in subject.zone("opening", "body")]
    for at, place in enumerate(places):
        section = place.section
        if section.kind != "heading" or not is_capitals(section.title or ""):
            continue
        following = places[at + 1] if at + 1 < len(places) else None
        end = following.section.span.block if following else (body[-1] + 1 if body else 0)
        if following and following.parent == at:
            continue
        below = [n for n in range(section.span.block + 1, end) if subject.blocks[n].text.strip()]
        tail = subject.blocks[section.span.block].text[section.span.end :].strip(" :.")
        # A title may go on over the line: it is in capitals too.
        if not tail and not [n for n in below if not is_capitals(subject.blocks[n].text)]:
            yield Hit(section.span, {"title": str(section.title), "label": section.path[-1]})


RULES = (
    Rule("N101", "numbering-gap", "warning", gap),
    Rule("N102", "numbering-repeat", "warning", repeat),
    Rule("N103", "numbering-backwards", "warning", backwards),
    Rule("N104", "numbering-styles", "warning", mixed_styles),
    Rule("N105", "numbering-first", "warning", first_number),
    Rule("N106", "numbering-parent", "warning", other_parent),
    Rule("N107", "numbering-alphabet", "warning", foreign_letter),
    Rule("N108", "section-empty", "warning", empty),
    Rule("N201", "numbering-lone", "info", lone),
    Rule("N202", "numbering-punctuation", "info", punctuation),
    Rule("N203", "numbering-level", "info", level_skipped, default=False),
)
