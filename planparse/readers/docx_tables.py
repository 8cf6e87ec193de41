"""Tables of Word documents: where their cells stand, and which of them are only layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from planparse.readers.form import is_form_part
from planparse.readers.wordml import W, child, number, value

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_INVISIBLE = frozenset({"nil", "none"})
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 8, 4
_FORM = re.compile(
    r"độc\s+lập\s*[-–—]\s*tự\s+do|^\s*nơi\s+nhận\b|cộng\s+h(?:òa|oà)\s+xã\s+hội", re.IGNORECASE | re.MULTILINE
)


@dataclass(slots=True)
class Cell:
    """A cell as it is seen: the top left corner, how much of the grid it covers, what it holds."""

    row: int
    column: int
    columns: int
    rows: int = 1
    parts: list[etree._Element] = field(default_factory=list)


def place_cells(table: etree._Element, *, original: bool = False) -> list[Cell]:
    """The cells of a ``w:tbl`` row by row; cells merged over rows (vMerge) or columns (gridSpan) once.

    Rows and cells deleted in a tracked change are left out, with ``original`` those inserted in one.
    """
    gone, cell_gone = ("ins", "cellIns") if original else ("del", "cellDel")
    cells: list[Cell] = []
    above: dict[int, Cell] = {}  # by the column where they begin
    row = 0
    for element in _within(table, W + "tr"):
        properties = child(element, "trPr")
        if child(properties, gone) is not None:
            continue
        column = number(value(properties, "gridBefore"), 0)
        here: dict[int, Cell] = {}
        for part in _within(element, W + "tc"):
            look = child(part, "tcPr")
            if child(look, cell_gone) is not None:
                continue
            span = max(1, number(value(look, "gridSpan"), 1))
            merge = child(look, "vMerge")
            upper = above.get(column)
            if merge is not None and merge.get(W + "val", "continue") != "restart" and upper is not None:
                # What Word hides in the lower parts of a merged cell is not on paper.
                upper.rows = row - upper.row + 1
                here[column] = upper
            else:
                here[column] = Cell(row, column, span, parts=[part])
                cells.append(here[column])
            column += span
        above = here
        row += 1
    return cells


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _within(inner, tag)


def is_layout(table: etree._Element, cells: Sequence[Cell], texts: Sequence[str]) -> bool:
    """Whether a table only places the parts of the form: letterhead, nơi nhận, signature.

    It is small and holds the national motto or ``Nơi nhận``; or it shows no lines and holds some
    other part of the form.
    """
    return places_form([cell.row for cell in cells], texts, lambda: _has_lines(table))


def places_form(rows: Sequence[int], texts: Sequence[str], has_lines: Callable[[], bool]) -> bool:
    """``is_layout`` for any format: the row of each cell, the paragraphs, and whether lines are drawn."""
    if not rows or not texts:
        return False
    if max(rows) >= _LAYOUT_ROWS or max(Counter(rows).values()) > _LAYOUT_COLUMNS:
        return False
    if any(_FORM.search(text) for text in texts):
        return True
    return any(is_form_part(text) for text in texts) and not has_lines()


def _has_lines(table: etree._Element) -> bool:
    """Whether a table is drawn with lines, by its own settings or by those of its cells.

    A table that names a style and no lines of its own counts as drawn: the usual one is Table Grid.
    """
    properties = child(table, "tblPr")
    own = child(properties, "tblBorders")
    if own is not None:
        drawn = _draws(own)
    else:
        style = value(properties, "tblStyle")
        drawn = style is not None and style.lower() not in {"tablenormal", "normaltable"}
    if drawn:
        cells = [child(cell, "tcPr", "tcBorders") for cell in table.iter(W + "tc")]
        return not all(one is not None and len(one) and not _draws(one) for one in cells)
    return any(_draws(one) for one in table.iter(W + "tcBorders"))


def _draws(borders: etree._Element) -> bool:
    return any((value(borders, side) or "nil") not in _INVISIBLE for side in _SIDES)
