"""Where gold rows stand in a document: quotes found again, in the order of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set

from corpus.docbin import LABELS, Place, starts_of, text_of
from evaluation.gold import Gold, Part, Row
from extractors.document import Document


def label_of(part: Part, row: Row) -> str:
    """The name of a row's class within its part."""
    return str(row[LABELS[part]]) if part in LABELS else part.removesuffix("s")


def _pattern(part: Part, row: Row) -> re.Pattern[str] | None:
    if part == "sections":
        label = re.escape(row["path"][-1])
        title = r"\s+".join(map(re.escape, (row["title"] or "").split()))
        # A label that the word processor computes does not stand in the text.
        lead = rf"^{label}\s*[.:)/–-]+\s*" if not title else rf"^(?:{label}[\s.:)/–-]+)?"
        return re.compile(lead + title, re.MULTILINE)
    quote = str(row.get("quote") or "").split()
    return re.compile(r"\s+".join(map(re.escape, quote))) if quote else None


def locate(gold: Gold, document: Document) -> tuple[tuple[Place, ...], tuple[tuple[Part, Row], ...]]:
    """The places of the rows, and the rows whose quote stands nowhere.

    Each quote is looked for behind the row before it, so that one that stands several times is told
    apart by its order. Allocations have no quote and are left out.
    """
    text = text_of(document)
    starts = starts_of(document)
    places: list[Place] = []
    lost: list[tuple[Part, Row]] = []
    for part, rows in gold.rows.items():
        if part == "allocations":
            continue
        taken: set[tuple[object, ...]] = set()
        at = 0
        for row in rows:
            # A mention with two rhythms is two rows at one place.
            rhythm = (row["due"], row["every"]) if part == "deadlines" else ()
            found = _next(text, _pattern(part, row), at, taken, rhythm)
            if found is None:
                lost.append((part, row))
                continue
            start, end = found
            taken.add((*found, *rhythm))
            at = start
            if part == "assignments":
                # The quote is the first eight words of a duty that is the whole block.
                end = max(end, starts[bisect_right(starts, start)] - 1)
            places.append(Place(part, label_of(part, row), start, end))
    return tuple(places), tuple(lost)


def _next(
    text: str,
    pattern: re.Pattern[str] | None,
    at: int,
    taken: Set[tuple[object, ...]],
    rhythm: tuple[object, ...],
) -> tuple[int, int] | None:
    """The first place behind ``at``, else in the whole text, that no row has taken."""
    if pattern is None:
        return None
    for start in (at, 0):
        for found in pattern.finditer(text, start):
            if found.end() > found.start() and (*found.span(), *rhythm) not in taken:
                return found.span()
    return None
