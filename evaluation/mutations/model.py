"""What an operation does to a plan, and what a comparison ought to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.mutations.subject import Goal, Subject
from planparse.compare.model import Effect, Status


@dataclass(frozen=True, slots=True)
class Expected:
    """The statuses that are right; the effect where it is known by construction."""

    statuses: tuple[Status, ...]
    effect: Effect | None = None


KEPT = Expected(("kept",))
MISSING = Expected(("missing",))
UNSURE = Expected(())


@dataclass(frozen=True, slots=True)
class Change:
    """New texts for some lines, a new order of all of them, and what is expected of the targets touched.

    ``lines`` gives for a line what stands in its place: nothing where it is dropped, several lines where
    it is split. ``order`` lists the numbers of all lines. ``added`` are sentences that only the mutant
    has. A target whose expectation has no status is not scored.
    """

    lines: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    expected: Mapping[int, Expected] = field(default_factory=dict)
    order: tuple[int, ...] | None = None
    added: tuple[str, ...] = ()

    def texts(self, subject: Subject) -> list[tuple[str, int | None]]:
        """The lines of the mutant, each with the number of the table that it is a row of."""
        order = range(len(subject.lines)) if self.order is None else self.order
        return [
            (text, subject.lines[number].table)
            for number in order
            for text in self.lines.get(number, (subject.lines[number].text,))
        ]


def join(first: Change, second: Change) -> Change | None:
    """Both changes in one mutant; None where they touch the same line."""
    if first.lines.keys() & second.lines.keys() or (first.order and second.order):
        return None
    return Change(
        {**first.lines, **second.lines},
        {**first.expected, **second.expected},
        first.order or second.order,
        first.added + second.added,
    )


def all_kept(goals: tuple[Goal, ...]) -> dict[int, Expected]:
    """Every target that is scored is expected to be found unchanged."""
    return {goal.number: KEPT for goal in goals if goal.scored}
