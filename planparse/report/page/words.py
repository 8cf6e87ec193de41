"""The change within a phrase, word by word: which words of each side the other one lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from extractors.vietnamese.text import fold_word
from planparse.report.inert import inert

# A clause goes no further than this to either side of what it is quoted for.
_AROUND, _LONGEST = 260, 420
# Sides with less in common than this are other sentences: telling their words apart says nothing.
_ALIKE = 0.4
# What ends a clause; a full stop only before white space, so that 1.500 and NĐ-CP stay whole.
_END = re.compile(r"[;\n]|\.(?=\s|$)")
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*[%‰]?|[^\w\s]")
_BULLET = re.compile(r"\s*(?:[-–—+•*]\s*)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quotation: ``changed`` where the other side lacks it, ``strong`` where it is the row."""

    text: str
    changed: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A quotation in its clause: inert text, and where in it the row stands."""

    text: str
    start: int
    end: int


def clause(text: str, start: int, end: int) -> Clause:
    """The clause of a block around ``text[start:end]``, at most some 900 characters, cut with an ellipsis."""
    window = max(0, start - _AROUND)
    left = max((m.end() for m in _END.finditer(text, window, start)), default=window)
    cut_left = left == window > 0
    if not cut_left:
        left = min(start, _BULLET.match(text, left).end())  # type: ignore[union-attr]
    stop = min(end, start + _LONGEST)
    limit = min(len(text), stop + _AROUND)
    found = None if stop < end else _END.search(text, stop, limit)
    right = stop if stop < end else found.start() if found else limit
    cut_right = right < len(text) and found is None
    before, row, after = (inert(part) for part in (text[left:start], text[start:stop], text[stop:right]))
    before = ("… " if cut_left else "") + before + (" " if _parted(text, left, start) and before else "")
    after = (" " if _parted(text, right, stop) and after else "") + after + ("…" if cut_right else "")
    return Clause(before + row + after, len(before), len(before) + len(row))


def _parted(text: str, far: int, border: int) -> bool:
    """Whether white space stands between the row and the words on its side of the border."""
    return text[border - 1 : border].isspace() if far < border else text[border : border + 1].isspace()


def compare_words(parent: Clause, local: Clause) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both clauses cut into pieces; case and the placement of tone marks make no difference."""
    words = [list(_WORD.finditer(side.text)) for side in (parent, local)]
    folded = [[fold_word(word[0]) for word in side] for side in words]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return plain(parent), plain(local)
    changed: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for spans in _differing(matcher, folded[0]):
        for side, (first, last) in enumerate(spans):
            if first < last:
                changed[side].append((words[side][first].start(), words[side][last - 1].end()))
    return _pieces(parent, changed[0]), _pieces(local, changed[1])


def plain(side: Clause) -> tuple[Piece, ...]:
    """A clause with nothing to hold it against."""
    return _pieces(side, ())


def _differing(
    matcher: SequenceMatcher[str], parent: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where words differ, on both sides; a word or sign alone between two changes belongs to them."""
    open_: list[int] | None = None
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            alone = b - a == 1 or not any(word[0].isalnum() for word in parent[a:b])
            if open_ is not None and not alone:
                yield (open_[0], open_[1]), (open_[2], open_[3])
                open_ = None
        elif open_ is None:
            open_ = [a, b, c, d]
        else:
            open_ = [open_[0], b, open_[2], d]
    if open_ is not None:
        yield (open_[0], open_[1]), (open_[2], open_[3])


def _pieces(side: Clause, changed: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    borders = {0, side.start, side.end, len(side.text)}
    borders.update(border for span in changed for border in span)
    cuts = sorted(borders)
    found: list[Piece] = []
    for start, end in pairwise(cuts):
        within = any(a <= start and end <= b for a, b in changed)
        found.append(Piece(side.text[start:end], within, side.start <= start and end <= side.end))
    return tuple(found)
