"""A plan that mutants are made of: its lines, where its labelled targets stand in them, its outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from evaluation.gold import Case, Gold, Row
from evaluation.match import fold, overlap, same_number
from extractors.document import Block, Document
from extractors.plan import Plan, Target

# So much of what is measured must stand in the line in which a quote that stands several times is taken.
_ENOUGH_WORDS = 0.6
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its label, or a row of a table as ``| cell | cell |``; ``table`` is its number."""

    text: str
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A labelled target at ``lines[line].text[start:end]``; ``number`` is its place among the labels."""

    number: int
    row: Row
    line: int
    start: int
    end: int

    @property
    def scored(self) -> bool:
        """Whether a comparison has to say something about it."""
        return self.row["kind"] != "baseline" and not self.row.get("optional")

    @property
    def counted(self) -> bool:
        """Whether it is a commitment with a figure."""
        return self.row["kind"] == "target" and not self.row.get("optional")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the outline and the line it begins at."""

    path: tuple[str, ...]
    title: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A parent plan as it was read, and as lines that surgery is done on.

    ``read`` gives for each label that was read the id of the target in ``plan``.
    """

    name: str
    path: Path
    meta: Row
    lines: tuple[Line, ...]
    goals: tuple[Goal, ...]
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    plan: Plan
    read: Mapping[int, str]

    def on(self, line: int) -> tuple[Goal, ...]:
        """The labels of one line, optional ones and baselines too."""
        return tuple(goal for goal in self.goals if goal.line == line)

    def lineage(self, line: int) -> tuple[Part, ...]:
        """The sections that a line stands in, the outermost first."""
        own = next((part for part in reversed(self.parts) if part.line <= line), None)
        if own is None:
            return ()
        above: list[Part] = []
        for length in range(1, len(own.path) + 1):
            found = [part for part in self.parts if part.path == own.path[:length] and part.line <= line]
            above += found[-1:]
        return tuple(above)

    def is_aim(self, line: int) -> bool:
        """Whether a line stands under chỉ tiêu or mục tiêu, where a bullet without a figure counts."""
        titles = [part.title.lower() for part in self.lineage(line)]
        return any("mục tiêu" in title or "chỉ tiêu" in title for title in titles) and not any(
            "mục tiêu chung" in title or "tổng quát" in title for title in titles
        )

    def years(self) -> int | None:
        """How many years the plan is for."""
        period = self.meta.get("period") or {}
        start, end = period.get("start"), period.get("end")
        return end - start + 1 if start and end else None


def _lines(document: Document) -> tuple[list[Line], dict[int, tuple[int, int]]]:
    """Lines of a document; for each block the line it went to and where it begins there."""
    lines: list[Line] = []
    places: dict[int, tuple[int, int]] = {}
    table: list[tuple[int, Block]] = []

    def close() -> None:
        if table:
            _table(table, lines, places)
            table.clear()

    for index, block in enumerate(document.blocks):
        if block.cell is not None:
            if table and table[-1][1].cell and table[-1][1].cell.table != block.cell.table:
                close()
            table.append((index, block))
            continue
        close()
        label = f"{block.label} " if block.label else ""
        places[index] = (len(lines), len(label))
        lines.append(Line(label + block.text.replace("\n", " ")))
    close()
    return lines, places


def _table(cells: Sequence[tuple[int, Block]], lines: list[Line], places: dict[int, tuple[int, int]]) -> None:
    grid: dict[int, dict[int, tuple[int | None, str]]] = {}
    width = 1
    number = 0
    for index, block in cells:
        place = block.cell
        assert place is not None
        number = place.table
        text = block.text.replace("\n", " ").replace("|", "/")
        for extra in range(place.columns):
            # A heading over several columns is repeated, as it is where plans are saved as Markdown.
            grid.setdefault(place.row, {})[place.column + extra] = (None if extra else index, text)
        width = max(width, place.column + place.columns)
    for row in range(max(grid) + 1):
        text = "|"
        for column in range(width):
            owner, shown = grid.get(row, {}).get(column, (None, ""))
            if owner is not None:
                places[owner] = (len(lines), len(text) + 1)
            text += f" {shown} |"
        lines.append(Line(text, number))


def _candidates(lines: Sequence[Line], quote: str, line: int, at: int) -> Iterator[tuple[int, int, int]]:
    """Where a quote stands as whole words, from a place on, then from the beginning."""
    words = r"\s+".join(map(re.escape, quote.split()))
    pattern = re.compile(rf"(?<![\w])(?<!\d[.,]){words}(?!\w)(?![.,]\d)")
    for first, begin in ((line, at), (0, 0)):
        for number in range(first, len(lines)):
            for found in pattern.finditer(lines[number].text, begin if number == first else 0):
                yield number, found.start(), found.end()


def _held(row: Row, text: str) -> float:
    """The share of the words of what is measured that stand in a text."""
    words = _WORD.findall(fold(row["indicator"]))
    there = set(_WORD.findall(fold(text)))
    return sum(word in there for word in words) / len(words) if words else 1.0


def place(rows: Sequence[Row], lines: Sequence[Line]) -> tuple[Goal, ...]:
    """Where the labels stand, in their order; one whose quote stands nowhere is left out."""
    goals: list[Goal] = []
    taken: set[tuple[int, int, int]] = set()
    line = at = 0
    for number, row in enumerate(rows):
        found = [one for one in _candidates(lines, row["quote"], line, at) if one not in taken][:40]
        if not found:
            continue
        best = next((one for one in found if _held(row, lines[one[0]].text) >= _ENOUGH_WORDS), found[0])
        taken.add(best)
        line, at = best[0], best[1]
        goals.append(Goal(number, row, *best))
    return tuple(goals)


def _parts(rows: Sequence[Row], lines: Sequence[Line]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for row in rows:
        label, title = row["path"][-1], row["title"] or ""
        words = r"\s+".join(map(re.escape, title.split()))
        head = re.compile(rf"(?:Phần|Chương|Mục|Điều)?\s*{re.escape(label)}[\s.:)/–-]+{words}")
        for number in range(at, len(lines)):
            if lines[number].table is None and head.match(lines[number].text):
                parts.append(Part(tuple(row["path"]), title, row["kind"], number))
                at = number + 1
                break
    return tuple(parts)


def _answers(goal: Goal, line_span: tuple[int, int, int], target: Target) -> float:
    """How well an extracted target answers a label, 0 where it does not."""
    if (goal.row["value"] is None) != (target.value is None):
        return 0.0
    if goal.row["value"] is not None and not same_number(goal.row["value"], target.value):
        return 0.0
    line, start, end = line_span
    if line != goal.line or start >= goal.end or end <= goal.start:
        return 0.0
    return 1.0 + overlap(goal.row["quote"], target.text) / 100


def _read(goals: Sequence[Goal], plan: Plan, places: Mapping[int, tuple[int, int]]) -> dict[int, str]:
    spans: dict[str, tuple[int, int, int]] = {}
    for target in plan.targets:
        line, offset = places[target.span.block]
        spans[target.id] = (line, target.span.start + offset, target.span.end + offset)
    read: dict[int, str] = {}
    for goal in goals:
        ranked = [
            (score, target.id)
            for target in plan.targets
            if target.id not in read.values() and (score := _answers(goal, spans[target.id], target))
        ]
        if ranked:
            read[goal.number] = max(ranked)[1]
    return read


def subject_of(gold: Gold, document: Document, path: Path) -> Subject:
    """A plan with its labels, ready for surgery."""
    from extractors.pipeline import extract

    plan = extract(document)
    lines, places = _lines(document)
    rows = gold.rows.get("targets", ())
    goals = place(rows, lines)
    parts = _parts(gold.rows.get("sections", ()), lines)
    return Subject(
        gold.name, path, gold.meta, tuple(lines), goals, parts, tuple(rows), plan, _read(goals, plan, places)
    )


def load(case: Case) -> Subject:
    """The subject that a file and its labels make; PlanparseError where the file cannot be read."""
    from planparse.readers import read

    return subject_of(case.gold, read(case.source), case.source)


# Two targets of one plan that say the same: one of them may be changed and the other still stands.
_SAME_COUNT, _SAME_RATE, _SAME_MEASURE = 55.0, 80.0, 90.0


def restated(subject: Subject, goal: Goal) -> bool:
    """Whether another target of the plan may stand in for this one."""
    own = fold(goal.row["indicator"])
    for other in subject.goals:
        if other.number == goal.number or other.row["kind"] == "baseline":
            continue
        alike = fuzz.token_set_ratio(own, fold(other.row["indicator"]))
        units = fold(goal.row["unit"]) == fold(other.row["unit"])
        if goal.row["value"] is None or other.row["value"] is None:
            if alike >= _SAME_MEASURE:
                return True
        elif units and same_number(goal.row["value"], other.row["value"]):
            if alike >= (_SAME_RATE if goal.row["unit"] == "%" else _SAME_COUNT):
                return True
        elif units and goal.row["per"] != other.row["per"] and alike >= _SAME_MEASURE:
            return True
    return False
