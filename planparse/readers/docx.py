"""Word documents (.docx): body paragraphs, tables, text boxes in reading order."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.document import Block, CellPlace, Notice
from planparse.errors import ReadError
from planparse.readers.docx_tables import Cell, is_layout, place_cells
from planparse.readers.numbering import Numbering
from planparse.readers.paragraphs import Piece, join, raw_pieces, to_blocks
from planparse.readers.wordml import MATH, MC, W, child, parse, switch, value

MAX_UNPACKED = 1_000_000_000
"""Bytes that the parts of a .docx may unpack to, pictures included."""
MAX_PART = 200_000_000
"""Bytes that one part of text may unpack to."""

_CONTENT = frozenset(
    W + name
    for name in (
        "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo",
        "rubyBase",
    )
)  # fmt: skip
_CHANGES = (W + "ins", W + "del", W + "moveFrom", W + "moveTo")
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object", MC + "AlternateContent"})
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, etree.XMLSyntaxError, KeyError, EOFError, OSError,
    ValueError, RuntimeError, NotImplementedError,
)  # fmt: skip


def read_docx(data: bytes, path: str) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks of a .docx and what its reader has to know.

    Tracked changes count as accepted; headers, footers, comments and footnotes are left out.

    Raises:
        ReadError: ``broken-docx`` or ``unpacks-too-large``.
    """
    pieces, body = _read(data, path)
    changes = sum(1 for _ in body.iter(*_CHANGES))
    notices = (Notice("unaccepted-changes", {"count": str(changes)}),) if changes else ()
    return to_blocks(pieces), notices


def paragraphs_of_blocks(data: bytes, path: str) -> tuple[tuple[int, ...], ...]:
    """For each block the paragraphs it was read from, as their numbers among all ``w:p`` of the body.

    A comment or a highlight that belongs to a block is put there. The numbers count from 0 in the
    order of the file, those inside tables and text boxes too.

    Raises:
        ReadError: as ``read_docx`` does.
    """
    return tuple(piece.origin for piece in _read(data, path)[0])


def _read(data: bytes, path: str) -> tuple[list[Piece], etree._Element]:
    document, numbering, styles = _parts(data, path)
    body = child(document, "body")
    if body is None:
        raise ReadError("broken-docx", path, {"detail": "w:body"})
    reader = _Reader(Numbering(numbering, styles), _Styles(styles), body)
    return join(reader.pieces(body)), body


@dataclass(slots=True)
class _Fields:
    """The fields that are open: what stands in their code is no text, what stands in their result is."""

    open: list[bool] = field(default_factory=list)  # True from the separator on

    def sign(self, kind: str | None) -> None:
        if kind == "begin":
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()

    @property
    def shown(self) -> bool:
        return all(self.open)

    def end_paragraph(self) -> None:
        """A code never runs over a paragraph; one that is left open must not swallow the document."""
        if not self.shown:
            self.open.clear()


