from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from extractors.document import CellPlace
from planparse.readers import read
from planparse.readers.docx import paragraphs_of_blocks
from tests.readers import make
from tests.readers.make import W, body_docx, p


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def field(code: str, result: str) -> str:
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f"<w:instrText>{code}</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run(t(result))
        + run('<w:fldChar w:fldCharType="end"/>')
    )


LONG = "Tổ chức các buổi đọc sách ngoài trời tại công viên và sân trường do"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(run(t("Mở ") + "<w:tab/>" + t("phòng\u00a0 đọc ")), ["Mở phòng đọc"], id="white space"),
        pytest.param(
            run(t("06") + "<w:noBreakHyphen/>" + t("08")), ["06-08"], id="hyphen that does not break"
        ),
        pytest.param(run(t("luân") + "<w:softHyphen/>" + t("chuyển")), ["luânchuyển"], id="soft hyphen"),
        pytest.param(run(t("a")) + f"<w:ins>{run(t('b'))}</w:ins>", ["ab"], id="inserted text stays"),
        pytest.param(
            run(t("a")) + f"<w:del>{run('<w:delText>b</w:delText>')}</w:del>", ["a"], id="deleted text goes"
        ),
        pytest.param(
            f"<w:moveFrom>{run(t('a'))}</w:moveFrom><w:moveTo>{run(t('b'))}</w:moveTo>",
            ["b"],
            id="moved text",
        ),
        pytest.param(run(t("a")) + run(t("b"), "<w:vanish/>"), ["a"], id="hidden text"),
        pytest.param(run(t("a"), '<w:vanish w:val="0"/>'), ["a"], id="text that is not hidden"),
        pytest.param(run(t("Kế hoạch"), "<w:caps/>"), ["KẾ HOẠCH"], id="capitals by format"),
        pytest.param(field("PAGE", "7") + run(t(" sách")), ["7 sách"], id="field: the result, not the code"),
        pytest.param(
            field("IF " + "x", "có") + field(' HYPERLINK "x" ', "đường dẫn"), ["cóđường dẫn"], id="two fields"
        ),
        pytest.param(f"<w:fldSimple>{run(t('2026'))}</w:fldSimple>", ["2026"], id="simple field"),
        pytest.param(f"<w:hyperlink>{run(t('thư viện'))}</w:hyperlink>", ["thư viện"], id="link"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run(t('nội dung'))}</w:sdtContent></w:sdt>",
            ["nội dung"],
            id="control",
        ),
        pytest.param(f"<w:smartTag>{run(t('Hồ Xanh'))}</w:smartTag>", ["Hồ Xanh"], id="smart tag"),
        pytest.param(
            run(t("KẾ HOẠCH") + "<w:br/>" + t("Về việc đọc sách")),
            ["KẾ HOẠCH", "Về việc đọc sách"],
            id="lines",
        ),
        pytest.param(
            run(t("Duy trì đàn bò khoảng") + "<w:br/>" + t("3.650 con.")),
            ["Duy trì đàn bò khoảng 3.650 con."],
            id="line break before a figure",
        ),
        pytest.param(run(t(LONG) + "<w:br/>" + t("Phòng")), [LONG + " Phòng"], id="line break in a sentence"),
        pytest.param(
            run(t(LONG + ":") + "<w:br/>" + t("- Phòng")),
            [LONG + ":", "- Phòng"],
            id="line break before a bullet",
        ),
        pytest.param(
            run(t("Mở phòng đọc tại") + '<w:br w:type="page"/>' + t("các khu phố")),
            ["Mở phòng đọc tại các khu phố"],
            id="page break in a sentence",
        ),
        pytest.param(
            run('<w:sym w:font="Wingdings" w:char="F0FC"/>' + t(" Mở phòng đọc")),
            ["- Mở phòng đọc"],
            id="drawn bullet",
        ),
    ],
)
def test_text_of_a_paragraph(tmp_path: Path, paragraph: str, expected: list[str]) -> None:
    assert texts(body_docx(tmp_path / "a.docx", f"<w:p>{paragraph}</w:p>")) == expected


def test_a_field_left_open_does_not_swallow_the_document(tmp_path: Path) -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>PAGE</w:instrText>")
    path = body_docx(tmp_path / "a.docx", f"<w:p>{begin}</w:p>", p("Mục tiêu"))
    assert texts(path) == ["Mục tiêu"]


def test_paragraphs_cut_by_their_author_are_joined(tmp_path: Path) -> None:
    path = body_docx(tmp_path / "a.docx", p("Mở phòng đọc tại"), p(""), p("các khu phố."), p("Nội dung"))
    assert texts(path) == ["Mở phòng đọc tại các khu phố.", "Nội dung"]


