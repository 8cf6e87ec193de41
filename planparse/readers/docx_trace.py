"""From a stretch of a block back to the elements of a Word file that it was read from.

Reading drops and rewrites characters: white space, what does not print, bullets, capitals, legacy encodings,
letters and marks that NFC makes one. So the two texts are laid over each other letter by letter, in order; a
place is told only where every letter of the block answers to one of the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.document import Block, Span
from planparse.readers.cleaning import is_bullet, prints
from planparse.readers.legacy import Legacy, letters_of

# List labels that Word computes are written out in cells: so many words are no text of the file.
_LABEL_WORDS = 3


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


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with its marks: what it is, and the edges that it stands between."""

    sign: str
    first: Edge
    last: Edge


class Places:
    """The places of the spans of one document."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._signs: dict[str, str] = {}
        self._aligned: dict[int, dict[int, _Letter] | None] = {}
        self._letters: dict[int, tuple[list[_Letter], str]] = {}
        self._groups = _groups(trace)

    def of(self, span: Span) -> Place:
        """Where a stretch stands: exactly, or at least in which paragraphs."""
        number = span.block
        paragraphs = tuple(self._trace.paragraphs[at] for at in self._trace.origins[number])
        found = self._block(number)
        if found:
            inside = [at for at in sorted(found) if span.start <= at < span.end]
            if inside:
                return Place(paragraphs, (found[inside[0]].first, found[inside[-1]].last))
        return Place(paragraphs)

    def _block(self, number: int) -> dict[int, _Letter] | None:
        """The letters of a block by offset; None where they do not all answer to letters of the file."""
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

    def _align(self, number: int, consumed: dict[int, int]) -> dict[int, _Letter] | None:
        written: list[_Letter] = []
        signs, ends = "", []
        for at in self._trace.origins[number]:
            letters, text = self._of_paragraph(at)
            written += letters[consumed.get(at, 0) :]
            signs += text[consumed.get(at, 0) :]
            ends.append((at, len(signs), len(letters)))
        found: dict[int, _Letter] = {}
        place = offset = 0
        for line in self._trace.blocks[number].text.split("\n"):
            matched = self._line(line, offset, signs, place)
            if matched is None:
                return None
            offsets, start = matched
            found.update(zip(offsets, written[start:], strict=False))
            place = start + len(offsets)
            offset += len(line) + 1
        for at, end, whole in ends:
            consumed[at] = whole - max(0, end - place)
            if end >= place:
                break
        return found

    def _line(self, line: str, offset: int, signs: str, place: int) -> tuple[list[int], int] | None:
        """The offsets of a line's letters, and where they begin among those of the file."""
        read = list(_letters([Stretch(line, _NOWHERE)]))
        text = self._coded(read)
        offsets = [offset + letter.first.offset for letter in read]
        if signs.startswith(text, place):
            return offsets, place
        if line.startswith("- "):
            drawn = place
            while drawn < len(signs) and is_bullet(signs[drawn]):
                drawn += 1
            if signs.startswith(text[1:], drawn):
                return offsets[1:], drawn
        start = 0
        for _ in range(_LABEL_WORDS):
            start = line.find(" ", start) + 1
            if not start:
                break
            label = sum(letter.first.offset < start for letter in read)
            if label < len(read) and signs.startswith(text[label:], place):
                return offsets[label:], place
        return None

    def _of_paragraph(self, at: int) -> tuple[list[_Letter], str]:
        if at not in self._letters:
            letters = list(_letters(self._trace.stretches.get(at, ())))
            self._letters[at] = letters, self._coded(letters)
        return self._letters[at]

    def _coded(self, letters: Sequence[_Letter]) -> str:
        """One character a letter, so that texts can be compared as strings."""
        return "".join(
            letter.sign
            if len(letter.sign) == 1
            else self._signs.setdefault(letter.sign, chr(0xF0000 + len(self._signs)))
            for letter in letters
        )


_NOWHERE = etree.Element("nowhere")


@dataclass(slots=True)
class _Growing:
    """A letter whose marks may still follow."""

    parts: list[str]
    first: Edge
    last: Edge

    def done(self) -> _Letter:
        sign = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
        if not sign.isascii():
            sign = unicodedata.normalize("NFC", sign)
        return _Letter(sign.lower() if len(sign.lower()) == 1 else sign.casefold(), self.first, self.last)


def _letters(stretches: Sequence[Stretch]) -> Iterator[_Letter]:
    """The letters of a paragraph; marks go with the letter before them, which may stand in another run."""
    growing: _Growing | None = None
    for stretch in stretches:
        for start, end, shown in _shown(stretch):
            for character in shown:
                if character <= " " or (character > "~" and not prints(character)):
                    continue
                if growing is not None and character > "\u02ff" and unicodedata.combining(character):
                    growing.parts.append(character)
                    growing.last = Edge(stretch.node, end)
                    continue
                if growing is not None:
                    yield growing.done()
                growing = _Growing([character], Edge(stretch.node, start), Edge(stretch.node, end))
    if growing is not None:
        yield growing.done()


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
