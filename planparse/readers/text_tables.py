"""Tables typed into plain text: lines whose cells stand apart by ``|`` or by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, CellPlace
from planparse.readers.cleaning import clean
from planparse.readers.form import belongs_to_form

# More bars than that divide no table that a person typed.
_MAX_COLUMNS = 60
_FEWEST_ROWS = 3
# A letterhead or signature in columns is no larger than this.
_FORM_ROWS, _FORM_COLUMNS = 12, 3
# A bar that divides has white space, another bar or the end of the line on both sides.
_BAR = re.compile(r"(?<!\S)\|(?=[\s|]|$)|(?<=\|)\|(?=[\s|]|$)")
_NUMBER_HEADING = re.compile(r"(?:s\s?tt|tt|số\s+(?:tt|thứ\s+tự))\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive lines with equally many dividers: ``rows`` of cells, and the line after them.

    ``kind`` says what they are: a table of data, the columns of a letterhead or signature, or lines of text.
    """

    rows: tuple[tuple[str, ...], ...]
    end: int
    kind: str

    def cells(self, table: int) -> Iterator[Block]:
        """The cells that hold anything, as blocks of the table of that number."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text:
                    yield Block(text, kind="cell", cell=CellPlace(table, row, column))

    def columns(self) -> Iterator[str]:
        """What stands in the columns of a letterhead, the left one first."""
        for column in range(len(self.rows[0])):
            yield from (row[column] for row in self.rows if row[column])


def run_at(lines: Sequence[str], at: int) -> Run | None:
    """The run of lines with dividers that begins at a line, or None where that line has none.

    Data are three rows and more with equally many dividers, two where the first is headed ``STT``;
    tabs divide only where there are three columns or such a heading. Blank lines may part the rows.
    """
    for divider in ("|", "\t"):
        count = _dividers(lines[at], divider)
        if not 0 < count < _MAX_COLUMNS:
            continue
        raw = [lines[at]]
        end = following = at + 1
        while following < len(lines):
            line = lines[following]
            following += 1
            if not line.strip():
                continue
            if _dividers(line, divider) != count:
                break
            raw.append(line)
            end = following
        rows = _split(raw, divider)
        return Run(rows, end, _kind(rows, divider))
    return None


def _dividers(line: str, divider: str) -> int:
    """How many dividers a line has; none where one of its bars stands inside a word."""
    count = line.count(divider)
    if divider == "\t" or count == 0 or count >= _MAX_COLUMNS:
        return count if line.strip() else 0
    return count if len(_BAR.findall(line.strip())) == count else 0


def _split(raw: Sequence[str], divider: str) -> tuple[tuple[str, ...], ...]:
    rows = [[clean(cell.replace("\f", " ")) for cell in line.split(divider)] for line in raw]
    if divider == "|" and len(rows[0]) > 2:
        # Bars all down an edge are a frame; in single rows they stand beside an empty cell.
        if all(not row[0] for row in rows):
            rows = [row[1:] for row in rows]
        if all(not row[-1] for row in rows) and len(rows[0]) > 1:
            rows = [row[:-1] for row in rows]
    return tuple(tuple(row) for row in rows)


def _kind(rows: Sequence[Sequence[str]], divider: str) -> str:
    width = len(rows[0])
    numbered = bool(_NUMBER_HEADING.fullmatch(rows[0][0]))
    small = not numbered and len(rows) <= _FORM_ROWS and width <= _FORM_COLUMNS
    if small and any(belongs_to_form(cell) for row in rows for cell in row):
        return "columns" if divider == "|" and width == 2 else "text"
    headed = sum(1 for cell in rows[0] if cell) >= max(2, width - 1)
    if width < 2 or not headed or len(rows) < (2 if numbered else _FEWEST_ROWS):
        return "text"
    return "data" if divider == "|" or width > 2 or numbered else "text"
