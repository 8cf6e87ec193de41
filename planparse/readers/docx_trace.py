"""From a stretch of a block back to the elements of a Word file that it was read from.

Reading drops and rewrites characters: white space, what does not print, bullets, capitals, legacy encodings,
letters and marks that NFC makes one. So the two texts are laid over each other letter by letter, in order; a
place is told only where every letter of the block answers to one of the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.document import Block, Span
from planparse.readers.cleaning import NOT_PRINTED, is_bullet, printed
from planparse.readers.legacy import Legacy, letters_of
from planparse.readers.wordml import W

# List labels that Word computes are written out in cells: so many words are no text of the file.
_LABEL_WORDS = 3
_MARK = re.compile("[\u0300-\u036f]")
_NOWHERE = etree.Element("nowhere")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one element (``w:t``, ``w:tab``, ``m:t``) as it is written there, and its encoding."""

    text: str
    node: etree._Element
    legacy: Legacy | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The blocks of a Word file with the paragraphs and elements that they were read from.

    ``origins`` holds for each block the numbers of its ``paragraphs``, which are all of the body;
    ``stretches`` what the text of each was read from, in order. ``notes`` are the blocks that were read
    from footnotes and endnotes, and whose paragraphs only refer to them.
    """

    blocks: tuple[Block, ...]
    origins: tuple[tuple[int, ...], ...]
    notes: frozenset[int]
    paragraphs: tuple[etree._Element, ...]
    stretches: Mapping[int, Sequence[Stretch]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A place in the file: a node, and an offset into its text."""

    node: etree._Element
    offset: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of a block stands in the file: from edge to edge, or whole paragraphs without them."""

    paragraphs: tuple[etree._Element, ...]
    edges: tuple[Edge, Edge] | None = None


class _Text:
    """A text as its letters, marks with them: ``signs`` holds one character for each, in small letters."""

    def __init__(self, stretches: Sequence[Stretch], codes: dict[str, str]) -> None:
        self.stretches = stretches
        self._raw = raw = "".join(stretch.text for stretch in stretches)
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        if not raw.isascii() and (
            _MARK.search(raw)
            or not unicodedata.is_normalized("NFC", raw)
            or any(stretch.legacy for stretch in stretches)
        ):
            self.signs = self._letter_by_letter(codes)
            return
        kept = printed(raw)
        self.signs = kept.lower()
        if len(kept) != len(self.signs):
            self.signs = kept

    def _letter_by_letter(self, codes: dict[str, str]) -> str:
        """The signs where one letter may be several characters; a letter's marks may stand in another run."""
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        self._starts, self._ends = starts, ends
        offset = 0
        for stretch in self.stretches:
            for start, end, shown in _shown(stretch):
                for character in printed(shown):
                    if letters and _MARK.match(character):
                        letters[-1] += character
                        ends[-1] = offset + end
                    else:
                        letters.append(character)
                        starts.append(offset + start)
                        ends.append(offset + end)
            offset += len(stretch.text)
        return "".join(_sign(letter, codes) for letter in letters)

    def count(self, end: int) -> int:
        """How many letters begin before an offset."""
        return len(printed(self._raw[:end])) if self._starts is None else bisect_left(self._starts, end)

    def first(self, number: int) -> Edge:
        """Where a letter begins."""
        offset = self._offset(number) if self._starts is None else self._starts[number]
        for stretch in self.stretches:
            if offset < len(stretch.text):
                break
            offset -= len(stretch.text)
        return Edge(stretch.node, offset)

    def last(self, number: int) -> Edge:
        """Where a letter ends."""
        offset = self._offset(number) + 1 if self._starts is None else self._ends[number]
        for stretch in self.stretches:
            if offset <= len(stretch.text):
                break
            offset -= len(stretch.text)
        return Edge(stretch.node, offset)

    def _offset(self, number: int) -> int:
        """Where the letter of that number stands, by the gaps before it."""
        for gap in NOT_PRINTED.finditer(self._raw):
            if number < gap.start():
                break
            number += gap.end() - gap.start()
        return number


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block: where it begins there, its letters, how many of them stand only in the block, and
    at which letter of the paragraphs the others begin."""

    offset: int
    text: _Text
    skipped: int
    place: int


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The lines of a block, and the texts of its paragraphs: from which letter on, and how far in all."""

    lines: list[_Line]
    parts: list[tuple[_Text, int, int]]

    def edge(self, number: int, *, first: bool) -> Edge:
        """The beginning or end of a letter, counted over all the paragraphs."""
        ends = [end for _, _, end in self.parts]
        part = bisect_right(ends, number)
        text, start, _ = self.parts[part]
        own = start + number - (ends[part - 1] if part else 0)
        return text.first(own) if first else text.last(own)


class Places:
    """The places of the spans of one document.

    ``body`` is that of the file. ``trace`` reads it once more, which is done only where a place needs it: a
    block whose text is that of one paragraph alone was read from there.
    """

    def __init__(
        self, blocks: Sequence[Block], body: etree._Element | None, trace: Callable[[], Trace]
    ) -> None:
        self._blocks = blocks
        self._read = trace
        self._codes: dict[str, str] = {}
        self._quick = {} if body is None else _alone(body)
        self._often = Counter(block.text for block in blocks)
        self._full: _Full | None = None

    def of(self, span: Span) -> Place:
        """Where a stretch stands: exactly, or at least in which paragraphs."""
        text = self._blocks[span.block].text
        paragraph = self._quick.get(text) if self._often[text] == 1 else None
        if paragraph is not None:
            nodes = [Stretch(node.text or "", node) for node in paragraph.iter(W + "t")]
            written = _Text(nodes, self._codes)
            aligned = _align(text, [(written, 0, len(written.signs))], written.signs, self._codes)
            if aligned is not None:
                return _place((paragraph,), aligned, span)
        if self._full is None:
            self._full = _Full(self._read(), self._codes)
        return self._full.of(span)


