"""Marks of Markdown that stand in a text: dropped where they mark, kept where they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.document import Block, CellPlace
from planparse.readers.cleaning import clean, clean_lines

# Emphasis may run over a line end but not over a blank line, and hugs the words it marks. The
# bounds keep a file full of asterisks linear.
_STRONG = re.compile(r"(?<![\\*])\*\*(?=[^\s*])((?:(?!\*\*|\n[ \t]*\n)[\s\S]){1,2000}?)(?<=\S)\*\*")
_UNDERLINED = re.compile(r"(?<![\w\\])__(?=[^\s_])((?:(?!__|\n[ \t]*\n)[\s\S]){1,2000}?)(?<=[^\s_])__(?!\w)")
_EMPHASIS = re.compile(
    r"(?<![\w\\*])(\*)(?=[\w“\"'‘(\[])([^*\n]{1,500}(?:\n[^*\n]{1,500})?)(?<=[\w.,;:!?…)\]”\"'’%])\*(?![\w*])"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])")
_RULE = re.compile(
    r"^[ \t]*(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,}|(?:=[ \t]*){3,})$", re.MULTILINE
)
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


def without_marks(text: str) -> str:
    """The text without emphasis around words, heading marks and rules."""
    if "#" in text:
        text = _HEADING.sub("", text)
    if "__" in text:
        text = _UNDERLINED.sub(r"\1", text)
    if "*" in text:
        text = _STRONG.sub(r"\1", text)
        text = _EMPHASIS.sub(r"\2", text)
    if "---" in text or "***" in text or "___" in text or "===" in text or "* * *" in text:
        text = _RULE.sub("", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def is_table_row(lines: list[str], at: int) -> bool:
    """Whether a table begins at a line: a row of cells with its dividing line below."""
    return (
        "|" in lines[at]
        and at + 1 < len(lines)
        and "-" in lines[at + 1]
        and "|" in lines[at + 1]
        and _DIVIDER.fullmatch(lines[at + 1]) is not None
    )


def tables_of(lines: list[str], at: int, table: int) -> tuple[list[Block], int]:
    """The cells of the table that begins at a line, and the line after it."""
    cells = list(_row(lines[at], table, 0))
    at, row = at + 2, 1
    while at < len(lines) and "|" in lines[at]:
        cells.extend(_row(lines[at], table, row))
        at, row = at + 1, row + 1
    return cells, at


def _row(line: str, table: int, row: int) -> Iterable[Block]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") else line
    for column, cell in enumerate(re.split(r"(?<!\\)\|", line)):
        text = clean_lines(_BREAK.sub("\n", cell)) if "<" in cell else clean(cell)
        if text:
            yield Block(text, kind="cell", cell=CellPlace(table, row, column))
