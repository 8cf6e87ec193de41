"""Duties that the parent hands out, and what the local plan makes of them.

Where the local level is lower, the local plan owes what the parent gives to the governments of its level or
to their offices (``UBND các xã, phường``, ``Công an các xã``). A body that stands at both levels under one
name (``Hội Phụ nữ``) is asked about for information. What an office of the parent does is held against the
office that mirrors it (Sở Nội vụ: Phòng Văn hóa - Xã hội), and left out where nothing answers, for its work
is not the ward's; so is what other bodies do, unless the local plan has the same words. Two plans of one
level owe each other all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractors.plan import Assignment, Plan, Role
from extractors.vietnamese.tables import read_table
from planparse.compare.align import Pair, Weights, apart, assign, likeness
from planparse.compare.due import compare_days
from planparse.compare.model import Change, Effect, Finding, Message, Severity, Status, finding
from planparse.compare.offices import Office, is_local_government, is_office_of, office
from planparse.compare.places import is_lower
from planparse.compare.words import Meaning, Phrases, Vocabulary, tokenize

if TYPE_CHECKING:
    from planparse.compare.align import Matrix

# How a parent's duty binds the local plan.
Bond = Literal["owed", "shared", "mirrored", "foreign"]

# Rows below this are about different things. Tuned on pairs of plans with known answers.
FLOOR = 0.48
_TASK, _OFFICE = 0.85, 0.15
# Any office may answer for a local government, so that office tells half.
_ANY_OFFICE = 0.5
_SAME_ROLE, _SAME_PLACE = 0.01, 0.01
# A duty of a body that the local level does not have is answered only in the same words.
_SAME_WORDS = 0.75
# Two duties of one level that are alike less than this differ in what is to be done.
_REWORDED = 0.8
# So much of each clause of an owed duty in a paragraph of the local plan takes it up; so much of one
# clause leaves it open.
_TAKEN_UP, _PERHAPS, _LIKE = 0.7, 0.5, 0.3
_TELLING = 3
_TURN = 4
_ALTERED: Mapping[Effect, str] = {
    "weaker": "diff.assignment.altered-weaker",
    "stronger": "diff.assignment.altered-stronger",
    "unclear": "diff.assignment.altered-unclear",
}
_ROLES: Mapping[tuple[Role, Role], Effect] = {
    ("lead", "coordinate"): "weaker",
    ("coordinate", "lead"): "stronger",
}
_CLAUSES = re.compile(r";|\.\s+")


@dataclass(frozen=True, slots=True)
class _Duty:
    row: Assignment
    meaning: Meaning
    office: Office
    bond: Bond


@dataclass(frozen=True, slots=True)
class _Sides:
    parent: tuple[_Duty, ...]
    local: tuple[_Duty, ...]
    lower: bool
    alike: Matrix
    scores: Matrix


def compare_duties(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each duty of the parent that binds the local plan, then those that only it sets."""
    sides = _sides(parent, local, vocabulary)
    by_parent = {pair.parent: pair for pair in assign(sides.scores, FLOOR)}
    open_ = [
        number
        for number, duty in enumerate(sides.parent)
        if duty.bond == "owed" and number not in by_parent and not _is_discharged(duty, sides)
    ]
    taken = {pair.local for pair in by_parent.values()}
    # A ward gathers what its city says in several places; between plans of one level each duty answers once.
    spent = frozenset() if sides.lower else frozenset(taken)
    blocks = {sides.local[number].row.span.block for number in spent}
    texts = [block.text for number, block in enumerate(local.document.blocks) if number not in blocks]
    asked = [sides.parent[number] for number in open_]
    traces = dict(zip(open_, _traces(asked, texts, vocabulary), strict=True))
    result: list[Finding] = []
    for number in range(len(sides.parent)):
        pair = by_parent.get(number)
        trace = traces.get(number, _Trace(0.0, 0.0, ""))
        found = _pair(len(result), sides, pair) if pair else _alone(len(result), number, sides, trace, spent)
        if found is not None:
            result.append(found)
    for number, duty in enumerate(sides.local):
        if number not in taken:
            message = Message("diff.assignment.added")
            sure = apart(sides.scores[:, number], FLOOR)
            result.append(_finding(len(result), "added", "info", message, None, duty, sure))
    return result


@cache
def _table() -> Mapping[str, Any]:
    return read_table(Path(__file__).parent / "data" / "duties.toml")


@cache
def _noise() -> Phrases:
    return Phrases((tokenize(phrase), ()) for phrase in _table()["noise"]["phrases"])


def task_meaning(text: str, partners: Sequence[str], vocabulary: Vocabulary) -> Meaning:
    """What is to be done, without the words of office and the agencies that it is done with."""
    for name in sorted(partners, key=len, reverse=True):
        text = text.replace(name, " ")
    meaning = vocabulary.meaning(text)
    telling = _noise().replace(meaning.words)
    return Meaning(telling if len(telling) >= _TELLING else meaning.words, meaning.contrasts)