def test_tracked_changes_are_told(tmp_path: Path) -> None:
    path = body_docx(tmp_path / "a.docx", f"<w:p>{run(t('a'))}<w:ins>{run(t('b'))}</w:ins></w:p>")
    assert [(notice.code, notice.arguments) for notice in read(path).notices] == [
        ("unaccepted-changes", {"count": "1"})
    ]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    drawing = (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice '
        f'Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = body_docx(tmp_path / "a.docx", f"<w:p>{drawing}{run(t('KẾ HOẠCH'))}</w:p>", p("Nội dung"))
    assert texts(path) == ["KẾ HOẠCH", "DỰ THẢO", "Nội dung"]


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "2"
    document.sections[0].footer.paragraphs[0].text = "Phường Sông Mây"
    document.add_paragraph("Mục tiêu")
    assert texts(make.save_docx(document, tmp_path / "a.docx")) == ["Mục tiêu"]


def cells(path: Path) -> list[tuple[str, CellPlace | None]]:
    return [(block.text, block.cell) for block in read(path).blocks]


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Phụ lục")
    table = document.add_table(4, 3, style="Table Grid")
    for row, line in enumerate(
        [["TT", "Khu phố", "Số hộ"], ["", "", "Nghèo"], ["1", "Mây Trắng", "12"], ["2", "", ""]]
    ):
        for cell, text in zip(table.rows[row].cells, line, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    table.cell(3, 1).text = "Không có"
    table.cell(2, 1).add_paragraph("(mới lập)")
    document.add_paragraph("Hết")
    assert cells(make.save_docx(document, tmp_path / "a.docx")) == [
        ("Phụ lục", None),
        ("TT", CellPlace(0, 0, 0, rows=2)),
        ("Khu phố", CellPlace(0, 0, 1)),
        ("Số hộ", CellPlace(0, 0, 2)),
        ("Nghèo", CellPlace(0, 1, 2)),
        ("1", CellPlace(0, 2, 0)),
        ("Mây Trắng\n(mới lập)", CellPlace(0, 2, 1)),
        ("12", CellPlace(0, 2, 2)),
        ("2", CellPlace(0, 3, 0)),
        ("Không có", CellPlace(0, 3, 1, columns=2)),
        ("Hết", None),
    ]


def test_a_table_inside_a_cell_comes_after_it(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(1, 2, style="Table Grid")
    outer.cell(0, 0).text = "ngoài"
    inner = outer.cell(0, 0).add_table(1, 1)
    inner.cell(0, 0).text = "trong"
    outer.cell(0, 1).text = "sau"
    assert cells(make.save_docx(document, tmp_path / "a.docx")) == [
        ("ngoài", CellPlace(0, 0, 0)),
        ("trong", CellPlace(1, 0, 0)),
        ("sau", CellPlace(0, 0, 1)),
    ]


def test_rows_in_content_controls_and_deleted_rows(tmp_path: Path) -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{p(text)}</w:tc><w:tc>{p('x')}</w:tc></w:tr>"

    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
        + row("một")
        + f"<w:sdt><w:sdtContent>{row('hai')}</w:sdtContent></w:sdt>"
        + row("bỏ", "<w:del/>")
        + row("ba")
        + "</w:tbl>"
    )
    path = body_docx(tmp_path / "a.docx", table)
    assert [(text, place.row) for text, place in cells(path) if place and place.column == 0] == [
        ("một", 0),
        ("hai", 1),
        ("ba", 2),
    ]


def test_a_table_that_only_places_the_form_is_no_table(tmp_path: Path) -> None:
    document = read(make.plan_docx(tmp_path / "a.docx"))
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_table_without_lines_that_holds_data_is_one(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Khu phố", "Số hộ", "Mây", "12"], strict=True
    ):
        cell.text = text
    assert {block.kind for block in read(make.save_docx(document, tmp_path / "a.docx")).blocks} == {"cell"}


def test_a_label_that_word_computes(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Mục tiêu", style="List Number")
    document.add_paragraph("Nội dung", style="List Number")
    document.add_paragraph("Sách", style="List Bullet")
    table = document.add_table(1, 2, style="Table Grid")
    table.cell(0, 0).paragraphs[0].style = document.styles["List Number"]
    table.cell(0, 1).text = "Mây Trắng"
    blocks = read(make.save_docx(document, tmp_path / "a.docx")).blocks
    assert [(block.label, block.text) for block in blocks] == [
        ("1.", "Mục tiêu"),
        ("2.", "Nội dung"),
        ("-", "Sách"),
        (None, "3."),  # a cell that holds nothing but its number
        (None, "Mây Trắng"),
    ]


def test_a_style_may_hide_or_raise_its_text(tmp_path: Path) -> None:
    document = Document()
    for name, look in (("Hidden", "<w:vanish/>"), ("Raised", "<w:caps/>")):
        document.styles.element.append(
            make.element(
                f'<w:style w:type="paragraph" w:styleId="{name}"><w:name '
                f'w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'
            )
        )
    body = document.element.body
    for xml in (p("ẩn", '<w:pStyle w:val="Hidden"/>'), p("Kế hoạch", '<w:pStyle w:val="Raised"/>')):
        body.insert(len(body) - 1, make.element(xml))
    assert texts(make.save_docx(document, tmp_path / "a.docx")) == ["KẾ HOẠCH"]


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    source = read(make.plan_docx(tmp_path / "plan.txt")).source
    assert (source.format, source.pages, source.ocr) == ("docx", None, False)
    assert source.path == str(tmp_path / "plan.txt") and len(source.sha256 or "") == 64


def test_a_package_may_name_its_document_otherwise(tmp_path: Path) -> None:
    relations = (
        "<Relationships "
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    xml = f"<w:document {strict}><w:body>{p('Mục tiêu')}</w:body></w:document>"
    path = tmp_path / "a.docx"
    path.write_bytes(make.zipped({"_rels/.rels": relations.encode(), "word/document2.xml": xml.encode()}))
    assert texts(path) == ["Mục tiêu"]


def test_a_block_knows_its_paragraphs(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('một')}{p('')}{p('Hai')}</w:tc><w:tc>{p('ba')}</w:tc></w:tr></w:tbl>"
    path = body_docx(tmp_path / "a.docx", p("Mở phòng đọc tại"), p(""), p("các khu phố."), table, p("Hết"))
    assert texts(path) == ["Mở phòng đọc tại các khu phố.", "một\nHai", "ba", "Hết"]
    assert paragraphs_of_blocks(path.read_bytes(), str(path)) == ((0, 2), (3, 5), (6,), (7,))
