"""Sentences outside tổ chức thực hiện in which a named agency chủ trì something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.assignments.clauses import (
    LEADS,
    clause_start,
    due_date,
    occurrences,
    read_clause,
    strip_adverbs,
    without_brackets,
)
from extractors.assignments.headings import content_start
from extractors.assignments.row import Row
from extractors.context import Context
from extractors.vietnamese.agencies import agencies_before, canonical_agency

# How far behind its chủ trì the partners of an agency are looked for.
REACH = 1000
_BULLET = re.compile(r"\s*(?:[-–—−+*•·●▪]\s*)?")
# An agency that only a noun names (các cơ quan) is too vague to be charged by one word.
_VAGUE = frozenset(
    (
        "cơ quan",
        "đơn vị",
        "bộ phận",
        "các cơ quan",
        "các đơn vị",
        "cấp",
        "các cấp",
        "các ngành",
        "các bộ phận",
    )
)


@dataclass(frozen=True, slots=True)
class Leader:
    """An agency that a sentence has chủ trì, with its partners there."""

    agency: str
    partners: tuple[str, ...]
    requested: bool


def leaders(text: str, low: str) -> list[Leader]:
    """Each agency that a paragraph names right before its chủ trì; ``do … chủ trì`` is none."""
    found: dict[str, Leader] = {}
    if LEADS not in low:
        return []
    for at in occurrences(low, LEADS):
        if low[at + len(LEADS) : at + len(LEADS) + 4].lstrip()[:1] == ":":
            continue
        start = clause_start(low, at)
        end = strip_adverbs(low, start, at)
        names = agencies_before(text, start, end) if end > start else None
        if names is None:
            continue
        first = names.items[0].start
        before = low[start:first].rstrip()
        if before.endswith(("do", "của", "bởi", "từ", "giúp")) and (
            before[-3:-2] in ("", " ") or len(before) > 3
        ):
            continue
        name = without_brackets(text[first:end])
        if low[first:end].strip() in _VAGUE or not name:
            continue
        if any(item.kind == "free" for item in names.items):
            continue
        clause = read_clause(text[first : at + REACH], low[first : at + REACH], name)
        found.setdefault(canonical_agency(name)[0], Leader(name, clause.partners, before.endswith("đề nghị")))
    return list(found.values())


def in_sentences(context: Context, taken: frozenset[int]) -> list[Row]:
    """The inline assignments of the body; blocks that other rules have read are passed over."""
    rows: list[Row] = []
    for block, low in enumerate(context.lower):
        if LEADS not in low or block in taken or context.zones[block] not in ("body", "appendix"):
            continue
        source = context.document.blocks[block]
        if source.kind == "cell" or low.startswith(("trên đây", "nơi nhận")):
            continue
        text = source.text
        start = _start(context, block)
        for leader in leaders(text, low):
            rows.append(
                Row(
                    block,
                    start,
                    len(text.rstrip()),
                    leader.agency,
                    "lead",
                    leader.partners,
                    leader.requested,
                    True,
                    due_date(low),
                    "inline-lead",
                    0.85,
                )
            )
    return rows


def _start(context: Context, block: int) -> int:
    section = context.outline.at(block)
    if section is not None and section.span.block == block:
        return content_start(context.document, section)
    found = _BULLET.match(context.document.blocks[block].text)
    return found.end() if found is not None else 0
