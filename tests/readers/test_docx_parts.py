"""What a Word file holds beside its paragraphs: notes, boxes, tracked changes, hidden text, sections."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION

from extractors.document import Block
from planparse.readers import read
from planparse.readers.docx import Tracked, paragraphs_of_blocks, read_docx
from tests.readers import make
from tests.readers.make import W, body_docx, p, zipped

_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def ins(text: str) -> str:
    return f"<w:ins>{run(t(text))}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del>{run(f'<w:delText>{text}</w:delText>')}</w:del>"


def note(number: int, kind: str = "footnote", mark: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if mark else ""
    return run(f'<w:{kind}Reference w:id="{number}"{custom}/>{t(mark) if mark else ""}')


def package(path: Path, *body: str, **parts: str) -> Path:
    """A Word file of its body and some other parts (``footnotes``, ``endnotes``, ``comments``)."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_MAIN}/{name}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": f"<w:{name} {W}>{inner}</w:{name}>" for name, inner in parts.items()},
    }
    path.write_bytes(zipped({name: text.encode() for name, text in files.items()}))
    return path


def blocks(path: Path, tracked: Tracked = "accepted") -> list[Block]:
    return list(read_docx(path.read_bytes(), str(path), tracked=tracked)[0])


def texts(path: Path, tracked: Tracked = "accepted") -> list[str]:
    return [block.text for block in blocks(path, tracked)]


NOTES = (
    f'<w:footnote w:type="separator" w:id="-1">{p("")}</w:footnote>'
    f"<w:footnote "
    f'w:id="1"><w:p>{run("<w:footnoteRef/>")}{run(t(" Theo báo cáo của phường."))}</w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("Số liệu năm 2025.")}{p("Nguồn: Thống kê.")}</w:footnote>'
)


def test_a_footnote_follows_its_paragraph_and_its_mark_is_no_text(tmp_path: Path) -> None:
    first = f"<w:p>{run(t('Mở 06 phòng đọc'))}{note(1)}{run(t(' tại các khu phố.'))}</w:p>"
    path = package(tmp_path / "a.docx", first, p("Vận động 120 hộ."), footnotes=NOTES)
    assert texts(path) == ["Mở 06 phòng đọc tại các khu phố.", "Theo báo cáo của phường.", "Vận động 120 hộ."]
    assert {block.kind for block in blocks(path)} == {"paragraph"}


def test_several_notes_and_paragraphs_of_notes_keep_their_order(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.docx", f"<w:p>{run(t('Nội dung.'))}{note(2)}{note(1)}</w:p>", p("Hết."), footnotes=NOTES
    )
    assert texts(path) == [
        "Nội dung.", "Số liệu năm 2025.", "Nguồn: Thống kê.", "Theo báo cáo của phường.", "Hết.",
    ]  # fmt: skip


def test_a_footnote_does_not_cut_a_sentence_that_goes_on(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.docx",
        f"<w:p>{run(t('Mở phòng đọc tại'))}{note(1)}</w:p>",
        p("các khu phố."),
        footnotes=NOTES,
    )
    assert texts(path) == ["Mở phòng đọc tại các khu phố.", "Theo báo cáo của phường."]


def test_an_endnote_is_a_note_too(tmp_path: Path) -> None:
    notes = f'<w:endnote w:id="1">{p("Xem phụ lục.")}</w:endnote>'
    body = f"<w:p>{run(t('Nội dung.'))}{note(1, 'endnote')}</w:p>"
    assert texts(package(tmp_path / "a.docx", body, endnotes=notes)) == ["Nội dung.", "Xem phụ lục."]


