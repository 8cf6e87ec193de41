"""Which documents the rules of form (F) judge, and how strictly."""

from __future__ import annotations

import datetime

from extractors.vietnamese.text import fold_words
from planparse.checks.components import IN_FORCE, abbreviations, knowledge
from planparse.checks.subject import Subject


def starts(text: str, words: list[str]) -> bool:
    """Whether a folded text begins with one of those words."""
    return any(text == word.strip() or text.startswith(f"{word.strip()} ") for word in words)


def governed(subject: Subject) -> bool:
    """Whether Nghị định 30/2020/NĐ-CP says what it looks like: a type of annex III, a State body."""
    if subject.head.party or any(
        starts(line.folded, knowledge()["own_form"]["starts"]) for line in subject.head.issuer[-1:]
    ):
        return False
    if starts(fold_words(subject.meta.issuer or ""), knowledge()["own_form"]["starts"]):
        return False
    # Types that annex III does not abbreviate (quy trình, văn bản) are annexes or are not administrative.
    return subject.meta.document_type is None or bool(abbreviations().get(subject.meta.document_type))


def lettered(subject: Subject) -> bool:
    """Whether the form governs it, and it has anything of a letterhead."""
    return governed(subject) and not subject.head.empty


def in_force(subject: Subject) -> bool:
    """Whether the decree held on the day of the document; a document without a date is one of today."""
    if subject.date is not None:
        return subject.date >= IN_FORCE
    year = subject.year or datetime.date.max.year
    month = (subject.meta.date or "")[5:7]
    return (year, int(month) if month.isdigit() else 12) >= (IN_FORCE.year, IN_FORCE.month)


def typed(subject: Subject) -> bool:
    """Whether letters are those of the file: in a scan handwriting and small marks are lost."""
    return not subject.plan.document.source.ocr