def bond(agency: str, parent: Plan, local: Plan) -> Bond:
    """How what an agency of the parent has to do binds the local plan."""
    if not is_lower(local.meta, parent.meta) or is_local_government(agency, local.meta):
        return "owed"
    if is_office_of(agency, local.meta):
        return "owed"
    who = office(agency)
    if who.is_shared:
        return "shared"
    return "mirrored" if who.fields else "foreign"


def _duties(plan: Plan, parent: Plan, local: Plan, vocabulary: Vocabulary) -> tuple[_Duty, ...]:
    return tuple(
        _Duty(
            row,
            task_meaning(row.task, row.partners, vocabulary),
            office(row.agency),
            bond(row.agency, parent, local),
        )
        for row in plan.assignments
    )


def _sides(parent: Plan, local: Plan, vocabulary: Vocabulary) -> _Sides:
    import numpy as np

    ours, theirs = (_duties(plan, parent, local, vocabulary) for plan in (parent, local))
    lower = is_lower(local.meta, parent.meta)
    shape = (len(ours), len(theirs))
    if not ours or not theirs:
        return _Sides(ours, theirs, lower, np.zeros(shape), np.zeros(shape))
    own, other = [duty.meaning for duty in ours], [duty.meaning for duty in theirs]
    alike = likeness(own, other, Weights([*own, *other]))
    offices = _fits(ours, theirs, lower)
    roles = np.array([p.row.role for p in ours])[:, None] == np.array([q.row.role for q in theirs])
    places = [np.linspace(0, 1, count) if count > 1 else np.zeros(count) for count in shape]
    far = np.abs(places[0][:, None] - places[1][None, :])
    scores = _TASK * alike + _OFFICE * offices - _SAME_ROLE * ~roles - _SAME_PLACE * far
    # An office that stands at both levels is known by its name; the others need the same words.
    foreign = np.array([lower and duty.bond != "owed" for duty in ours])[:, None] & (offices == 0)
    scores = np.where(foreign & (alike < _SAME_WORDS), 0.0, scores)
    return _Sides(ours, theirs, lower, alike, scores)


def _fits(ours: Sequence[_Duty], theirs: Sequence[_Duty], lower: bool) -> Matrix:
    """How far the office that has a duty here is the one that should have it there, 0 to 1."""
    import numpy as np

    # Plans name few offices and hand out many duties.
    sides = [list(dict.fromkeys(duty.office for duty in side)) for side in (ours, theirs)]
    known = np.array([[p.mirrors(q) if lower else p.is_same(q) for q in sides[1]] for p in sides[0]])
    at = [
        np.array([names.index(duty.office) for duty in side])
        for names, side in zip(sides, (ours, theirs), strict=True)
    ]
    result = known[at[0]][:, at[1]].astype(float)
    owed = np.array([lower and duty.bond == "owed" for duty in ours])[:, None]
    fits: Matrix = np.where(owed, np.maximum(result, _ANY_OFFICE), result)
    return fits


def _pair(number: int, sides: _Sides, pair: Pair) -> Finding:
    p, q = sides.parent[pair.parent], sides.local[pair.local]
    changes: list[Change] = []
    effects: list[Effect] = []
    grave = False
    compared = p.bond in ("owed", "shared")
    if not sides.lower and not p.office.is_same(q.office):
        changes.append(Change("agency", p.row.agency, q.row.agency))
        effects.append("unclear")
        grave = True
    role = _role(p, q, sides) if compared else None
    if role is not None:
        changes.append(Change("role", p.row.role, q.row.role))
        effects.append(role)
        grave = grave or (p.bond == "owed" and role == "weaker")
    if p.bond == "owed" and (moved := compare_days(p.row.due, q.row.due)) is not None:
        changes.append(Change("due", p.row.due, q.row.due))
        effects.append(moved)
    alike = float(sides.alike[pair.parent, pair.local])
    if not sides.lower and alike < _REWORDED:
        changes.append(Change("task", p.row.task, q.row.task))
        effects.append("unclear")
    if not changes:
        same = not sides.lower or p.office.is_same(q.office)
        message = Message("diff.assignment.kept" if same else "diff.assignment.kept-by")
        return _finding(number, "kept", "info", message, p, q, pair.score)
    effect = effects[0] if len(set(effects)) == 1 else "unclear"
    message = Message(_ALTERED[effect])
    # A day that moved is a finding of its own, and so graver there.
    severity: Severity = "warning" if grave else "info"
    return _finding(number, "altered", severity, message, p, q, pair.score, effect, tuple(changes))


def _role(p: _Duty, q: _Duty, sides: _Sides) -> Effect | None:
    """What another role makes of a duty; None where it is as good as the same."""
    ours, theirs = p.row.role, q.row.role
    if ours == theirs:
        return None
    if not sides.lower:
        return _ROLES.get((ours, theirs), "unclear")
    # Within a local government one office may lead and another coordinate.
    partners = [office(name) for name in q.row.partners]
    shared = any(each.is_same(duty.office) for each in partners for duty in sides.local)
    return "weaker" if (ours, theirs) == ("lead", "coordinate") and not shared else None


