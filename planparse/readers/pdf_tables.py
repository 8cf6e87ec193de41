"""Ruled tables of PDF pages: cells found by their lines, texts taken from the page's words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from planparse.readers.cleaning import clean
from planparse.readers.layout import Line
from planparse.readers.paragraphs import Piece, join
from planparse.readers.pdf_page import Sheet, Word, rows_of
from planparse.readers.sentences import continues, ends_sentence, glue, starts_item

_NEAR = 3.0  # points: lines that should meet seldom meet exactly
_PADDING = 5.4  # points from the line to the text, as Word sets it
_THIN = 4.0  # points: Word draws the lines of a table as narrow filled boxes


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in points from the left and from the top of the page as it is read."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its text, its place in the grid of its table, and its places on paper."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on one page: where it stands, where its columns begin and end, what it says."""

    top: float
    bottom: float
    left: float
    right: float
    edges: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]
    page: int


class _Rule(Protocol):
    """A ruled line, in points from the left and from the top of the page."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def upright(self) -> bool: ...


def find_tables(page: Any, sheet: Sheet, number: int) -> tuple[list[Table], list[Word]]:
    """The tables of a pdfplumber page, and the words of the sheet that stand in none of them."""
    lines = page.filter(_may_rule)
    found = lines.find_tables({"explicit_horizontal_lines": _open_ends(lines.edges)})
    return _filled([table.cells for table in found], sheet, number)


def tables_of_rules(rules: Sequence[_Rule], sheet: Sheet, number: int) -> tuple[list[Table], list[Word]]:
    """The same for a page that is known by its words and its ruled lines only: a scan."""
    upright = sum(rule.upright for rule in rules)
    if upright < 2 or len(rules) - upright < 2:
        return [], list(sheet.words)
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges(list(map(_edge, rules)), _NEAR, _NEAR, 2 * _NEAR, 2 * _NEAR)
    cells = intersections_to_cells(edges_to_intersections(edges, 2 * _NEAR, 2 * _NEAR))
    return _filled(cells_to_tables(cells), sheet, number)


def _edge(rule: _Rule) -> dict[str, Any]:
    return {
        "object_type": "line",
        "orientation": "v" if rule.upright else "h",
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
    }


def _filled(
    groups: Sequence[Sequence[tuple[float, float, float, float]]], sheet: Sheet, number: int
) -> tuple[list[Table], list[Word]]:
    """Tables whose cells are drawn, with the words that stand in them, and the words that stand in none."""
    tables: list[Table] = []
    words = list(sheet.words)
    for group in groups:
        boxes = [box for box in group if box[2] - box[0] > 2 and box[3] - box[1] > 2]
        if len(boxes) < 2:
            continue
        left, top = min(box[0] for box in group), min(box[1] for box in group)
        right, bottom = max(box[2] for box in group), max(box[3] for box in group)
        inside = [
            word for word in words if left <= _middle(word) <= right and top <= _height(word, sheet) <= bottom
        ]
        if not inside:
            continue
        table = _table(boxes, inside, sheet, number, (left, top, right, bottom))
        if len(table.cells) < 2 or _is_form(table):
            continue
        tables.append(table)
        taken = set(map(id, inside))
        words = [word for word in words if id(word) not in taken]
    tables.sort(key=lambda table: table.top)
    return tables, words


def _may_rule(item: dict[str, Any]) -> bool:
    """Whether an object of a page can be a line of a table: shades behind text or cells are none."""
    kind = item["object_type"]
    if kind == "rect":
        return min(item["width"], item["height"]) < _THIN or bool(item.get("stroke"))
    return kind in {"line", "curve"}


def _open_ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    """Heights at which the upright lines of a table end without a line across: a page cuts a row there."""
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > _THIN]
    across = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    ends: list[float] = []
    for end in ("top", "bottom"):
        heights = [edge[end] for edge in upright]
        if not heights:
            continue
        outermost = min(heights) if end == "top" else max(heights)
        meeting = sum(1 for height in heights if abs(height - outermost) <= _NEAR)
        if meeting >= 2 and not any(abs(height - outermost) <= _NEAR for height in across):
            ends.append(outermost)
    return ends


def _middle(word: Word) -> float:
    return (word.left + word.right) / 2


def _height(word: Word, sheet: Sheet) -> float:
    """The middle of a word's small letters, so that a base line on the rule does not decide."""
    return word.base - 0.25 * sheet.em


def _is_form(table: Table) -> bool:
    """Whether a table with few cells frames the letterhead or the foot instead of data."""
    if len(table.cells) > 8:
        return False
    texts = [cell.text.lower() for cell in table.cells]
    return any(text.startswith("nơi nhận") or "độc lập - tự do" in text for text in texts)


def _marks(values: Sequence[float]) -> list[float]:
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > _NEAR:
            marks.append(value)
    return marks


def _index(marks: Sequence[float], value: float) -> int:
    return max(0, bisect_right(marks, value + _NEAR) - 1)


