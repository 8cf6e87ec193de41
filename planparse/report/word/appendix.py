"""The last page that a review adds to a Word file: a table in the look of the document itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from planparse.readers.docx_appendix import APPENDIX
from planparse.readers.docx_fonts import Fonts
from planparse.readers.legacy import legacy_of_font
from planparse.readers.wordml import W, child, number, value
from planparse.report.word.comments import printable
from planparse.report.word.package import WordFile

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Where the last section does not say: A4 with the margins of Nghị định 30/2020/NĐ-CP, annex I, in twips.
_PAGE, _LEFT, _RIGHT = 11906, 1701, 1134
_NARROWEST = 2000
# Text in the cells is at most so large, in half points.
_CELL = 24
_UNICODE_FONT = "Times New Roman"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and whether its text is centred."""

    title: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """What the last page holds: a heading, a sentence, a table, and lines below it."""

    heading: str
    opening: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How the text of the document looks where its styles do not say, and how wide it is."""

    font: str | None
    size: int | None
    width: int
    table_style: str | None


def add_appendix(file: WordFile, appendix: Appendix) -> None:
    """Put the page before the end of the document, under the bookmark by which the reader leaves it out."""
    body = child(file.parts.document, "body")
    if body is None:
        return
    look = _look_of(file, body)
    last = child(body, "sectPr")
    made = list(_elements(appendix, look))
    mark = str(_free_bookmark(body))
    name = {W + "id": mark, W + "name": APPENDIX}
    made[0].insert(1, etree.Element(W + "bookmarkStart", name))
    made[-1].append(etree.Element(W + "bookmarkEnd", {W + "id": mark}))
    for element in made:
        if last is None:
            body.append(element)
        else:
            last.addprevious(element)


def _free_bookmark(body: etree._Element) -> int:
    return max((number(one.get(W + "id"), 0) for one in body.iter(W + "bookmarkStart")), default=0) + 1


def _look_of(file: WordFile, body: etree._Element) -> _Look:
    fonts: Counter[str] = Counter()
    sizes: Counter[int] = Counter()
    for run in body.iter(W + "r"):
        letters = sum(len(text.text or "") for text in run.iterfind(W + "t"))
        own = child(run, "rPr", "rFonts")
        fonts[(None if own is None else own.get(W + "ascii")) or ""] += letters
        sizes[number(value(run, "rPr", "sz"), 0)] += letters
    font = next((name for name, _ in fonts.most_common(1)), "") or None
    size = next((one for one, _ in sizes.most_common(1)), 0) or None
    # What is added is Unicode, which the fonts of legacy encodings draw as something else.
    if legacy_of_font(font or Fonts(file.parts.styles).of(None, None)):
        font = _UNICODE_FONT
    return _Look(font, size, _width(child(body, "sectPr")), _grid(file.parts.styles))


def _width(section: etree._Element | None) -> int:
    """The width of a column of text in twips."""
    page, margins, columns = (child(section, name) for name in ("pgSz", "pgMar", "cols"))
    width = number(None if page is None else page.get(W + "w"), _PAGE)
    if margins is None:
        width -= _LEFT + _RIGHT
    else:
        width -= number(margins.get(W + "left"), _LEFT) + number(margins.get(W + "right"), _RIGHT)
    if columns is not None:
        count = max(1, number(columns.get(W + "num"), 1))
        width = (width - (count - 1) * number(columns.get(W + "space"), 720)) // count
    return max(_NARROWEST, width)


def _grid(styles: etree._Element | None) -> str | None:
    """The id of the style `Table Grid`; its name is the same in all languages."""
    for style in [] if styles is None else styles.iterfind(W + "style"):
        if style.get(W + "type") == "table" and (value(style, "name") or "").lower() == "table grid":
            return style.get(W + "styleId")
    return None


def _elements(appendix: Appendix, look: _Look) -> Iterator[etree._Element]:
    heading = _paragraph(appendix.heading, look, align="center", bold=True, after=120)
    properties = heading[0]
    for name in ("keepNext", "pageBreakBefore"):
        properties.insert(0 if name == "keepNext" else 1, etree.Element(W + name))
    yield heading
    if appendix.opening:
        yield _paragraph(appendix.opening, look, align="both", after=120)
    if appendix.rows:
        yield _table(appendix.columns, appendix.rows, look)
    for at, line in enumerate(appendix.lines):
        yield _paragraph(line, look, align="both", before=120 if at == 0 else 0, after=60)
    # A body must not end with a table.
    yield _paragraph("", look, align="left")


def _paragraph(
    text: str,
    look: _Look,
    *,
    align: str,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
    size: int | None = None,
) -> etree._Element:
    paragraph = etree.Element(W + "p", nsmap={"w": W.strip("{}")})
    properties = etree.SubElement(paragraph, W + "pPr")
    spacing = {"before": before, "after": after, "line": 240}
    etree.SubElement(
        properties,
        W + "spacing",
        {**{W + name: str(one) for name, one in spacing.items()}, W + "lineRule": "auto"},
    )
    etree.SubElement(properties, W + "ind", {W + "left": "0", W + "right": "0", W + "firstLine": "0"})
    etree.SubElement(properties, W + "jc", {W + "val": align})
    if not text:
        return paragraph
    run = etree.SubElement(paragraph, W + "r")
    style = etree.SubElement(run, W + "rPr")
    if look.font:
        names = {W + name: printable(look.font) for name in ("ascii", "hAnsi", "cs")}
        etree.SubElement(style, W + "rFonts", names)
    for name in ("b", "bCs"):
        etree.SubElement(style, W + name, {W + "val": "1" if bold else "0"})
    points = size or look.size
    for name in ("sz", "szCs") if points else ():
        etree.SubElement(style, W + name, {W + "val": str(points)})
    words = etree.SubElement(run, W + "t", {_SPACE: "preserve"})
    words.text = printable(text)
    return paragraph


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], look: _Look) -> etree._Element:
    widths = [int(column.share * look.width) for column in columns]
    table = etree.Element(W + "tbl", nsmap={"w": W.strip("{}")})
    properties = etree.SubElement(table, W + "tblPr")
    if look.table_style:
        etree.SubElement(properties, W + "tblStyle", {W + "val": look.table_style})
    etree.SubElement(properties, W + "tblW", {W + "w": str(sum(widths)), W + "type": "dxa"})
    etree.SubElement(properties, W + "jc", {W + "val": "center"})
    borders = etree.SubElement(properties, W + "tblBorders")
    line = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
    for side in _SIDES:
        etree.SubElement(borders, W + side, {W + name: one for name, one in line.items()})
    etree.SubElement(properties, W + "tblLayout", {W + "type": "fixed"})
    grid = etree.SubElement(table, W + "tblGrid")
    for width in widths:
        etree.SubElement(grid, W + "gridCol", {W + "w": str(width)})
    size = min(look.size or _CELL, _CELL)
    for at, row in enumerate(([column.title for column in columns], *rows)):
        line_of = etree.SubElement(table, W + "tr")
        own = etree.SubElement(line_of, W + "trPr")
        etree.SubElement(own, W + "cantSplit")
        if at == 0:
            etree.SubElement(own, W + "tblHeader")
        for column, width, text in zip(columns, widths, row, strict=True):
            cell = etree.SubElement(line_of, W + "tc")
            fitted = etree.SubElement(cell, W + "tcPr")
            etree.SubElement(fitted, W + "tcW", {W + "w": str(width), W + "type": "dxa"})
            if at == 0:
                etree.SubElement(fitted, W + "vAlign", {W + "val": "center"})
            align = "center" if at == 0 or column.centred else "left"
            cell.append(_paragraph(text, look, align=align, bold=at == 0, before=40, after=40, size=size))
    return table
