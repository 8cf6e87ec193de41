"""What is typed into a search, as a query of FTS5, and where its words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import folded
from extractors.vietnamese.text import fold_word

_TYPED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_MOST = 32


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand side by side; ``exact``: with the marks as typed."""

    words: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: every term must be there. ``marked`` are those whose marks put a text further up."""

    terms: tuple[Term, ...]
    marked: tuple[Term, ...]


def terms_of(typed: str) -> Typed:
    """Take apart what somebody typed; whatever it holds is words, never syntax.

    A word finds itself with any marks or none (``dao tao`` finds ``đào tạo``); words in quotation marks
    stand side by side, and where one of them is typed with marks all stand as typed. Signs only part words:
    ``74/2025/QH15`` is three of them side by side.
    """
    text = unicodedata.normalize("NFC", typed)
    terms: list[Term] = []
    marked: list[Term] = []
    for found in _TYPED.finditer(text):
        quoted, word = found.groups()
        words = tuple(_WORD.findall(word if word is not None else quoted))[:_MOST]
        if not words:
            continue
        bare = tuple(map(folded, words))
        has_marks = bare != tuple(one.lower() for one in words)
        if word is None and has_marks:
            terms.append(Term(tuple(map(fold_word, words)), exact=True))
            continue
        terms.append(Term(bare, exact=False))
        if has_marks:
            marked.append(Term(tuple(map(fold_word, words)), exact=True))
    return Typed(tuple(terms[:_MOST]), tuple(marked[:_MOST]))


def phrase_of(typed: str) -> str:
    """The query of FTS5 for words that stand side by side, in an index of folded texts; empty for none."""
    words = _WORD.findall(unicodedata.normalize("NFC", typed))[:_MOST]
    return _phrase(tuple(map(folded, words))) if words else ""


def match_of(typed: Typed) -> str:
    """The query of FTS5: all terms; texts in which the marks are as typed come first, as they match more."""
    query = " AND ".join(f"({_in_column(term)})" for term in typed.terms)
    if typed.marked:
        first = _in_column(typed.terms[0])
        query += f" AND ({' OR '.join([first, *map(_in_column, typed.marked)])})"
    return query


def _in_column(term: Term) -> str:
    if not term.exact:
        return f"folded : {_phrase(term.words)}"
    spellings = dict.fromkeys((term.words, tuple(map(_older, term.words))))
    return " OR ".join(f"text : {_phrase(words)}" for words in spellings)


def _phrase(words: Sequence[str]) -> str:
    # Inside quotation marks nothing is syntax, and the words hold none.
    return '"' + " ".join(words) + '"'


def _older(word: str) -> str:
    """The word with its tone mark where the older spelling has it (``hòa`` → ``hoà``)."""
    if len(word) < 2 or word[-1] not in "aey":
        return word
    parts = unicodedata.normalize("NFD", word[-2])
    tone = parts[1:]
    moved = unicodedata.normalize("NFC", word[:-2] + parts[0] + word[-1] + tone)
    return moved if len(tone) == 1 and fold_word(moved) == word else word


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term stands in a text."""

    start: int
    end: int


def find(text: str, typed: Typed) -> tuple[Found, ...]:
    """Every place of every term, in the order of the text; none lies within another."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
    bare = [folded(word) for _, _, word in words]
    same = [fold_word(word) for _, _, word in words] if any(t.exact for t in typed.terms) else bare
    places: set[tuple[int, int]] = set()
    for term in typed.terms:
        row, size = (same if term.exact else bare), len(term.words)
        for at, word in enumerate(row):
            if word == term.words[0] and tuple(row[at : at + size]) == term.words:
                places.add((words[at][0], words[at + size - 1][1]))
    return _apart(sorted(places, key=lambda place: (place[0], -place[1])))


def _apart(places: Sequence[tuple[int, int]]) -> tuple[Found, ...]:
    kept: list[Found] = []
    for start, end in places:
        if not kept or start >= kept[-1].end:
            kept.append(Found(start, end))
    return tuple(kept)


def snippet(text: str, places: Sequence[Found], width: int = 160) -> tuple[str, tuple[Found, ...]]:
    """The stretch of a text that holds most of the places, cut between words, and the places in it."""
    if len(text) <= width:
        return text, tuple(places)
    best, most = 0, -1
    for place in places or (Found(0, 0),):
        left = max(0, place.start - width // 4)
        held = sum(left <= other.start and other.end <= left + width for other in places)
        if held > most:
            best, most = left, held
    start, end = best, min(len(text), best + width)
    start = max(0, min(start, len(text) - width))
    if start > 0:
        start = text.find(" ", start) + 1 if 0 <= text.find(" ", start) < start + 25 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    shift = len(before) - start
    inside = tuple(
        Found(place.start + shift, place.end + shift)
        for place in places
        if place.start >= start and place.end <= end
    )
    return f"{before}{text[start:end]}{after}", inside


def keywords_in_context(
    text: str, places: Sequence[Found], width: int = 40
) -> tuple[tuple[str, str, str], ...]:
    """For each place what stands before it, itself, and what stands behind; neighbours are one place."""
    joined: list[Found] = []
    for place in places:
        if joined and not text[joined[-1].end : place.start].strip():
            joined[-1] = Found(joined[-1].start, place.end)
        else:
            joined.append(place)
    return tuple(
        (
            text[max(0, place.start - width) : place.start],
            text[place.start : place.end],
            text[place.end : place.end + width],
        )
        for place in joined
    )
