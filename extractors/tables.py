"""The grid view: tables rebuilt from the cell blocks that readers hand over.

``tables(document)`` gives every data table in document order; the letterhead and the signature, which word
processors set in borderless tables, are left out, and so are tables of one column. A table that a page break
cut in two (same width, no heading of its own or the same one again, nothing but page numbers between) is one.

    Table.headers    one text a column, the parts of a merged heading joined with `` / ``
    Table.roles      one role a column (``number``, ``task``, ``lead``, ``partner``, ``time``, …) or None
    Table.rows       every row, with ``kind`` header, numbering, group or body
    Table.body       the body rows only
    Row.cells        one cell a column; a merged cell stands in each column and row that it covers
    Row.group        the text of the group row above (``I. Cải cách thể chế``), or None
    Cell.block       the index of the block that holds the text; spans are offsets into that block

``row.own(column)`` is the cell that begins in a row, ``table.column("lead")`` the first column of a role.
The words that tell roles stand in ``vietnamese/data/columns.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.document import Block, Document
from extractors.vietnamese.tables import load_table

RowKind = Literal["header", "numbering", "group", "body"]
Role = str

MAX_HEADER_ROWS = 4
MAX_HEADING = 160
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where its text stands and which part of the grid it covers."""

    block: int
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def line(self) -> str:
        """The text on one line, white space runs made one space."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid; a column without any cell holds None."""

    index: int
    kind: RowKind
    cells: tuple[Cell | None, ...]
    group: str | None = None

    def text(self, column: int | None) -> str:
        """The text of one column on one line, empty where there is no cell or no column."""
        cell = None if column is None else self.cells[column]
        return "" if cell is None else cell.line

    def own(self, column: int) -> Cell | None:
        """The cell of one column, if it begins in this row."""
        cell = self.cells[column]
        return cell if cell is not None and cell.row == self.index else None


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with its columns named; ``first`` and ``last`` are the blocks that it fills."""

    first: int
    last: int
    headers: tuple[str, ...]
    roles: tuple[Role | None, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return len(self.headers)

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows that are neither heading, numbering nor group."""
        return tuple(row for row in self.rows if row.kind == "body")

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None


@dataclass(frozen=True, slots=True)
class _Cue:
    text: str
    start: bool
    end: bool

    def fits(self, heading: str) -> bool:
        at = heading.find(self.text)
        while at >= 0:
            after = at + len(self.text)
            whole = (at == 0 or not heading[at - 1].isalnum()) and (
                after == len(heading) or not heading[after].isalnum()
            )
            if whole and (at == 0 or not self.start) and (after == len(heading) or not self.end):
                return True
            at = heading.find(self.text, at + 1)
        return False


@dataclass(frozen=True, slots=True)
class _Cues:
    roles: tuple[tuple[str, tuple[_Cue, ...]], ...]
    frame: tuple[str, ...]
    frame_starts: tuple[str, ...]


@cache
def _cues() -> _Cues:
    data = load_table("columns.toml")
    return _Cues(
        roles=tuple(
            (
                role["name"],
                tuple(_Cue(c.strip("^$"), c.startswith("^"), c.endswith("$")) for c in role["cues"]),
            )
            for role in data["role"]
        ),
        frame=tuple(data["frame"]["cues"]),
        frame_starts=tuple(data["frame"]["starts"]),
    )


@cache
def role_of(heading: str) -> Role | None:
    """The role that a column's heading gives it; of a merged heading the lowest part decides, then the rest.

    A heading that names both chủ trì and phối hợp (``Cơ quan chủ trì, phối hợp``) is a ``lead`` column.
    """
    parts = [part.strip() for part in " ".join(heading.lower().split()).split(" / ")]
    for part in reversed(parts):
        for name, cues in _cues().roles:
            if any(cue.fits(part) for cue in cues):
                return name
    return None


# A subordinate unit by its kind: xã An Bình, Phường 1, thôn Đông.
PLACE = re.compile(
    r"(?:ubnd\s+)?(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|tt\.?|thôn|ấp|"
    r"khu phố|khóm|bản|buôn|tổ dân phố|tdp|tổ|khu|làng|xóm|cụm)\s+",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?:[IVXL]{1,6}|[A-ZĐ])[.)]?\Z")
_NUMBERING = re.compile(r"\(?\s*(\d{1,2})\s*\)?(?:\s*=.*)?\Z")
_LETTER = re.compile(r"\(?\s*([A-DĐa-dđ])\s*\)?\Z")
_PAGE = re.compile(r"\W*(?:trang|page)?\s*\d{0,4}(?:\s*/\s*\d{1,4})?\W*\Z", re.IGNORECASE)


