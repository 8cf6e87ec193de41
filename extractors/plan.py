"""What extractors hand over: a plan as facts, each with the stretch of text it was read from.

The names are those of the JSON record; a field that is not known is None, never left out.
Every row carries ``rule``, the grammar rule that read it, and ``confidence`` between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.document import Document, Notice, Span

Level = Literal["central", "province", "district", "ward"]
SectionKind = Literal["heading", "run_in", "item"]
TargetKind = Literal["target", "baseline", "unquantified"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Direction = Literal["increase", "decrease", "maintain"]
Per = Literal["year", "quarter", "month"]
Role = Literal["lead", "coordinate", "execute"]
Every = Literal["month", "quarter", "half-year", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a plan or a figure holds for, both ends included; ``start`` may be open."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: họ tên, chức vụ and quyền hạn (``KT. CHỦ TỊCH``), Nghị định 30/2020/NĐ-CP, annex I."""

    name: str | None
    position: str | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class Meta:
    """The components of form (thể thức) that stand around the body."""

    document_type: str | None = None
    number: str | None = None
    issuer: str | None = None
    level: Level | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    period: Period | None = None
    implements: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered block of the outline; ``path`` holds the labels from the root, without punctuation."""

    id: str
    path: tuple[str, ...]
    level: int
    kind: SectionKind
    title: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a legal or administrative document.

    ``canonical`` is the same for all mentions of one document; ``refers_to`` is the id of the
    first full mention where this one is a later, shorter one.
    """

    id: str
    text: str
    type: str
    number: str | None
    name: str | None
    year: int | None
    date: str | None
    issuer: str | None
    pinpoint: Mapping[str, str] | None
    canonical: str
    refers_to: str | None
    section: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Target:
    """One quantity (chỉ tiêu) with what it measures; ``value`` and ``upper`` are in the canonical unit."""

    id: str
    text: str
    kind: TargetKind
    indicator: str
    comparator: Comparator | None
    value: float | None
    upper: float | None
    unit: str | None
    direction: Direction | None
    per: Per | None
    period: Period | None
    part_of: str | None
    group: tuple[str, ...]
    section: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has to do what; ``task`` is the whole bullet, paragraph or cell.

    ``canonical`` is one name for all the ways in which the agency is written, ``level`` its level of
    government where its name tells.
    """

    id: str
    agency: str
    task: str
    role: Role
    partners: tuple[str, ...]
    requested: bool
    inline: bool
    canonical: str
    level: Level | None
    due: str | None
    section: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """The share that a table gives one subordinate unit."""

    id: str
    to: str
    indicator: str
    value: float
    unit: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date or rhythm by which something is due; ``due`` is ISO as far as it is said (``--06-20``)."""

    id: str
    text: str
    due: str | None
    every: Every | None
    section: str | None
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that was read from one document, and the document itself."""

    document: Document
    meta: Meta
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    notices: tuple[Notice, ...] = ()
