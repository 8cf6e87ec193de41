"""One page of a digital PDF: its characters made into words and rows of words."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from planparse.readers.cleaning import clean
from planparse.readers.layout import Line, Row

# What PDFium writes for a hyphen at the end of a line: Vietnamese has no other hyphens than real ones.
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
_MAX_CHARACTERS = 200_000
_SAMPLE = 80  # letters of a page that tell how it is turned
_LEVEL = frozenset({0, 180})
# Parts of the font size: white space between words, between columns; how far a row may waver.
_WORD_GAP, _COLUMN_GAP, _ROW_HEIGHT = 0.3, 1.3, 0.5


class Word(NamedTuple):
    """A word and where it stands, in points from the left and from the top of the page as it is seen.

    ``spaces`` counts the space characters written after it: blanks left open are filled with them.
    """

    text: str
    left: float
    right: float
    base: float
    reach: float
    spaces: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds: its words, its size and how many pictures and drawn paths are on it.

    A page whose words run askew is read as if it were turned, by ``turn`` degrees clockwise from what
    the file says; it is ``upright`` where a viewer shows it so. ``covered`` is the part of it that its
    largest picture covers.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    em: float
    images: int
    paths: int
    upright: bool = True
    turn: int = 0
    covered: float = 0.0


def read_sheet(page: Any) -> Sheet:
    """The words of a PDFium page, in the order in which the file writes them."""
    images = paths = 0
    largest = 0.0
    for item in page.get_objects(max_depth=3):
        paths += item.type == pdfium.FPDF_PAGEOBJ_PATH
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
            left, bottom, right, top = item.get_bounds()
            largest = max(largest, (right - left) * (top - bottom))
    box = page.get_mediabox()
    textpage = page.get_textpage()
    try:
        codes = _codes(textpage)
        turn = _turn(textpage, codes)
        letters = _letters(textpage, codes, box, turn)
    finally:
        textpage.close()
    widths = [
        right - left
        for sign, left, right, _, space in letters
        if right > left and not space and sign != "\u00a0"
    ]
    # Letters of a text face are a little under half as wide as the face is high.
    em = 2.1 * median(widths) if widths else 12.0
    width, height = box[2] - box[0], box[3] - box[1]
    if turn in {90, 270}:
        width, height = height, width
    upright = turn == page.get_rotation() % 360
    covered = largest / max(1.0, width * height)
    return Sheet(tuple(_words(letters, em)), width, height, em, images, paths, upright, turn, covered)


def _turn(textpage: Any, codes: Sequence[int]) -> int:
    """By how many degrees, clockwise, a page has to be turned for most of its words to stand upright."""
    turns: Counter[int] = Counter()
    for at in range(0, len(codes), max(1, len(codes) // _SAMPLE)):
        if codes[at] <= 0x10FFFF and chr(codes[at]).isalnum():
            angle = pdfium.FPDFText_GetCharAngle(textpage, at)
            if angle >= 0:
                turns[-round(angle / (math.pi / 2)) % 4 * 90] += 1
    return turns.most_common(1)[0][0] if turns else 0


# A character, its left, right and base from the top, and whether it is white space, written or made up.
_Letter = tuple[str, float, float, float, int]
_WRITTEN, _MADE_UP = 1, 2

# The calls that each character costs, without the conversions of arguments that ctypes does by default.
_Handle, _Address = ctypes.c_void_p, ctypes.c_void_p
_BOX = ctypes.CFUNCTYPE(ctypes.c_int, _Handle, ctypes.c_int, _Address)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, _Address).value or 0
)
_ORIGIN = ctypes.CFUNCTYPE(ctypes.c_int, _Handle, ctypes.c_int, _Address, _Address)(
    ctypes.cast(pdfium.FPDFText_GetCharOrigin, _Address).value or 0
)


def _letters(
    textpage: Any, codes: Sequence[int], box: tuple[float, float, float, float], turn: int
) -> list[_Letter]:
    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    handle = ctypes.cast(textpage.raw, _Handle).value
    # Four numbers a letter, in the order of FS_RECTF: left, top, right, bottom.
    sides = (ctypes.c_float * (4 * len(codes)))()
    start = ctypes.addressof(sides)
    for at in range(len(codes)):
        _BOX(handle, at, start + 16 * at)
    numbers: list[float] = sides[:]
    lefts, tops, rights, bottoms = (numbers[at::4] for at in range(4))
    # Letters of one face whose boxes end at the same heights stand on one line.
    ends = list(zip(tops, bottoms, strict=True) if turn in _LEVEL else zip(lefts, rights, strict=True))
    bases: dict[tuple[float, float], float] = {}
    for at, one in enumerate(ends):
        if one not in bases:
            _ORIGIN(handle, at, to_x, to_y)
            bases[one] = _base(turn, x.value, y.value, box)
    west, south, east, north = box
    if turn == 0:
        begins, stops = [left - west for left in lefts], [right - west for right in rights]
    elif turn == 90:
        begins, stops = [bottom - south for bottom in bottoms], [top - south for top in tops]
    elif turn == 180:
        begins, stops = [east - right for right in rights], [east - left for left in lefts]
    else:
        begins, stops = [north - top for top in tops], [north - bottom for bottom in bottoms]
    signs = [_sign(code) for code in codes]
    space = [0] * len(codes)
    for at, sign in enumerate(signs):
        # What may not break is one word to the layout. Only white space is ever made up.
        if sign.isspace() and sign != "\u00a0":
            space[at] = _MADE_UP if pdfium.FPDFText_IsGenerated(textpage, at) == 1 else _WRITTEN
    letters = zip(signs, begins, stops, [bases[one] for one in ends], space, strict=True)
    return [letter for letter in letters if letter[0]]


@lru_cache(4096)
def _sign(code: int) -> str:
    """The character of a code point; nothing where there is none."""
    if code in _HYPHENS:
        return "-"
    return "" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _base(turn: int, x: float, y: float, box: tuple[float, float, float, float]) -> float:
    """How far below the top of the turned page a letter stands."""
    west, south, east, north = box
    return {0: north - y, 90: x - west, 180: y - south}.get(turn, east - x)


def _codes(textpage: Any) -> Sequence[int]:
    """The code points of a page, all in one call where each of them is one UTF-16 unit."""
    count = min(textpage.count_chars(), _MAX_CHARACTERS)
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, units) == count + 1:
        codes: list[int] = units[:count]
        step = max(1, count // 8)
        if all(
            codes[at] == pdfium.FPDFText_GetUnicode(textpage, at) or codes[at] in _HYPHENS
            for at in range(0, count, step)
        ):
            return codes
    return [pdfium.FPDFText_GetUnicode(textpage, at) for at in range(count)]


def _words(letters: Sequence[_Letter], em: float) -> Iterator[Word]:
    wavering, gap, back = 0.3 * em, _WORD_GAP * em, 0.1 * em
    combining = unicodedata.combining
    text: list[str] = []
    left = right = base = reach = 0.0
    spaces = 0
    seen: set[tuple[str, int, int]] = set()
    for character, west, east, down, space in letters:
        if space:
            if (
                text
                and space == _WRITTEN
                and abs(down - base) < wavering
                and west < max(right, reach) + 0.7 * em
            ):
                spaces += 1
                reach = max(reach, east)
            elif text:
                spaces = max(spaces, 1)
            continue
        if text:
            if character > "\u02ff" and combining(character):
                text.append(character)
                continue
            if spaces or west - right > gap or west < left - back or abs(down - base) > wavering:
                found = "".join(text)
                # Bold made by printing twice, a hair apart, is one word.
                place = (found, round(left / wavering), round(base / wavering))
                if place not in seen:
                    seen.add(place)
                    yield Word(found, left, right, base, reach if reach > right else right, spaces)
                text = []
        if text:
            text.append(character)
            if east > right:
                right = east
        else:
            text = [character]
            left, right, base, reach, spaces = west, east, down, 0.0, 0
    if text:
        found = "".join(text)
        if (found, round(left / wavering), round(base / wavering)) not in seen:
            yield Word(found, left, right, base, max(reach, right), spaces)


def rows_of(words: Sequence[Word], em: float, page: int | None) -> list[tuple[float, Row]]:
    """Words as rows from top to bottom, each row as lines from left to right, cut at wide gaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= _ROW_HEIGHT * em:
            rows[-1].append(word)
        else:
            rows.append([word])
    bases = [median(word.base for word in row) for row in rows]
    pitches = sorted(b - a for a, b in pairwise(bases) if b - a < 2.5 * em)
    # The closest common distance is that of the lines inside a paragraph.
    pitch = pitches[len(pitches) // 4] if pitches else 1.2 * em
    found: list[tuple[float, Row]] = []
    for at, row in enumerate(rows):
        gap = at > 0 and bases[at] - bases[at - 1] > 1.3 * pitch
        lines = tuple(_segments(sorted(row, key=lambda word: word.left), em, page, gap))
        if lines:
            found.append((bases[at], lines))
    return found


def _segments(row: Sequence[Word], em: float, page: int | None, gap: bool) -> Iterator[Line]:
    parts: list[str] = []
    left = right = reach = first = 0.0
    base = row[0].base if row else 0.0
    for word in row:
        if parts and word.left - max(right, reach) > _COLUMN_GAP * em:
            yield Line("".join(parts).strip(), left, right, page, gap, first=first, base=base)
            parts = []
        if not parts:
            left, first = word.left, word.right - word.left
        elif word.left - right > 0.05 * em or parts[-1] == " ":
            # Blanks written with many spaces stay wide until two columns in them have been told apart.
            parts.append("    " if word.left - right > 3 * em else " ")
        parts.append(word.text)
        right, reach = word.right, word.reach
    text = "".join(parts).strip()
    if clean(text):
        yield Line(text, left, right, page, gap, first=first, base=base)