def tables(document: Document) -> tuple[Table, ...]:
    """Every data table of a document, in its order."""
    found: list[Table] = []
    for piece in _join(list(_pieces(document.blocks)), document.blocks):
        table = _build(piece)
        if table is not None:
            found.append(table)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The cells of one table index, as they were read."""

    cells: tuple[Cell, ...]
    width: int
    height: int

    @property
    def first(self) -> int:
        return min(cell.block for cell in self.cells)

    @property
    def last(self) -> int:
        return max(cell.block for cell in self.cells)


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    held: list[Cell] = []
    number: int | None = None
    for index, block in enumerate(blocks):
        place = block.cell
        if held and (place is None or place.table != number):
            yield _piece(held)
            held = []
        if place is not None:
            number = place.table
            columns = max(1, min(place.columns, MAX_COLUMNS))
            if place.column < MAX_COLUMNS:
                held.append(Cell(index, block.text, place.row, place.column, max(1, place.rows), columns))
    if held:
        yield _piece(held)


def _piece(cells: Iterable[Cell]) -> _Piece:
    kept = tuple(cells)
    return _Piece(
        kept,
        width=min(MAX_COLUMNS, max(cell.column + cell.columns for cell in kept)),
        height=max(cell.row for cell in kept) + 1,
    )


def _join(pieces: list[_Piece], blocks: Sequence[Block]) -> Iterator[_Piece]:
    """Pieces of one table that a page break cut apart, put together again."""
    held: list[_Piece] = []
    for piece in pieces:
        if held and _continues(held[0], held[-1], piece, blocks):
            held.append(piece)
        else:
            if held:
                yield _stack(held)
            held = [piece]
    if held:
        yield _stack(held)


def _stack(pieces: Sequence[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    cells: list[Cell] = []
    height = 0
    for piece in pieces:
        cells += [Cell(c.block, c.text, c.row + height, c.column, c.rows, c.columns) for c in piece.cells]
        height += piece.height
    return _Piece(tuple(cells), pieces[0].width, height)


def _continues(first: _Piece, before: _Piece, after: _Piece, blocks: Sequence[Block]) -> bool:
    if first.width != after.width or first.width < 2:
        return False
    gap = range(before.last + 1, after.first)
    if len(gap) > 3 or not all(_PAGE.match(blocks[i].text) for i in gap):
        return False
    head, next_head = _first_row(first), _first_row(after)
    if head == next_head:
        return True
    return _looks_like_header(head) and not _looks_like_header(next_head)


def _first_row(piece: _Piece) -> tuple[str, ...]:
    top = min(cell.row for cell in piece.cells)
    return tuple(cell.line for cell in piece.cells if cell.row == top)


def _looks_like_header(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    named = sum(1 for text in filled if len(text) <= MAX_HEADING and role_of(text) is not None)
    return len(filled) >= 2 and named * 2 >= len(filled)


def _is_frame(piece: _Piece) -> bool:
    """A letterhead or signature: its words, or at most three rows without a heading."""
    cues = _cues()
    if piece.height <= 8 and piece.width <= 4:
        for cell in piece.cells:
            small = cell.line[:400].lower()
            if any(cue in small for cue in cues.frame) or small.startswith(cues.frame_starts):
                return True
    return piece.width < 2 or piece.height < 2


def _build(piece: _Piece) -> Table | None:
    if _is_frame(piece):
        return None
    grid = _grid(piece)
    top = next((i for i, row in enumerate(grid[:MAX_HEADER_ROWS]) if _may_head(row, piece.width)), None)
    if top is None:
        return None
    depth = _header_depth(grid, top)
    heads = grid[top : top + depth]
    headers = tuple(_heading(heads, column) for column in range(piece.width))
    roles = [role_of(header) if len(header) <= 2 * MAX_HEADING else None for header in headers]
    number = roles.index("number") if "number" in roles else None
    rows = tuple(_rows(grid, top, depth, number))
    for column, role in enumerate(roles):
        if role == "unit" and _is_named_place(headers[column]):
            roles[column] = None
        elif role == "unit" and _holds_measures(rows, column):
            roles[column] = "measure"
    return Table(piece.first, piece.last, headers, tuple(roles), rows)


def _is_named_place(heading: str) -> bool:
    """``Xã An Bình``, ``Phường 1``: a unit itself, not the heading of a column of units."""
    found = PLACE.match(heading)
    following = heading[found.end() : found.end() + 1] if found else ""
    return following.isupper() or following.isdigit()


def _is_measure(text: str) -> bool:
    return text[0] in "%‰" or (len(text) <= 20 and text[0].islower() and not PLACE.match(text))


def _holds_measures(rows: Sequence[Row], column: int) -> bool:
    """Whether a column headed ``Đơn vị`` says what is counted (``hộ``, ``%``, ``ha``), not who is."""
    texts = [row.text(column) for row in rows if row.kind == "body" and row.text(column)]
    small = sum(_is_measure(text) for text in texts)
    return small * 2 > len(texts)


def _grid(piece: _Piece) -> list[tuple[Cell | None, ...]]:
    rows: list[list[Cell | None]] = [[None] * piece.width for _ in range(piece.height)]
    for cell in piece.cells:
        for row in range(cell.row, min(piece.height, cell.row + cell.rows)):
            for column in range(cell.column, min(piece.width, cell.column + cell.columns)):
                if rows[row][column] is None:
                    rows[row][column] = cell
    return [tuple(row) for row in rows]


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    found: list[Cell] = []
    for cell in row:
        if cell is not None and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def _may_head(row: Sequence[Cell | None], width: int) -> bool:
    filled = [cell.line for cell in _distinct(row) if cell.line]
    if len(filled) < 2 or any(len(text) > MAX_HEADING for text in filled):
        return False
    if any(role_of(text) for text in filled):
        return True
    return len(filled) == width and not any(_NUMBERING.match(text) or text[:1].isdigit() for text in filled)


def _header_depth(grid: Sequence[Sequence[Cell | None]], top: int) -> int:
    """How many rows the heading takes: a cell merged downwards, or one merged sideways over its parts."""
    first = _distinct(grid[top])
    depth = max(min(cell.rows, MAX_HEADER_ROWS) - (top - cell.row) for cell in first)
    split = any(cell.columns > 1 and cell.rows == 1 and cell.line for cell in first)
    if depth == 1 and split and top + 1 < len(grid):
        below = [cell.line for cell in _distinct(grid[top + 1])]
        if any(below) and not _is_numbering(below) and all(len(text) <= MAX_HEADING for text in below):
            depth = 2
    if depth == 1 and top + 1 < len(grid) and _splits_repeats(grid[top], grid[top + 1]):
        depth = 2
    return max(1, min(depth, len(grid) - top))


def _splits_repeats(head: Sequence[Cell | None], below: Sequence[Cell | None]) -> bool:
    """Whether a row only parts headings that a format without merged cells writes twice, side by side.

    Headings that are merged downwards may stand in both rows.
    """
    lines = [cell.line if cell is not None else "" for cell in head]
    parts = [
        column
        for column, cell in enumerate(below)
        if cell is not None and cell.line and cell.line != lines[column]
    ]
    return bool(parts) and all(lines[column] and lines.count(lines[column]) > 1 for column in parts)


def _heading(heads: Sequence[Sequence[Cell | None]], column: int) -> str:
    parts: list[str] = []
    for row in heads:
        cell = row[column]
        if cell is not None and cell.line and (not parts or parts[-1] != cell.line):
            parts.append(cell.line)
    return " / ".join(parts)


def _is_numbering(texts: Sequence[str]) -> bool:
    """``(1) (2) (3)``, ``1 2 3`` or ``A B 1 2``: the row that numbers the columns."""
    filled = [text for text in texts if text]
    if len(filled) < 2:
        return False
    count = 0
    letters = True
    for text in filled:
        number = _NUMBERING.match(text)
        if number is not None:
            letters = False
            if int(number[1]) not in (count + 1, count + 2):
                return False
            count = int(number[1])
        elif not (letters and _LETTER.match(text)):
            return False
    return count >= 2


def _rows(grid: Sequence[Sequence[Cell | None]], top: int, depth: int, number: int | None) -> Iterator[Row]:
    head = {tuple(cell.line for cell in _distinct(row)) for row in grid[top : top + depth]}
    group: str | None = None
    for index, cells in enumerate(grid):
        texts = [cell.line for cell in _distinct(cells)]
        kind: RowKind = "body"
        if top <= index < top + depth or (index > top and tuple(texts) in head):
            kind = "header"
        elif _is_numbering(texts) and index <= top + depth + 1:
            kind = "numbering"
        elif index < top or _is_group(cells, texts, number):
            kind = "group"
            group = " ".join(text for text in texts if text) or group
        yield Row(index, kind, tuple(cells), group)


def _is_group(cells: Sequence[Cell | None], texts: Sequence[str], number: int | None) -> bool:
    """One cell over all columns, or a Roman numeral (a capital letter) with nothing but a title beside it."""
    filled = [text for text in texts if text]
    if len(filled) == 1 and len(_distinct(cells)) == 1 and len(cells) > 1:
        return True
    if len(filled) == 2 and _ROMAN.match(filled[0]) and not filled[1][:1].isdigit():
        return True
    if number is None or len(filled) != 1:
        return False
    cell = cells[number]
    return cell is not None and cell.columns >= max(2, len(cells) - 2)
