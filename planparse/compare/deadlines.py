"""Deadlines of two plans, paired by what is due: kept, moved, missing or added.

Two deadlines belong together when the clauses around them ask for the same thing; the day itself only helps.
Where the local level is lower, only what its governments owe can be missing, and the day by which they have
to make a plan of their own is held against the date of the local plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.plan import Assignment, Deadline, Plan
from extractors.vietnamese.agencies import find_agencies
from planparse.compare.align import Pair, Weights, apart, assign, likeness
from planparse.compare.due import compare_days, compare_rhythms
from planparse.compare.duties import Bond, bond, is_done_by_planning, task_meaning
from planparse.compare.model import Change, Effect, Finding, Message, Severity, Status, finding
from planparse.compare.offices import office
from planparse.compare.places import is_lower
from planparse.compare.words import Meaning, Vocabulary

if TYPE_CHECKING:
    from planparse.compare.align import Matrix

# Rows below this are about different things. Tuned on pairs of plans with known answers.
FLOOR, _REST_FLOOR = 0.45, 0.6
_TASK, _RHYTHM, _RECURRING, _DAY, _OWNER = 0.6, 0.15, 0.1, 0.05, 0.1
_OTHER_PLACE, _UNDATED = 0.005, 0.08
# What is due must read alike so far, however well the days fit.
_LIKE = 0.3
_SHORT = 3
_ALTERED: Mapping[Effect, str] = {
    "weaker": "diff.deadline.altered-weaker",
    "stronger": "diff.deadline.altered-stronger",
    "unclear": "diff.deadline.altered-unclear",
}
_STOP = re.compile(r"[;\n]|\.\s")


@dataclass(frozen=True, slots=True)
class _Due:
    """A deadline with the clause that says what is due, and whose it is."""

    row: Deadline
    task: str
    meaning: Meaning
    agency: str | None
    bond: Bond | None


def compare_deadlines(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each deadline of the parent that binds the local plan, then those that only it sets."""
    lower = is_lower(local.meta, parent.meta)
    ours = [due for due in _dues(parent, parent, local, vocabulary) if due.bond != "foreign"]
    theirs = _dues(local, parent, local, vocabulary)
    scores = _scores(ours, theirs, lower)
    pairs = _pairs(scores, ours)
    names = {pair.local: f"d{number + 1}" for number, pair in enumerate(pairs.values())}
    result: list[Finding] = []
    missed: set[Span] = set()
    for number, due in enumerate(ours):
        pair = pairs.get(number)
        if pair is not None:
            names[pair.local] = f"d{len(result) + 1}"
            result.append(_both(len(result), due, theirs[pair.local], pair.score, None))
            continue
        found = _by_the_plan_itself(len(result), due, local) if lower else None
        if found is None and theirs:
            found = _again(len(result), due, theirs, scores[number], names)
        # Two rhythms of one mention are missed once.
        if found is None and due.bond == "owed" and due.row.span not in missed:
            missed.add(due.row.span)
            message = Message("diff.deadline.missing", {"task": due.task})
            sure = apart(scores[number], FLOOR)
            found = _finding(len(result), "missing", "warning", message, due, None, sure)
        if found is not None:
            result.append(found)
    taken = {pair.local for pair in pairs.values()}
    for number, due in enumerate(theirs):
        if number not in taken:
            message = Message("diff.deadline.added", {"task": due.task})
            sure = apart(scores[:, number], FLOOR)
            result.append(_finding(len(result), "added", "info", message, None, due, sure))
    return result


def _pairs(scores: Matrix, ours: Sequence[_Due]) -> dict[int, Pair]:
    """The best assignment of what the local plan owes, then of the rest to what is left."""
    import numpy as np

    owed = np.array([due.bond == "owed" for due in ours], dtype=bool)
    if scores.size == 0:
        return {}
    first = assign(np.where(owed[:, None], scores, 0.0), FLOOR)
    rest = np.where(owed[:, None], 0.0, scores)
    rest[:, [pair.local for pair in first]] = 0.0
    found = [*first, *assign(rest, _REST_FLOOR)]
    return {pair.parent: pair for pair in sorted(found, key=lambda pair: pair.parent)}


