"""Files for the reader tests: Word and PDF documents of an invented ward, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.programs import need_file

W = nsdecls("w")
_FONTS = Path("/usr/share/fonts/truetype/dejavu")

# One plan of a ward that does not exist, as its paragraphs.
LETTERHEAD_LEFT = ["ỦY BAN NHÂN DÂN", "PHƯỜNG SÔNG MÂY", "Số: 45/KH-UBND"]
LETTERHEAD_RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DATELINE = "Sông Mây, ngày 12 tháng 02 năm 2026"
BODY = [
    "KẾ HOẠCH",
    "Phát triển đường sách và phòng đọc cộng đồng trên địa bàn phường năm 2026",
    "Thực hiện Kế hoạch số 210/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Hồ Xanh về phát "
    "triển văn hóa "
    "đọc, Ủy ban nhân dân phường Sông Mây xây dựng kế hoạch thực hiện với những nội dung chính như sau:",
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "Nâng cao thói quen đọc sách của người dân mọi lứa tuổi, nhất là học sinh và người cao tuổi; gắn "
    "phòng đọc "
    "với nhà sinh hoạt khu phố để mỗi gia đình đều có nơi mượn sách gần nhà và được hướng dẫn cách "
    "chọn sách.",
    "2. Mục tiêu cụ thể",
    "- Mở mới 06 phòng đọc tại các khu phố, mỗi phòng có ít nhất 800 bản sách và mở cửa tối thiểu 05 "
    "buổi trong "
    "một tuần, kể cả ngày nghỉ.",
    "- Vận động 1.250 hộ gia đình tham gia tủ sách luân chuyển.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Văn hóa - Xã hội",
    "a) Chủ trì, phối hợp với Công an phường và các trường học trên địa bàn lập danh mục sách, báo "
    "cáo Ủy ban "
    "nhân dân phường trước ngày 30/6/2026.",
    "b) Theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
    "2. Các khu phố",
    "Bố trí phòng đọc, cử người trực và bảo quản sách theo hướng dẫn của Phòng Văn hóa - Xã hội.",
    "Trên đây là Kế hoạch phát triển đường sách và phòng đọc cộng đồng trên địa bàn phường năm 2026./.",
]
RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- Các khu phố;", "- Lưu: VT."]
SIGNATURE = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình Minh"]


def plan_lines() -> list[str]:
    """The plan as a text editor shows it, one paragraph a line, in the order in which readers give it."""
    return [*LETTERHEAD_LEFT, *LETTERHEAD_RIGHT, DATELINE, *BODY, *RECIPIENTS, *SIGNATURE]


def save_docx(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def plan_docx(path: Path) -> Path:
    """The plan as offices write it: letterhead and foot in tables without lines."""
    document = Document()
    _beside(document, LETTERHEAD_LEFT, [*LETTERHEAD_RIGHT, DATELINE])
    for paragraph in BODY:
        document.add_paragraph(paragraph)
    _beside(document, RECIPIENTS, SIGNATURE)
    return save_docx(document, path)


def _beside(document: Any, left: Sequence[str], right: Sequence[str]) -> None:
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def element(xml: str) -> Any:
    """An element of WordprocessingML written as text, with the prefix ``w`` known."""
    at = next(i for i, sign in enumerate(xml) if sign in " />" and i > 0)
    return parse_xml(f"{xml[:at]} {W}{xml[at:]}")


def body_docx(path: Path, *elements: str) -> Path:
    """A Word file whose body holds just these elements."""
    document = Document()
    body = document.element.body
    for xml in elements:
        body.insert(len(body) - 1, element(xml))
    return save_docx(document, path)


def p(text: str, properties: str = "") -> str:
    """A ``w:p`` with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def serif() -> Path:
    """The file of a font with Vietnamese letters; skips the test where there is none."""
    return need_file(_FONTS / "DejaVuSerif.ttf", "fonts-dejavu-core")


def fonts() -> None:
    """Fonts with Vietnamese letters for reportlab; skips the test where there are none."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Serif", str(serif())))


def pdf_of(path: Path, story: Sequence[Any], **options: Any) -> Path:
    """A PDF of reportlab flowables on A4 with the margins of administrative documents."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    settings: dict[str, Any] = {"pagesize": A4, "leftMargin": 85, "rightMargin": 57, "topMargin": 57}
    decorate = options.pop("decorate", None)
    template = SimpleDocTemplate(str(path), **{**settings, **options})
    if decorate is None:
        template.build(list(story))
    else:
        template.build(list(story), onFirstPage=decorate, onLaterPages=decorate)
    return path


def style(**options: Any) -> Any:
    """The look of body text; ``indent`` is that of the first line."""
    from reportlab.lib.styles import ParagraphStyle

    indent = options.pop("indent", 28)
    base: dict[str, Any] = {
        "fontName": "Serif",
        "fontSize": 12,
        "leading": 16,
        "spaceAfter": 6,
        "alignment": 4,
    }
    return ParagraphStyle("body", **{**base, "firstLineIndent": indent, **options})


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[Any] = (), **options: Any
) -> Any:
    """A table with lines around its cells."""
    from reportlab.platypus import Paragraph, Table

    look = style(indent=0, alignment=0, fontSize=10, leading=12, spaceAfter=0)
    cells = [[Paragraph(text, look) if text else "" for text in row] for row in rows]
    commands: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *spans,
    ]
    return Table(cells, colWidths=list(widths), style=commands, **options)


def beside(left: Sequence[str], right: Sequence[str]) -> Any:
    """Two columns of lines without rules, as letterheads have them."""
    from reportlab.platypus import Paragraph, Table

    middle = style(indent=0, alignment=1, spaceAfter=0, fontSize=10, leading=14)
    columns = [[Paragraph(line, middle) for line in lines] for lines in (left, right)]
    return Table([columns], colWidths=[190, 270], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def plan_pdf(path: Path, **look: Any) -> Path:
    """The plan as a digital PDF."""
    from reportlab.platypus import Paragraph

    head = style(indent=0, alignment=1)
    body = [Paragraph(text, head if number < 2 else style(**look)) for number, text in enumerate(BODY)]
    story = [beside(LETTERHEAD_LEFT, [*LETTERHEAD_RIGHT, DATELINE]), *body, beside(RECIPIENTS, SIGNATURE)]
    return pdf_of(path, story)
