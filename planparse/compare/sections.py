"""Sections of two plans, paired by their titles; a label that moved makes no difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.plan import Plan, Section
from extractors.vietnamese.text import fold_word
from planparse.compare.align import Pair, Weights, assign, likeness
from planparse.compare.model import Finding, Message, Severity, Status, finding
from planparse.compare.words import Vocabulary

# Sections below this are different ones; their titles alone must be alike so far.
FLOOR, TITLE_FLOOR = 0.5, 0.3
_TITLE, _PARENTS, _LABEL = 0.75, 0.15, 0.1
_ROUNDS = 3
# Without these a plan commits nobody to anything: their absence is more than another layout.
_WEIGHTY = ("chỉ tiêu", "mục tiêu", "tổ chức thực hiện", "phân công")


def compare_sections(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each titled section of the parent, then one for each that only the local plan has."""
    ours, theirs = ([s for s in plan.sections if s.title] for plan in (parent, local))
    partner = _pairs(ours, theirs, vocabulary)
    result: list[Finding] = []
    for number, section in enumerate(ours):
        pair = partner.get(number)
        other, score = (theirs[pair.local], pair.score) if pair else (None, 1.0)
        result.append(_finding(len(result), section, other, score))
    taken = {pair.local for pair in partner.values()}
    for number, section in enumerate(theirs):
        if number not in taken:
            result.append(_finding(len(result), None, section, 1.0))
    return result


def _pairs(ours: Sequence[Section], theirs: Sequence[Section], vocabulary: Vocabulary) -> dict[int, Pair]:
    """The best assignment, found again once it is known which sections the others stand in."""
    import numpy as np

    if not ours or not theirs:
        return {}
    own, other = ([vocabulary.title(s.title or "") for s in side] for side in (ours, theirs))
    alike = likeness(own, other, Weights([*own, *other]))
    labels = np.array([[p.path[-1:] == q.path[-1:] for q in theirs] for p in ours])
    above = [_parents(side) for side in (ours, theirs)]
    partner: dict[int, Pair] = {}
    for _ in range(_ROUNDS):
        together = np.array([[_together(i, j, partner) for j in above[1]] for i in above[0]])
        scores = _TITLE * alike + _PARENTS * together + _LABEL * labels
        pairs = assign(np.where(alike >= TITLE_FLOOR, scores, 0.0), FLOOR)
        partner = {pair.parent: pair for pair in pairs}
    return partner


def _together(p: int | None, q: int | None, partner: Mapping[int, Pair]) -> bool:
    """Whether the sections around two sections are a pair, or both stand at the top."""
    if p is None or q is None:
        return p is q
    return p in partner and partner[p].local == q


def _parents(sections: Sequence[Section]) -> list[int | None]:
    last: dict[tuple[str, ...], int] = {}
    result: list[int | None] = []
    for number, section in enumerate(sections):
        result.append(last.get(section.path[:-1]))
        last[section.path] = number
    return result


def _is_weighty(section: Section) -> bool:
    title = " ".join(fold_word(word) for word in (section.title or "").split())
    return len(section.path) <= 2 and any(word in title for word in _WEIGHTY)


def _finding(number: int, parent: Section | None, local: Section | None, score: float) -> Finding:
    severity: Severity = "info"
    status: Status
    if parent is not None and local is not None:
        status, message = "kept", Message("diff.section.kept")
    elif parent is not None:
        status, message = "missing", Message("diff.section.missing")
        severity = "warning" if _is_weighty(parent) else "info"
    else:
        status, message = "added", Message("diff.section.added")
    return finding("section", number, status, message, parent, local, severity=severity, score=score)
