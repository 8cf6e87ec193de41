"""Digital PDF: pages of placed characters made into paragraphs and tables."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2

from extractors.document import Block, CellPlace, Notice
from extractors.vietnamese.syllables import share_of_syllables
from planparse.errors import ReadError
from planparse.limits import MAX_PAGES
from planparse.readers.cleaning import clean
from planparse.readers.form import is_page_number, split_columns
from planparse.readers.layout import Line, Measure, Row, in_reading_order, to_pieces
from planparse.readers.paragraphs import Piece, join, to_blocks
from planparse.readers.pdf_page import Sheet, Word, read_sheet, rows_of
from planparse.readers.pdf_tables import (
    Place,
    Table,
    continued,
    continues_on,
    find_tables,
    numbered,
    tables_of_rules,
)
from planparse.readers.scan_pages import GARBLED_BELOW, Scans, doubtful, scanned

if TYPE_CHECKING:
    from planparse.readers.scan import Progress, Scan

_RULES = 4  # a ruled table has at least so many lines
_DIGITS = re.compile(r"\d+")
_ABOVE, _BELOW = 0.95, 0.3  # parts of the font size that letters reach above and below their base line


@dataclass(frozen=True, slots=True)
class _Page:
    """A page read: rows outside tables with their heights, tables, and where running heads may stand."""

    number: int
    sheet: Sheet
    rows: tuple[tuple[float, Row], ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a PDF: its blocks, the places of each on its pages, the pages themselves."""

    blocks: tuple[Block, ...]
    places: tuple[tuple[Place, ...], ...]
    sheets: tuple[Sheet, ...]
    notices: tuple[Notice, ...]


def read_pdf(data: bytes, path: str, **options: Any) -> tuple[tuple[Block, ...], tuple[Notice, ...], int]:
    """The blocks of a PDF, what its reader has to know, and the number of its pages.

    Options and errors are those of `read_placed`.
    """
    reading = read_placed(data, path, **options)
    return reading.blocks, reading.notices, len(reading.sheets)


def read_placed(
    data: bytes,
    path: str,
    *,
    max_pages: int = MAX_PAGES,
    cache: bool = True,
    progress: Progress | None = None,
) -> Reading:
    """The blocks of a PDF with the places they were read from.

    Pages without a text layer, or with one that is garbage, are recognised; ``cache`` says whether
    such pages are kept for the next time, and ``progress`` is told how many are done, of how many.

    Raises:
        ReadError: ``broken-pdf``, ``encrypted-pdf``, ``too-many-pages``, ``no-text``, ``ocr-missing``
            or ``empty-file``.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = (
            getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
            or "password" in str(error).lower()
        )
        raise ReadError(
            "encrypted-pdf" if locked else "broken-pdf", path, {} if locked else {"detail": str(error)}
        ) from error
    try:
        count = len(document)
        if count > max_pages:
            raise ReadError("too-many-pages", path, {"pages": str(count), "limit": str(max_pages)})
        if count == 0:
            raise ReadError("broken-pdf", path, {"detail": "0"})
        sheets = [_sheet(document, at) for at in range(count)]
        scans = scanned(sheets, partial(_pictures, document), cache=cache, progress=progress)
    except pypdfium2.PdfiumError as error:
        raise ReadError("broken-pdf", path, {"detail": str(error)}) from error
    finally:
        document.close()
    return assembled(sheets, scans, path, data)


def assembled(sheets: Sequence[Sheet], scans: Scans, path: str, data: bytes | None = None) -> Reading:
    """Blocks made of pages, of which some were recognised; ``data`` is the PDF, where it is one.

    Raises:
        ReadError: ``no-text``, ``ocr-missing`` or ``empty-file``.
    """
    whole = [scans.pages[at].sheet if at in scans.pages else sheet for at, sheet in enumerate(sheets)]
    if not any(sheet.words for sheet in whole):
        if scans.missing:
            raise ReadError("ocr-missing", path, {"pages": str(len(sheets))})
        drawn = any(sheet.images or sheet.paths for sheet in sheets)
        raise ReadError("no-text" if drawn else "empty-file", path, {"pages": str(len(sheets))})
    pieces, places = _pieces(_without_running_lines(list(_pages(data, whole, scans.pages))))
    joined = join(pieces)
    blocks = to_blocks(joined)
    where = tuple(tuple(places[at] for at in piece.origin) for piece in joined)
    notices = (*_notices(whole, scans), *scans.notices, *doubtful(scans.doubts, blocks, where))
    return Reading(blocks, where, tuple(whole), notices)


def _pictures(document: Any, wanted: Sequence[int]) -> Iterator[tuple[int, Any, float]]:
    """The pages of a PDF as pictures, each rendered when it is its turn."""
    from planparse.readers.images import rendered

    for at in wanted:
        page = document[at]
        try:
            picture, dpi = rendered(page)
        finally:
            page.close()
        yield at, picture, dpi


def _sheet(document: Any, at: int) -> Sheet:
    page = document[at]
    try:
        return read_sheet(page)
    finally:
        page.close()


def _pages(data: bytes | None, sheets: Sequence[Sheet], scans: Mapping[int, Scan]) -> Iterator[_Page]:
    """Pages with their tables; the slow look for tables is spent on pages with drawn lines only."""
    ruled = [at for at, sheet in enumerate(sheets) if sheet.words and sheet.paths >= _RULES and sheet.upright]
    tables = dict(_tables(data, sheets, ruled)) if ruled and data is not None else {}
    tables.update((at, tables_of_rules(scan.rules, scan.sheet, at + 1)) for at, scan in scans.items())
    for at, sheet in enumerate(sheets):
        found, words = tables.get(at, ([], list(sheet.words)))
        yield _Page(at + 1, sheet, tuple(rows_of(words, sheet.em, at + 1)), tuple(found))


def _tables(data: bytes, sheets: Sequence[Sheet], ruled: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """The tables of the pages with lines; pages that its stricter parser cannot read have none."""
    import logging

    import pdfplumber  # slow to import, and most plans have no ruled table

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its complaints say nothing to a user
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[at + 1 for at in ruled]) as document:
            for at, page in zip(ruled, document.pages, strict=False):
                yield at, _tables_of(page, sheets[at], at + 1)
    except Exception:
        return


def _tables_of(page: Any, sheet: Sheet, number: int) -> tuple[list[Table], list[Word]]:
    from planparse.readers.pdf_lines import without_letters

    try:
        return find_tables(without_letters(page), sheet, number)
    except Exception:
        return [], list(sheet.words)
    finally:
        page.close()


def _without_running_lines(pages: list[_Page]) -> list[_Page]:
    """The pages without page numbers and without the heads and feet that repeat on most of them."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_running_key(page, row) for row in _outer(page)})
    enough = max(3, round(0.4 * len(pages)))
    cleaned = []
    for page in pages:
        drop = {
            id(row)
            for row in _outer(page)
            if is_page_number(_text(row[1])) or seen[_running_key(page, row)] >= enough
        }
        cleaned.append(replace(page, rows=tuple(row for row in page.rows if id(row) not in drop)))
    return cleaned


