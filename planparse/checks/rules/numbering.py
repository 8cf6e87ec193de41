"""Numbering of sections (N). Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6.đ."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.document import Notice
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
    places = _places(subject)
    opened = {place.section.span: place for place in places}
    mixed = sorted(hit.span.block for hit in mixed_styles(subject) if hit.span)
    for notice in _notices(subject, "numbering-gap"):
        before, label = notice.arguments["before"], notice.arguments["label"]
        # Recognised letters: a scan tells d and đ badly apart.
        if subject.plan.document.source.ocr and {before, label} & set("dđDĐ"):
            continue
        place = opened.get(notice.span) if notice.span else None
        if place and place.before is not None:
            # The number that seems left out stands there in another style (`I.`, `2.`, `III.`).
            start, end = places[place.before].section.span.block, place.section.span.block
            if bisect_right(mixed, end) > bisect_right(mixed, start):
                continue
        letters = place is not None and place.section.rule in _LETTERS and (before, label) == ("d", "e")
        yield Hit(notice.span, notice.arguments, variant="alphabet" if letters else "plain")


def repeat(subject: Subject) -> Iterator[Hit]:
    """`2.` and `2.` again."""
    for notice in _notices(subject, "numbering-repeat"):
        yield Hit(notice.span, notice.arguments)


def _firsts(places: tuple[_Place, ...]) -> Iterator[tuple[int, _Place, _Place | None]]:
    """Sections that open a list of their style with another number than the first, and what stands before."""
    latest: dict[str, int] = {}
    opened: set[tuple[int | None, str]] = set()
    for number, place in enumerate(places):
        style, value = place.section.rule, place.value
        family = (place.parent, style)
        new, ran_on = family not in opened, latest.get(style)
        opened.add(family)
        if value is None:
            continue
        latest[style] = value
        # A list that goes on over the sections above it (`II. 4.` behind `I. 3.`) is not at fault.
        if not new or value < 2 or style in _RUNNING or ran_on == value - 1:
            continue
        before = place.before if place.before is not None else place.parent
        yield number, place, None if before is None else places[before]


def mixed_styles(subject: Subject) -> Iterator[Hit]:
    """`I.` and then `2.`; `a)` and then `3)`."""
    places = _places(subject)
    after = {place.before: place for place in places}
    for _, place, before in _firsts(places):
        if before is None or place.section.rule == "decimal" or before.value != (place.value or 0) - 1:
            continue
        if place.before is not None or _takes_the_place(place, before, after.get(place.parent)):
            yield Hit(
                place.section.span, {"label": place.section.path[-1], "before": before.section.path[-1]}
            )


def _takes_the_place(place: _Place, parent: _Place, following: _Place | None) -> bool:
    """Whether a `2.` below `I.` is meant to be its next: `III.` follows, or both are titles in capitals."""
    if following is not None:
        return following.value == (place.value or 0) + 1
    return is_capitals(place.section.title or "") and is_capitals(parent.section.title or "")


def first_number(subject: Subject) -> Iterator[Hit]:
    """A list that begins with `2.`."""
    places = _places(subject)
    told = {hit.span for hit in (*mixed_styles(subject), *other_parent(subject))}
    misplaced = {number for number, _ in _misplaced(places)}
    for number, place, _ in _firsts(places):
        if place.section.span not in told and number not in misplaced:
            yield Hit(place.section.span, {"label": place.section.path[-1]})


def backwards(subject: Subject) -> Iterator[Hit]:
    """`3.` and then `2.`."""
    last: dict[tuple[int | None, str], _Place] = {}
    for place in _places(subject):
        family = (place.parent, place.section.rule)
        older = last.get(family)
        last[family] = place
        if older is None or place.value is None or older.value is None:
            continue
        if 1 < place.value < older.value and place.section.rule not in _RUNNING:
            yield Hit(
                place.section.span,
                {"label": place.section.path[-1], "before": older.section.path[-1]},
                related=(older.section.span,),
            )


_NUMBERED = ("arabic", "arabic-bracket", "decimal")
_ABOVE = ("part", "chapter", "division", "capital", "roman", "article")


def _misplaced(places: tuple[_Place, ...]) -> Iterator[tuple[int, _Place]]:
    """Decimal sections whose label names another section than the one they stand in, with that one."""
    current: dict[int, _Place] = {}
    for number, place in enumerate(places):
        style, label = place.section.rule, place.section.path[-1]
        if style in _ABOVE:
            current.clear()
        if style not in _NUMBERED:
            continue
        depth = label.count(".")
        above = current.get(depth - 1)
        if style == "decimal" and above is not None:
            prefix = label.rsplit(".", 1)[0]
            if above.section.path[-1].lstrip("0") != prefix.lstrip("0"):
                yield number, above
        current[depth] = place
        for deeper in [each for each in current if each > depth]:
            del current[deeper]


def other_parent(subject: Subject) -> Iterator[Hit]:
    """`3.` and below it `2.1.`; said once for a list."""
    places = _places(subject)
    told: set[str] = set()
    for number, above in _misplaced(places):
        if above.section.id not in told:
            told.add(above.section.id)
            section = places[number].section
            yield Hit(
                section.span,
                {"label": section.path[-1], "parent": above.section.path[-1]},
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
