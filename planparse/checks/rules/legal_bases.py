"""Names of laws and the legal bases of a plan (C3).

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6 (căn cứ ban hành; laws are cited by name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.citations.laws import key
from extractors.plan import Citation
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words, strip_accents
from planparse.checks.documents import label
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject

_LEAD = re.compile(r"(?:căn\s+cứ(?:\s+vào)?|thực\s+hiện|theo|xét|triển\s+khai)?\s*(?:các\s+)?")
_CLAUSE = re.compile(r"[;\n]|\.\s")


def law_name_unknown(subject: Subject) -> Iterator[Hit]:
    """A law that no list knows, and nearly one that it does: `Luật Người khuyết tậc`."""
    table = load_table("law_names.toml")
    for citation in subject.plan.citations:
        if citation.rule not in ("law-by-grammar", "law-in-list") or not citation.name:
            continue
        mine = key(citation.name).split()
        names = {
            key(name): name
            for name in (*table.get(citation.type, ()), *table["short"].get(citation.type, ()))
        }
        if " ".join(mine) in names:
            continue
        known = next((name for folded, name in names.items() if _slip(mine, folded.split())), None)
        if known is not None:
            arguments = {"law": label(citation), "wanted": f"{citation.type.capitalize()} {known}"}
            yield Hit(citation.span, arguments)


def _slip(mine: list[str], known: list[str]) -> bool:
    """Whether a name begins as a known one does, but for one syllable that is misspelt.

    What goes on behind it is the sentence; a syllable counts as misspelt, not as another word, where one
    letter or mark of it differs.
    """
    from rapidfuzz.distance import OSA

    if len(mine) < len(known) or len(known) < 2:
        return False
    wrong = [(a, b) for a, b in zip(mine, known, strict=False) if a != b]
    if len(wrong) != 1 or len(wrong[0][1]) < 3:
        return False
    ours, theirs = wrong[0]
    return OSA.distance(ours, theirs) == 1 or strip_accents(ours) == strip_accents(theirs)


def law_name_short(subject: Subject) -> Iterator[Hit]:
    """`Luật Ngân sách` for `Luật Ngân sách nhà nước`, `Luật NSNN`."""
    told: set[str] = set()
    for citation in subject.plan.citations:
        name = citation.name or ""
        shouted = citation.rule == "law-by-grammar" and name.isupper() and " " not in name and len(name) > 2
        if (citation.rule == "law-by-short-name" or shouted) and citation.canonical not in told:
            told.add(citation.canonical)
            yield Hit(citation.span, {"law": label(citation)})


def basis_twice(subject: Subject) -> Iterator[Hit]:
    """The same document twice among the legal bases."""
    seen: dict[str, Citation] = {}
    for citation in subject.plan.citations:
        block = citation.span.block
        if subject.zones[block] != "opening" or not _is_basis(subject, citation):
            continue
        if citation.pinpoint:
            continue
        first = seen.setdefault(citation.canonical, citation)
        if first is not citation:
            yield Hit(citation.span, {"document": label(citation)}, related=(first.span,))


def _is_basis(subject: Subject, citation: Citation) -> bool:
    """Whether a mention opens its clause: `Căn cứ …;`, and not the trích yếu of another."""
    start = citation.span.start
    before = subject.lower[citation.span.block][max(0, start - 400) : start]
    ends = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[ends[-1] if ends else 0 :].strip(" \t\xa0-–+*•")
    return bool(_LEAD.fullmatch(clause))


def no_basis(subject: Subject) -> Iterator[Hit]:
    """A plan that names no document before its first section."""
    if subject.meta.document_type != "kế hoạch" or subject.meta.implements or not subject.plan.sections:
        return
    cited = {subject.zones[c.span.block] for c in subject.plan.citations}
    if not cited & {"opening", "title"} and not _basis_section(subject):
        yield Hit(None)


def _basis_section(subject: Subject) -> bool:
    """Whether a section of căn cứ pháp lý names them instead."""
    titles = {s.id: fold_words(s.title or "") for s in subject.plan.sections}
    roots = {s.path[0]: s.id for s in subject.plan.sections if len(s.path) == 1}
    for citation in subject.plan.citations:
        section = subject.sections.get(citation.section or "")
        if section is None:
            continue
        around = (titles[section.id], titles.get(roots.get(section.path[0], ""), ""))
        if any(word in title for title in around for word in ("căn cứ", "pháp lý", "cơ sở")):
            return True
    return False


RULES = (
    Rule("C301", "law-name-unknown", "warning", law_name_unknown),
    Rule("C302", "law-name-short", "info", law_name_short),
    Rule("C303", "basis-twice", "warning", basis_twice),
    Rule("C304", "no-basis", "info", no_basis),
)
