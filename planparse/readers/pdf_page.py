"""One page of a digital PDF: its characters made into words and rows of words."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from planparse.readers.cleaning import clean
from planparse.readers.layout import Line, Row

# What PDFium writes for a hyphen at the end of a line: Vietnamese has no other hyphens than real ones.
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
_MAX_CHARACTERS = 200_000
_SAMPLE = 200
# Parts of the font size: white space between words, between columns; how far a row may waver.
_WORD_GAP, _COLUMN_GAP, _ROW_HEIGHT = 0.3, 1.3, 0.5


@dataclass(frozen=True, slots=True)
class Word:
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
        turn = _turn(textpage)
        letters = list(_letters(textpage, box, turn))
    finally:
        textpage.close()
    widths = [
        letter[2] - letter[1] for letter in letters if letter[2] > letter[1] and not letter[0].isspace()
    ]
    # Letters of a text face are a little under half as wide as the face is high.
    em = 2.1 * median(widths) if widths else 12.0
    width, height = box[2] - box[0], box[3] - box[1]
    if turn in {90, 270}:
        width, height = height, width
    upright = turn == page.get_rotation() % 360
    covered = largest / max(1.0, width * height)
    return Sheet(tuple(_words(letters, em)), width, height, em, images, paths, upright, turn, covered)


def _turn(textpage: Any) -> int:
    """By how many degrees, clockwise, a page has to be turned for most of its words to stand upright."""
    count = min(textpage.count_chars(), _MAX_CHARACTERS)
    turns: Counter[int] = Counter()
    for at in range(0, count, max(1, count // _SAMPLE)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, at)
        if angle >= 0 and chr(pdfium.FPDFText_GetUnicode(textpage, at)).isalnum():
            turns[-round(angle / (math.pi / 2)) % 4 * 90] += 1
    return turns.most_common(1)[0][0] if turns else 0


_Letter = tuple[str, float, float, float, bool]  # character, left, right, base from the top, made up


def _letters(textpage: Any, box: tuple[float, float, float, float], turn: int) -> Iterator[_Letter]:
    x, y, rect = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    west, south, east, north = box
    for at in range(min(textpage.count_chars(), _MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        made_up = pdfium.FPDFText_IsGenerated(textpage, at) == 1
        if code in _HYPHENS:
            code, made_up = 0x2D, False
        if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, at, rect)
        if turn == 0:
            left, right, base = rect.left - west, rect.right - west, north - y.value
        elif turn == 90:
            left, right, base = rect.bottom - south, rect.top - south, x.value - west
        elif turn == 180:
            left, right, base = east - rect.right, east - rect.left, y.value - south
        else:
            left, right, base = north - rect.top, north - rect.bottom, east - x.value
        yield chr(code), left, right, base, made_up


def _words(letters: Sequence[_Letter], em: float) -> Iterator[Word]:
    text: list[str] = []
    left = right = base = reach = 0.0
    spaces = 0
    seen: set[tuple[str, int, int]] = set()

    def word() -> Iterator[Word]:
        if text:
            found = "".join(text)
            # Bold made by printing twice, a hair apart, is one word.
            place = (found, round(left / (0.3 * em)), round(base / (0.3 * em)))
            if place not in seen:
                seen.add(place)
                yield Word(found, left, right, base, max(reach, right), spaces)

    for character, west, east, down, made_up in letters:
        if character.isspace() and character != "\u00a0":  # what may not break is one word to the layout
            if text and not made_up and abs(down - base) < 0.3 * em and west < max(right, reach) + 0.7 * em:
                spaces += 1
                reach = max(reach, east)
            elif text:
                spaces = max(spaces, 1)
            continue
        if text and unicodedata.combining(character):
            text.append(character)
            continue
        apart = (
            spaces or abs(down - base) > 0.3 * em or west - right > _WORD_GAP * em or west < left - 0.1 * em
        )
        if text and apart:
            yield from word()
            text = []
        if not text:
            left, base, reach, spaces = west, down, 0.0, 0
            right = east
        text.append(character)
        right = max(right, east)
    yield from word()


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
