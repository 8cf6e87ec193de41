from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.document import CellPlace
from planparse.readers import read
from tests.readers import make

WORDS = (
    "Các khu phố mở phòng đọc ở nơi thuận tiện, cử người trực và giữ gìn sách báo theo hướng dẫn của phường"
)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    make.fonts()


def paragraphs(*texts: str, **look: Any) -> list[Any]:
    from reportlab.platypus import Paragraph

    return [Paragraph(text, make.style(**look)) for text in texts]


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


def test_source(tmp_path: Path) -> None:
    source = read(make.pdf_of(tmp_path / "plan.docx", paragraphs("Mục tiêu"))).source
    assert (source.format, source.pages, source.ocr) == ("pdf", 1, False)


def test_a_paragraph_over_a_page_break_is_one_block(tmp_path: Path) -> None:
    long = " ".join([WORDS] * 40) + "."
    document = read(make.pdf_of(tmp_path / "a.pdf", paragraphs(long, "Hết")))
    assert document.source.pages == 2
    assert [(block.text, block.page) for block in document.blocks] == [(long, 1), ("Hết", 2)]


@pytest.mark.parametrize("place", ["head", "foot"])
@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}"])
def test_page_numbers_are_dropped(tmp_path: Path, place: str, form: str) -> None:
    def decorate(canvas: Any, template: Any) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawCentredString(297, 805 if place == "head" else 30, form.format(canvas.getPageNumber()))

    long = " ".join([WORDS] * 90) + "."
    assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(long, "Hết"), decorate=decorate)) == [long, "Hết"]


def test_running_heads_are_dropped(tmp_path: Path) -> None:
    def decorate(canvas: Any, template: Any) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawString(85, 810, "Thư viện phường Sông Mây")
        canvas.drawString(85, 20, f"In ngày 12/02/2026, trang {canvas.getPageNumber()}")

    long = " ".join([WORDS] * 130) + "."
    assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(long), decorate=decorate)) == [long]


def test_lines_that_look_like_bullets_in_the_midst_of_a_sentence(tmp_path: Path) -> None:
    # Each word moves the break by a little, so that it falls on every gap once.
    for lead in range(1, 14):
        text = (
            "Mở "
            + "và " * lead
            + "phát triển kinh tế - xã hội, văn hóa - xã hội giai đoạn 2026 - 2030 đạt từ 75% - 80%"
        )
        long = f"{text}, {text}, {text}."
        assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(long, "- Hết", indent=0))) == [long, "- Hết"]


def test_a_symbol_broken_after_its_hyphen_closes_up(tmp_path: Path) -> None:
    first = "Thực hiện Kế hoạch số 2466/KH-<br/>UBND của tỉnh về đường sách."
    assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(first))) == [
        "Thực hiện Kế hoạch số 2466/KH-UBND của tỉnh về đường sách."
    ]


def test_a_heading_and_the_paragraph_below_it_stay_apart(tmp_path: Path) -> None:
    heading = "1. Phòng Văn hóa - Xã hội và các đơn vị phối hợp cùng thực hiện kế"  # almost a full line
    body = "Chủ trì mở phòng đọc, theo dõi và báo cáo kết quả hằng quý về Ủy ban nhân dân phường."
    assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(heading, body))) == [heading, body]


ROWS = [
    ["TT", "Nhiệm vụ", "Chủ trì"],
    ["1", WORDS + ".", "Phòng Văn hóa"],
    ["2", "Mở phòng đọc", "Các khu phố"],
]
WIDTHS = [30, 300, 110]


def cells(path: Path) -> list[tuple[str, CellPlace | None]]:
    return [(block.text, block.cell) for block in read(path).blocks]


def test_a_ruled_table(tmp_path: Path) -> None:
    story = [*paragraphs("Phụ lục"), make.ruled(ROWS, WIDTHS), *paragraphs("Hết")]
    assert cells(make.pdf_of(tmp_path / "a.pdf", story)) == [
        ("Phụ lục", None),
        *((text, CellPlace(0, r, c)) for r, row in enumerate(ROWS) for c, text in enumerate(row)),
        ("Hết", None),
    ]


def test_merged_cells(tmp_path: Path) -> None:
    rows = [["TT", "Khu phố", "Số hộ", ""], ["", "", "Nghèo", "Cận nghèo"], ["1", "Mây Trắng", "12", "20"]]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), ("SPAN", (2, 0), (3, 0))]
    table = make.ruled(rows, [40, 150, 100, 100], spans)
    assert cells(make.pdf_of(tmp_path / "a.pdf", [table])) == [
        ("TT", CellPlace(0, 0, 0, rows=2)),
        ("Khu phố", CellPlace(0, 0, 1, rows=2)),
        ("Số hộ", CellPlace(0, 0, 2, columns=2)),
        ("Nghèo", CellPlace(0, 1, 2)),
        ("Cận nghèo", CellPlace(0, 1, 3)),
        ("1", CellPlace(0, 2, 0)),
        ("Mây Trắng", CellPlace(0, 2, 1)),
        ("12", CellPlace(0, 2, 2)),
        ("20", CellPlace(0, 2, 3)),
    ]