def _alone(body: etree._Element) -> dict[str, etree._Element | None]:
    """The paragraphs by their text in single spaces; None for a text that several have."""
    found: dict[str, etree._Element | None] = {}
    for paragraph in body.iter(W + "p"):
        written = "".join([node.text or "" for node in paragraph.iter(W + "t")])
        text = " ".join(written.split())
        found[text] = None if text in found else paragraph
    return found


def _place(paragraphs: tuple[etree._Element, ...], block: _Aligned | None, span: Span) -> Place:
    letters = [] if block is None else [one for line in block.lines for one in _within(line, span)]
    if block is None or not letters:
        return Place(paragraphs)
    return Place(paragraphs, (block.edge(letters[0], first=True), block.edge(letters[-1], first=False)))


class _Full:
    """The places of all blocks, by a trace of the whole document."""

    def __init__(self, trace: Trace, codes: dict[str, str]) -> None:
        self._trace = trace
        self._codes = codes
        self._aligned: dict[int, _Aligned | None] = {}
        self._texts: dict[int, _Text] = {}
        self._groups = _groups(trace)

    def of(self, span: Span) -> Place:
        paragraphs = tuple(self._trace.paragraphs[at] for at in self._trace.origins[span.block])
        return _place(paragraphs, self._block(span.block), span)

    def _block(self, number: int) -> _Aligned | None:
        """The letters of a block; None where they do not all answer to letters of the file."""
        if number in self._trace.notes:
            return None
        if number not in self._aligned:
            # Blocks of one paragraph follow each other in it.
            consumed: dict[int, int] = {}
            sure = True
            for one in self._groups[number]:
                self._aligned[one] = self._align(one, consumed) if sure else None
                sure = self._aligned[one] is not None
        return self._aligned[number]

    def _align(self, number: int, consumed: dict[int, int]) -> _Aligned | None:
        signs = ""
        parts: list[tuple[_Text, int, int]] = []
        for at in self._trace.origins[number]:
            text, start = self._of_paragraph(at), consumed.get(at, 0)
            signs += text.signs[start:]
            parts.append((text, start, len(signs)))
        found = _align(self._trace.blocks[number].text, parts, signs, self._codes)
        if found is None:
            return None
        last = found.lines[-1]
        place = last.place + len(last.text.signs) - last.skipped
        for at, (text, _, end) in zip(self._trace.origins[number], parts, strict=True):
            consumed[at] = len(text.signs) - max(0, end - place)
            if end >= place:
                break
        return found

    def _of_paragraph(self, at: int) -> _Text:
        if at not in self._texts:
            self._texts[at] = _Text(self._trace.stretches.get(at, ()), self._codes)
        return self._texts[at]


def _align(
    block: str, parts: list[tuple[_Text, int, int]], signs: str, codes: dict[str, str]
) -> _Aligned | None:
    """A block laid over the ``signs`` of its paragraphs; None where one of its lines is not among them."""
    lines: list[_Line] = []
    place = offset = 0
    for line in block.split("\n"):
        text = _Text((Stretch(line, _NOWHERE),), codes)
        found = _matched(line, text, signs, place)
        if found is None:
            return None
        skipped, place = found
        lines.append(_Line(offset, text, skipped, place))
        place += len(text.signs) - skipped
        offset += len(line) + 1
    return _Aligned(lines, parts)


def _within(line: _Line, span: Span) -> tuple[int, ...]:
    """The first and the last letter that a span has on a line, as they are counted over the paragraphs."""
    first = max(line.text.count(max(0, span.start - line.offset)), line.skipped)
    last = line.text.count(max(0, span.end - line.offset)) - 1
    if last < first:
        return ()
    return line.place + first - line.skipped, line.place + last - line.skipped


def _matched(line: str, text: _Text, signs: str, place: int) -> tuple[int, int] | None:
    """How many letters of a line stand only in the block, and where in the paragraphs the others begin."""
    if signs.startswith(text.signs, place):
        return 0, place
    if line.startswith("- "):
        drawn = place
        while drawn < len(signs) and is_bullet(signs[drawn]):
            drawn += 1
        if signs.startswith(text.signs[1:], drawn):
            return 1, drawn
    start = 0
    for _ in range(_LABEL_WORDS):
        start = line.find(" ", start) + 1
        if not start:
            break
        label = text.count(start)
        if label < len(text.signs) and signs.startswith(text.signs[label:], place):
            return label, place
    return None


def _sign(letter: str, codes: dict[str, str]) -> str:
    """One character that stands for a letter with its marks, so that texts can be compared as strings."""
    small = unicodedata.normalize("NFC", letter)
    if len(small.lower()) == len(small):
        small = small.lower()
    return small if len(small) == 1 else codes.setdefault(small, chr(0xF0000 + len(codes)))


def _shown(stretch: Stretch) -> Iterator[tuple[int, int, str]]:
    """Where each character stands, and what it is read as."""
    if stretch.legacy is not None:
        yield from letters_of(stretch.text, stretch.legacy)
        return
    for at, character in enumerate(stretch.text):
        yield at, at + 1, character


def _groups(trace: Trace) -> list[list[int]]:
    """For each block those that share its paragraphs, itself among them, in order."""
    owner: dict[int, list[int]] = {}
    groups: list[list[int]] = []
    for number, origin in enumerate(trace.origins):
        group: list[int] = []
        if number not in trace.notes:
            group = next((owner[at] for at in origin if at in owner), group)
            owner.update(dict.fromkeys(origin, group))
        group.append(number)
        groups.append(group)
    return groups
