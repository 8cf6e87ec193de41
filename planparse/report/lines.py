"""Text for a terminal: paragraphs of one width, coloured only where that is wanted."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

_NARROWEST = 40
_GAP = "   "


class Lines:
    """Lines of one width; colour only where the terminal takes it."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(_NARROWEST, width)
        self._colour = colour
        self.lines: list[str] = []

    def paint(self, text: str, code: str) -> str:
        """The text in the colour of an SGR code; the text itself where there is no colour."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def put(
        self, text: str, indent: int = 0, hang: int | None = None, code: str | None = None, lead: str = ""
    ) -> None:
        """One paragraph, wrapped; the lines after the first begin at ``hang``.

        ``code`` colours it, or only the word ``lead`` that it begins with. Colour comes after the wrapping:
        it takes no room on the line.
        """
        lines = textwrap.wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent if hang is None else hang),
            break_on_hyphens=False,
        )
        if code and lead and lines:
            lines[0] = lines[0].replace(lead, self.paint(lead, code), 1)
        elif code:
            lines = [self.paint(line, code) for line in lines]
        self.lines += lines

    def labelled(self, label: str, text: str, indent: int, column: int) -> None:
        """A label, and the text beside it in its own column."""
        self.put(f"{label:<{column - indent}}{text}", indent, column)

    def gap(self) -> None:
        """An empty line."""
        self.lines.append("")

    def text(self) -> str:
        """Everything, ending in a line feed."""
        return "\n".join(self.lines) + "\n"


def grid(heads: Sequence[str], rows: Mapping[str, Sequence[str]], width: int) -> list[str]:
    """Figures in columns under their heads, a row for each label; nothing where that is wider than ``width``.

    Heads of several words are written below each other where there is no room beside.
    """
    for stacked in (False, True):
        parts = [head.split() if stacked else [head] for head in heads]
        columns = [
            max(map(len, (*part, *(cells[number] for cells in rows.values()))))
            for number, part in enumerate(parts)
        ]
        first = max(map(len, rows))
        whole = first + sum(len(_GAP) + column for column in columns)
        if whole > width:
            continue
        height = max(map(len, parts))
        lines = []
        for line in range(height):
            # The last words of all heads stand on one line.
            words = (part[line - height + len(part)] if line >= height - len(part) else "" for part in parts)
            lines.append(_row("", words, first, columns))
        lines.append("─" * whole)
        return [*lines, *(_row(label, cells, first, columns) for label, cells in rows.items())]
    return []


def _row(label: str, cells: Iterable[str], first: int, columns: Sequence[int]) -> str:
    told = (cell.rjust(width) for cell, width in zip(cells, columns, strict=True))
    return _GAP.join((label.ljust(first), *told)).rstrip()