def _dues(plan: Plan, parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[_Due]:
    blocks = plan.document.blocks
    rows: dict[tuple[int, int], list[int]] = {}
    for number, block in enumerate(blocks):
        if block.cell is not None:
            for line in range(block.cell.row, block.cell.row + block.cell.rows):
                rows.setdefault((block.cell.table, line), []).append(number)
    inside: dict[int, list[Deadline]] = {}
    for deadline in plan.deadlines:
        inside.setdefault(deadline.span.block, []).append(deadline)
    held: dict[int, list[Assignment]] = {}
    for duty in plan.assignments:
        held.setdefault(duty.span.block, []).append(duty)
    by_section: dict[str | None, set[str]] = {}
    for duty in plan.assignments:
        by_section.setdefault(duty.section, set()).add(duty.agency)
    found = []
    for deadline in plan.deadlines:
        at = deadline.span.block
        cell = blocks[at].cell
        around = rows[cell.table, cell.row] if cell is not None else [at]
        task = _clause(plan, deadline, inside[at])
        duties = [duty for place in around for duty in held.get(place, ())]
        if len(vocabulary.meaning(task).words) < _SHORT:
            task = duties[0].task if cell is not None and duties else _beside(plan, at, around)
        agency = _agency(plan, deadline, duties)
        if agency is not None and task.startswith(agency) and len(task) > len(agency):
            task = _tidy(task[len(agency) :])
        of_section = by_section.get(deadline.section, set())
        if agency is None and deadline.section is not None and len(of_section) == 1:
            agency = next(iter(of_section))
        found.append(
            _Due(
                row=deadline,
                task=task,
                meaning=task_meaning(task, (), vocabulary),
                agency=agency,
                bond=_bond(agency, parent, local),
            )
        )
    return found


def _bond(agency: str | None, parent: Plan, local: Plan) -> Bond | None:
    if agency is None:
        return None if is_lower(local.meta, parent.meta) else "owed"
    return bond(agency, parent, local)


def _clause(plan: Plan, deadline: Deadline, neighbours: Sequence[Deadline]) -> str:
    """The sentence around a deadline, without the deadlines in it and what joins them."""
    text = plan.document.blocks[deadline.span.block].text
    start, end = deadline.span.start, deadline.span.end
    begin = max((stop.end() for stop in _STOP.finditer(text, 0, start)), default=0)
    stop = _STOP.search(text, end)
    finish = stop.start() if stop else len(text)
    pieces, at = [], begin
    for row in neighbours:
        if begin <= row.span.start < finish:
            pieces.append(text[at : max(at, row.span.start)])
            at = max(at, row.span.end)
    pieces.append(text[at:finish])
    return _tidy(" ".join(piece for piece in pieces if piece.strip(" ,").lower() not in ("và", "")))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" -+,.;:()")


def _beside(plan: Plan, at: int, around: Sequence[int]) -> str:
    """What a deadline that stands alone belongs to: the longest cell of its row, else what precedes."""
    blocks = plan.document.blocks
    texts = [blocks[number].text for number in around if number != at]
    if texts:
        return _tidy(max(texts, key=len))
    return _tidy(blocks[at - 1].text) if at else ""


