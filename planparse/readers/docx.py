"""Word documents (.docx): body paragraphs, tables, text boxes in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from lxml import etree

from extractors.document import Block, CellPlace, Notice
from planparse.errors import ReadError
from planparse.readers.docx_appendix import added_appendix
from planparse.readers.docx_fonts import legacy_fonts
from planparse.readers.docx_look import Fields, Styles
from planparse.readers.docx_package import Package, open_package
from planparse.readers.docx_tables import Cell, is_layout, place_cells
from planparse.readers.docx_trace import Stretch, Trace
from planparse.readers.legacy import Coded, by_font, together
from planparse.readers.numbering import Numbering
from planparse.readers.paragraphs import Piece, join, raw_pieces, to_blocks
from planparse.readers.wordml import MATH, MC, W, child, switch, value

Tracked = Literal["accepted", "original"]
"""How tracked changes are read: as if all were accepted, or as if none had been made."""

_CONTENT = frozenset(
    W + name
    for name in ("sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase")
)
_INSERTED, _DELETED = frozenset({W + "ins", W + "moveTo"}), frozenset({W + "del", W + "moveFrom"})
_NOTES = frozenset({W + "footnoteReference", W + "endnoteReference"})
_STORIES = frozenset(W + name for name in ("body", "tc", "txbxContent", "footnote", "endnote"))
_CHANGES = (W + "ins", W + "del", W + "moveFrom", W + "moveTo")
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object", MC + "AlternateContent"})
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read_docx(
    data: bytes, path: str, *, tracked: Tracked = "accepted"
) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks of a .docx and what its reader has to know.

    Tracked changes count as accepted, or as never made with ``tracked="original"``. Footnotes and
    endnotes follow the paragraph (the table) that refers to them; headers, footers, comments, hidden
    text, and the appendix of a review by planparse are left out.

    Raises:
        ReadError: ``broken-docx`` or ``unpacks-too-large``.
    """
    package = open_package(data, path)
    pieces = _read(package, path, tracked)
    changes = sum(1 for _ in package.document.iter(*_CHANGES))
    code = "unaccepted-changes" if tracked == "accepted" else "changes-left-out"
    notices = [Notice(code, {"count": str(changes)})] if changes else []
    if added_appendix(_body(package, path)):
        notices.append(Notice("appendix-left-out"))
    return to_blocks(pieces), tuple(notices)


def paragraphs_of_blocks(
    data: bytes, path: str, *, tracked: Tracked = "accepted"
) -> tuple[tuple[int, ...], ...]:
    """For each block the paragraphs it was read from, as their numbers among all ``w:p`` of the body.

    A comment or a highlight that belongs to a block is put there. The numbers count from 0 in the
    order of the file, those inside tables and text boxes too; a footnote has the number of the
    paragraph that refers to it.

    Raises:
        ReadError: as ``read_docx`` does.
    """
    return tuple(piece.origin for piece in _read(open_package(data, path), path, tracked))


def trace(package: Package, path: str, *, tracked: Tracked = "accepted") -> Trace:
    """The blocks of a package with the elements of its body that the text of each paragraph was read from.

    The elements are those of ``package.document``, so that whoever changes them changes the document.

    Raises:
        ReadError: ``broken-docx``.
    """
    read: dict[int, list[Stretch]] = {}
    pieces = _read(package, path, tracked, read)
    return Trace(
        blocks=to_blocks(pieces),
        # A note stands outside the body: no text of the paragraph that refers to it is its own.
        origins=tuple(tuple(dict.fromkeys(piece.origin)) for piece in pieces),
        notes=frozenset(number for number, piece in enumerate(pieces) if piece.note),
        paragraphs=tuple(_body(package, path).iter(W + "p")),
        stretches=read,
    )


def _body(package: Package, path: str) -> etree._Element:
    body = child(package.document, "body")
    if body is None:
        raise ReadError("broken-docx", path, {"detail": "w:body"})
    return body


def _read(
    package: Package, path: str, tracked: Tracked, read: dict[int, list[Stretch]] | None = None
) -> list[Piece]:
    """The joined pieces; ``read`` gathers what the text of each paragraph was read from."""
    body = _body(package, path)
    order = {one: at for at, one in enumerate(body.iter(W + "p"))}
    reader = _Reader(package, order, tracked == "original", read=read)
    pieces = join(reader.pieces(body))
    return _with_notes(pieces, reader, package) if reader.notes else pieces


