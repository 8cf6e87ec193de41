"""The pipeline as a spaCy component, for those who build on spaCy.

``nlp.add_pipe("planparse")`` gives every document the span groups of `GROUPS`, and what the letterhead
says in ``doc._.planparse``. spaCy finds this module by its entry point; nothing else in this package
loads spaCy.

A span of spaCy is made of whole tokens. Where a row begins or ends inside a token the span is the
tokens around it, and ``span._.planparse["start"]`` and ``["end"]`` keep the exact offsets into ``doc.text``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.document import Block, Document, Source

if TYPE_CHECKING:
    from extractors.plan import Plan

GROUPS = ("sections", "citations", "targets", "assignments", "allocations", "deadlines", "agencies")
EXTENSION = "planparse"

_LINE = re.compile(r"[^\n\r\v\f\u0085\u2028\u2029]+")
# What extractors do not get to see: runs of white space, and other white space than a blank.
_UNTIDY = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Row:
    """One extracted row as a stretch ``text[start:end]`` of the whole text, with what it says."""

    group: str
    start: int
    end: int
    label: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as a document of one paragraph a line, and the way back to the text's own offsets.

    ``starts`` holds where each block begins in the text; ``moved`` holds for each block that was tidied
    (NFC, single blanks) the offset in the text of each of its characters, and of its end.
    """

    document: Document
    starts: tuple[int, ...]
    moved: Mapping[int, tuple[int, ...]]

    def offset(self, block: int, at: int) -> int:
        """Where in the text a character of a block stands."""
        if block in self.moved:
            return self.moved[block][at]
        return self.starts[block] + at


def lines_of(text: str) -> Lines:
    """The lines of a text as blocks, without the white space around them."""
    blocks: list[Block] = []
    starts: list[int] = []
    moved: dict[int, tuple[int, ...]] = {}
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        if not unicodedata.is_normalized("NFC", line) or _UNTIDY.search(line):
            line, places = _tidy(line)
            moved[len(blocks)] = tuple(start + place for place in places)
        blocks.append(Block(line))
        starts.append(start)
    return Lines(Document(tuple(blocks), Source(format="text")), tuple(starts), moved)


def _tidy(line: str) -> tuple[str, list[int]]:
    """A line in NFC with single blanks, and where each of its characters, and its end, stood before."""
    tidied: list[str] = []
    places: list[int] = []
    start = 0
    for at in range(1, len(line) + 1):
        # A letter goes with the marks behind it, a blank with those behind it.
        blank = line[start].isspace()
        if at < len(line) and (line[at].isspace() if blank else unicodedata.combining(line[at])):
            continue
        piece = " " if blank else unicodedata.normalize("NFC", line[start:at])
        tidied.append(piece)
        places += [start] * len(piece)
        start = at
    return "".join(tidied), [*places, len(line)]


def rows_of(plan: Plan, lines: Lines) -> Iterator[Row]:
    """The rows of a plan at their places in the text; an agency stands at each place that names it."""
    values: dict[str, Any]
    for row in plan.sections:
        values = {"path": list(row.path), "kind": row.kind, "title": row.title}
        yield _row("sections", row.kind, row, lines, values)
    for citation in plan.citations:
        values = {
            "type": citation.type,
            "number": citation.number,
            "name": citation.name,
            "date": citation.date,
            "issuer": citation.issuer,
            "canonical": citation.canonical,
        }
        yield _row("citations", citation.type, citation, lines, values)
    for target in plan.targets:
        values = {
            "kind": target.kind,
            "indicator": target.indicator,
            "comparator": target.comparator,
            "value": target.value,
            "upper": target.upper,
            "unit": target.unit,
            "direction": target.direction,
            "per": target.per,
        }
        yield _row("targets", target.kind, target, lines, values)
    for assignment in plan.assignments:
        values = {
            "agency": assignment.agency,
            "role": assignment.role,
            "partners": list(assignment.partners),
            "due": assignment.due,
        }
        yield _row("assignments", assignment.role, assignment, lines, values)
    for allocation in plan.allocations:
        values = {
            "to": allocation.to,
            "indicator": allocation.indicator,
            "value": allocation.value,
            "unit": allocation.unit,
        }
        yield _row("allocations", "allocation", allocation, lines, values)
    for deadline in plan.deadlines:
        values = {"due": deadline.due, "every": deadline.every}
        yield _row("deadlines", "deadline", deadline, lines, values)
    yield from _agencies(plan, lines)


def _row(group: str, label: str, row: Any, lines: Lines, values: Mapping[str, Any]) -> Row:
    span = row.span
    start, end = (lines.offset(span.block, at) for at in (span.start, span.end))
    told = {"id": row.id, **values, "rule": row.rule, "confidence": row.confidence}
    return Row(group, start, end, label, told)


def _agencies(plan: Plan, lines: Lines) -> Iterator[Row]:
    """The agencies of the assignments where a task or the heading above it names them."""
    from extractors.vietnamese.agencies import canonical_agency

    owners = {section.id: section for section in plan.sections}
    seen: set[tuple[int, int]] = set()
    for row in plan.assignments:
        section = owners.get(row.section or "")
        heading = section.span.block if section is not None else row.span.block
        for name, role in ((row.agency, "agency"), *((partner, "partner") for partner in row.partners)):
            blocks = dict.fromkeys((row.span.block, heading))
            for block in blocks if role == "partner" else reversed(blocks):
                text = plan.document.blocks[block].text
                at = _find_name(text, name)
                if at is None:
                    continue
                place = lines.offset(block, at[0]), lines.offset(block, at[1])
                if place not in seen:
                    seen.add(place)
                    canonical, level = canonical_agency(name)
                    values = {"id": row.id, "name": name, "canonical": canonical, "level": level}
                    yield Row("agencies", *place, role, values)
                break


def _find_name(text: str, name: str) -> tuple[int, int] | None:
    words = map(re.escape, name.split())
    found = re.search(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text)
    return None if found is None else found.span()


class PlanComponent:
    """What stands in the pipeline of spaCy: it fills ``doc.spans`` and leaves the text alone."""

    def __init__(self, groups: Sequence[str] = GROUPS) -> None:
        unknown = sorted(set(groups) - set(GROUPS))
        if unknown:
            raise ValueError(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
        self.groups = tuple(groups)

    def __call__(self, doc: Doc) -> Doc:
        """Read the text of a document; a group without rows is there and empty."""
        from extractors.pipeline import extract

        lines = lines_of(doc.text)
        plan = extract(lines.document)
        found: dict[str, list[Span]] = {group: [] for group in self.groups}
        for row in rows_of(plan, lines):
            if row.group not in found or row.start >= row.end:
                continue
            span = doc.char_span(row.start, row.end, label=row.label, alignment_mode="expand")
            if span is not None:
                span._.set(EXTENSION, {**row.values, "start": row.start, "end": row.end})
                found[row.group].append(span)
        for group, spans in found.items():
            doc.spans[group] = spans
        doc._.set(EXTENSION, {"meta": asdict(plan.meta)})
        return doc


@Language.factory("planparse", assigns=["doc.spans"], default_config={"groups": list(GROUPS)})
def create(nlp: Language, name: str, groups: Sequence[str]) -> PlanComponent:
    """Make the component; ``nlp.add_pipe("planparse", config={"groups": ["targets"]})`` chooses groups.

    Raises:
        ValueError: a group that is not in `GROUPS`.
    """
    for owner in (Doc, Span):
        if not owner.has_extension(EXTENSION):
            owner.set_extension(EXTENSION, default=None)
    return PlanComponent(groups)
