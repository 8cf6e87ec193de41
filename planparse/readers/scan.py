"""Pages without letters of their own: pictures recognised and given as sheets of words.

A recognised page has the same form as a page of a digital PDF, words with their places in points,
so that columns, paragraphs, page numbers and tables are found by the same rules.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from PIL import Image

from planparse.readers import ocr_cache
from planparse.readers.cleaning import clean
from planparse.readers.images import Prepared, Rule, prepared
from planparse.readers.ocr import Engine, Mark, Recognition, recognise, turn_of
from planparse.readers.pdf_page import Sheet, Word
from planparse.readers.scan_labels import counted
from planparse.readers.scan_words import mended

Progress = Callable[[int, int], None]
"""Called with the number of pages that are done, and of all pages to be recognised."""

DOUBTFUL = 60.0
"""Words that are less sure than this, of 100, are told as doubtful."""

_DESCENDING = frozenset("gpqyjQ,;()/|ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ")
_JUSTIFIED = 2.0  # of the font size: white space that a justified line may hold
_MOST_AT_ONCE = 8  # pages: each takes some 400 MB while it is prepared
_APART = 2.0  # of the height of a word: white space that parts a line
_GUESSED = 40.0  # below this a part of a line was not read but guessed
_UNREADABLE = 55.0  # below this a page may lie on its side


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may have been misread: its place in points, and its neighbours on the line."""

    text: str
    page: int
    left: float
    base: float
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognised page: its words, its ruled lines and the words that may be wrong."""

    sheet: Sheet
    rules: tuple[Rule, ...]
    doubts: tuple[Doubt, ...]


def recognised(
    pages: Iterable[tuple[int, Image.Image, float]],
    total: int,
    found: Engine,
    *,
    cache: bool = True,
    progress: Progress | None = None,
) -> dict[int, Recognition | None]:
    """The pages, each given with its number, picture and dots per inch, as they were recognised.

    One process a core runs; no more pictures are held than that and one. None stands for a page
    that tesseract failed on.
    """
    read: dict[int, Recognition | None] = {}
    running: dict[Future[Recognition | None], tuple[int, str]] = {}
    cores = _cores()

    def collect(most: int) -> None:
        while len(running) > most:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                number, key = running.pop(future)
                page = read[number] = future.result()
                if cache and page is not None:
                    ocr_cache.save(key, page)
                tell()

    def tell() -> None:
        if progress is not None:
            progress(len(read), total)

    pool = ThreadPoolExecutor(cores)
    try:
        for number, picture, dpi in pages:
            key = ocr_cache.key_of(picture, dpi, found) if cache else ""
            kept = ocr_cache.load(key) if cache else None
            if kept is not None:
                read[number] = kept
                tell()
                continue
            running[pool.submit(_recognised, found, picture, dpi)] = (number, key)
            collect(cores)
        collect(0)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    if cache and any(read.values()):
        ocr_cache.trim()
    return read


def _cores() -> int:
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        cores = os.cpu_count() or 1
    return max(1, min(cores, _MOST_AT_ONCE))


def _recognised(found: Engine, picture: Image.Image, dpi: float) -> Recognition | None:
    page = prepared(picture, dpi)
    first = _read(found, page)
    if first is None or not first.marks or first.quality >= _UNREADABLE:
        return first
    turn = turn_of(found, page)
    if turn == 0:
        return first
    # Turned as it came, so that the search for a slight slant starts from the new position.
    upright: Prepared = prepared(picture.rotate(-turn, expand=True, fillcolor="white"), dpi)
    second = _read(found, upright)
    return second if second is not None and second.quality > first.quality else first


def _read(found: Engine, page: Prepared) -> Recognition | None:
    read = recognise(found, page)
    return None if read is None else replace(read, marks=counted(page.image, read.marks))


def scan_of(page: Recognition, number: int) -> Scan:
    """A recognised page as a sheet of words."""
    point = 72 / page.dpi
    lines = [_line(marks, point) for marks in _lines(page.marks)]
    widths = [
        (mark.right - mark.left) * point / len(mark.text)
        for line in lines
        for mark, _ in line
        if len(mark.text) > 1 and mark.confidence >= DOUBTFUL
    ]
    # Letters of a text face are a little under half as wide as the face is high.
    em = 2.1 * median(widths) if widths else 12.0
    words: list[Word] = []
    doubts: list[Doubt] = []
    for line in lines:
        texts = [clean(text) for text in mended([mark.text for mark, _ in line])]
        for at, (mark, base) in enumerate(line):
            left, right = mark.left * point, mark.right * point
            following = line[at + 1][0].left * point if at + 1 < len(line) else right
            reach = following if 0 < following - right <= _JUSTIFIED * em else right
            words.append(Word(texts[at], left, right, base, reach, 1))
            if mark.confidence < DOUBTFUL and any(map(str.isalnum, texts[at])):
                before = texts[at - 1] if at else ""
                after = texts[at + 1] if at + 1 < len(line) else ""
                doubts.append(Doubt(texts[at], number, left, base, before, after))
    sheet = Sheet(tuple(words), page.width, page.height, em, 1, 0)
    return Scan(sheet, page.rules, tuple(doubts))


def _lines(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The lines of tesseract, without what is no writing: specks, strokes of a pen, edges of the page."""
    high = median(mark.bottom - mark.top for mark in marks) if marks else 0.0
    for _, line in groupby(marks, key=lambda mark: mark.line):
        kept: list[Mark] = []
        for part in _parts([mark for mark in line if _is_writing(mark, high)], high):
            kept.extend(part if _is_read(part) else ())
        if kept:
            yield kept


def _parts(marks: Sequence[Mark], high: float) -> Iterator[list[Mark]]:
    """A line cut at wide gaps: a signature may stand on the height of the last line of nơi nhận."""
    part: list[Mark] = []
    for mark in marks:
        if part and mark.left - part[-1].right > _APART * high:
            yield part
            part = []
        part.append(mark)
    if part:
        yield part


def _is_read(part: Sequence[Mark]) -> bool:
    """Whether anything in a part of a line was read: a signature or a seal gives guesses only."""
    letters = sum(len(mark.text) for mark in part)
    sure = sum(len(mark.text) * mark.confidence for mark in part) / letters
    best = max(mark.confidence for mark in part)
    # A number of a document that was filled in by hand is worth telling, however badly it was read.
    return sure >= _GUESSED or best >= DOUBTFUL or any(map(_is_symbol, part))


def _is_symbol(mark: Mark) -> bool:
    before, slash, after = mark.text.partition("/")
    return bool(slash) and after[:2].isupper() and len(after) > 2 and not before.isalpha()


def _is_writing(mark: Mark, high: float) -> bool:
    if any(map(str.isalnum, mark.text)):
        return mark.confidence >= 30 or mark.bottom - mark.top < 2.5 * high
    if mark.text in {"-", "–", "+", "*", "•"}:
        return True
    return mark.confidence >= DOUBTFUL and mark.bottom - mark.top < 2 * high


def _line(marks: Sequence[Mark], point: float) -> list[tuple[Mark, float]]:
    """The words of a line with one base line for all: that of the letters that do not reach below it."""
    standing = [
        mark.bottom for mark in marks if not _DESCENDING.intersection(mark.text) and len(mark.text) > 1
    ]
    if standing:
        base = median(standing)
    else:
        tall = max(mark.bottom - mark.top for mark in marks)
        base = max(mark.bottom for mark in marks) - 0.2 * tall
    return [(mark, base * point) for mark in marks]
