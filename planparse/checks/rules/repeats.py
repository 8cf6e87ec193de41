"""The same sentence twice in one plan (W105)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from extractors.document import Span
from planparse.checks.model import Hit
from planparse.checks.passages import Passages, alternatives, fold_text, load_data, passages
from planparse.checks.subject import Subject

_WORD = re.compile(r"[^\W_]+")
# Shorter sentences come back on purpose, and so does what a plan repeats of its own title.
_LEAST = 12
_MOST = 400
_EDGE = 8
_NEARLY = 24
_AIMS = ("chỉ tiêu", "mục tiêu")


@cache
def _line() -> re.Pattern[str]:
    """The lines that give each task its agency, time or money."""
    opens = alternatives(load_data("figures.toml")["lines"])
    return re.compile(rf"\s*(?:[-–—+*•]|[a-zđ\d]{{1,3}}[.)])?\s*(?:{opens})[^:.;]{{0,40}}:")


def repeated(subject: Subject) -> Iterator[Hit]:
    """A sentence of at least twelve words that stands twice, not as the like duty of two agencies."""
    told = passages(subject)
    seen: dict[tuple[str, ...], list[tuple[Span, str | None]]] = {}
    for number, block in enumerate(subject.blocks):
        if subject.zones[number] != "body" or block.kind == "cell" or number in told.headings:
            continue
        assignment = told.agencies.get(number)
        agency = assignment.canonical if assignment else None
        for start, end in told.sentences(number):
            words = tuple(
                found[0] for found in islice(_WORD.finditer(told.folded[number], start, end), _MOST)
            )
            if len(words) < _LEAST or words[:2] == ("trên", "đây") or words[:2] == ("căn", "cứ"):
                continue
            if _line().match(told.folded[number], start):
                continue
            span = subject.span(number, start, end)
            keys = [words]
            if len(words) >= _NEARLY:
                # Nearly the same: both ends agree and one word between them was added, dropped or changed.
                middle = len(words) // 2
                keys += [("<", *words[:middle]), (">", *words[-middle:])]
            first = None
            for place, key in enumerate(keys):
                first = first or _earlier(seen.get(key, ()), agency, words, told, number, near=place > 0)
            if first is not None:
                yield Hit(span, {}, related=(first,))
                continue
            for key in keys:
                seen.setdefault(key, []).append((span, agency))


def _earlier(
    found: list[tuple[Span, str | None]] | tuple[()],
    agency: str | None,
    words: tuple[str, ...],
    told: Passages,
    number: int,
    *,
    near: bool,
) -> Span | None:
    """The earlier of the same sentences, unless it is the duty of another agency."""
    for span, other in found[:4]:
        if other != agency and (other is not None or agency is not None):
            continue
        # What is an aim first is a task later on, in the same words.
        if _is_aim(told, span.block) != _is_aim(told, number):
            continue
        if near:
            earlier = _WORD.findall(told.folded[span.block], span.start, span.end)[:_MOST]
            if not _one_word_apart(words, tuple(earlier)):
                continue
        return span
    return None


def _is_aim(told: Passages, block: int) -> bool:
    if block in told.aims:
        return True
    section = next(told.lineage(told.owners[block]), None)
    title = fold_text((section.title or "").lower()) if section is not None else ""
    return any(word in title for word in _AIMS)


def _one_word_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sentences differ in one word, which is no number."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    return len(left) <= 1 and len(right) <= 1 and not any(word.isdigit() for word in (*left, *right))