def _with_notes(pieces: Iterable[Piece], reader: _Reader, package: Package) -> list[Piece]:
    """The pieces, with each note after the one that refers to it, or after the table that does."""
    order: dict[etree._Element, int] = {}
    # Lists in notes count for themselves, tables go on from those of the body.
    inside = _Reader(package, order, reader.original, tables=reader.tables)
    placed: list[Piece] = []
    waiting: list[Piece] = []
    table: int | None = None
    for piece in pieces:
        at = piece.block.cell.table if piece.block is not None and piece.block.cell is not None else None
        if at is None or at != table:
            placed.extend(waiting)
            waiting = []
        table = at
        placed.append(piece)
        for origin in piece.origin:
            for kind, number in reader.notes.get(origin, ()):
                note = package.note(kind, number)
                if note is not None:
                    order.update(dict.fromkeys(note.iter(W + "p"), origin))
                    waiting.extend(replace(one, note=True) for one in join(inside.pieces(note)))
    return placed + waiting


_Note = tuple[str, str]  # the tag of a reference to a note, and the note's id


class _Reader:
    """One walk through a body or a note; it counts tables, fields and list labels on its way.

    ``notes`` gathers the references to footnotes and endnotes by the paragraph they stand in.
    """

    def __init__(
        self,
        package: Package,
        order: Mapping[etree._Element, int],
        original: bool,
        tables: int = 0,
        read: dict[int, list[Stretch]] | None = None,
    ) -> None:
        self._order = order
        self._read = read
        body = child(package.document, "body")
        self._left_out = frozenset() if body is None else added_appendix(body)
        self.original = original
        self._content = _CONTENT | (_DELETED if original else _INSERTED)
        self._numbering = Numbering(package.numbering, package.styles)
        self._styles = Styles(package.styles)
        notes = {note.getroottree().getroot() for note in package.notes.values()}
        self._fonts = legacy_fonts(package.document, *notes, styles=package.styles)
        self._style: str | None = None
        self._fields = Fields()
        self.tables = tables
        # What stands before a paragraph mark that is not there goes on in the next paragraph.
        self._carried: tuple[str, tuple[int, ...]] = ("", ())
        self._at = 0  # the number of the paragraph that is being read
        self.notes: dict[int, list[_Note]] = {}

    def pieces(self, container: etree._Element) -> Iterator[Piece]:
        """What a body, a cell or a text box holds, in document order."""
        for element in container:
            tag = element.tag
            if element in self._left_out:
                continue
            if tag == W + "p":
                yield from self._paragraph(element)
            elif tag == W + "tbl":
                yield from self._rest()
                yield from self._table(element)
            elif tag == W + "sdt" or tag in self._content:
                yield from self.pieces(element)
            elif tag == MC + "AlternateContent":
                chosen = _choice(element)
                if chosen is not None:
                    yield from self.pieces(chosen)
        if container.tag in _STORIES:
            yield from self._rest()

    def _rest(self) -> Iterator[Piece]:
        raw, origin = self._carried
        self._carried = ("", ())
        yield from raw_pieces(raw, origin=origin) if raw else ()

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        properties = child(paragraph, "pPr")
        mark = child(properties, "rPr")
        if self.original:
            before = child(properties, "pPrChange", "pPr")
            properties = properties if before is None else before
        self._style = value(properties, "pStyle")
        look = self._styles.look(self._style)
        parts: list[str] = []
        boxes: list[etree._Element] = []
        at = self._order[paragraph]
        self._at = at
        self._inline(paragraph, look, parts, boxes)
        self._fields.end_paragraph()
        carried, origin = self._carried
        raw = carried + together(parts)
        self._carried = ("", ())
        if mark is not None and child(mark, "ins" if self.original else "del") is not None:
            # A paragraph whose mark is not there is one with the next, and has no label of its own.
            self._carried = (raw, (*origin, at) if raw else ())
        elif raw.strip() or mark is None or not switch(mark, "vanish"):
            label = self._numbering.label_of(properties)
            yield from raw_pieces(raw, label=label, origin=(*origin, at))
        carried_on = self._carried
        self._carried = ("", ())
        for box in boxes:
            for number, piece in enumerate(self.pieces(box)):
                yield replace(piece, apart=True) if number == 0 else piece
        self._carried = carried_on

    def _inline(
        self,
        element: etree._Element,
        look: tuple[bool | None, bool | None],
        parts: list[str],
        boxes: list[etree._Element],
    ) -> None:
        for inner in element:
            tag = inner.tag
            if tag == W + "r":
                self._run(inner, look, parts, boxes)
            elif tag == W + "sdt" or tag in self._content:
                self._inline(inner, look, parts, boxes)
            elif tag == MC + "AlternateContent":
                chosen = _choice(inner)
                if chosen is not None:
                    self._inline(chosen, look, parts, boxes)
            elif isinstance(tag, str) and tag.startswith(MATH) and self._fields.shown:
                for text in inner.iter(MATH + "t"):
                    self._put(parts, text.text or "", text)

    def _put(self, parts: list[str], text: str, node: etree._Element, written: str | None = None) -> None:
        """Text that was read from a node; ``written`` is what stands there, where that is something else."""
        parts.append(text)
        if self._read is not None:
            legacy = text.legacy if isinstance(text, Coded) else None
            own = text if written is None else written
            self._read.setdefault(self._at, []).append(Stretch(own, node, legacy))

    def _run(
        self,
        run: etree._Element,
        look: tuple[bool | None, bool | None],
        parts: list[str],
        boxes: list[etree._Element],
    ) -> None:
        properties = child(run, "rPr")
        if self.original and properties is not None:
            before = child(properties, "rPrChange", "rPr")
            properties = properties if before is None else before
        hidden, capitals = look
        if properties is not None:
            style = value(properties, "rStyle")
            style_hidden, style_capitals = self._styles.look(style) if style else (None, None)
            for own in (style_hidden, switch(properties, "vanish")):
                hidden = hidden if own is None else own
            for own in (style_capitals, switch(properties, "caps")):
                capitals = capitals if own is None else own
        for inner in run:
            tag = inner.tag
            if tag == W + "fldChar":
                self._fields.sign(inner.get(W + "fldCharType"))
            elif tag in _DRAWINGS:
                boxes.extend(_boxes(inner))
            elif hidden or not self._fields.shown:
                continue
            elif tag == W + "t" or (tag == W + "delText" and self.original):
                text = inner.text or ""
                if self._fonts is None:
                    shown = text.upper() if capitals else text
                else:
                    shown = by_font(text, self._fonts.of(properties, self._style), bool(capitals))
                self._put(parts, shown, inner, text)
            elif tag == W + "br":
                self._put(parts, "\f" if inner.get(W + "type") in {"page", "column"} else "\n", inner)
            elif tag == W + "sym":
                self._put(parts, _symbol(inner), inner)
            elif tag == W + "softHyphen" and self._fonts is not None:
                # What the font of TCVN3 draws in its place is a letter.
                sign = by_font("\u00ad", self._fonts.of(properties, self._style), bool(capitals))
                self._put(parts, sign, inner)
            elif tag in _SIGNS:
                self._put(parts, _SIGNS[tag], inner)
            elif tag == W + "ruby":
                self._inline(inner, look, parts, boxes)
            elif tag in _NOTES:
                self.notes.setdefault(self._at, []).append((tag, inner.get(W + "id", "")))
                if inner.get(W + "customMarkFollows", "0").lower() in {"1", "true", "on"}:
                    break  # what follows in the run is the mark, and marks are no text

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        places = place_cells(table, original=self.original)
        texts: list[list[Piece]] = []
        number = self.tables
        self.tables += 1
        for cell in places:
            texts.append([piece for element in cell.parts for piece in self.pieces(element)])
        plain = [piece.text for pieces in texts for piece in pieces if piece.block is None]
        if is_layout(table, places, plain):
            if self.tables == number + 1:
                self.tables = number
            # Letterhead and foot are read as they are written: the left column, then the right one.
            for _, pieces in sorted(
                zip(places, texts, strict=True), key=lambda pair: (pair[0].column, pair[0].row)
            ):
                yield from _apart(pieces)
            return
        for cell, pieces in zip(places, texts, strict=True):
            yield from _cell(cell, pieces, number)


