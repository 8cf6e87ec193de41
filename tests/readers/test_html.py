"""Web pages, also those that Word saved and named .doc, read as a browser shows them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Block, CellPlace
from planparse.errors import ReadError
from planparse.readers import read
from planparse.readers.html import read_html
from planparse.readers.labels import lettered, roman
from tests.growth import grows_with_its_length


def blocks(page: str) -> tuple[Block, ...]:
    return read_html(page.encode(), "a.html")[0]


def texts(page: str) -> list[str]:
    return [block.text for block in blocks(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>Mục tiêu<p>Nội dung", ["Mục tiêu", "Nội dung"], id="paragraphs left open"),
        pytest.param("<p>Mở\n   phòng\tđọc</p>", ["Mở phòng đọc"], id="white space of the source"),
        pytest.param("<p>KẾ HOẠCH<br>Đọc sách</p>", ["KẾ HOẠCH", "Đọc sách"], id="br"),
        pytest.param("<div>Một<div>Hai</div>Ba</div>", ["Một", "Hai", "Ba"], id="text around a block"),
        pytest.param("<h1>I. MỤC TIÊU</h1>Chung", ["I. MỤC TIÊU", "Chung"], id="heading"),
        pytest.param("<p>M&#7909;c ti&ecirc;u &amp; n&#x1ED9;i dung", ["Mục tiêu & nội dung"], id="entities"),
        pytest.param("<p>Mu\u0323c tie\u0302u", ["Mục tiêu"], id="NFD"),
        pytest.param("<p>Một</p><!-- Hai --><p>Ba", ["Một", "Ba"], id="comment"),
        pytest.param("<p>Một<script>Hai</script><style>p {}</style> Ba", ["Một Ba"], id="script and style"),
        pytest.param("<p>Một <del>Hai </del><ins>Ba</ins>", ["Một Ba"], id="tracked changes"),
        pytest.param("<p>Một<span style='display: none'>Hai</span>", ["Một"], id="display:none"),
        pytest.param("<p>Một<span style='mso-hide:all'>Hai</span>", ["Một"], id="hidden in Word"),
        pytest.param("<p>S<img src=a.gif align=left>\n<br clear=left>\nố: 12/KH-UBND", ["Số: 12/KH-UBND"], id="drawing inside a word"),
        pytest.param("<p>Một<p hidden>Hai", ["Một"], id="attribute hidden"),
        pytest.param("<style>.x, p.y {display:none}</style><p class='a x'>Một<p class=y>Hai<div class=y>Ba", ["Ba"], id="hidden by class"),
        pytest.param("<p>một<![if !supportLists]> hai<![endif]>", ["một hai"], id="conditions of Word"),
        pytest.param("<!--[if gte mso 9]><xml>Một</xml><![endif]--><p>Hai", ["Hai"], id="comments of Word"),
        pytest.param("<p style='text-transform:uppercase'>kế hoạch", ["KẾ HOẠCH"], id="shown in capitals"),
        pytest.param("<pre>I. MỤC TIÊU\nII. NỘI DUNG</pre>", ["I. MỤC TIÊU", "II. NỘI DUNG"], id="pre"),
        pytest.param("<p>Phường<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a> mới", ["Phường mới"], id="mark of a note"),
        pytest.param(
            "<p>ỦY BAN NHÂN DÂN<span style='mso-tab-count:3'>&nbsp; &nbsp;</span>CỘNG HÒA XÃ HỘI",
            ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"],
            id="letterhead with tabs",
        ),
        pytest.param("<p><font face='.VnTime'>KÕ ho¹ch</font> <span style='font-family:\"VNI-Times\"'>Keá hoaïch</span>", ["Kế hoạch Kế hoạch"], id="legacy fonts"),
        pytest.param("<style>p.v{font-family:\".VnTimeH\"}</style><p class=v>KÕ ho<b>¹</b>ch", ["KẾ HOẠCH"], id="legacy font by class"),
    ],
)  # fmt: skip
def test_text(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>Một<li>Hai</ol>", [("1.", "Một"), ("2.", "Hai")]),
        (
            "<ol type=I start=3><li>Một<li value=9>Hai<li>Ba</ol>",
            [("III.", "Một"), ("IX.", "Hai"), ("X.", "Ba")],
        ),
        (
            "<ol type=a><li>Một<ol type=i><li>Hai</ol><li>Ba</ol>",
            [("a.", "Một"), ("i.", "Hai"), ("b.", "Ba")],
        ),
        ("<ol reversed start=2><li>Một<li>Hai</ol>", [("2.", "Một"), ("1.", "Hai")]),
        ("<ol style='list-style-type:upper-alpha'><li>Một</ol>", [("A.", "Một")]),
        ("<ul><li><p>Một</p><p>Hai</p></ul>", [("-", "Một"), (None, "Hai")]),
        ("<ul style='list-style:none'><li>Một</ul>", [(None, "Một")]),
        (
            "<p class=MsoListParagraph><span style='mso-list:Ignore'>1.1.<span>&nbsp;&nbsp;</span></span>Một",
            [("1.1.", "Một")],
        ),
        ("<p><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Một", [("-", "Một")]),
        ("<p><span style='mso-list:Ignore'>a)&nbsp;</span>Một", [("a)", "Một")]),
    ],
)
def test_labels(page: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(block.label, block.text) for block in blocks(page)] == expected


@pytest.mark.parametrize(("count", "letters", "numeral"), [(1, "a", "i"), (26, "z", "xxvi"), (27, "aa", "xxvii"), (28, "ab", "xxviii"), (0, "0", "0"), (-3, "-3", "-3"), (1994, "bxr", "mcmxciv")])  # fmt: skip
def test_numbers_of_lists(count: int, letters: str, numeral: str) -> None:
    assert (lettered(count), roman(count)) == (letters, numeral)


def test_cells_merged_over_rows_and_columns() -> None:
    page = (
        "<table border=1><tr><th rowspan=2>TT<th colspan=2>Số phòng đọc<tr><td>Năm 2026<td>Năm 2027"
        "<tr><td>1<td>06<br>phòng<td><p>08</p><p>phòng</p></table>"
    )
    assert [(block.text, block.cell) for block in blocks(page)] == [
        ("TT", CellPlace(0, 0, 0, 2, 1)),
        ("Số phòng đọc", CellPlace(0, 0, 1, 1, 2)),
        ("Năm 2026", CellPlace(0, 1, 1)),
        ("Năm 2027", CellPlace(0, 1, 2)),
        ("1", CellPlace(0, 2, 0)),
        ("06\nphòng", CellPlace(0, 2, 1)),
        ("08\nphòng", CellPlace(0, 2, 2)),
    ]


def test_a_column_of_numbers_that_a_list_counts() -> None:
    page = "<table border=1><tr><td><ol><li><p></p></ol><td>Mở<tr><td><ol start=2><li><p></p></ol><td>Đọc</table>"
    assert [block.text for block in blocks(page)] == ["1.", "Mở", "2.", "Đọc"]


def test_a_letterhead_in_a_table_is_read_left_column_first() -> None:
    page = (
        "<table><tr><td>ỦY BAN NHÂN DÂN<br>PHƯỜNG SÔNG MÂY<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        "<tr><td>Số: 45/KH-UBND<td>Sông Mây, ngày 12 tháng 02 năm 2026</table>"
    )
    assert [(block.text, block.kind) for block in blocks(page)] == [
        ("ỦY BAN NHÂN DÂN", "paragraph"),
        ("PHƯỜNG SÔNG MÂY", "paragraph"),
        ("Số: 45/KH-UBND", "paragraph"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "paragraph"),
        ("Sông Mây, ngày 12 tháng 02 năm 2026", "paragraph"),
    ]


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    inner = "<table border=1><tr><td>TT<td>Khu phố</table>"
    found = blocks(f"<table width=600><tr><td>KẾ HOẠCH<p>Đọc sách</p>{inner}</td></tr></table>")
    assert [(block.text, block.cell) for block in found] == [
        ("KẾ HOẠCH", None),
        ("Đọc sách", None),
        ("TT", CellPlace(0, 0, 0)),
        ("Khu phố", CellPlace(0, 0, 1)),
    ]


SENTENCE = "Ủy ban nhân dân phường Sông Mây mở phòng đọc tại các khu phố, vận động người dân góp sách."


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-8'>", "utf-8"),
        ("<?xml version='1.0' encoding='UTF-8'?>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("<meta charset=utf-16>", "utf-16-le"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=no-such-thing>", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "plan.doc"
    html = f"<html><head>{head}</head><body><p>{SENTENCE}</p></body></html>"
    path.write_bytes((html if not head.startswith("<?") else head + html.replace(head, "")).encode(encoding))
    document = read(path)
    assert (document.source.format, [block.text for block in document.blocks]) == ("html", [SENTENCE])


def test_a_page_in_an_old_encoding_without_fonts() -> None:
    small = "Keá hoaïch phaùt trieån phoøng ñoïc coäng ñoàng treân ñòa baøn phöôøng."
    found, notices = read_html(f"<meta charset=windows-1252><p>{small}".encode("cp1252"), "a.html")
    assert [block.text for block in found] == ["Kế hoạch phát triển phòng đọc cộng đồng trên địa bàn phường."]
    assert [(notice.code, notice.arguments) for notice in notices] == [
        ("legacy-encoding", {"encoding": "VNI"})
    ]


def test_a_single_file_web_page(tmp_path: Path) -> None:
    path = tmp_path / "plan.doc"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n"
        b"<html><body><p>M=E1=BB=A5c ti=C3=AAu</p></body></html>\r\n--b--\r\n"
    )  # fmt: skip
    document = read(path)
    assert (document.source.format, [block.text for block in document.blocks]) == ("html", ["Mục tiêu"])


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Bí mật", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Một &x;</p>'
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}">Hai</object></body></html>'
    )
    assert "Bí mật" not in " ".join(texts(page))


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<table><tr><td>", "<ol><li>", "<b>", "<td rowspan=9999 colspan=999>a", "<tr><td rowspan=0>a", "&nbsp;", "<!--", "<p style='font-family:", "<", "<style>a{b}", "<li>a", "</table>"],
)  # fmt: skip
def test_hostile_pages_end_soon(unit: str) -> None:
    def work(count: int) -> None:
        with suppress(ReadError):
            read_html(b"<html><body>" + unit.encode() * count, "a.html")

    assert grows_with_its_length(work, 2_500)


@given(st.lists(st.sampled_from(["<table>", "<tr>", "<td rowspan=2>", "</td>", "</table>", "<p>", "<li>", "<ol>", "</ol>", "a ", "<br>", "<span style='mso-list:Ignore'>", "</span>", "\x00", "<del>"])))  # fmt: skip
@settings(deadline=None)
def test_any_nesting_gives_blocks_in_good_form(parts: list[str]) -> None:
    for block in read_html(("<html>" + "".join(parts)).encode(), "a.html")[0]:
        assert block.text and block.text == block.text.strip()
        assert (block.cell is not None) == (block.kind == "cell")
