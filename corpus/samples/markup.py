"""The markup of the sample sources: a plan as text, with its labels written where they stand.

A source opens with TOML between two lines ``+++`` (letterhead, signature, ``[meta]``); then one line is one
paragraph. README.md in this folder describes the marks for those who write one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

BlockKind = Literal["heading", "run_in", "item", "bullet", "paragraph", "table", "appendix"]
TableKind = Literal["allocations", "tasks"]

SAME_AS_ABOVE = "^"
SAME_AS_LEFT = "<"

_MARK = re.compile(r"\{([^{}|]*)\|([a-z]+)(\??)(?::([^{}]*))?\}")
_HEADING = re.compile(r"(#+)([:.]?) +(\S+) (.+)")
_FLAG = re.compile(r" @(org|agency|new|same=\S+)")
_CELL_END = re.compile(r"(?<!\\)\|")
_MARKERS: Mapping[str, BlockKind] = {"": "heading", ":": "run_in", ".": "item"}


class MarkupError(ValueError):
    """A source that breaks the rules of the markup; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One label: its kind, the words it stands on (none for a mark on the whole line) and its keys."""

    kind: str
    quote: str
    args: Mapping[str, str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Text as it is printed, and the labels that stand in it, in order."""

    plain: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; cells that hold ``^`` or ``<`` are merged with the one above or to the left."""

    kind: TableKind
    header: int
    targets: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]

    def column_titles(self) -> tuple[str, ...]:
        """For each column the parts of its heading, joined as the annotation guide has it."""
        titles = []
        for column in range(len(self.rows[0])):
            parts: list[str] = []
            for row in range(self.header):
                cell = column
                while self.rows[row][cell].plain == SAME_AS_LEFT:
                    cell -= 1
                if self.rows[row][cell].plain != SAME_AS_ABOVE:
                    parts.append(self.rows[row][cell].plain)
            titles.append(" / ".join(parts))
        return tuple(titles)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, table or the start of an appendix.

    ``text`` is the whole line as printed; ``body`` is where a task or aim begins: the line without its
    dash, its label or its run-in title. ``path``, ``title`` and the flags belong to headings.
    """

    kind: BlockKind
    text: str
    body: str
    marks: tuple[Mark, ...] = ()
    path: tuple[str, ...] = ()
    title: str | None = None
    flags: frozenset[str] = frozenset()
    same: tuple[str, ...] | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A sample plan: its front matter and its blocks."""

    name: str
    front: Mapping[str, Any]
    title: tuple[Text, ...]
    blocks: tuple[Block, ...]

    @property
    def meta(self) -> Mapping[str, Any]:
        """The ``[meta]`` table of the front matter."""
        meta: Mapping[str, Any] = self.front["meta"]
        return meta


def parse_text(written: str) -> Text:
    """Take the labels out of a written line."""
    marks: list[Mark] = []

    def keep(found: re.Match[str]) -> str:
        quote, kind, optional, keys = found.groups()
        pairs = (pair.partition("=") for pair in (keys or "").split(";") if pair.strip())
        args = {key.strip(): value.strip() for key, _, value in pairs}
        marks.append(Mark(kind, quote, args, bool(optional)))
        return quote

    plain = _MARK.sub(keep, written)
    if {"{", "}"} & set(plain):
        raise MarkupError(f"a brace is left over in {plain!r}")
    return Text(plain, tuple(marks))


def _heading(line: str, ancestors: tuple[str, ...]) -> Block:
    found = _HEADING.fullmatch(_FLAG.sub("", line))
    if not found:
        raise MarkupError(f"not a heading: {line!r}")
    hashes, marker, label, rest = found.groups()
    kind = _MARKERS[marker]
    flags = _FLAG.findall(line)
    same = next((flag.removeprefix("same=") for flag in flags if flag.startswith("same=")), None)
    text = parse_text(rest)
    title: str | None = None if kind == "item" else text.plain
    body = text.plain
    if kind == "run_in":
        title, _, body = text.plain.partition(": ")
    path = (*ancestors[: len(hashes) - 1], label.rstrip(".)"))
    if len(path) != len(hashes):
        raise MarkupError(f"a heading without the one above it: {line!r}")
    return Block(
        kind,
        f"{label} {text.plain}",
        body,
        text.marks,
        path,
        title,
        frozenset(flag for flag in flags if "=" not in flag),
        tuple(same.split("/")) if same else None,
    )


def _table(directive: str, lines: list[str]) -> Table:
    words = directive.split()
    options = dict(word.split("=", 1) for word in words[2:])
    kind: TableKind = "allocations" if words[1] == "allocations" else "tasks"
    rows = []
    for line in lines:
        cells = [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(line)[1:-1]]
        rows.append(tuple(parse_text(cell) for cell in cells))
    if len({len(row) for row in rows}) != 1:
        raise MarkupError(f"the rows of a table differ in length: {directive!r}")
    targets = tuple(options["for"].split(",")) if "for" in options else ()
    return Table(kind, int(options.get("header", "1")), targets, tuple(rows))


def _blocks(lines: list[str]) -> Iterator[Block]:
    path: tuple[str, ...] = ()
    index = 0
    while index < len(lines):
        line = lines[index].rstrip()
        index += 1
        if not line:
            continue
        if line.startswith("#"):
            block = _heading(line, path)
            path = block.path
            yield block
        elif line.startswith("!table "):
            first = index
            while index < len(lines) and lines[index].startswith("|"):
                index += 1
            table = _table(line, lines[first:index])
            marks = tuple(mark for row in table.rows for cell in row for mark in cell.marks)
            yield Block("table", "", "", marks, table=table)
        elif line.startswith("!appendix "):
            title, _, reference = line.removeprefix("!appendix ").partition(" // ")
            text = parse_text(reference)
            yield Block("appendix", text.plain, text.plain, text.marks, title=title)
        else:
            text = parse_text(line)
            bullet = text.plain.startswith(("- ", "+ "))
            body = text.plain[2:] if bullet else text.plain
            yield Block("bullet" if bullet else "paragraph", text.plain, body, text.marks)


def parse_source(name: str, written: str) -> Source:
    """Read one source. Raises MarkupError where it breaks the rules."""
    try:
        _, front, body = written.split("+++\n", 2)
        data = tomllib.loads(front)
        title = tuple(parse_text(line) for line in data["title_lines"])
        return Source(name, data, title, tuple(_blocks(body.splitlines())))
    except (ValueError, KeyError) as error:
        raise MarkupError(f"{name}.md: {error}") from error


def read_sources(folder: Path) -> dict[str, Source]:
    """All sources of a folder by name, in the order of their names."""
    return {
        path.stem: parse_source(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.md"))
    }
