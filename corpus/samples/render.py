"""The sample plans on paper: plain text, and Word in the form of Nghị định 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from corpus.samples.markup import SAME_AS_ABOVE, SAME_AS_LEFT, Block, Source, Table

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TYPE = "KẾ HOẠCH"
RECIPIENTS = "Nơi nhận:"
APPENDIX = "PHỤ LỤC"

FONT = "Times New Roman"
EPOCH = datetime.datetime(2026, 1, 1)
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def _recipients(source: Source) -> list[str]:
    lines = [f"- {name}" for name in source.front["recipients"]]
    return [f"{line};" for line in lines[:-1]] + [f"{lines[-1]}."]


def split_appendix(source: Source) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks before the signature and those of the appendix after it."""
    kinds = [block.kind for block in source.blocks]
    cut = kinds.index("appendix") if "appendix" in kinds else len(kinds)
    return source.blocks[:cut], source.blocks[cut:]


# --- plain text ---


def table_lines(table: Table) -> list[str]:
    """A Markdown pipe table: a cell merged to the left is repeated, one merged from above is empty."""
    lines = []
    for number, row in enumerate(table.rows):
        shown: list[str] = []
        for cell in row:
            left = shown[-1] if shown else ""
            plain = {SAME_AS_LEFT: left, SAME_AS_ABOVE: ""}.get(cell.plain, cell.plain)
            shown.append(plain)
        lines.append("| " + " | ".join(shown) + " |")
        if number == 0:
            lines.append("|" + " --- |" * len(row))
    return lines


def _block_text(block: Block) -> str:
    if block.table:
        return "\n".join(table_lines(block.table))
    if block.kind == "appendix":
        return f"{APPENDIX}\n\n{block.title}\n\n{block.text}"
    return block.text


def to_text(source: Source) -> str:
    """The plan as plain text in reading order, paragraphs set apart by empty lines."""
    body, appendix = split_appendix(source)
    front = source.front
    parts = [
        "\n".join(front["letterhead"]),
        STATE,
        MOTTO,
        front["number_line"],
        front["dateline"],
        TYPE,
        "\n".join(line.plain for line in source.title),
        *(_block_text(block) for block in body),
        "\n".join([RECIPIENTS, *_recipients(source)]),
        "\n".join(front["signature"]),
        source.meta["signer"]["name"],
        *(_block_text(block) for block in appendix),
    ]
    return "\n\n".join(parts) + "\n"


# --- Word ---


def _write(
    paragraph: Any,
    text: str,
    size: float = 14,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
) -> Any:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _tight(paragraph: Any) -> Any:
    layout = paragraph.paragraph_format
    layout.space_after = layout.space_before = Pt(0)
    layout.first_line_indent = Cm(0)
    layout.line_spacing = 1.0
    return paragraph


def _rule(paragraph: Any, indent: float) -> None:
    """The short line that the decree wants under the tiêu ngữ and under the trích yếu."""
    layout = _tight(paragraph).paragraph_format
    layout.left_indent = layout.right_indent = Cm(indent)
    layout.space_before, layout.line_spacing = Pt(3), Pt(5)
    _write(paragraph, "", 4)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    # The schema wants pBdr before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _cell_lines(cell: Any, lines: Sequence[tuple[str, dict[str, Any]]]) -> None:
    for number, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _write(_tight(paragraph), text, **style)


def _letterhead(document: Any, source: Source) -> None:
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    bold = {"size": 13, "bold": True, "align": CENTRE}
    plain = {"size": 13, "align": CENTRE}
    _cell_lines(table.cell(0, 0), [(line, bold) for line in source.front["letterhead"]])
    _cell_lines(table.cell(0, 1), [(STATE, {**bold, "size": 12}), (MOTTO, bold)])
    _rule(table.cell(0, 0).add_paragraph(), 2.2)
    _rule(table.cell(0, 1).add_paragraph(), 2.0)
    _cell_lines(table.cell(1, 0), [(source.front["number_line"], plain)])
    _cell_lines(table.cell(1, 1), [(source.front["dateline"], {**plain, "italic": True})])
    _widths(table, (6.3, 10.2))