def _agency(plan: Plan, deadline: Deadline, duties: Sequence[Assignment]) -> str | None:
    """Whose deadline it is: the agency of the duty it stands in, else the one that opens its sentence."""
    for duty in duties:
        same = duty.span.block == deadline.span.block
        if not same or duty.span.start <= deadline.span.start < duty.span.end:
            return duty.agency
    text = plan.document.blocks[deadline.span.block].text
    begin = max((stop.end() for stop in _STOP.finditer(text, 0, deadline.span.start)), default=0)
    opening = len(text[begin:]) - len(text[begin:].lstrip(" -+"))
    names = find_agencies(text, begin + opening)
    if not names and deadline.span.start <= begin + opening + 1:
        behind = deadline.span.end
        names = find_agencies(text, behind + len(text[behind:]) - len(text[behind:].lstrip(" ,")))
    return text[names[0][0] : names[-1][1]] if names else None


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a deadline is beside its task."""

    due: str
    every: str | None
    agency: str | None
    bond: Bond | None

    @property
    def recurs(self) -> bool:
        return self.every is not None or self.due.startswith("--")


def _kind(due: _Due) -> _Kind:
    return _Kind(due.row.due or "", due.row.every, due.agency, due.bond)


def _scores(ours: Sequence[_Due], theirs: Sequence[_Due], lower: bool) -> Matrix:
    import numpy as np

    if not ours or not theirs:
        return np.zeros((len(ours), len(theirs)))
    own, other = [due.meaning for due in ours], [due.meaning for due in theirs]
    alike = likeness(own, other, Weights([*own, *other]))
    # Many deadlines say the same of one agency.
    kinds = [list(dict.fromkeys(map(_kind, side))) for side in (ours, theirs)]
    extra = np.array([[_extra(p, q, lower) for q in kinds[1]] for p in kinds[0]])
    at = [
        np.array([own.index(_kind(due)) for due in side])
        for own, side in zip(kinds, (ours, theirs), strict=True)
    ]
    scores: Matrix = np.where(alike < _LIKE, 0.0, _TASK * alike + extra[at[0]][:, at[1]])
    # Of equals the ones at the same place belong together.
    places = [np.linspace(0, 1, len(side)) if len(side) > 1 else np.zeros(1) for side in (ours, theirs)]
    apart = np.abs(places[0][:, None] - places[1][None, :])
    return np.where(scores > 0, scores - _OTHER_PLACE * apart, 0.0)


def _extra(p: _Kind, q: _Kind, lower: bool) -> float:
    """What speaks for a pair beside the words."""
    days = [kind.due[-5:] for kind in (p, q)]
    # Of two days of the year the month tells more than whether the plan calls them yearly or half-yearly.
    score = _RHYTHM * (days[0][:2] == days[1][:2] if all(days) else p.every == q.every)
    score += _RECURRING * (p.recurs == q.recurs)
    score += _DAY * (days[0] == days[1]) + _DAY * (p.every == q.every)
    score -= _UNDATED * (bool(days[0]) != bool(days[1]))
    if p.agency is not None and q.agency is not None:
        own, other = office(p.agency), office(q.agency)
        same = own.mirrors(other) if lower else own.is_same(other)
        score += _OWNER * (same or (lower and p.bond == "owed"))
    return score


def _both(number: int, p: _Due, q: _Due, score: float, see: str | None) -> Finding:
    changes: list[Change] = []
    effects: set[Effect] = set()
    moved = compare_days(p.row.due, q.row.due)
    if moved is not None:
        changes.append(Change("due", p.row.due, q.row.due))
        effects.add(moved)
    # Two days of the year say the rhythm better than the words around them do.
    dated = p.row.due is not None and q.row.due is not None
    rhythm = None if dated else compare_rhythms(p.row.every, q.row.every)
    if rhythm is not None:
        changes.append(Change("every", p.row.every, q.row.every))
        effects.add(rhythm)
    arguments = {"task": p.task}
    if not changes:
        message = Message("diff.deadline.kept", arguments)
        return _finding(number, "kept", "info", message, p, q, score, see=see)
    effect: Effect = next(iter(effects)) if len(effects) == 1 else "unclear"
    severity: Severity = "warning" if effect == "weaker" and p.bond == "owed" else "info"
    message = Message(_ALTERED[effect], arguments)
    return _finding(number, "altered", severity, message, p, q, score, effect, tuple(changes), see)


def _again(
    number: int, p: _Due, theirs: Sequence[_Due], scores: Matrix, names: Mapping[int, str]
) -> Finding | None:
    """A deadline that a local one answers to beside another: a quarterly report for the yearly one."""
    fits = [
        place
        for place in names
        if scores[place] >= FLOOR
        and p.row.every is not None
        and theirs[place].row.every is not None
        and compare_rhythms(p.row.every, theirs[place].row.every) != "weaker"
    ]
    if not fits or p.bond != "owed":
        return None
    best = max(fits, key=lambda place: float(scores[place]))
    found = _both(number, p, theirs[best], float(scores[best]), names[best])
    return found if found.effect != "weaker" else None


def _by_the_plan_itself(number: int, p: _Due, local: Plan) -> Finding | None:
    """The day by which a plan of one's own is due, against the date of the local plan."""
    date = local.meta.date
    if p.bond != "owed" or p.row.due is None or p.row.due.startswith("--"):
        return None
    if not is_done_by_planning(p.task):
        return None
    changes = (Change("due", p.row.due, date),)
    if date is None or len(date) < len("2026-01"):
        message = Message("diff.deadline.undated", {"task": p.task})
        return _finding(number, "altered", "info", message, p, None, 1.0, "unclear", changes)
    if compare_days(p.row.due, date) == "weaker":
        message = Message("diff.deadline.late", {"task": p.task, "issued": date})
        return _finding(number, "altered", "warning", message, p, None, 1.0, "weaker", changes)
    return _finding(number, "kept", "info", Message("diff.deadline.in-time", {"task": p.task}), p, None, 1.0)


def _finding(
    number: int,
    status: Status,
    severity: Severity,
    message: Message,
    parent: _Due | None,
    local: _Due | None,
    score: float = 1.0,
    effect: Effect | None = None,
    changes: Iterable[Change] = (),
    see: str | None = None,
) -> Finding:
    rows = parent.row if parent else None, local.row if local else None
    return finding(
        "deadline", number, status, message, *rows,
        severity=severity, effect=effect, changes=changes, score=score, see=see,
    )  # fmt: skip