def test_a_table_over_pages_is_one_and_its_head_is_read_once(tmp_path: Path) -> None:
    rows = [["TT", "Nhiệm vụ"], *([str(n), f"Mở phòng đọc khu phố {n}."] for n in range(1, 121))]
    table = make.ruled(rows, [40, 300], repeatRows=1)
    document = read(make.pdf_of(tmp_path / "a.pdf", [table]))
    assert (document.source.pages or 0) > 2
    assert [(block.text, block.cell) for block in document.blocks] == [
        (text, CellPlace(0, r, c)) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]


def test_a_row_cut_by_a_page_break_is_whole_again(tmp_path: Path) -> None:
    from reportlab.platypus import Spacer

    long = " ".join([WORDS] * 6) + "."
    rows = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", long, "Phòng Văn hóa"], ["2", "Mở phòng đọc", "Các khu phố"]]
    story = [Spacer(1, 560), make.ruled(rows, WIDTHS, splitInRow=1)]
    document = read(make.pdf_of(tmp_path / "a.pdf", story))
    assert document.source.pages == 2
    assert [(block.text, block.cell) for block in document.blocks] == [
        (text, CellPlace(0, r, c)) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]


def test_two_tables_on_one_page_are_two(tmp_path: Path) -> None:
    story = [make.ruled(ROWS, WIDTHS), *paragraphs("Biểu 2"), make.ruled(ROWS, WIDTHS)]
    blocks = read(make.pdf_of(tmp_path / "a.pdf", story)).blocks
    assert {block.cell.table for block in blocks if block.cell} == {0, 1}


def test_shaded_text_is_no_table(tmp_path: Path) -> None:
    text = f'<font backColor="yellow">{" ".join([WORDS] * 3)}</font>'
    assert {block.kind for block in read(make.pdf_of(tmp_path / "a.pdf", paragraphs(text))).blocks} == {
        "paragraph"
    }


def test_a_framed_page_is_no_table(tmp_path: Path) -> None:
    def decorate(canvas: Any, template: Any) -> None:
        canvas.rect(40, 40, 515, 760)
        canvas.line(40, 780, 555, 780)

    assert texts(make.pdf_of(tmp_path / "a.pdf", paragraphs(WORDS + "."), decorate=decorate)) == [WORDS + "."]


def test_a_page_of_pictures_is_told_where_nothing_can_recognise_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image
    from reportlab.platypus import Image as Picture
    from reportlab.platypus import PageBreak

    Image.new("L", (40, 40), 128).save(tmp_path / "scan.png")
    story = [
        *paragraphs("Mục tiêu"),
        PageBreak(),
        Picture(str(tmp_path / "scan.png")),
        PageBreak(),
        *paragraphs("Hết"),
    ]
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read(make.pdf_of(tmp_path / "a.pdf", story))
    assert [(notice.code, notice.arguments) for notice in document.notices] == [
        ("page-without-text", {"page": "2"}),
        ("ocr-missing", {"pages": "2"}),
    ]
    assert not document.source.ocr
    assert [block.page for block in document.blocks] == [1, 3]


def test_a_garbled_text_layer_is_told(tmp_path: Path) -> None:
    garbled = "7KӵF KLӋQ ÿӏQK FӫD Gi·m ÿӕF cÙng QJKLӋS trÍn ÿӏD b‡n WӍQK NLӇP tra YLӋF FKҩS h‡nh"
    document = read(make.pdf_of(tmp_path / "a.pdf", paragraphs(garbled)))
    assert [notice.code for notice in document.notices] == ["garbled-text-layer"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_by_the_viewer(tmp_path: Path, turn: int) -> None:
    import pypdfium2

    path = make.pdf_of(tmp_path / "a.pdf", paragraphs("Mục tiêu chung", "Nội dung thực hiện"))
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(turn)
    document.save(tmp_path / "b.pdf")
    document.close()
    # The words stand askew to the viewer, who turns the page back.
    assert texts(tmp_path / "b.pdf") == ["Mục tiêu chung", "Nội dung thực hiện"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_sheet_printed_askew_and_turned_back(tmp_path: Path, turn: int) -> None:
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(turn)
    canvas.setFont("Serif", 12)
    for number, line in enumerate(["Mục tiêu chung của phường", "Nội dung thực hiện"]):
        canvas.drawString(-200, 100 - 40 * number, line)
    for at in range(3):
        canvas.line(-200, -100 - 30 * at, 100, -100 - 30 * at)
        canvas.line(-200 + 150 * at, -100, -200 + 150 * at, -160)
    for number, text in enumerate(["TT", "Khu phố", "1", "Mây Trắng"]):
        canvas.drawString(-190 + 150 * (number % 2), -120 - 30 * (number // 2), text)
    canvas.save()
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    document[0].set_rotation(turn)
    document.save(tmp_path / "b.pdf")
    document.close()
    assert cells(tmp_path / "b.pdf") == [
        ("Mục tiêu chung của phường", None),
        ("Nội dung thực hiện", None),
        ("TT", CellPlace(0, 0, 0)),
        ("Khu phố", CellPlace(0, 0, 1)),
        ("1", CellPlace(0, 1, 0)),
        ("Mây Trắng", CellPlace(0, 1, 1)),
    ]
