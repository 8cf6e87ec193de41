"""The operations by name, and the mutants that they make of a plan: the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from evaluation.mutations import changing, layout, wording
from evaluation.mutations.model import Change, join
from evaluation.mutations.subject import Goal, Subject

OnGoal = Callable[[Subject, Goal, random.Random], Change | None]
OnPlan = Callable[[Subject, random.Random], Change | None]
Family = Literal["changed", "same"]

# So many of a plan's targets are changed in one mutant; the others must be left alone.
_CHANGED, _REVIEWED = 0.15, 0.15
# After so many rounds that give nothing new there is nothing more to try.
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of change. ``changed``: the comparison has to find it; ``same``: it has to find nothing."""

    name: str
    family: Family
    goal: OnGoal | None = None
    plan: OnPlan | None = None
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed plan; ``name`` is that of a file."""

    name: str
    operation: str
    subject: Subject
    change: Change


@dataclass(frozen=True, slots=True)
class Skipped:
    """A surgery that was not cleanly possible."""

    operation: str
    subject: str


def copy(subject: Subject, chance: random.Random) -> Change | None:
    """The plan as it is, written out anew."""
    return Change()


_CHANGING: dict[str, OnGoal] = {
    "drop bullet": changing.drop_bullet,
    "drop clause": changing.drop_clause,
    "drop number": changing.drop_number,
    "raise value": changing.raise_value,
    "lower value": changing.lower_value,
    "comparator": changing.change_comparator,
    "unit": changing.change_unit,
    "period": changing.change_period,
    "rhythm": changing.change_rhythm,
}
_REWORDING: dict[str, OnGoal] = {
    "thousands": wording.respell_groups,
    "leading zero": wording.respell_zero,
    "money": wording.respell_money,
    "percent sign": wording.respell_percent,
    "in words": wording.respell_words,
    "digits and words": wording.respell_twice,
    "range": wording.respell_range,
    "comparator word": wording.reword_comparator,
    "synonyms": wording.reword,
    "opening": wording.reword_opening,
    "turn": wording.turn_round,
    "turn time": wording.turn_time,
}

# Contracts give figures twice, plans hardly ever: that is measured by itself and not in a draft.
_USUAL = [make for name, make in _REWORDING.items() if name != "digits and words"]


def review(subject: Subject, chance: random.Random) -> Change | None:
    """A reviewer's draft: some targets changed, one added, most others reworded, bullets reordered."""
    goals = [goal for goal in subject.goals if goal.scored]
    chance.shuffle(goals)
    wanted = max(1, round(_REVIEWED * len(goals)))
    done = layout.reorder_bullets(subject, chance) or Change()
    found = 0
    for goal in goals:
        if found >= wanted:
            break
        make = chance.choice(list(_CHANGING.values()))
        change = make(subject, goal, chance)
        both = change and join(done, change)
        if change and both:
            done = both
            found += 1
    if found == 0:
        return None
    for goal in goals:
        change = layout.add(subject, goal, chance)
        if change and (both := join(done, change)):
            done = both
            break
    for goal in goals:
        for make in chance.sample(_USUAL, len(_USUAL)):
            change = make(subject, goal, chance)
            if change and (both := join(done, change)):
                done = both
                break
    return done


OPERATIONS: tuple[Operation, ...] = (
    *(Operation(name, "changed", goal=make) for name, make in _CHANGING.items()),
    Operation("add", "changed", goal=layout.add),
    Operation("review", "changed", plan=review),
    Operation("copy", "same", plan=copy),
    *(Operation(name, "same", goal=make) for name, make in _REWORDING.items()),
    Operation("whole period", "same", goal=wording.respell_total),
    Operation("rename", "same", plan=wording.rename),
    Operation("NFD", "same", plan=wording.decompose),
    Operation("tone marks", "same", plan=wording.move_tones),
    Operation("dashes", "same", plan=wording.dash),
    Operation("reorder bullets", "same", plan=layout.reorder_bullets),
    Operation("reorder sections", "same", plan=layout.reorder_sections),
    Operation("split", "same", goal=layout.split),
    Operation("merge", "same", goal=layout.merge),
    Operation("move", "same", goal=layout.move),
    Operation("page break", "same", plan=layout.break_pages, text_only=True),
)
NAMES = tuple(operation.name for operation in OPERATIONS)


def mutants(subject: Subject, operation: Operation, seed: int, count: int) -> Iterator[Mutant | Skipped]:
    """Up to so many different mutants of a plan by one operation; in between, what was not possible."""
    seen: list[Change] = []
    for turn in range(_ROUNDS):
        chance = random.Random(f"{seed}-{subject.name}-{operation.name}-{turn}")
        fresh = 0
        for change in _round(subject, operation, chance):
            if isinstance(change, Skipped):
                if turn == 0:
                    yield change
                continue
            if change in seen:
                continue
            seen.append(change)
            fresh += 1
            name = f"{subject.name}-{operation.name.replace(' ', '-').lower()}-{len(seen)}"
            yield Mutant(name, operation.name, subject, change)
            if len(seen) >= count:
                return
        if not fresh:
            return


def _round(subject: Subject, operation: Operation, chance: random.Random) -> Iterator[Change | Skipped]:
    if operation.plan is not None:
        change = operation.plan(subject, chance)
        yield Skipped(operation.name, subject.name) if change is None else change
        return
    assert operation.goal is not None
    goals = [goal for goal in subject.goals if goal.scored]
    size = max(1, round(_CHANGED * len(goals))) if operation.family == "changed" else len(goals)
    chance.shuffle(goals)
    waiting: list[Change] = []
    for goal in goals:
        change = operation.goal(subject, goal, chance)
        if change is None:
            yield Skipped(operation.name, subject.name)
        elif all(change.lines.keys() != other.lines.keys() or change.order for other in waiting):
            waiting.append(change)
    while waiting:
        done, rest, taken = waiting[0], [], 1
        for change in waiting[1:]:
            both = None if taken >= size or set(done.added) & set(change.added) else join(done, change)
            if both is None:
                rest.append(change)
            else:
                done, taken = both, taken + 1
        waiting = rest
        yield done
