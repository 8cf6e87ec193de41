"""Lines that are parts of the form and not of the text: page numbers, letterheads typed in two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.readers.sentences import is_capitals

_PAGE_NUMBER = re.compile(
    r"""(?: (?P<bare> \d{1,3} )
      | [-–—~]+ \s* \d{1,4} \s* [-–—~]+
      | (?: trang | page ) \s* \d{1,4} (?: \s* (?: / | trên | of ) \s* \d{1,4} )?
      | \d{1,4} \s* / \s* \d{1,4} \s* trang )""",
    re.VERBOSE | re.IGNORECASE,
)
# Two lone numbers nearer than this many lines are cells of a table, not numbers of pages.
_PAGE_OF_LINES = 12

_DATELINE = r"ngày\b .{0,12} tháng\b .{0,12} năm\b"
_FORM_PART = re.compile(
    rf"""(?: số \s* : | độc \s+ lập | nơi \s+ nhận | kính \s+ gửi | (?: kt | tm | tl | tuq | q ) \s* \.
          | .{{0,40}} {_DATELINE} )""",
    re.VERBOSE | re.IGNORECASE,
)
_COLUMN_GAP = re.compile(r"\s*\t\s*|[ \u00a0]{4,}")


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of a page, as it stands at its head or foot."""
    return len(text) <= 24 and _PAGE_NUMBER.fullmatch(text) is not None


def page_number_lines(lines: Sequence[str]) -> frozenset[int]:
    """Which lines hold nothing but the number of a page.

    ``- 2 -`` and ``Trang 2/10`` always do. A bare number does where the document's bare numbers
    rise and stand far apart; numbers close to each other are the cells of a table written as lines.
    """
    sure: set[int] = set()
    bare: list[tuple[int, int, int]] = []  # line, its rank among lines with text, number
    rank = 0
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        rank += 1
        if len(text) > 24 or not (found := _PAGE_NUMBER.fullmatch(text)):
            continue
        if found["bare"] is None:
            sure.add(index)
        else:
            bare.append((index, rank, int(text)))
    for position, (index, rank, number) in enumerate(bare):
        previous = bare[position - 1] if position else None
        following = bare[position + 1] if position + 1 < len(bare) else None
        alone = (previous is None or rank - previous[1] >= _PAGE_OF_LINES) and (
            following is None or following[1] - rank >= _PAGE_OF_LINES
        )
        rises = (previous is None or previous[2] < number) and (following is None or following[2] > number)
        if alone and rises and (rank > 1 or number == 1):
            sure.add(index)
    return frozenset(sure)


def split_columns(line: str) -> list[str]:
    """A line typed as two columns with tabs or rows of spaces: letterhead, dateline, signature.

    Only where both sides are parts of the form (capitals, ``Số:``, a dateline, ``Nơi nhận``) are
    they two lines; any other gap is white space.
    """
    stripped = line.strip()
    if "\t" not in stripped and "    " not in stripped and "\u00a0\u00a0" not in stripped:
        return [line]
    parts = [part for part in _COLUMN_GAP.split(stripped) if part.strip()]
    if len(parts) == 2 and all(is_form_part(part) for part in parts):
        return parts
    return [line]


_FORM_ONLY = re.compile(
    rf"""(?: số \s* : | nơi \s+ nhận | kính \s+ gửi | (?: kt | tm | tl | tuq ) \s* \. | .{{0,40}} {_DATELINE}
      | .{{0,40}} (?: cộng \s+ h(?:òa|oà) \s+ xã \s+ hội | độc \s+ lập \s* [-–—] \s* tự \s+ do ) )""",
    re.VERBOSE | re.IGNORECASE,
)


def belongs_to_form(part: str) -> bool:
    """Whether a line can stand nowhere but in a letterhead or at the foot: motto, ``Số:``, a dateline."""
    return _FORM_ONLY.match(part) is not None


def is_form_part(part: str) -> bool:
    """Whether a line looks like one of a letterhead or of a foot: capitals, ``Số:``, a dateline."""
    part = part.strip()
    return (is_capitals(part) and " " in part and part[0].isalpha()) or _FORM_PART.match(part) is not None