class _Styles:
    """Whether a style hides its text or writes it in capitals."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._known: dict[str, tuple[bool | None, bool | None, str | None]] = {}
        for style in [] if styles is None else styles.iterfind(W + "style"):
            look = child(style, "rPr")
            own = (switch(look, "vanish"), switch(look, "caps"), value(style, "basedOn"))
            self._known[style.get(W + "styleId", "")] = own
        self._plain = not any(hidden or caps for hidden, caps, _ in self._known.values())

    def look(self, style: str | None) -> tuple[bool | None, bool | None]:
        """``(hidden, capitals)``, each None where neither the style nor those it is based on say."""
        hidden: bool | None = None
        caps: bool | None = None
        for _ in range(0 if self._plain else 32):
            if style is None or style not in self._known:
                break
            own_hidden, own_caps, style = self._known[style]
            hidden = own_hidden if hidden is None else hidden
            caps = own_caps if caps is None else caps
        return hidden, caps


class _Reader:
    """One walk through a body; it counts tables, fields and list labels on its way."""

    def __init__(self, numbering: Numbering, styles: _Styles, body: etree._Element) -> None:
        self._order = {paragraph: at for at, paragraph in enumerate(body.iter(W + "p"))}
        self._numbering = numbering
        self._styles = styles
        self._fields = _Fields()
        self._tables = 0

    def pieces(self, container: etree._Element) -> Iterator[Piece]:
        """What a body, a cell or a text box holds, in document order."""
        for element in container:
            tag = element.tag
            if tag == W + "p":
                yield from self._paragraph(element)
            elif tag == W + "tbl":
                yield from self._table(element)
            elif tag == W + "sdt" or tag in _CONTENT:
                yield from self.pieces(element)
            elif tag == MC + "AlternateContent":
                chosen = _choice(element)
                if chosen is not None:
                    yield from self.pieces(chosen)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        properties = child(paragraph, "pPr")
        look = self._styles.look(value(properties, "pStyle"))
        parts: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, look, parts, boxes)
        self._fields.end_paragraph()
        raw = "".join(parts)
        # A paragraph whose mark is deleted is one with the next; one that is deleted whole counts nowhere.
        mark_deleted = child(properties, "rPr", "del") is not None
        label = None if mark_deleted and not raw.strip() else self._numbering.label(paragraph)
        yield from raw_pieces(raw, label=label, origin=(self._order[paragraph],))
        for box in boxes:
            for number, piece in enumerate(self.pieces(box)):
                yield replace(piece, apart=True) if number == 0 else piece

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
            elif tag == W + "sdt" or tag in _CONTENT:
                self._inline(inner, look, parts, boxes)
            elif tag == MC + "AlternateContent":
                chosen = _choice(inner)
                if chosen is not None:
                    self._inline(chosen, look, parts, boxes)
            elif isinstance(tag, str) and tag.startswith(MATH) and self._fields.shown:
                parts.extend(text.text or "" for text in inner.iter(MATH + "t"))

    def _run(
        self,
        run: etree._Element,
        look: tuple[bool | None, bool | None],
        parts: list[str],
        boxes: list[etree._Element],
    ) -> None:
        properties = child(run, "rPr")
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
            elif tag == W + "t":
                text = inner.text or ""
                parts.append(text.upper() if capitals else text)
            elif tag == W + "br":
                parts.append("\f" if inner.get(W + "type") in {"page", "column"} else "\n")
            elif tag == W + "sym":
                parts.append(_symbol(inner))
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag == W + "ruby":
                self._inline(inner, look, parts, boxes)

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        places = place_cells(table)
        texts: list[list[Piece]] = []
        number = self._tables
        self._tables += 1
        for cell in places:
            texts.append([piece for element in cell.parts for piece in self.pieces(element)])
        plain = [piece.text for pieces in texts for piece in pieces if piece.block is None]
        if is_layout(table, places, plain):
            if self._tables == number + 1:
                self._tables = number
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


def _parts(data: bytes, path: str) -> tuple[etree._Element, etree._Element | None, etree._Element | None]:
    """The document part of a package, its numbering and its styles."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _guard(sum(entry.file_size for entry in package.infolist()), MAX_UNPACKED, path)
            main = _main_part(package)
            folder, name = posixpath.split(main)
            document = _part(package, main, path)
            related = _relations(package, posixpath.join(folder, "_rels", f"{name}.rels"), path)
            numbering = _part(
                package, posixpath.join(folder, related.get("numbering", "numbering.xml")), path
            )
            styles = _part(package, posixpath.join(folder, related.get("styles", "styles.xml")), path)
    except _BROKEN as error:
        raise ReadError("broken-docx", path, {"detail": " ".join(str(error).split())[:120]}) from error
    if document is None:
        raise ReadError("broken-docx", path, {"detail": main})
    return document, numbering, styles


def _guard(size: int, limit: int, path: str) -> None:
    if size > limit:
        raise ReadError(
            "unpacks-too-large", path, {"size": str(size // 1_000_000), "limit": str(limit // 1_000_000)}
        )


def _main_part(package: zipfile.ZipFile) -> str:
    for kind, target in _targets(package, "_rels/.rels"):
        if kind == "officeDocument":
            return target.lstrip("/")
    return "word/document.xml"


def _relations(package: zipfile.ZipFile, name: str, path: str) -> dict[str, str]:
    return dict(_targets(package, name))


def _targets(package: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """The kinds and targets of a part's relations."""
    if name not in package.namelist() or package.getinfo(name).file_size > MAX_PART:
        return []
    relations = parse(package.read(name))
    return [
        (one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""))
        for one in relations
        if isinstance(one.tag, str)
    ]


def _part(package: zipfile.ZipFile, name: str, path: str) -> etree._Element | None:
    name = posixpath.normpath(name).lstrip("/")
    if name not in package.namelist():
        return None
    _guard(package.getinfo(name).file_size, MAX_PART, path)
    return parse(package.read(name))