def test_footnotes_of_a_table_follow_the_table(tmp_path: Path) -> None:
    cell = f"<w:tc><w:p>{run(t('12'))}{note(1)}</w:p></w:tc>"
    table = f"<w:tbl><w:tr><w:tc>{p('Số hộ')}</w:tc>{cell}</w:tr><w:tr><w:tc>{p('Khu')}</w:tc><w:tc>{p('Mây')}</w:tc></w:tr></w:tbl>"
    path = package(tmp_path / "a.docx", table, p("Hết."), footnotes=NOTES)
    assert [(block.text, block.kind) for block in blocks(path)] == [
        ("Số hộ", "cell"), ("12", "cell"), ("Khu", "cell"), ("Mây", "cell"),
        ("Theo báo cáo của phường.", "paragraph"), ("Hết.", "paragraph"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["*", "(1)"])
def test_a_mark_of_the_authors_own_is_no_text(tmp_path: Path, mark: str) -> None:
    body = f"<w:p>{run(t('Nội dung'))}{note(1, mark=mark)}{run(t('.'))}</w:p>"
    assert texts(package(tmp_path / "a.docx", body, footnotes=NOTES))[0] == "Nội dung."


def test_a_note_that_is_not_there(tmp_path: Path) -> None:
    body = f"<w:p>{run(t('Nội dung.'))}{note(9)}</w:p>"
    assert texts(package(tmp_path / "a.docx", body, footnotes=NOTES)) == ["Nội dung."]
    assert texts(package(tmp_path / "b.docx", body)) == ["Nội dung."]


def test_a_note_belongs_to_the_paragraph_that_refers_to_it(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.docx", p("Một."), f"<w:p>{run(t('Hai.'))}{note(1)}</w:p>", p("Ba."), footnotes=NOTES
    )
    assert paragraphs_of_blocks(path.read_bytes(), str(path)) == ((0,), (1,), (1,), (2,))


def test_comments_are_left_out(tmp_path: Path) -> None:
    body = (
        f'<w:p><w:commentRangeStart w:id="0"/>{run(t("Nội dung."))}<w:commentRangeEnd w:id="0"/>'
        f"{run('<w:commentReference w:id=' + chr(34) + '0' + chr(34) + '/>')}</w:p>"
    )
    comments = f'<w:comment w:id="0">{p("Xem lại số liệu này")}</w:comment>'
    assert texts(package(tmp_path / "a.docx", body, comments=comments)) == ["Nội dung."]


BOTH = pytest.mark.parametrize(
    ("body", "accepted", "original"),
    [
        pytest.param(
            f"<w:p>{run(t('Mở '))}{gone('06')}{ins('08')}{run(t(' phòng đọc.'))}</w:p>",
            ["Mở 08 phòng đọc."],
            ["Mở 06 phòng đọc."],
            id="a figure that was changed",
        ),
        pytest.param(
            f"<w:p>{run(t('Một.'))}</w:p><w:p><w:moveFrom>{run(t('Hai.'))}</w:moveFrom></w:p>"
            f"<w:p>{run(t('Ba.'))}</w:p><w:p><w:moveTo>{run(t('Hai.'))}</w:moveTo></w:p>",
            ["Một.", "Ba.", "Hai."],
            ["Một.", "Hai.", "Ba."],
            id="a paragraph that was moved",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{ins('Thêm.')}</w:p>{p('Cũ.')}",
            ["Thêm.", "Cũ."],
            ["Cũ."],
            id="a paragraph that was added",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{gone('Bỏ.')}</w:p>{p('Cũ.')}",
            ["Cũ."],
            ["Bỏ.", "Cũ."],
            id="a paragraph that was deleted",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(t('Một. '))}</w:p>{p('Hai.')}",
            ["Một. Hai."],
            ["Một.", "Hai."],
            id="two paragraphs made one",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{run(t('Một. '))}</w:p>{p('Hai.')}",
            ["Một.", "Hai."],
            ["Một. Hai."],
            id="one paragraph made two",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(t('Cuối.'))}</w:p>",
            ["Cuối."],
            ["Cuối."],
            id="the last mark deleted",
        ),
        pytest.param(
            "<w:p>"
            + run(t("Ẩn sau."), "<w:vanish/><w:rPrChange><w:rPr/></w:rPrChange>")
            + run(t("Hiện."))
            + "</w:p>",
            ["Hiện."],
            ["Ẩn sau.Hiện."],
            id="text that was hidden",
        ),
        pytest.param(
            "<w:tbl>"
            + "".join(
                f"<w:tr><w:trPr>{change}</w:trPr><w:tc>{p(text)}</w:tc><w:tc>{p('x')}</w:tc></w:tr>"
                for text, change in (("một", ""), ("bỏ", "<w:del/>"), ("thêm", "<w:ins/>"))
            )
            + "</w:tbl>",
            ["một", "x", "thêm", "x"],
            ["một", "x", "bỏ", "x"],
            id="rows",
        ),
    ],
)