def _apart(pieces: list[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(pieces):
        yield replace(piece, apart=True) if at == 0 else piece


def _cell(cell: Cell, pieces: list[Piece], table: int) -> Iterator[Piece]:
    """A cell as one block, its paragraphs on lines of their own; tables inside it come after it.

    Labels that Word computes are written out here: a block has room for one only, and the first
    column of many tables holds nothing else.
    """
    own = [piece for piece in pieces if piece.block is None]
    nested = [piece for piece in pieces if piece.block is not None]
    joined = join(
        replace(piece, text=f"{piece.label} {piece.text}".strip(), label=None, apart=True)
        if piece.label
        else piece
        for piece in own
    )
    text = "\n".join(piece.text for piece in joined)
    if text:
        place = CellPlace(table, cell.row, cell.column, cell.rows, cell.columns)
        origin = tuple(at for piece in joined for at in piece.origin)
        yield Piece(text, block=Block(text, kind="cell", cell=place), origin=origin)
    yield from nested


def _choice(alternate: etree._Element) -> etree._Element | None:
    """One of the versions of a drawing: they all say the same."""
    choice = alternate.find(MC + "Choice")
    return alternate.find(MC + "Fallback") if choice is None else choice


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing, outermost only, each once."""
    if drawing.tag == MC + "AlternateContent":
        chosen = _choice(drawing)
        if chosen is None:
            return []
        drawing = chosen
    found: list[etree._Element] = []
    for inner in drawing:
        if inner.tag == W + "txbxContent":
            found.append(inner)
        else:
            found.extend(_boxes(inner))
    return found


def _symbol(sign: etree._Element) -> str:
    """A sign out of a symbol font: private characters stay private and fall to the cleaning."""
    try:
        code = int(sign.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
