"""The last page that a review adds to a Word file: a table in the look of the document itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from planparse.readers.docx_appendix import APPENDIX
from planparse.readers.docx_fonts import Fonts
from planparse.readers.legacy import legacy_of_font
from planparse.readers.wordml import W, child, number, value
from planparse.report.word.comments import attribute, words
from planparse.report.word.package import SPACE, WordFile

# Where the last section does not say: A4 with the margins of Nghị định 30/2020/NĐ-CP, annex I, in twips.
_PAGE, _LEFT, _RIGHT = 11906, 1701, 1134
_NARROWEST = 2000
# So many runs tell how the text of a document looks.
_RUNS = 200
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
    written = "".join(_written(appendix, _look_of(file, body), _free_bookmark(body)))
    last = child(body, "sectPr")
    file.insert(written, body, len(body) if last is None else body.index(last))


def _free_bookmark(body: etree._Element) -> int:
    return max((number(one.get(W + "id"), 0) for one in body.iter(W + "bookmarkStart")), default=0) + 1


def _look_of(file: WordFile, body: etree._Element) -> _Look:
    fonts: Counter[str] = Counter()
    sizes: Counter[int] = Counter()
    for run in islice(body.iter(W + "r"), _RUNS):
        letters = sum(len(text.text or "") for text in run.iterchildren(W + "t"))
        look = child(run, "rPr")
        own = child(look, "rFonts")
        fonts[(None if own is None else own.get(W + "ascii")) or ""] += letters
        sizes[number(value(look, "sz"), 0)] += letters
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


def _written(appendix: Appendix, look: _Look, bookmark: int) -> Iterator[str]:
    """The XML of the page, the bookmark's two ends on its first and last paragraph."""
    start = f'<w:bookmarkStart w:id="{bookmark}" w:name="{APPENDIX}"/>'
    yield _paragraph(appendix.heading, look, "center", bold=True, after=120, new_page=True, mark=start)
    if appendix.opening:
        yield _paragraph(appendix.opening, look, "both", after=120)
    if appendix.rows:
        yield from _table(appendix.columns, appendix.rows, look)
    for at, line in enumerate(appendix.lines):
        yield _paragraph(line, look, "both", before=120 if at == 0 else 0, after=60)
    # A body must not end with a table.
    yield _paragraph("", look, "left", mark=f'<w:bookmarkEnd w:id="{bookmark}"/>')


def _paragraph(
    text: str,
    look: _Look,
    align: str,
    *,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
    new_page: bool = False,
    size: int | None = None,
    mark: str = "",
    inner: bool = False,
) -> str:
    space = "" if inner else SPACE
    page = "<w:keepNext/><w:pageBreakBefore/>" if new_page else ""
    properties = (
        f'<w:pPr>{page}<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>{mark}'
    )
    if not text:
        return f"<w:p {space}>{properties}</w:p>"
    on = "1" if bold else "0"
    style = f'<w:b w:val="{on}"/><w:bCs w:val="{on}"/>'
    if look.font:
        font = attribute(look.font)
        style = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{style}'
    points = size or look.size
    if points:
        style += f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>'
    return f"<w:p {space}>{properties}<w:r><w:rPr>{style}</w:rPr>{words(text)}</w:r></w:p>"


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], look: _Look) -> Iterator[str]:
    widths = [int(column.share * look.width) for column in columns]
    style = f'<w:tblStyle w:val="{attribute(look.table_style)}"/>' if look.table_style else ""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl {SPACE}><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    size = None if look.size is None else min(look.size, _CELL)
    for at, row in enumerate(([column.title for column in columns], *rows)):
        head = at == 0
        yield f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
        middle = '<w:vAlign w:val="center"/>' if head else ""
        for column, width, text in zip(columns, widths, row, strict=True):
            align = "center" if head or column.centred else "left"
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>'
            yield _paragraph(text, look, align, bold=head, before=40, after=40, size=size, inner=True)
            yield "</w:tc>"
        yield "</w:tr>"
    yield "</w:tbl>"