@BOTH
def test_tracked_changes_as_if_accepted(
    tmp_path: Path, body: str, accepted: list[str], original: list[str]
) -> None:
    assert texts(package(tmp_path / "a.docx", body)) == accepted


@BOTH
def test_tracked_changes_as_if_never_made(
    tmp_path: Path, body: str, accepted: list[str], original: list[str]
) -> None:
    assert texts(package(tmp_path / "a.docx", body), "original") == original


def test_the_original_reading_is_told(tmp_path: Path) -> None:
    path = package(tmp_path / "a.docx", f"<w:p>{run(t('a'))}{ins('b')}{gone('c')}</w:p>")
    assert [n.code for n in read(path, tracked="original").notices] == ["changes-left-out"]
    assert [n.code for n in read(path).notices] == ["unaccepted-changes"]


def test_a_list_counts_in_either_reading_what_is_there(tmp_path: Path) -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId '
        'w:val="0"/></w:num>'
    )
    body = (
        p("Một.", listed),
        f"<w:p><w:pPr>{listed}<w:rPr><w:ins/></w:rPr></w:pPr>{ins('Hai.')}</w:p>",
        f"<w:p><w:pPr>{listed}<w:rPr><w:vanish/></w:rPr></w:pPr>{run(t('Ẩn.'), '<w:vanish/>')}</w:p>",
        f"<w:p><w:pPr><w:pPrChange><w:pPr>{listed}</w:pPr></w:pPrChange></w:pPr>{run(t('Ba.'))}</w:p>",
        p("Bốn.", listed),
    )
    path = package(tmp_path / "a.docx", *body, numbering=numbering)
    assert [(b.label, b.text) for b in blocks(path)] == [
        ("1.", "Một."), ("2.", "Hai."), (None, "Ba."), ("3.", "Bốn."),
    ]  # fmt: skip
    assert [(b.label, b.text) for b in blocks(path, "original")] == [
        ("1.", "Một."), ("2.", "Ba."), ("3.", "Bốn."),
    ]  # fmt: skip


def test_a_box_in_a_group_and_a_box_in_a_box_are_read(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{p('Trong cùng.')}</w:txbxContent>"
    outer = (
        f"<w:txbxContent><w:p>{run(t('Khung.'))}{run(f'<w:pict>{inner}</w:pict>')}</w:p>{p('Dòng hai.')}"
        "</w:txbxContent>"
    )
    path = package(tmp_path / "a.docx", f"<w:p>{run(f'<w:pict>{outer}</w:pict>')}{run(t('Ngoài.'))}</w:p>")
    assert texts(path) == ["Ngoài.", "Khung.", "Trong cùng.", "Dòng hai."]


def test_content_controls_around_paragraphs_and_rows(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Một.')}{p('Hai.')}</w:sdtContent></w:sdt>"
    assert texts(package(tmp_path / "a.docx", control, p("Ba."))) == ["Một.", "Hai.", "Ba."]


def test_a_field_over_several_paragraphs_shows_its_result(tmp_path: Path) -> None:
    def sign(kind: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{kind}"/>')

    code = run("<w:instrText>TOC</w:instrText>")
    body = (
        f"<w:p>{sign('begin')}{code}{sign('separate')}{run(t('I. MỤC TIÊU'))}</w:p>",
        p("II. NHIỆM VỤ"),
        f"<w:p>{sign('end')}</w:p>",
    )
    assert texts(package(tmp_path / "a.docx", *body)) == ["I. MỤC TIÊU", "II. NHIỆM VỤ"]


def test_sections_in_landscape_stand_in_their_place(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kế hoạch.")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = document.add_table(1, 2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "Nhiệm vụ", "Đơn vị"
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Nơi nhận.")
    path = make.save_docx(document, tmp_path / "a.docx")
    assert texts(path) == ["Kế hoạch.", "Nhiệm vụ", "Đơn vị", "Nơi nhận."]


def test_spaces_and_hyphens_that_do_not_show(tmp_path: Path) -> None:
    path = body_docx(tmp_path / "a.docx", p("12\u00a0000\u202fhộ\u2003dân, luân\u00adchuyển\u200b sách"))
    assert texts(path) == ["12 000 hộ dân, luânchuyển sách"]
