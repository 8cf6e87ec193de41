"""What the summaries of a batch are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planparse.compare.model import SEVERITIES, Severity
from planparse.compare.rollup import RollUp
from planparse.errors import PlanparseError


@dataclass(frozen=True, slots=True)
class Failure:
    """A plan that could not be compared, and why."""

    file: str
    error: PlanparseError


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison as the summary lists it; ``record`` and ``reports`` are below the output folder."""

    file: str
    unit: str
    parent: str
    worst: Severity | None
    errors: int
    warnings: int
    targets: Mapping[str, int]
    weaker: int
    record: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All plans of one parent: their pairs, in the order of the roll-up's answers."""

    parent: str
    pairs: tuple[Pair, ...]
    rollup: RollUp


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole batch."""

    groups: tuple[Group, ...]
    failures: tuple[Failure, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All comparisons."""
        return tuple(pair for group in self.groups for pair in group.pairs)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity of all."""
        found = {pair.worst for pair in self.pairs}
        return next((severity for severity in SEVERITIES if severity in found), None)