def _outer(page: _Page) -> list[tuple[float, Row]]:
    """The rows at the head and the foot of a page, two at each end."""
    head = [row for row in page.rows[:2] if row[0] < 0.12 * page.sheet.height]
    foot = [row for row in page.rows[-2:] if row[0] > 0.88 * page.sheet.height]
    return head + foot


def _running_key(page: _Page, row: tuple[float, Row]) -> tuple[str, int]:
    return _DIGITS.sub("0", _text(row[1])), round(row[0] / 4)


def _text(row: Row) -> str:
    return clean(" ".join(line.text for line in row))


def _pieces(pages: Sequence[_Page]) -> tuple[list[Piece], list[Place]]:
    """The pieces of all pages, and the places that their origins number."""
    em = median(page.sheet.em for page in pages if page.sheet.words)
    narrowest = 0.6 * min(page.sheet.width for page in pages if page.sheet.words)
    measure = Measure(character=0.5 * em, gutter=0.8 * em, wide_gutter=3 * em, narrowest=narrowest)
    lines: list[Line] = []
    tables: list[tuple[int, Table]] = []  # before which line a table stands
    for page in pages:
        rows = list(page.rows)
        for table in page.tables:
            above = [row for height, row in rows if height < table.top]
            rows = [(height, row) for height, row in rows if height >= table.top]
            lines.extend(_split(in_reading_order(above, measure)))
            last = tables[-1] if tables else None
            if (
                last is not None
                and last[0] == len(lines)
                and _follows(last[1], table, page)
                and continues_on(last[1], table)
            ):
                tables[-1] = (last[0], replace(continued(last[1], table), page=last[1].page))
            else:
                tables.append((len(lines), table))
        lines.extend(_split(in_reading_order([row for _, row in rows], measure)))
    pieces: list[Piece] = []
    text = to_pieces(lines, measure)
    at = 0
    places = [_place(line, pages) for line in lines]
    for number, (before, table) in enumerate(tables):
        pieces.extend(text[at:before])
        at = before
        pieces.extend(_cells(table, number, places))
    return pieces + text[at:], places


def _place(line: Line, pages: Sequence[_Page]) -> Place:
    page = line.page or 1
    em = pages[page - 1].sheet.em
    return Place(page, line.left, line.base - _ABOVE * em, line.right, line.base + _BELOW * em)


def _follows(table: Table, after: Table, page: _Page) -> bool:
    """Whether a table stands on the page after the one where the other ended."""
    return after.top < 0.25 * page.sheet.height and after is page.tables[0]


def _split(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        parts = split_columns(line.text)
        for part in parts:
            text = clean(part)
            if text:
                column = line.column or len(parts) > 1
                same = text == line.text and column == line.column
                yield line if same else replace(line, text=text, column=column)


def _cells(table: Table, number: int, places: list[Place]) -> Iterator[Piece]:
    """The cells of a table as pieces; where they stand is added to ``places``."""
    for cell in numbered(table):
        place = CellPlace(number, cell.row, cell.column, cell.rows, cell.columns)
        block = Block(cell.text, kind="cell", page=table.page, cell=place)
        origin = tuple(range(len(places), len(places) + len(cell.places)))
        places.extend(cell.places)
        yield Piece(cell.text, block=block, origin=origin)


def _notices(sheets: Sequence[Sheet], scans: Scans) -> Iterator[Notice]:
    digital = [sheet for at, sheet in enumerate(sheets) if at not in scans.pages]
    share = share_of_syllables("\n".join(word.text for sheet in digital for word in sheet.words))
    if share < GARBLED_BELOW:
        yield Notice("garbled-text-layer", {"share": str(round(100 * share))})
    for at, sheet in enumerate(sheets):
        if not sheet.words and sheet.images and at not in scans.blank:
            yield Notice("page-without-text", {"page": str(at + 1)})
