"""Documents that two plans cite, each once: kept, missing, added, or cited with another date or issuer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.plan import Citation, Plan
from extractors.vietnamese.text import fold_word
from planparse.compare.model import Change, Finding, Message, Severity
from planparse.compare.words import Vocabulary, tokenize

# A party document's number begins anew each term: further apart than this it is another document.
_TERM = 4


def compare_citations(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each document that the parent cites, then those that only the local plan does."""
    ours, theirs = _documents(parent), _documents(local)
    partner = _partners(ours, theirs)
    result: list[Finding] = []
    for key, mentions in ours.items():
        if key in partner:
            result.append(_both(len(result), mentions, theirs[partner[key]]))
        else:
            grave = _is_basis(parent, mentions)
            result.append(_one(len(result), mentions[0], None, "warning" if grave else "info"))
    found = set(partner.values())
    for key, mentions in theirs.items():
        if key not in found:
            result.append(_one(len(result), None, mentions[0], "info"))
    return result


def _documents(plan: Plan) -> Mapping[str, list[Citation]]:
    """The mentions of each document, the fullest first."""
    result: dict[str, list[Citation]] = {}
    for citation in plan.citations:
        result.setdefault(citation.canonical, []).append(citation)
    for mentions in result.values():
        mentions.sort(key=lambda c: -((c.date is not None) + (c.issuer is not None)))
    return result


def _partners(
    ours: Mapping[str, Sequence[Citation]], theirs: Mapping[str, Sequence[Citation]]
) -> dict[str, str]:
    """Which document of the local plan each of the parent's is: the same, else of the same number or name."""
    partner = {key: key for key in ours if key in theirs and _may_be_one(ours[key], theirs[key])}
    for key, mentions in ours.items():
        if key in partner:
            continue
        taken = set(partner.values())
        alike = (
            other
            for other, there in theirs.items()
            if other not in taken and _symbols(mentions) & _symbols(there) and _may_be_one(mentions, there)
        )
        found = next(alike, None)
        if found is not None:
            partner[key] = found
    return partner


def _symbols(mentions: Sequence[Citation]) -> frozenset[tuple[str, str]]:
    """What a document goes by: its number, and for a law its name."""
    names = ((c.type, name) for c in mentions for name in (c.number, c.name) if name)
    return frozenset((kind, "".join(fold_word(word) for word in name.split())) for kind, name in names)


def _may_be_one(ours: Sequence[Citation], theirs: Sequence[Citation]) -> bool:
    """A number alone does not make one document: two bodies each have their 12/KH-UBND."""
    years = [{int(c.date[:4]) for c in side if c.date and c.date[:4].isdigit()} for side in (ours, theirs)]
    near = not years[0] or not years[1] or min(abs(a - b) for a in years[0] for b in years[1]) <= _TERM
    if ours[0].name and theirs[0].name:
        return True
    return near and len(_changes(ours, theirs)) < 2


def _is_basis(plan: Plan, mentions: Sequence[Citation]) -> bool:
    """Whether a document is cited as a legal basis: in the opening, or in a section of căn cứ."""
    titles = {section.id: section for section in plan.sections}
    roots = {s.path[0]: s for s in plan.sections if len(s.path) == 1}
    for citation in mentions:
        section = titles.get(citation.section or "")
        if section is None:
            return True
        around = [section, roots.get(section.path[0], section)]
        if any("căn cứ" in (s.title or "").lower() or "pháp lý" in (s.title or "").lower() for s in around):
            return True
    return False


def _dates_agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _issuers_agree(a: str, b: str) -> bool:
    """`Ủy ban nhân dân Thành phố` and `… Thành phố Hà Nội` are the same body."""
    left, right = set(tokenize(a)), set(tokenize(b))
    return left <= right or right <= left


def _changes(ours: Sequence[Citation], theirs: Sequence[Citation]) -> list[Change]:
    """Date and issuer where no mention on one side agrees with any on the other."""
    changes = []
    for field, agree in (("date", _dates_agree), ("issuer", _issuers_agree)):
        left, right = ([getattr(c, field) for c in side if getattr(c, field)] for side in (ours, theirs))
        if left and right and not any(agree(a, b) for a in left for b in right):
            changes.append(Change(field, left[0], right[0]))
    return changes


def _both(number: int, ours: Sequence[Citation], theirs: Sequence[Citation]) -> Finding:
    changes = _changes(ours, theirs)
    years = [[c.year for c in side if c.name and c.year] for side in (ours, theirs)]
    if years[0] and years[1] and not set(years[0]) & set(years[1]):
        changes.append(Change("year", years[0][0], years[1][0]))
    return Finding(
        id=f"c{number + 1}",
        type="citation",
        status="altered" if changes else "kept",
        severity="warning" if changes else "info",
        effect=None,
        changes=tuple(changes),
        parent=ours[0],
        local=theirs[0],
        confidence=round(min(ours[0].confidence, theirs[0].confidence), 3),
        message=Message("diff.citation.altered" if changes else "diff.citation.kept"),
    )


def _one(number: int, parent: Citation | None, local: Citation | None, severity: Severity) -> Finding:
    row = parent or local
    return Finding(
        id=f"c{number + 1}",
        type="citation",
        status="missing" if parent else "added",
        severity=severity,
        effect=None,
        changes=(),
        parent=parent,
        local=local,
        confidence=round(row.confidence, 3) if row else 0.0,
        message=Message("diff.citation.missing" if parent else "diff.citation.added"),
    )