def _widths(table: Any, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        table.columns[column].width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _signature(document: Any, source: Source) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    _mark_row(table.rows[0], "cantSplit")
    left, right = table.rows[0].cells
    head = (RECIPIENTS, {"size": 12, "bold": True, "italic": True})
    _cell_lines(left, [head, *((line, {"size": 11}) for line in _recipients(source))])
    bold = {"bold": True, "align": CENTRE}
    gap = [("", bold)] * 4
    signer = (source.meta["signer"]["name"], bold)
    _cell_lines(right, [*((line, bold) for line in source.front["signature"]), *gap, signer])
    _widths(table, (8.5, 8.0))


def _mark_row(row: Any, name: str) -> None:
    """Switch on a property of a row: ``tblHeader`` repeats it, ``cantSplit`` keeps it on one page."""
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _ruled_table(document: Any, table: Table) -> None:
    drawn = document.add_table(rows=len(table.rows), cols=len(table.rows[0]), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            if cell.plain == SAME_AS_ABOVE:
                drawn.cell(y - 1, x).merge(drawn.cell(y, x))
            elif cell.plain == SAME_AS_LEFT:
                drawn.cell(y, x - 1).merge(drawn.cell(y, x))
            else:
                header = y < table.header
                total = table.kind == "allocations" and y == len(table.rows) - 1
                centred = header or x == 0 or (table.kind == "allocations" and x > 1)
                align = CENTRE if centred else WD_ALIGN_PARAGRAPH.LEFT
                paragraph = _tight(drawn.cell(y, x).paragraphs[0])
                _write(paragraph, cell.plain, 13, bold=header or total, align=align)
        _mark_row(drawn.rows[y], "cantSplit")
        if y < table.header:
            _mark_row(drawn.rows[y], "tblHeader")
    widths = (1.2, 5.0, 3.6, 3.8, 2.9) if table.kind == "tasks" else (1.2, 4.5, 3.6, 3.6, 3.6)
    _column_widths(drawn, widths)


def _column_widths(table: Any, widths: Sequence[float]) -> None:
    """Set the grid and each real cell; a cell that spans columns is as wide as they are together."""
    for column, width in enumerate(widths):
        table.columns[column].width = Cm(width)
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Cm(sum(widths[at : at + cell.grid_span]))
            at += cell.grid_span


def _page_number(section: Any) -> None:
    """A number in the middle of the upper margin, none on the first page."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)


def _margins(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)


def _paragraph(document: Any, block: Block, after_table: bool) -> None:
    paragraph = document.add_paragraph()
    if after_table:
        paragraph.paragraph_format.space_before = Pt(8)
    paragraph.alignment = JUSTIFY
    depth = len(block.path)
    if block.kind == "run_in":
        head = block.text[: len(block.text) - len(block.body)]
        _write(paragraph, head, bold=True)
        _write(paragraph, block.body)
        return
    heading = block.kind == "heading"
    _write(paragraph, block.text, bold=heading and depth < 3, italic=heading and depth >= 3)
    paragraph.paragraph_format.keep_with_next = heading


def _appendix(document: Any, block: Block) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _margins(section)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    _write(_tight(document.add_paragraph()), APPENDIX, bold=True, align=CENTRE)
    _write(_tight(document.add_paragraph()), block.title or "", bold=True, align=CENTRE)
    reference = _write(_tight(document.add_paragraph()), block.text, italic=True, align=CENTRE)
    reference.paragraph_format.space_after = Pt(10)


def _body(document: Any, blocks: Sequence[Block]) -> None:
    for number, block in enumerate(blocks):
        if block.table:
            _ruled_table(document, block.table)
        elif block.kind == "appendix":
            _appendix(document, block)
        else:
            _paragraph(document, block, number > 0 and blocks[number - 1].kind == "table")


def _normal_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.first_line_indent = Cm(1.27)
    style.paragraph_format.line_spacing = 1.15
    document.styles["Header"].paragraph_format.first_line_indent = Cm(0)


def _properties(document: Any, source: Source) -> None:
    properties = document.core_properties
    properties.author = source.meta["issuer"]
    properties.title = " ".join(line.plain for line in source.title)
    properties.comments = ""
    properties.language = "vi"
    properties.created = properties.modified = EPOCH
    properties.last_modified_by = ""
    properties.revision = 1


def to_docx(source: Source) -> bytes:
    """The plan as a Word file; the same source always gives the same parts in the same order."""
    document = docx.Document()
    _normal_style(document)
    _properties(document, source)
    _margins(document.sections[0])
    _page_number(document.sections[0])
    _letterhead(document, source)
    _write(_tight(document.add_paragraph()), "", 8)
    _write(_tight(document.add_paragraph()), TYPE, bold=True, align=CENTRE)
    for line in source.title:
        _write(_tight(document.add_paragraph()), line.plain, bold=True, align=CENTRE)
    _rule(document.add_paragraph(), 6.0)
    body, appendix = split_appendix(source)
    _body(document, body)
    # A signature never stands alone on its page.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _signature(document, source)
    _body(document, appendix)
    written = io.BytesIO()
    document.save(written)
    return _fixed_times(written.getvalue())


def _fixed_times(package: bytes) -> bytes:
    """The same zip with one time on all members, which python-docx sets to the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
