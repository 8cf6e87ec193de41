"""What readers hand over: a document as blocks of text in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "cell"]


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands in its table; all counts start at 0.

    ``row`` and ``column`` are the top left corner in the grid that merged cells span;
    ``rows`` and ``columns`` are how much of that grid the cell covers.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one table cell with its paragraphs joined by line feeds.

    ``text`` is exact and in Unicode NFC: every span of a plan is a pair of offsets into it.
    ``label`` is a list label that the word processor computes and that does not stand in the text.
    ``page`` starts at 1 and is None where the format has no pages.
    """

    text: str
    kind: BlockKind = "paragraph"
    label: str | None = None
    page: int | None = None
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one block: ``blocks[block].text[start:end]``."""

    block: int
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the result has to know: a code, what fills its message, and its place.

    The sentence that belongs to the code is written where messages are written, not here.
    """

    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. ``format`` is what the content says, not the file's name."""

    path: str | None = None
    format: str = "text"
    sha256: str | None = None
    pages: int | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, with what is known of their source."""

    blocks: tuple[Block, ...]
    source: Source = Source()
    notices: tuple[Notice, ...] = ()

    def span(self, block: int, start: int, end: int) -> Span:
        """The stretch of one block, with the page of that block."""
        return Span(block, start, end, self.blocks[block].page)

    def text_of(self, span: Span) -> str:
        """The characters that a span stands for."""
        return self.blocks[span.block].text[span.start : span.end]
