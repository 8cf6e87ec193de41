"""Tables of web pages: where their cells stand, and which of them only place what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Block, CellPlace
from planparse.readers.docx_tables import places_form
from planparse.readers.paragraphs import Piece, join

_MOST_COLUMNS, _MOST_SPAN, _MOST_ROWS = 1_000, 100, 10_000
_BORDER = re.compile(
    r"border(?:-(?:top|left|right|bottom))?(?:-style)?:[^;]*?(?:solid|double|inset|dotted|dashed)"
)
_LONG = 600  # letters: a cell that holds more, in several paragraphs, is a page and no cell


@dataclass(slots=True)
class Cell:
    """A cell: its place in the grid and what it holds."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table that is being read."""

    number: int
    drawn: bool
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    _column: int = 0
    _taken: dict[int, int] = field(default_factory=dict)  # by column: the first row that is free again

    def begin_row(self) -> None:
        """The next ``tr``."""
        self.row += 1
        self._column = 0

    def begin_cell(self, rowspan: str | None, colspan: str | None) -> Cell:
        """The next ``td``, to the right of the last one and of what hangs down from rows above."""
        if self.row < 0:
            self.begin_row()
        rows, columns = _span(rowspan, _MOST_ROWS), _span(colspan, _MOST_SPAN)
        while self._taken.get(self._column, 0) > self.row:
            self._column += 1
        cell = Cell(self.row, self._column, rows or _MOST_ROWS, columns or 1)
        if self._column < _MOST_COLUMNS:
            for column in range(self._column, self._column + cell.columns):
                self._taken[column] = self.row + cell.rows
        self._column += cell.columns
        self.cells.append(cell)
        return cell

    def draw(self, style: str) -> None:
        """Take note of lines that the style of the table or of a cell draws."""
        if not self.drawn and "border" in style:
            self.drawn = _BORDER.search("".join(style.lower().split())) is not None

    def pieces(self) -> Iterator[Piece]:
        """The cells as blocks, or what they hold where the table only places it."""
        height = self.row + 1
        for cell in self.cells:
            cell.rows = max(1, min(cell.rows, height - cell.row))
        if self._only_places(height):
            # Letterhead and foot are read as they are written: the left column, then the right one.
            for cell in sorted(self.cells, key=lambda cell: (cell.column, cell.row)):
                for at, piece in enumerate(cell.pieces):
                    yield replace(piece, apart=True) if at == 0 else piece
            return
        for cell in self.cells:
            yield from _block(cell, self.number)

    def _only_places(self, height: int) -> bool:
        columns = max((cell.column + cell.columns for cell in self.cells), default=0)
        texts = [piece.text for cell in self.cells for piece in cell.pieces if piece.block is None]
        if height * columns <= 1 or places_form([cell.row for cell in self.cells], texts, lambda: self.drawn):
            return True
        if self.drawn:
            return False
        # A page laid out in columns: other tables, or many paragraphs, stand in its cells.
        nests = any(piece.block is not None for cell in self.cells for piece in cell.pieces)
        return nests or columns == 1 or any(map(_is_page, self.cells))


def _is_page(cell: Cell) -> bool:
    return len(cell.pieces) > 3 and sum(len(piece.text) for piece in cell.pieces) > _LONG


def _block(cell: Cell, number: int) -> Iterator[Piece]:
    own = [piece for piece in cell.pieces if piece.block is None]
    joined = join(
        replace(
            piece,
            text=f"{piece.label} {piece.text}".strip() if piece.label else piece.text,
            label=None,
            apart=True,
        )
        for piece in own
    )
    text = "\n".join(piece.text for piece in joined)
    if text:
        place = CellPlace(number, cell.row, cell.column, cell.rows, cell.columns)
        yield Piece(text, block=Block(text, kind="cell", cell=place))
    yield from (piece for piece in cell.pieces if piece.block is not None)


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return min(int(digits), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1


def renumbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with their tables counted from 0 in the order in which they come."""
    numbers: dict[int, int] = {}
    for piece in pieces:
        place = piece.block.cell if piece.block is not None else None
        if piece.block is None or place is None:
            yield piece
            continue
        number = numbers.setdefault(place.table, len(numbers))
        yield replace(piece, block=replace(piece.block, cell=replace(place, table=number)))