def _table(
    boxes: Sequence[tuple[float, float, float, float]],
    words: Sequence[Word],
    sheet: Sheet,
    number: int,
    bounds: tuple[float, float, float, float],
) -> Table:
    columns = _marks([edge for box in boxes for edge in (box[0], box[2])])
    rows = _marks([edge for box in boxes for edge in (box[1], box[3])])
    cells: list[TableCell] = []
    left_over = list(words)
    for box in sorted(boxes, key=lambda box: (_index(rows, box[1]), _index(columns, box[0]))):
        west, north, east, south = box
        own: list[Word] = []
        rest: list[Word] = []
        for word in left_over:
            within = west <= _middle(word) <= east and north <= _height(word, sheet) <= south
            (own if within else rest).append(word)
        left_over = rest
        text = cell_text(own, sheet, west, east)
        if text:
            row, column = _index(rows, north), _index(columns, west)
            cells.append(
                TableCell(
                    text,
                    row,
                    column,
                    max(1, _index(rows, south) - row),
                    max(1, _index(columns, east) - column),
                    (Place(number, west, north, east, south),),
                )
            )
    left, top, right, bottom = bounds
    return Table(top, bottom, left, right, tuple(columns), max(1, len(rows) - 1), tuple(cells), number)


def cell_text(words: Sequence[Word], sheet: Sheet, west: float, east: float) -> str:
    """The text of a cell between its two edges.

    A line that leaves no room for the first word of the next one goes on in it; other lines are
    paragraphs of their own, joined by line feeds.
    """
    if not words:
        return ""
    lines = [_joined(row) for _, row in rows_of(words, sheet.em, None)]
    available = max(east - west - 2 * _PADDING, *(line.right - line.left for line in lines))
    pieces: list[Piece] = []
    before: Line | None = None
    for line in lines:
        text = clean(line.text)
        flows = False
        if before is not None and not starts_item(text):
            width = before.right - before.left
            needed = line.opening + 0.3 * sheet.em
            # Centred lines are measured by their width, others by their end: the first may be indented.
            centred = abs((before.left - west) - (east - before.right)) < 3
            flows = (
                width + needed > available
                or (not centred and before.right + needed > east - _PADDING)
                or (text[0].islower() and width > 0.6 * available)
            )
        pieces.append(Piece(text, flows=flows))
        before = line
    return "\n".join(piece.text for piece in join(pieces))


def _joined(row: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in row)
    return Line(text, row[0].left, row[-1].right, first=row[0].first)


def continues_on(table: Table, after: Table) -> bool:
    """Whether a table goes on in the one on the next page: the same columns at the same places."""
    return len(table.edges) == len(after.edges) and all(
        abs(a - b) <= 2 * _NEAR for a, b in zip(table.edges, after.edges, strict=True)
    )


def continued(table: Table, after: Table) -> Table:
    """Two parts of one table as one: the repeated header dropped, a row cut by the page made whole."""
    cells = list(table.cells)
    skip = _repeated(table, after)
    rest = [replace(cell, row=cell.row - skip) for cell in after.cells if cell.row >= skip]
    shift = table.rows
    if rest and _cut_row(cells, rest, table.rows - 1):
        # The first row of the new page is the rest of the last one.
        for cell in [cell for cell in rest if cell.row == 0]:
            at = next((i for i, c in enumerate(cells) if _covers(c, table.rows - 1, cell.column)), None)
            if at is None:
                cells.append(replace(cell, row=table.rows - 1))
            else:
                text = _mended(cells[at].text, cell.text)
                cells[at] = replace(cells[at], text=text, places=cells[at].places + cell.places)
        rest = [cell for cell in rest if cell.row > 0]
        shift -= 1
    cells += [replace(cell, row=cell.row + shift) for cell in rest]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    rows = max(1, shift + after.rows - skip)
    return replace(table, cells=tuple(cells), rows=rows, bottom=after.bottom, page=table.page)


def _covers(cell: TableCell, row: int, column: int) -> bool:
    return cell.row <= row < cell.row + cell.rows and cell.column == column


def _repeated(table: Table, after: Table) -> int:
    """How many rows at the head of the new page repeat the head of the table."""
    skip = 0
    for row in range(min(3, table.rows, after.rows)):
        head = {(c.column, c.text) for c in table.cells if c.row == row}
        if not head or head != {(c.column, c.text) for c in after.cells if c.row == row}:
            break
        skip = row + 1
    return skip


def _cut_row(cells: Sequence[TableCell], rest: Sequence[TableCell], last: int) -> bool:
    """Whether a page break cuts a row: a text goes on, and the first column begins nothing new."""
    above = {cell.column: cell for cell in cells if cell.row <= last < cell.row + cell.rows}
    first = {cell.column: cell for cell in rest if cell.row == 0}
    if not above or not first:
        return False
    going_on = {column for column, cell in first.items() if column in above and _goes_on(above[column], cell)}
    if 0 in first:
        return 0 in going_on
    return bool(going_on) or (0 in above and len(first) < len(above))


def _goes_on(above: TableCell, below: TableCell) -> bool:
    return continues(above.text.rsplit("\n", 1)[-1], below.text.split("\n", 1)[0])


def _mended(before: str, after: str) -> str:
    head, last = before.rsplit("\n", 1) if "\n" in before else ("", before)
    first, tail = after.split("\n", 1) if "\n" in after else (after, "")
    pieces = join([Piece(last), Piece(first)])
    middle = "\n".join(piece.text for piece in pieces)
    if len(pieces) == 2 and not starts_item(first) and not ends_sentence(last):
        middle = glue(last, first)
    return "\n".join(part for part in (head, middle, tail) if part)


def numbered(table: Table) -> Iterator[TableCell]:
    """The cells row by row."""
    yield from sorted(table.cells, key=lambda cell: (cell.row, cell.column))
