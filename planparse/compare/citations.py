"""Documents that two plans cite, each once: kept, missing, added, or cited with another date or issuer.

Of all documents the parent is the one that a local plan of a lower level must name, with its number, date and
issuer as they stand on the parent itself (Nghị định 30/2020/NĐ-CP, annex I, part II.6: căn cứ ban hành).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.plan import Citation, Meta, Plan
from extractors.vietnamese.text import fold_word
from planparse.compare.model import Change, Finding, Message, Severity, Status, finding
from planparse.compare.places import is_lower
from planparse.compare.words import Vocabulary, tokenize

# A party document's number begins anew each term: further apart than this it is another document.
_TERM = 4
# What passes between the offices of the parent: the local plan has no reason to name it.
_INTERNAL = ("tờ trình", "công văn", "báo cáo", "biên bản", "giấy mời", "phiếu trình")


def compare_citations(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each document that the parent cites, then those that only the local plan does."""
    ours, theirs = _documents(parent), _documents(local)
    partner = _partners(ours, theirs)
    lower = is_lower(local.meta, parent.meta)
    named = _names_parent(local.meta, parent.meta)
    result: list[Finding] = []
    for key, mentions in ours.items():
        itself = lower and _is_parent(mentions, parent.meta)
        if key in partner:
            named = named or itself
            result.append(_both(len(result), mentions, theirs[partner[key]]))
        elif not itself:
            grave = _is_basis(parent, mentions) and mentions[0].type not in _INTERNAL
            result.append(_one(len(result), mentions[0], None, "warning" if grave else "info"))
    found = set(partner.values())
    for key, mentions in theirs.items():
        if key in found:
            continue
        if lower and _is_parent(mentions, parent.meta):
            named = True
            result.append(_of_parent(len(result), mentions, parent.meta))
        else:
            result.append(_one(len(result), None, mentions[0], "info"))
    if lower and parent.meta.number and not named:
        result.append(_unnamed(len(result), parent.meta))
    return result


def _bare(number: str) -> str:
    """A number for comparing: without spaces, case and leading zeros."""
    return "".join(number.split()).casefold().lstrip("0")


def _is_number_of(cited: str, number: str) -> bool:
    """Whether a number as cited is that one; `1722` may stand for `1722/QĐ-UBND`."""
    left, right = _bare(cited), _bare(number)
    return left == right or ("/" not in left and left == right.split("/")[0])


def _names_parent(local: Meta, parent: Meta) -> bool:
    return any(_is_number_of(number, parent.number or "") for number in local.implements)


def _is_parent(mentions: Sequence[Citation], parent: Meta) -> bool:
    """Whether a document that the local plan cites is the parent; another body may have the same number."""
    numbered = any(_is_number_of(c.number, parent.number or "") for c in mentions if c.number)
    typed = parent.document_type is None or any(c.type == parent.document_type for c in mentions)
    return bool(parent.number) and numbered and typed and len(_against(mentions, parent)) < 2


def _against(mentions: Sequence[Citation], parent: Meta) -> list[Change]:
    """Date and issuer of the parent that no mention of it gives right."""
    changes = []
    dates = [c.date for c in mentions if c.date]
    if parent.date and dates and not any(_dates_agree(parent.date, date) for date in dates):
        changes.append(Change("date", parent.date, dates[0]))
    issuers = [c.issuer for c in mentions if c.issuer]
    if parent.issuer and issuers and not any(_issuers_agree(parent.issuer, name) for name in issuers):
        changes.append(Change("issuer", parent.issuer, issuers[0]))
    return changes


def _of_parent(number: int, mentions: Sequence[Citation], parent: Meta) -> Finding:
    changes = _against(mentions, parent)
    # Where it is cited wrongly, the mention that does so.
    row = next((c for c in mentions for x in changes[:1] if getattr(c, x.field) == x.local), mentions[0])
    message = Message("diff.citation.parent-altered" if changes else "diff.citation.parent-named")
    return _judged(number, changes, message, None, row)


def _unnamed(number: int, parent: Meta) -> Finding:
    named = {"number": parent.number or "", "kind": parent.document_type or "văn bản"}
    message = Message("diff.citation.parent-unnamed", named)
    return finding("citation", number, "missing", message, None, None, severity="warning", score=0.9)


def _judged(
    number: int, changes: Sequence[Change], message: Message, parent: Citation | None, local: Citation
) -> Finding:
    """One document on both sides: kept where nothing has changed."""
    return finding(
        "citation", number, "altered" if changes else "kept", message, parent, local,
        severity="warning" if changes else "info", changes=changes,
    )  # fmt: skip


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
    message = Message("diff.citation.altered" if changes else "diff.citation.kept")
    return _judged(number, changes, message, ours[0], theirs[0])


def _one(number: int, parent: Citation | None, local: Citation | None, severity: Severity) -> Finding:
    status: Status = "missing" if parent else "added"
    message = Message(f"diff.citation.{status}")
    return finding("citation", number, status, message, parent, local, severity=severity)
