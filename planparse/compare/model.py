"""What a comparison hands over: findings, each with the rows of the two plans that it is about.

No finding holds a sentence: it names the sentence by its key in the message catalogue and brings
what fills it. The report, which knows the language, writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractors.document import Span
from extractors.plan import Allocation, Assignment, Citation, Deadline, Period, Plan, Section, Target

FindingType = Literal["target", "citation", "section", "assignment", "group", "deadline"]
Status = Literal["kept", "altered", "unquantified", "missing", "added", "apportioned", "copied"]
Effect = Literal["weaker", "stronger", "unclear"]
Severity = Literal["error", "warning", "info"]
FieldValue = str | float | Period | None


@dataclass(frozen=True, slots=True)
class Group:
    """Beneficiaries (đối tượng thụ hưởng) that a plan names: ``text`` and ``span`` are the first mention.

    ``targets`` are the ids of the targets that a finding is about; none where it is about the whole plan.
    """

    name: str
    text: str
    targets: tuple[str, ...]
    section: str | None
    span: Span


Row = Target | Citation | Section | Assignment | Group | Deadline

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the row that differs, with its value on either side."""

    field: str
    parent: FieldValue
    local: FieldValue


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalogue: its key, and what fills it beside the two rows."""

    key: str
    arguments: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one row of the parent, or where one row of the local plan comes from.

    ``share`` is the local figure as a part of the parent's (apportioned only). ``yardstick`` is the
    cell of the parent's allocation table that the local figure was measured by. ``see`` is the id of
    the finding that holds the other side, where one row answers to several. ``runner_up`` is the other
    local row that the parent's might be meant for, where that is nearly as likely and would make a
    difference. ``passage`` is where the local plan names a thing without setting a target for it.
    ``fingerprint`` is the same for the same finding after other text has moved or changed around it; no
    two findings of a comparison share one.
    """

    id: str
    type: FindingType
    status: Status
    severity: Severity
    effect: Effect | None
    changes: tuple[Change, ...]
    parent: Row | None
    local: Row | None
    confidence: float
    message: Message
    share: float | None = None
    yardstick: Allocation | None = None
    see: str | None = None
    runner_up: Target | None = None
    passage: Span | None = None
    fingerprint: str = ""

    @property
    def code(self) -> str:
        """What it is an instance of, as waivers name it: ``target-missing``."""
        return f"{self.type}-{self.status}"


_LETTERS: Mapping[FindingType, str] = {
    "target": "t",
    "citation": "c",
    "section": "s",
    "assignment": "a",
    "group": "g",
    "deadline": "d",
}


def finding(
    kind: FindingType,
    number: int,
    status: Status,
    message: Message,
    parent: Row | None,
    local: Row | None,
    *,
    severity: Severity = "info",
    effect: Effect | None = None,
    changes: Iterable[Change] = (),
    score: float = 1.0,
    see: str | None = None,
) -> Finding:
    """The finding of that type with that number, counted from 0.

    It is as sure as ``score`` (0 to 1) and the less certain of its rows allow.
    """
    rows = [row.confidence for row in (parent, local) if row is not None and not isinstance(row, Group)]
    return Finding(
        id=f"{_LETTERS[kind]}{number + 1}",
        type=kind,
        status=status,
        severity=severity,
        effect=effect,
        changes=tuple(changes),
        parent=parent,
        local=local,
        confidence=round(max(0.0, min(1.0, score)) * min(rows, default=1.0), 3),
        message=message,
        see=see,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A local plan held against its parent: every finding, in the order of the parent plan."""

    local: Plan
    parent: Plan
    findings: tuple[Finding, ...]

    def worst(self) -> Severity | None:
        """The gravest severity among the findings; None where there is none."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), None)
