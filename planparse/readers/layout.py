"""Printed lines made into paragraphs again: for PDF pages and for text files with fixed line length.

A line is known by its words and by where it begins and ends, in points or in characters. What a
typist means by a new paragraph shows in the indent of its first line, in a bullet or label, and in
a last line that stops short of the margin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planparse.readers.paragraphs import Piece
from planparse.readers.sentences import (
    begins_paragraph,
    continues,
    continues_in_column,
    ends_sentence,
    starts_item,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or one side of a line that is set in two columns.

    ``left`` and ``right`` are in the unit of the format, and so is ``first``, the width of the first
    word (0 where it is not known), and ``base``, the height of its base line from the top of the page;
    ``gap`` says that more white space than between the lines of a
    paragraph stands above it; ``column`` that it stands beside another line.
    """

    text: str
    left: float
    right: float
    page: int | None = None
    gap: bool = False
    column: bool = False
    first: float = 0.0
    base: float = 0.0

    @property
    def opening(self) -> float:
        """The width of the first word, measured or reckoned from its share of the letters."""
        word = self.text.split(" ", 1)[0]
        return self.first or len(word) / max(1, len(self.text)) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a layout: the width of a character, and how wide a gap makes two columns.

    ``narrowest`` is the least width of a column of text: a page with a few short lines says nothing
    about its margins. ``slack`` is the part of the line that a full line may stay short of the margin,
    beyond the word that did not fit: letters counted instead of measured tell the length only roughly.
    """

    character: float = 1.0
    gutter: float = 3.0
    wide_gutter: float = 8.0
    slack: float = 0.0
    narrowest: float = 50.0


Row = tuple[Line, ...]

_NEAR_FULL = 0.88  # of the width: how near the ends of full lines come to each other

# What stands left of a signature: nơi nhận, whose list goes on below the last line of the right side.
_LISTS = ("nơi nhận", "- ")
_NUMBER = re.compile(r"[-–]\s?\d")


def in_reading_order(rows: Sequence[Row], measure: Measure) -> list[Line]:
    """The lines of a page, two-column parts read left column first.

    Each row holds the pieces that stand on one height, from left to right. Letterheads and the
    foot with nơi nhận and signature are set in two columns; the gutter between them has to run
    through all their rows. Pieces of a row outside such a part are one line with wide spaces.
    """
    ordered: list[Line] = []
    at = 0
    while at < len(rows):
        region = _columns_from(rows, at, measure)
        if region is None:
            ordered.append(_whole(rows[at]))
            at += 1
            continue
        begin, end, gutter = region
        # Rows of the right side above the first two-sided one belong to it: a signature may begin higher.
        for _ in range(at - begin):
            ordered.pop()
        for side in (True, False):
            for row in rows[begin:end]:
                half = tuple(piece for piece in row if (piece.left < gutter) is side)
                if half:
                    ordered.append(replace(_whole(half), column=True))
        at = end
    return ordered


def _whole(row: Row) -> Line:
    if len(row) == 1:
        return row[0]
    return replace(
        row[0], text=" ".join(piece.text for piece in row), right=max(piece.right for piece in row)
    )


def _columns_from(rows: Sequence[Row], at: int, measure: Measure) -> tuple[int, int, float] | None:
    """Begin, end and gutter of the two-column part whose first two-sided row is at ``at``."""
    best: tuple[int, int, float] | None = None
    for first, second in pairwise(rows[at]):
        low, high = first.right, second.left
        both, wide = 1, high - low >= measure.wide_gutter
        end = last = at + 1
        listing = first.text.lower().startswith(_LISTS)
        while end < len(rows):
            lefts = [piece.right for piece in rows[end] if piece.left < low]
            rights = [piece.left for piece in rows[end] if piece.left >= low]
            new_low, new_high = max([low, *lefts]), min([high, *rights])
            if new_high - new_low < measure.gutter:
                break
            if lefts and not rights and new_low - low > 0 and starts_item(rows[end][0].text) and not listing:
                break
            low, high = new_low, new_high
            both += bool(lefts and rights)
            listing = listing or any(piece.text.lower().startswith("nơi nhận") for piece in rows[end])
            end += 1
            if rights or listing:
                last = end
        if both < 2 and not wide:
            continue
        begin = at
        while (
            begin
            and len(rows[begin - 1]) == 1
            and rows[begin - 1][0].left >= high - measure.gutter
            and not rows[begin - 1][0].text[0].islower()
        ):
            begin -= 1
        if best is None or last - begin > best[1] - best[0]:
            best = (begin, last, (low + high) / 2)
    return best


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    indents: bool


def to_pieces(lines: Sequence[Line], measure: Measure) -> list[Piece]:
    """Lines as pieces, each marked where the layout shows it to go on from the line before.

    The origin of a piece is the number of its line.
    """
    margins = _margins(lines, measure)
    pieces: list[Piece] = []
    opener = previous = None  # the first line of the paragraph, and the line before
    for at, (line, margin) in enumerate(zip(lines, margins, strict=True)):
        flows = (
            previous is not None and opener is not None and _flows(opener, previous, line, margin, measure)
        )
        pieces.append(Piece(line.text, page=line.page, flows=flows, origin=(at,)))
        if not (flows or (previous is not None and continues(previous.text, line.text))):
            opener = line
        previous = line
    return pieces


def _margins(lines: Sequence[Line], measure: Measure) -> list[_Margins]:
    """The margins that hold for each line; pages of one document differ in width and setting."""
    groups: dict[int | None, list[Line]] = {}
    for line in lines:
        if not line.column:
            groups.setdefault(line.page, []).append(line)
    fallback = _margins_of(lines, measure)
    known = {page: _margins_of(group, measure) for page, group in groups.items()}
    if fallback.indents:
        known = {
            page: margin if len(groups[page]) > 20 else replace(margin, indents=True)
            for page, margin in known.items()
        }
    # A page with few lines (the last one) takes the margins of the page before it, where they fit.
    settled: dict[int | None, _Margins] = {}
    before: _Margins | None = None
    for page, group in groups.items():
        margin = known[page]
        if before is not None and len(group) < 12 and abs(before.left - margin.left) < 20 * measure.character:
            inside = all(line.right <= before.right + 2 * measure.character for line in group)
            if inside and all(line.left >= before.left - measure.character for line in group):
                margin = before
        settled[page] = before = margin
    return [settled.get(line.page, fallback) for line in lines]


def _margins_of(lines: Iterable[Line], measure: Measure) -> _Margins:
    lines = list(lines)
    if not lines:
        return _Margins(0.0, 0.0, False)
    lefts = Counter(round(line.left / measure.character) for line in lines)
    enough = max(2, len(lines) // 30)
    common = [left for left, count in lefts.items() if count >= enough]
    left = min(common or lefts) * measure.character
    rights = sorted(line.right for line in lines)
    right = max(_right_edge(rights, left), left + measure.narrowest)
    tolerance = 1.6 * measure.character
    backs = sum(
        1
        for a, b in pairwise(lines)
        if a.left > left + tolerance and b.left <= left + tolerance and a.right > left + 0.9 * (right - left)
    )
    return _Margins(left, right, backs >= max(2, len(lines) // 20))


def _right_edge(rights: Sequence[float], left: float) -> float:
    """Where full lines end: the farthest end that others come near to; a lone long line is none."""
    for at in range(len(rights) - 1, 1, -1):
        near = left + _NEAR_FULL * (rights[at] - left)
        if rights[at - 2] >= near:
            return rights[at]
    return rights[-1]


def _flows(opener: Line, before: Line, line: Line, margin: _Margins, measure: Measure) -> bool:
    """Whether ``line`` is the next line of the paragraph that ``before`` stands in."""
    if before.column or line.column:
        return before.column and line.column and continues_in_column(before.text, line.text)
    tolerance = 1.6 * measure.character
    needed = line.opening + 0.5 * measure.character
    if before.right + needed + _slack(before, margin, measure) < margin.right:
        return False
    at_margin = line.left <= margin.left + tolerance
    if begins_paragraph(before.text, line.text):
        return False
    if starts_item(line.text):
        return _breaks_at_dash(before, line, at_margin and margin.indents)
    if _shouts(before.text) and not _shouts(line.text) and not line.text[0].islower():
        return False
    if not at_margin and _centred(before, margin, measure) and _centred(line, margin, measure):
        return True
    if (
        line.gap
        and before.page == line.page
        and ends_sentence(before.text)
        and not (at_margin and margin.indents)
    ):
        return False
    if line.left > before.left + tolerance:
        return before is opener and starts_item(opener.text) and not margin.indents
    indented_alike = abs(line.left - before.left) <= tolerance and before is opener and not at_margin
    return not (indented_alike and margin.indents)


def _slack(line: Line, margin: _Margins, measure: Measure) -> float:
    """How far a line counted in letters may stay short of the margin and still be full.

    Capitals are wider than the letters they are counted as, and a line that ends no sentence is
    seldom the last of its paragraph.
    """
    if not measure.slack:
        return 0.0
    wide = 0.3 * sum(letter.isupper() for letter in line.text)
    share = measure.slack if ends_sentence(line.text) or _shouts(line.text) else 2 * measure.slack
    return wide + share * (margin.right - margin.left)


def _breaks_at_dash(before: Line, line: Line, at_margin: bool) -> bool:
    """Whether a full line breaks before a dash that is no bullet: ``kinh tế - xã hội``, ``400 - 500``."""
    if line.text[0] not in "-–" or ends_sentence(before.text) or not before.text[-1:].isalnum():
        return before.text[-1:] == "%" and _NUMBER.match(line.text) is not None
    if before.text[-1].isdigit() and _NUMBER.match(line.text):
        return True
    return at_margin or line.text.lstrip("-– ")[:1].islower()


def _centred(line: Line, margin: _Margins, measure: Measure) -> bool:
    left, right = line.left - margin.left, margin.right - line.right
    return abs(left - right) <= 3 * measure.character


def _shouts(text: str) -> bool:
    """Whether most of a line is in capitals, as titles and headings are."""
    capitals = sum(map(str.isupper, text))
    return capitals > 0 and capitals > 0.6 * sum(map(str.isalpha, text))