@dataclass(frozen=True, slots=True)
class _Trace:
    """How much the paragraphs of the local plan say of a duty: it may be taken up without being handed out.

    ``least`` is that of the clause which is said least, ``most`` of the one said most, in ``bullet``.
    """

    least: float
    most: float
    bullet: str


def _traces(duties: Sequence[_Duty], texts: Sequence[str], vocabulary: Vocabulary) -> list[_Trace]:
    """For each duty what these paragraphs of the local plan say of it."""
    import numpy as np

    if not duties:
        return []
    texts = [text for text in texts if len(text) > _TELLING]
    parts = [_clauses(duty.row.task) for duty in duties]
    if not texts:
        return [_Trace(0.0, 0.0, "")] * len(duties)
    meanings = [vocabulary.meaning(text) for text in texts]
    clauses = [
        task_meaning(part, duty.row.partners, vocabulary)
        for duty, own in zip(duties, parts, strict=True)
        for part in own
    ]
    best = _covered(clauses, meanings)
    found, ends = [], np.cumsum([len(own) for own in parts])
    for own, end in zip(parts, ends, strict=True):
        mine = best[int(end) - len(own) : int(end)]
        most, place = max(mine)
        found.append(_Trace(min(score for score, _ in mine), most, texts[place].lstrip(" -+")))
    return found


def _covered(clauses: Sequence[Meaning], texts: Sequence[Meaning]) -> list[tuple[float, int]]:
    """For each clause how much of it stands in the text that says most of it, and which text that is."""
    import numpy as np

    # Through an index of the words asked for: clauses are many, and so are the paragraphs of a plan.
    weights = Weights([*clauses, *texts])
    wanted = {term for clause in clauses for term in clause.terms}
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for term in text.terms & wanted:
            places.setdefault(term, []).append(number)
    result = []
    for clause in clauses:
        said = np.zeros(len(texts))
        for term in sorted(clause.terms):
            said[places.get(term, [])] += weights.of(term)
        best = int(said.argmax())
        size = math.fsum(weights.of(term) for term in clause.terms)
        result.append((float(said[best]) / max(size, 1e-9), best))
    return result


def _is_discharged(duty: _Duty, sides: _Sides) -> bool:
    return sides.lower and is_done_by_planning(duty.row.task)


def _alone(number: int, at: int, sides: _Sides, trace: _Trace, spent: frozenset[int]) -> Finding | None:
    """A duty of the parent that no local one answers; None where the local plan owes nothing."""
    duty = sides.parent[at]
    sure = apart(sides.scores[at], FLOOR)
    if duty.bond in ("mirrored", "foreign"):
        return None
    alike = sides.alike[at].copy()
    alike[sorted(spent)] = 0.0
    nearest = int(alike.argmax()) if alike.size else 0
    if duty.bond == "shared":
        near = bool(alike.size) and alike[nearest] >= _LIKE
        bullet = sides.local[nearest].row.task if near else ""
        message = Message("diff.assignment.missing-perhaps", {"bullet": bullet})
        message = message if near else Message("diff.assignment.missing-shared")
        return _finding(number, "missing", "info", message, duty, None, sure)
    if _is_discharged(duty, sides):
        return _finding(number, "kept", "info", Message("diff.assignment.kept-itself"), duty, None, 1.0)
    bullet = trace.bullet
    if trace.least >= _TAKEN_UP:
        message = Message("diff.assignment.kept-elsewhere", {"bullet": bullet})
        return _finding(number, "kept", "info", message, duty, None, trace.least)
    if alike.size and alike[nearest] >= _LIKE:
        bullet = sides.local[nearest].row.task
    elif trace.most < _PERHAPS:
        return _finding(number, "missing", "warning", Message("diff.assignment.missing"), duty, None, sure)
    message = Message("diff.assignment.missing-perhaps", {"bullet": bullet})
    return _finding(number, "missing", "info", message, duty, None, sure)


def _clauses(task: str) -> list[str]:
    """The clauses of a task that are more than a turn of phrase."""
    return [part for part in _CLAUSES.split(task) if len(tokenize(part)) > _TURN] or [task]


def is_done_by_planning(task: str) -> bool:
    """Whether a duty asks for no more than a plan of one's own and for carrying it out."""
    return all(map(_asks_for_a_plan, _clauses(task)))


def _asks_for_a_plan(clause: str) -> bool:
    own = _table()["itself"]
    text = f" {' '.join(tokenize(clause))} "
    for verb in own["verbs"]:
        for aim in own["objects"]:
            _, found, after = text.partition(f" {verb} {aim} ")
            if found and not any(after.startswith(f"{other} ") for other in own["other"]):
                return True
    return False


def _finding(
    number: int,
    status: Status,
    severity: Severity,
    message: Message,
    parent: _Duty | None,
    local: _Duty | None,
    score: float = 1.0,
    effect: Effect | None = None,
    changes: Iterable[Change] = (),
    see: str | None = None,
) -> Finding:
    rows = parent.row if parent else None, local.row if local else None
    return finding(
        "assignment", number, status, message, *rows,
        severity=severity, effect=effect, changes=changes, score=score, see=see,
    )  # fmt: skip
