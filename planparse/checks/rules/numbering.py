"""Numbering of sections (N): gaps and repeats. Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.5."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Notice
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject


def _notices(subject: Subject, code: str) -> Iterator[Notice]:
    """What the reading of the outline noticed already."""
    return (notice for notice in subject.plan.notices if notice.code == code)


def gap(subject: Subject) -> Iterator[Hit]:
    """`1.` and then `3.`."""
    for notice in _notices(subject, "numbering-gap"):
        yield Hit(notice.span, notice.arguments)


def repeat(subject: Subject) -> Iterator[Hit]:
    """`2.` and `2.` again."""
    for notice in _notices(subject, "numbering-repeat"):
        yield Hit(notice.span, notice.arguments)


RULES = (
    Rule("N101", "numbering-gap", "warning", gap),
    Rule("N102", "numbering-repeat", "warning", repeat),
)
