"""What a comparison says of a mutant, held against what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.mutations.files import Form, read_again
from evaluation.mutations.model import KEPT, Expected
from evaluation.mutations.operations import NAMES, OPERATIONS, Mutant, Skipped
from extractors.plan import Target
from planparse.compare.model import Comparison, Finding

UNREAD = "not read"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one target of one mutant.

    ``touched`` tells the targets that the operation was done to from those that stood beside them;
    ``said`` is a status, ``not read`` where the original's target was not extracted, or ``nothing``.
    """

    operation: str
    document: str
    mutant: str
    quote: str
    indicator: str
    touched: bool
    expected: Expected
    said: str
    effect: str | None
    local: str | None = None

    @property
    def right(self) -> bool:
        """Whether the status is one of those that are right."""
        return self.said in self.expected.statuses

    @property
    def changed(self) -> bool:
        """Whether there was something to find."""
        return "kept" not in self.expected.statuses

    @property
    def effect_right(self) -> bool | None:
        """Whether the effect is right; None where it is not known, or the status is wrong already."""
        return self.effect == self.expected.effect if self.expected.effect and self.right else None

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "operation": self.operation,
            "document": self.document,
            "mutant": self.mutant,
            "quote": self.quote,
            "indicator": self.indicator,
            "touched": self.touched,
            "expected": list(self.expected.statuses),
            "expected_effect": self.expected.effect,
            "said": self.said,
            "effect": self.effect,
            "right": self.right,
        }


def judge(mutant: Mutant, form: Form) -> list[Verdict]:
    """Compare a mutant with its parent and say for each labelled target whether the answer is right."""
    from extractors.pipeline import extract
    from planparse.compare import compare

    document = read_again(mutant.change.texts(mutant.subject), form)
    comparison = compare(extract(document), mutant.subject.plan)
    return [*_of_parent(mutant, comparison), *_added(mutant, comparison)]


def _of_parent(mutant: Mutant, comparison: Comparison) -> Iterator[Verdict]:
    subject, change = mutant.subject, mutant.change
    by_id = {f.parent.id: f for f in _targets(comparison) if isinstance(f.parent, Target)}
    for goal in subject.goals:
        if not goal.scored:
            continue
        expected = change.expected.get(goal.number, KEPT)
        if not expected.statuses:
            continue
        finding = by_id.get(subject.read.get(goal.number, ""))
        unread = goal.number not in subject.read
        local = finding.local if finding else None
        yield Verdict(
            mutant.operation,
            subject.name,
            mutant.name,
            goal.row["quote"],
            goal.row["indicator"],
            goal.number in change.expected,
            expected,
            UNREAD if unread else finding.status if finding else NOTHING,
            finding.effect if finding else None,
            f"{local.text} | {local.indicator}" if isinstance(local, Target) else None,
        )


def _targets(comparison: Comparison) -> Iterator[Finding]:
    return (finding for finding in comparison.findings if finding.type == "target")


def _added(mutant: Mutant, comparison: Comparison) -> Iterator[Verdict]:
    """What was said of the sentences that only the mutant has."""
    blocks = comparison.local.document.blocks
    wanted = set(mutant.change.added)
    for finding in _targets(comparison):
        local = finding.local
        if not isinstance(local, Target):
            continue
        text = blocks[local.span.block].text
        said = next((one for one in wanted if one in text), None)
        if said is not None:
            wanted.discard(said)
            yield _about(mutant, said, Expected(("added",)), finding.status, finding, touched=True)
    for said in sorted(wanted):
        yield _about(mutant, said, Expected(("added",)), NOTHING, None, touched=True)


def _about(
    mutant: Mutant, said: str, expected: Expected, status: str, finding: Finding | None, *, touched: bool
) -> Verdict:
    return Verdict(
        mutant.operation, mutant.subject.name, mutant.name, said, "", touched, expected, status,
        finding.effect if finding else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 1 where there was nothing."""
        return self.right / self.of if self.of else 1.0

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {"right": self.right, "of": self.of, "share": self.value}


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one operation, or of all.

    ``changes`` are targets that an operation changed: right is the status that they must get. ``same`` are
    those that it said otherwise, ``beside`` those that it did not touch: right is that they are kept.
    ``effects`` are those known by construction. ``unread`` targets are in ``changes`` and ``same`` and count
    there as wrong; one beside that was not read is no false alarm.
    """

    mutants: int
    skipped: int
    changes: Share
    effects: Share
    same: Share
    beside: Share
    unread: int

    @property
    def touched(self) -> Share:
        """Whatever the operation was done to."""
        return Share(self.changes.right + self.same.right, self.changes.of + self.same.of)

    @property
    def alone(self) -> Share:
        """All targets that still say the same."""
        return Share(self.beside.right + self.same.right, self.beside.of + self.same.of)

    def record(self) -> dict[str, Any]:
        """As JSON."""
        shares = {"changes": self.changes, "effects": self.effects, "same": self.same, "beside": self.beside}
        return {
            "mutants": self.mutants,
            "skipped": self.skipped,
            **{name: share.record() for name, share in shares.items()},
            "unread": self.unread,
        }


def _share(rows: Iterable[Verdict]) -> Share:
    said = [row.right for row in rows]
    return Share(sum(said), len(said))


def tally(verdicts: Iterable[Verdict], skipped: Iterable[Skipped], mutants: int) -> Tally:
    """Add up."""
    rows = list(verdicts)
    touched = [row for row in rows if row.touched]
    effects = [row.effect_right for row in rows if row.effect_right is not None]
    return Tally(
        mutants,
        sum(1 for _ in skipped),
        _share(row for row in touched if row.changed),
        Share(sum(effects), len(effects)),
        _share(row for row in touched if not row.changed),
        _share(row for row in rows if not row.touched and row.said != UNREAD),
        sum(row.said == UNREAD for row in touched),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that was made and said."""

    verdicts: tuple[Verdict, ...]
    mutants: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    def by_operation(self) -> dict[str, Tally]:
        """The figures of each operation that made something or was skipped, in their order."""
        result: dict[str, Tally] = {}
        for name in NAMES:
            made = self.mutants.count(name)
            skipped = [one for one in self.skipped if one.operation == name]
            if made or skipped:
                result[name] = tally((v for v in self.verdicts if v.operation == name), skipped, made)
        return result

    def total(self) -> Tally:
        """The figures of all operations."""
        return tally(self.verdicts, self.skipped, len(self.mutants))


FAMILIES = {operation.name: operation.family for operation in OPERATIONS}
