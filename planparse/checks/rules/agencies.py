"""Agencies and their tasks (A): named without a task, twice, at the wrong level, or no longer there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from extractors.assignments.headings import hands_out_duties, heading_charge
from extractors.context import Zone
from extractors.plan import Assignment, Section
from extractors.tables import tables
from extractors.vietnamese.agencies import canonical_agency, is_verb_at
from planparse.checks.model import Hit, Rule
from planparse.checks.passages import Passages, load_data, passages
from planparse.checks.subject import Subject

# ------------------------------------------------------------------ agencies that have ended


@dataclass(frozen=True, slots=True)
class _Ended:
    """An agency that ended: the first day without it, and what took its duties."""

    until: datetime.date
    successor: str
    source: str
    inside: tuple[str, ...]


@cache
def _ended() -> tuple[re.Pattern[str], Mapping[str, _Ended]]:
    data = load_data("agencies.toml")
    known: dict[str, _Ended] = {}
    forms: list[str] = []
    for row in data["agency"]:
        one = _Ended(
            row["until"], row["successor"], data["sources"][row["source"]], tuple(row.get("inside", ()))
        )
        for name in row["names"]:
            known[_bare(name)] = one
            forms.append(name)
    joined = "|".join(_spelt(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)"), known


_GLUE = r"[\s,\-–—/.]{0,4}"


def _spelt(name: str) -> str:
    """A name as a pattern: any dash, comma or blank between its words, `&` for `và`."""
    parts = [rf"{_GLUE}(?:và|&){_GLUE}" if word == "và" else word for word in name.split()]
    pattern = parts[0]
    for before, word in pairwise(parts):
        glued = "(?:và|&)" in before or "(?:và|&)" in word
        pattern += word if glued else f"{_GLUE}{word}" if len(word) > 1 else rf"\s{word}"
    return pattern


def _bare(name: str) -> str:
    return re.sub(r"[\s,\-–—/.]|và|&", "", name)


@cache
def _historic() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    data: Mapping[str, Any] = load_data("agencies.toml")["historic"]
    before = "|".join(map(re.escape, data["before"]))
    behind = "|".join(map(re.escape, data["behind"]))
    return (
        re.compile(rf"(?<!\w)(?:{before})\s*(?:các\s+)?\Z"),
        re.compile(rf"[^.;]{{0,30}}?(?<!\w)(?:{behind})(?!\w)|\s*\((?:cũ|nay)"),
        tuple(data["titles"]),
        tuple(data["sentence"]),
    )


def _judged_by(subject: Subject) -> datetime.date | None:
    """The earliest day that the plan can be of: an undated plan of 2025 is judged by its first day."""
    if subject.date is not None:
        return subject.date
    parts = (subject.meta.date or "").split("-")
    if len(parts) >= 2 and parts[0].isdigit() and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        return datetime.date(int(parts[0]), int(parts[1]), 1)
    return None if subject.year is None else datetime.date(subject.year, 1, 1)


_ZONES: tuple[Zone, ...] = ("opening", "body", "closing", "appendix")
_LOOK = 40


def ended(subject: Subject) -> Iterator[Hit]:
    """`Phòng Lao động - Thương binh và Xã hội` in a plan of 2026. Each agency once a plan."""
    day = _judged_by(subject)
    if day is None:
        return
    pattern, known = _ended()
    told = passages(subject)
    seen: dict[str, list[tuple[int, int, int]]] = {}
    for number, block in subject.zone(*_ZONES):
        if len(block.text) < 5:
            continue
        text = told.folded[number]
        for found in pattern.finditer(text):
            agency = known.get(_bare(found[0]))
            if agency is None or day < agency.until or _excused(subject, told, number, found, agency):
                continue
            key = _bare(canonical_agency(found[0])[0]) if agency.inside else agency.successor
            seen.setdefault(key, []).append((number, found.start(), found.end()))
    for places in seen.values():
        number, start, end = places[0]
        agency = known[_bare(told.folded[number][start:end])]
        yield Hit(
            subject.span(number, start, end),
            {
                "agency": " ".join(subject.blocks[number].text[start:end].split()),
                "until": agency.until.strftime("%d/%m/%Y"),
                "successor": agency.successor,
                "count": len(places),
            },
            related=tuple(subject.span(*place) for place in places[1:6]),
        )


def _excused(subject: Subject, told: Passages, number: int, found: re.Match[str], agency: _Ended) -> bool:
    before, behind, titles, sentence = _historic()
    text = told.folded[number]
    if told.cited(number, found.start()) or before.search(
        text[max(0, found.start() - _LOOK) : found.start()]
    ):
        return True
    if behind.match(text, found.end(), found.end() + _LOOK + 10):
        return True
    heading = told.titles(told.owners[number])
    if any(word in heading for word in titles):
        return True
    start, end = told.sentence_at(number, found.start())
    around = text[start:end]
    if any(word in around for word in sentence):
        return True
    # `Phòng Nội vụ` of a Sở, or of a special zone with more offices than a ward, is another office.
    if agency.inside:
        issuer = (subject.meta.issuer or "").lower()
        near = text[found.end() : found.end() + 12].lstrip()
        return issuer.startswith(agency.inside) or "đặc khu" in issuer or near.startswith(agency.inside)
    return False


# ------------------------------------------------------------------ headings and tasks


def _duty_headings(subject: Subject, told: Passages) -> Iterator[tuple[Section, str]]:
    """The headings of agencies directly under tổ chức thực hiện, with the agency that each names."""
    for section in subject.plan.sections:
        parent = told.parent(section.id)
        if parent is None or section.title is None:
            continue
        around = subject.sections[parent]
        if not hands_out_duties(around.title, around.level) or subject.zones[section.span.block] != "body":
            continue
        charge = heading_charge(section.title, certain=True)
        if charge is not None and not charge.generic:
            yield section, charge.agency


def without_task(subject: Subject) -> Iterator[Hit]:
    """`3. Phòng Kinh tế` and then `4. Công an phường`: nothing stands between."""
    told = passages(subject)
    busy = {a.section for a in subject.plan.assignments}
    blocks = {a.span.block for a in subject.plan.assignments}
    parents = {told.parent(section.id) for section in subject.plan.sections}
    for section, agency in _duty_headings(subject, told):
        if section.id in busy or section.id in parents or section.kind != "heading":
            continue
        behind = section.span.block + 1
        if section.span.block in blocks:
            continue
        alone = behind >= len(subject.blocks) or subject.zones[behind] != "body"
        if alone or told.owners[behind] != section.id:
            yield Hit(section.span, {"agency": agency})


def twice(subject: Subject) -> Iterator[Hit]:
    """`2. Phòng Kinh tế …` and `5. Phòng Kinh tế …` under one tổ chức thực hiện."""
    told = passages(subject)
    seen: dict[tuple[str | None, str, str | None], Section] = {}
    for section, agency in _duty_headings(subject, told):
        name, level = canonical_agency(agency)
        key = (told.parent(section.id), name, level)
        first = seen.setdefault(key, section)
        if first is not section:
            yield Hit(
                section.span,
                {"agency": agency, "label": ".".join(first.path), "again": ".".join(section.path)},
                related=(first.span,),
            )


_TASK = re.compile(r"\s*(?:[-–—+*•]\s*)?")


def without_agency(subject: Subject) -> Iterator[Hit]:
    """A task under tổ chức thực hiện, or a row of a table of tasks, that nobody is charged with."""
    told = passages(subject)
    yield from _rows_without_agency(subject)
    duties = {s.id for s in subject.plan.sections if hands_out_duties(s.title, s.level)}
    if not any(parent in duties for parent in (told.parent(s.id) for s in subject.plan.sections)):
        # Where no heading names agencies the section has another form.
        return
    named = {told.parent(section.id) for section, _ in _duty_headings(subject, told)}
    for section in subject.plan.sections:
        parent = told.parent(section.id)
        if section.kind != "item" or parent not in duties or parent not in named:
            continue
        block = section.span.block
        if block in told.agencies or subject.zones[block] != "body":
            continue
        text = subject.blocks[block].text
        label = re.match(r"\s*[\w.]{1,6}[.)]\s*", text)
        start = label.end() if label else 0
        low = told.folded[block]
        if low.startswith(("chủ trì", "phối hợp", "tham mưu", "hướng dẫn", "tổ chức"), start) and is_verb_at(
            text, start
        ):
            yield Hit(subject.span(block, start, len(text)), {}, "item")


def _rows_without_agency(subject: Subject) -> Iterator[Hit]:
    for table in tables(subject.plan.document):
        task, lead = table.column("task"), table.column("lead")
        if task is None or lead is None:
            continue
        filled = sum(1 for row in table.body if row.text(task) and row.text(lead))
        empty = [row for row in table.body if len(row.text(task).split()) >= 4 and not row.text(lead)]
        # Where many rows name nobody the column is filled by group.
        if not filled or len(empty) * 5 > filled:
            continue
        for row in empty:
            cell = row.own(task)
            if cell is not None:
                yield Hit(subject.span(cell.block), {}, "row")


_RANK = {"ward": 0, "district": 1, "province": 2, "central": 3}


def above(subject: Subject) -> Iterator[Hit]:
    """`Sở Nội vụ` charged with a task, without `Đề nghị`, by the plan of a ward."""
    issuer = (subject.meta.issuer or "").lower()
    own = _RANK.get(subject.meta.level or "")
    if (
        own is None
        or not issuer.startswith("ủy ban nhân dân")
        or subject.meta.level not in ("ward", "district")
    ):
        return
    seen: set[str] = set()
    for assignment in subject.plan.assignments:
        rank = _RANK.get(assignment.level or "")
        if rank is None or rank < 2 or assignment.requested or assignment.canonical in seen:
            continue
        if not assignment.agency.lower().startswith(("sở ", "bộ ", "ủy ban nhân dân ", "ubnd ")):
            continue
        if "đề nghị" in assignment.task.lower()[:20] or assignment.agency.lower().startswith(
            ("bộ phận", "bộ chỉ huy", "bộ đội")
        ):
            continue
        seen.add(assignment.canonical)
        yield Hit(assignment.span, {"agency": assignment.agency})


_LEAST = 10


def two_leaders(subject: Subject) -> Iterator[Hit]:
    """One task in the same words, led by two agencies."""
    seen: dict[str, Assignment] = {}
    told = passages(subject)
    for assignment in subject.plan.assignments:
        if assignment.role != "lead" or assignment.inline:
            continue
        span = assignment.span
        words = re.findall(r"\w+", told.folded[span.block][span.start : span.end][:2000])
        if len(words) < _LEAST:
            continue
        first = seen.setdefault(" ".join(words), assignment)
        if first.canonical != assignment.canonical:
            yield Hit(span, {"agency": assignment.agency, "other": first.agency}, related=(first.span,))


RULES = (
    Rule("A101", "agency-without-task", "warning", without_task),
    Rule("A102", "task-without-agency", "warning", without_agency),
    Rule("A103", "agency-twice", "warning", twice),
    Rule("A104", "task-led-twice", "info", two_leaders),
    Rule("A201", "agency-ended", "warning", ended),
    Rule("A202", "agency-above", "warning", above),
)
