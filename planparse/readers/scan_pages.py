"""Which pages have to be recognised, and what a reader has to be told about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.document import Block, Notice, Span
from extractors.vietnamese.syllables import share_of_syllables
from planparse.readers.pdf_page import Sheet
from planparse.readers.pdf_tables import Place

if TYPE_CHECKING:
    from PIL import Image

    from planparse.readers.scan import Doubt, Progress, Scan

GARBLED_BELOW = 0.75
"""The least share of Vietnamese syllables among the words of a sound text layer."""

MOST_DOUBTS = 200
"""The most doubtful words of a document that are told one by one."""

_BETTER = 0.1  # by which share a recognised page has to be sounder than the text layer it replaces
_FEW_WORDS = 30  # a stamp of the registry on a picture of a page; a page of text has more
_MOSTLY = 0.5  # of a page: a picture that covers as much of it is the page itself
_OUTLINES = 200  # drawn paths on a page whose letters are drawn and not written

Pictures = Callable[[Sequence[int]], "Iterable[tuple[int, Image.Image, float]]"]


@dataclass(frozen=True, slots=True)
class Scans:
    """The recognised pages by their index, what to tell about them, and whether tesseract is missing."""

    pages: Mapping[int, Scan] = field(default_factory=dict)
    blank: frozenset[int] = frozenset()
    notices: tuple[Notice, ...] = ()
    missing: bool = False

    @property
    def doubts(self) -> list[Doubt]:
        """The doubtful words of all pages."""
        return [doubt for _, scan in sorted(self.pages.items()) for doubt in scan.doubts]


def share_of(sheet: Sheet) -> float:
    """The share of Vietnamese syllables among the words of a page."""
    return share_of_syllables(" ".join(word.text for word in sheet.words))


def is_picture(sheet: Sheet) -> bool:
    """Whether a page is a picture of a page: what stands on it besides is a stamp or nothing."""
    if not sheet.words:
        return sheet.images > 0 or sheet.paths >= _OUTLINES
    return sheet.covered >= _MOSTLY and len(sheet.words) < _FEW_WORDS


def is_garbled(sheet: Sheet) -> bool:
    """Whether the text layer of a page is none that anybody could read."""
    return len(sheet.words) >= _FEW_WORDS and share_of(sheet) < GARBLED_BELOW


def scanned(
    sheets: Sequence[Sheet], pictures: Pictures, *, cache: bool = True, progress: Progress | None = None
) -> Scans:
    """The pages of a document that have to be recognised, recognised.

    ``pictures`` gives the pictures of the pages with the indexes that it is called with. A page whose
    letters cannot be recognised any better than its text layer reads keeps that.
    """
    drawn = [at for at, sheet in enumerate(sheets) if is_picture(sheet)]
    garbled = _garbled(sheets)
    wanted = sorted({*drawn, *garbled})
    if not wanted:
        return Scans()
    # At the place of use: a page with letters needs none of the libraries for pictures.
    from planparse.readers.ocr import engine
    from planparse.readers.scan import recognised, scan_of

    found = engine()
    if found is None:
        return Scans(notices=(Notice("ocr-missing", {"pages": listed(wanted)}),), missing=True)
    read = recognised(pictures(wanted), len(wanted), found, cache=cache, progress=progress)
    pages: dict[int, Scan] = {}
    blank: set[int] = set()
    notices: list[Notice] = []
    for at, page in sorted(read.items()):
        if page is None:
            notices.append(Notice("ocr-failed", {"page": str(at + 1)}))
            continue
        scan = scan_of(page, at + 1)
        old = sheets[at]
        if at in garbled and share_of(scan.sheet) < share_of(old) + _BETTER:
            continue
        if scan.sheet.words and len(scan.sheet.words) >= (len(old.words) if at in drawn else 0):
            pages[at] = scan
        else:
            blank.add(at)
    if pages:
        notices.append(Notice("ocr-used", {"pages": listed(sorted(pages)), "count": str(len(pages))}))
    if replaced := [at for at in garbled if at in pages]:
        share = share_of_syllables("\n".join(word.text for at in replaced for word in sheets[at].words))
        told = {"pages": listed(replaced), "share": str(round(100 * share))}
        notices.append(Notice("garbled-text-recognised", told))
    return Scans(pages, frozenset(blank), tuple(notices))


def _garbled(sheets: Sequence[Sheet]) -> list[int]:
    """The pages with a garbled text layer; beside one of them a page with few words is one too."""
    if not any(map(is_garbled, sheets)):
        return []
    return [at for at, sheet in enumerate(sheets) if sheet.words and share_of(sheet) < GARBLED_BELOW]


def listed(indexes: Sequence[int]) -> str:
    """Page numbers as people write them: ``1–3, 5``."""
    runs: list[list[int]] = []
    for at in indexes:
        if runs and at == runs[-1][1]:
            runs[-1][1] = at + 1
        else:
            runs.append([at + 1, at + 1])
        runs[-1][1] = at + 1
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def doubtful(
    doubts: Sequence[Doubt], blocks: Sequence[Block], places: Sequence[Sequence[Place]]
) -> Iterator[Notice]:
    """The doubtful words as notices, each with its place in the blocks."""
    by_page: dict[int, list[int]] = {}
    for at, where in enumerate(places):
        for page in {place.page for place in where}:
            by_page.setdefault(page, []).append(at)
    taken: set[tuple[int, int]] = set()
    for doubt in doubts[:MOST_DOUBTS]:
        near = [at for at in by_page.get(doubt.page, ()) if any(_holds(p, doubt) for p in places[at])]
        span = _span(doubt, near, blocks, taken)
        # A word that stands in no block was dropped with a page number or a running head.
        if span is not None:
            yield Notice("ocr-low-confidence", {"word": doubt.text, "page": str(doubt.page)}, span)
    if len(doubts) > MOST_DOUBTS:
        yield Notice("ocr-many-doubts", {"count": str(len(doubts) - MOST_DOUBTS)})


def _holds(place: Place, doubt: Doubt) -> bool:
    return (
        place.page == doubt.page
        and place.left - 1 <= doubt.left <= place.right + 1
        and place.top - 1 <= doubt.base <= place.bottom + 1
    )


def _span(
    doubt: Doubt, near: Sequence[int], blocks: Sequence[Block], taken: set[tuple[int, int]]
) -> Span | None:
    """The stretch of a doubtful word: where its neighbours stand beside it, else where it first stands."""
    context = " ".join(filter(None, (doubt.before, doubt.text, doubt.after)))
    for sought, skip in ((context, len(doubt.before) + 1 if doubt.before else 0), (doubt.text, 0)):
        pattern = re.compile(rf"(?<!\S){re.escape(sought)}(?!\S)" if skip == 0 else re.escape(sought))
        for at in near:
            for found in pattern.finditer(blocks[at].text):
                start = found.start() + skip
                if (at, start) not in taken:
                    taken.add((at, start))
                    return Span(at, start, start + len(doubt.text), doubt.page)
    return None
