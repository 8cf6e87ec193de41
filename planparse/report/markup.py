"""Text of documents as Markdown: nothing in it is markup, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from planparse.report.inert import inert

# What CommonMark, GitHub's tables and strikethrough, or HTML inside Markdown would act on.
_ACTIVE = re.compile(r"[\\`*_\[\]<>|#~&$]")
# GitHub makes links of these without any markup.
_LINK = re.compile(r"(?<=[A-Za-z])(?=://)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_OPENING = re.compile(r"(?P<list>[-+=])|(?P<number>\d{1,9})(?P<stop>[.)](?=\s|$))")


def plain(text: str) -> str:
    """One line of text that is read as it is written."""
    text = _ACTIVE.sub(lambda found: "\\" + found[0], inert(text))
    return _LINK.sub(r"\\", text)


def paragraph(text: str) -> str:
    """The text as a paragraph: not a list or a heading either, whatever it begins with."""
    text = plain(text)
    opening = _OPENING.match(text)
    if opening is None:
        return text
    if opening["list"]:
        return "\\" + text
    return f"{opening['number']}\\{text[opening.end('number') :]}"


def row(cells: Iterable[str]) -> str:
    """One row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table with its heads; the cells are Markdown already."""
    yield row(heads)
    yield row(["---"] * len(heads))
    for cells in rows:
        yield row(cells)
