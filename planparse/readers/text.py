"""Plain text and Markdown: lines made into paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractors.document import Block
from planparse.readers.cleaning import clean
from planparse.readers.form import page_number_lines, split_columns
from planparse.readers.layout import Line, Measure, Row, in_reading_order, to_pieces
from planparse.readers.markdown import is_table_row, tables_of, without_marks
from planparse.readers.paragraphs import Piece, join, to_blocks
from planparse.readers.sentences import starts_item
from planparse.readers.text_tables import run_at

_LINE_END = re.compile(r"\r\n|[\n\r\v\u0085\u2028\u2029]")
_SEGMENT = re.compile(r"\S+(?: {1,2}\S+)*")
_TAB_WIDTH = 8
# Letters of the longest line that is printed, on a landscape page; lines that a statistic needs.
_LONGEST_PRINTED = 180
_FEW_LINES = 6


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of a text: its lines, those joined that a line or page break had cut.

    Form feeds, blank lines and lone page numbers end no paragraph whose sentence goes on behind
    them. A file with fixed line length is recognised by its lines and read as print is.
    """
    lines = _LINE_END.sub("\n", without_marks(text)).split("\n")
    if is_hard_wrapped(lines):
        return to_blocks(join(_wrapped(lines)))
    return to_blocks(join(_running(lines)))


def is_hard_wrapped(lines: list[str]) -> bool:
    """Whether a text has its lines broken at a fixed length.

    Where it has, no line is much longer than a printed one, and many long lines have one right
    below them that begins in lower case. Where paragraphs are single lines, only page breaks do
    that, and blank lines come with them.
    """
    texts = [line.strip("\f \t\u00a0") for line in lines]
    lengths = sorted(len(text) for text in texts if text)
    if len(lengths) < _FEW_LINES or lengths[int(0.98 * (len(lengths) - 1))] > _LONGEST_PRINTED:
        return False
    long = 0.7 * lengths[int(0.98 * (len(lengths) - 1))]
    below = [after for before, after in pairwise(texts) if len(before) >= long and after]
    going_on = sum(1 for text in below if text[0].islower() and not starts_item(text))
    return going_on >= 3 and going_on >= 0.25 * len(below)


def _running(lines: list[str]) -> list[Piece]:
    """The pieces of a text whose lines are paragraphs."""
    numbers = page_number_lines(lines)
    pieces: list[Piece] = []
    at = table = 0
    while at < len(lines):
        if is_table_row(lines, at):
            cells, at = tables_of(lines, at, table)
            pieces.extend(Piece(cell.text, block=cell) for cell in cells)
            table += 1
            continue
        run = run_at(lines, at) if "|" in lines[at] or "\t" in lines[at] else None
        if run is not None and run.kind == "data":
            pieces.extend(Piece(cell.text, block=cell) for cell in run.cells(table))
            table, at = table + 1, run.end
            continue
        if run is not None and run.kind == "columns":
            pieces.extend(Piece(text) for text in run.columns())
            at = run.end
            continue
        # Lines that make no table are looked at once, so that endless ones stay linear.
        until = at + 1 if run is None else run.end
        while at < until:
            pieces.extend(_line(lines, at, numbers))
            at += 1
    return pieces


def _line(lines: list[str], at: int, numbers: frozenset[int]) -> list[Piece]:
    """The pieces of a line that belongs to no table."""
    if at in numbers:
        return []
    return [Piece(clean(column)) for part in lines[at].split("\f") for column in split_columns(part)]


def _wrapped(lines: list[str]) -> list[Piece]:
    """The pieces of a text with lines of fixed length, in which rows of tables typed with bars stay whole."""
    pieces: list[Piece] = []
    at = begin = table = 0
    while at < len(lines):
        run = run_at(lines, at) if "|" in lines[at] else None
        if run is not None and run.kind == "data":
            pieces.extend(_printed(lines[begin:at]))
            pieces.extend(Piece(cell.text, block=cell) for cell in run.cells(table))
            table, at, begin = table + 1, run.end, run.end
        else:
            at = run.end if run is not None else at + 1
    return [*pieces, *_printed(lines[begin:])]


def _printed(lines: list[str]) -> list[Piece]:
    """The pieces of a text whose lines are lines of print."""
    numbers = page_number_lines(lines)
    rows: list[Row] = []
    page, gap = 1, False
    for index, line in enumerate(lines):
        page += line.count("\f")
        if index in numbers:
            # A page number stands at the foot or the head of a page: either way a page ends here.
            page += "\f" not in line
            gap = False
            continue
        expanded = line.replace("\f", "").replace("\u00a0", " ").expandtabs(_TAB_WIDTH)
        row = tuple(
            Line(clean(found[0]), found.start(), found.end(), page, gap)
            for found in _SEGMENT.finditer(expanded)
            if clean(found[0])
        )
        if row:
            rows.append(row)
        gap = not row
    measure = Measure(slack=0.1)
    ordered = in_reading_order(rows, measure)
    return [replace(piece, page=None) for piece in to_pieces(ordered, measure)]
