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
    by_id = {finding.parent.id: finding for finding in _targets(comparison) if finding.parent}
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
    """What was said of the sentences that only the mutant has, and of rows that nobody added."""
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


def strays(mutant: Mutant, comparison: Comparison) -> int:
    """Findings that say something was added where nothing was."""
    blocks = comparison.local.document.blocks
    return sum(
        finding.status == "added"
        and isinstance(finding.local, Target)
        and not any(one in blocks[finding.local.span.block].text for one in mutant.change.added)
        for finding in _targets(comparison)
    )


def _about(
    mutant: Mutant, said: str, expected: Expected, status: str, finding: Finding | None, *, touched: bool
) -> Verdict:
    return Verdict(
        mutant.operation, mutant.subject.name, mutant.name, said, "", touched, expected, status,
        finding.effect if finding else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one operation, or of all.

    ``found`` of ``changes`` were said as they are; ``left`` of ``same`` were left alone, ``touched`` by a
    rewording or not; ``effects`` are those that are known by construction. ``unread`` targets are in
    ``changes``, and in ``same`` where they were touched, and count there as not right.
    """

    mutants: int
    changes: int
    found: int
    effects: int
    effects_right: int
    same: int
    left: int
    unread: int
    skipped: int

    @property
    def recall(self) -> float:
        """The share of changes that were found."""
        return self.found / self.changes if self.changes else 1.0

    @property
    def alone(self) -> float:
        """The share of what says the same that was left alone."""
        return self.left / self.same if self.same else 1.0

    def record(self) -> dict[str, Any]:
        """As JSON."""
        names = (
            "mutants",
            "changes",
            "found",
            "effects",
            "effects_right",
            "same",
            "left",
            "unread",
            "skipped",
        )
        return {name: getattr(self, name) for name in names} | {"recall": self.recall, "alone": self.alone}


def tally(verdicts: Iterable[Verdict], skipped: Iterable[Skipped], mutants: int) -> Tally:
    """Add up."""
    rows = list(verdicts)
    changes = [row for row in rows if row.changed]
    # A target that was not read and was not touched either is no false alarm: extraction is measured elsewhere.
    same = [row for row in rows if not row.changed and (row.touched or row.said != UNREAD)]
    effects = [row.effect_right for row in changes if row.effect_right is not None]
    return Tally(
        mutants,
        len(changes),
        sum(row.right for row in changes),
        len(effects),
        sum(effects),
        len(same),
        sum(row.right for row in same),
        sum(row.said == UNREAD for row in changes) + sum(row.said == UNREAD for row in same),
        sum(1 for _ in skipped),
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
