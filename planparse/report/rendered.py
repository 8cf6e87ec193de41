"""The rendered text of a plan, by whose lines other programs name places in it.

It is the blocks of the plan in their order, joined by line feeds: the ``blocks`` of ``planparse parse
--format json --blocks``, and what ``planparse show`` lists. Lines and columns are counted from 1, columns
in code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.document import Document, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the rendered text; the end is the column behind its last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def rendered_text(document: Document) -> str:
    """All blocks, joined by line feeds."""
    return "\n".join(block.text for block in document.blocks)


class Lines:
    """Finds the lines of spans in one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        heights = (block.text.count("\n") + 1 for block in document.blocks)
        self._first: Sequence[int] = tuple(accumulate(heights, initial=1))

    def region(self, span: Span) -> Region:
        """Where a span stands."""
        text, first = self._document.blocks[span.block].text, self._first[span.block]
        return Region(*_place(text, span.start, first), *_place(text, span.end, first))


def _place(text: str, offset: int, first: int) -> tuple[int, int]:
    before = text[:offset]
    return first + before.count("\n"), offset - (before.rfind("\n") + 1) + 1
