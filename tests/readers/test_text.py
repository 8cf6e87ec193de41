from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import CellPlace, Document
from extractors.pipeline import extract
from planparse.readers import read
from planparse.readers.cleaning import clean
from planparse.readers.text import read_text
from tests.growth import grows_with_its_length


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mục tiêu\n\nNội dung", ["Mục tiêu", "Nội dung"], id="lines are blocks"),
        pytest.param("Mở phòng đọc tại\n\ncác khu phố.", ["Mở phòng đọc tại các khu phố."], id="blank line"),
        pytest.param("Mở phòng đọc tại\n\fcác khu phố.", ["Mở phòng đọc tại các khu phố."], id="form feed"),
        pytest.param(
            "Mở phòng đọc tại\n\n2\n\ncác khu phố.", ["Mở phòng đọc tại các khu phố."], id="page number"
        ),
        pytest.param("Mở phòng\n\n- 2 -\n\nđọc.", ["Mở phòng đọc."], id="page number between dashes"),
        pytest.param("Mở phòng\n\nTrang 2/10\n\nđọc.", ["Mở phòng đọc."], id="Trang 2/10"),
        pytest.param(
            "- Lưu: VT.\n\n4\n\nKT. CHỦ TỊCH", ["- Lưu: VT.", "KT. CHỦ TỊCH"], id="number at the foot"
        ),
        pytest.param("Gồm\na) sách;\nđ) báo.", ["Gồm", "a) sách;", "đ) báo."], id="labels in lower case"),
        pytest.param("Gồm\n- sách;\n+ báo.", ["Gồm", "- sách;", "+ báo."], id="bullets"),
        pytest.param("KẾ HOẠCH\nĐọc sách\ncho học sinh", ["KẾ HOẠCH", "Đọc sách cho học sinh"], id="title"),
        pytest.param("Số 2466/KH-\nUBND", ["Số 2466/KH-UBND"], id="symbol"),
        pytest.param("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], id="signature"),
        pytest.param("Số:      /KH-UBND", ["Số: /KH-UBND"], id="blank left open"),
        pytest.param(
            "ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI",
            ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"],
            id="letterhead typed with tabs",
        ),
        pytest.param("Tên\tSố lượng", ["Tên Số lượng"], id="any other tab is a space"),
        pytest.param("một\r\nHai\rBa", ["một", "Hai", "Ba"], id="line ends of all systems"),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_rows_of_a_table_stay_rows_where_lines_have_a_fixed_length() -> None:
    prose = (
        "Ủy ban nhân dân xã giao các bộ phận chuyên môn, các thôn tổ chức thực hiện kế hoạch này,\n"
        "định kỳ báo cáo kết quả về bộ phận đầu mối để tổng hợp, trình Chủ tịch Ủy ban nhân dân xã\n"
        "xem xét, quyết định.\n"
    )
    rows = "TT | Nội dung | Chủ trì\n1 | Mở lớp xóa mù chữ | Trường tiểu học\n2 | Họp mặt | Hội Khuyến học\n"
    blocks = read_text(prose * 4 + rows + prose)
    assert [block.cell.row for block in blocks if block.cell] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [block.text[-11:] for block in blocks if not block.cell] == ["quyết định."] * 5


def test_numbers_close_together_are_data() -> None:
    assert texts("TT\nKhu phố\nSố hộ\n1\nMây Trắng\n200\n2\nMây Hồng\n300")[3:6] == ["1", "Mây Trắng", "200"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số: **32** /KH-UBND", ["Số: 32 /KH-UBND"]),
        ("(*nhất là học sinh*)", ["(nhất là học sinh)"]),
        ("**KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH**", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("**Nâng cao văn hóa đọc,\ngắn với trường học**", ["Nâng cao văn hóa đọc, gắn với trường học"]),
        ("## I. MỤC TIÊU", ["I. MỤC TIÊU"]),
        ("Mục tiêu\n\n---\n\nNội dung", ["Mục tiêu", "Nội dung"]),
        ("* Lưu ý\n* Ghi chú", ["* Lưu ý", "* Ghi chú"]),
        ("5 * 3 = 15 và 2*4", ["5 * 3 = 15 và 2*4"]),
        ("Ghi chú (*): số liệu cuối năm (*)", ["Ghi chú (*): số liệu cuối năm (*)"]),
        ("snake_case__name__x", ["snake_case__name__x"]),
    ],
)
def test_marks_of_markdown(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_table_of_markdown() -> None:
    blocks = read_text("Phụ lục\n\n| TT | Khu phố |\n|---|---:|\n| 1 | Mây Trắng |\n| 2 | |\n\nHết")
    assert [(block.kind, block.text, block.cell) for block in blocks] == [
        ("paragraph", "Phụ lục", None),
        ("cell", "TT", CellPlace(0, 0, 0)),
        ("cell", "Khu phố", CellPlace(0, 0, 1)),
        ("cell", "1", CellPlace(0, 1, 0)),
        ("cell", "Mây Trắng", CellPlace(0, 1, 1)),
        ("cell", "2", CellPlace(0, 2, 0)),
        ("paragraph", "Hết", None),
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(
            ["TT | Khu phố | Số hộ", "1 | Mây Trắng | 200", " | Toàn phường | 200"],
            [
                {0: "TT", 1: "Khu phố", 2: "Số hộ"},
                {0: "1", 1: "Mây Trắng", 2: "200"},
                {1: "Toàn phường", 2: "200"},
            ],
            id="bars, an empty first cell",
        ),
        pytest.param(
            ["| Khu phố | Số hộ |", "| Mây Trắng | 200 |", "", "| Mây Hồng | 300 |"],
            [{0: "Khu phố", 1: "Số hộ"}, {0: "Mây Trắng", 1: "200"}, {0: "Mây Hồng", 1: "300"}],
            id="bars as a frame, a blank line",
        ),
        pytest.param(
            ["STT | Khu phố", "1 | Mây Trắng"],
            [{0: "STT", 1: "Khu phố"}, {0: "1", 1: "Mây Trắng"}],
            id="two rows headed STT",
        ),
        pytest.param(
            ["Khu phố\tSố hộ\tGhi chú", "Mây Trắng\t200\t", "Mây Hồng\t300\t"],
            [{0: "Khu phố", 1: "Số hộ", 2: "Ghi chú"}, {0: "Mây Trắng", 1: "200"}, {0: "Mây Hồng", 1: "300"}],
            id="tabs",
        ),
    ],
)
def test_a_table_typed_as_lines(lines: list[str], rows: list[dict[int, str]]) -> None:
    blocks = read_text("\n".join(["Phụ lục", *lines, "Hết"]))
    assert (blocks[0].text, blocks[-1].text) == ("Phụ lục", "Hết")
    found: list[dict[int, str]] = [{} for _ in rows]
    for block in blocks[1:-1]:
        assert block.cell is not None
        found[block.cell.row][block.cell.column] = block.text
    assert found == rows


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Nội dung A | B", "Nội dung C | D"], id="two lines"),
        pytest.param(["a|b", "c|d", "e|f"], id="bars inside words"),
        pytest.param(["Mục một | Hai", "Mục ba | Bốn | Năm", "Mục sáu | Bảy"], id="unequal rows"),
        pytest.param(["Tên\tSố", "Mây\t2", "Nắng\t3"], id="two columns with tabs"),
    ],
)
def test_lines_with_dividers_that_are_no_table(lines: list[str]) -> None:
    assert {block.kind for block in read_text("\n".join(lines))} == {"paragraph"}


def test_a_letterhead_and_a_signature_in_columns_with_bars_are_no_table() -> None:
    found = texts(
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "PHƯỜNG SÔNG MÂY | Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45/KH-UBND | Sông Mây, ngày 12 tháng 3 năm 2026\n\n"
        "KẾ HOẠCH\nĐọc sách năm 2026\n\n"
        "Nơi nhận: | TM. ỦY BAN NHÂN DÂN\n- Như trên; | CHỦ TỊCH\n- Lưu: VT. | Trần Văn Mây"
    )
    assert found == [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG SÔNG MÂY",
        "Số: 45/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Mây, ngày 12 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "Đọc sách năm 2026",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Văn Mây",
    ]


def test_an_appendix_typed_with_bars_gives_allocations_and_targets() -> None:
    text = """KẾ HOẠCH
Bảo hiểm y tế năm 2026

I. CHỈ TIÊU
TT | Nội dung | Chỉ tiêu năm 2026
1 | Người thuộc hộ nghèo có thẻ bảo hiểm y tế | 100%
2 | Hộ dùng nước sạch | từ 95% trở lên

PHỤ LỤC
GIAO CHỈ TIÊU CHO CÁC XÃ
STT | Đơn vị | Phát triển mới (người) | Tỷ lệ bao phủ (%)
1 | Xã Mây Trắng | 120 | 94,5
2 | Xã Mây Hồng | 1.080 | 96
| Toàn tỉnh | 1.200 | 95"""
    plan = extract(Document(read_text(text)))
    assert [(t.text, t.indicator) for t in plan.targets] == [
        ("100%", "Người thuộc hộ nghèo có thẻ bảo hiểm y tế"),
        ("từ 95% trở lên", "Hộ dùng nước sạch"),
    ]
    assert [(a.to, a.value, a.unit) for a in plan.allocations] == [
        ("Xã Mây Trắng", 120, "người"),
        ("Xã Mây Trắng", 94.5, "%"),
        ("Xã Mây Hồng", 1080, "người"),
        ("Xã Mây Hồng", 96, "%"),
        ("Toàn tỉnh", 1200, "người"),
        ("Toàn tỉnh", 95, "%"),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("|", id="one line of bars"),
        pytest.param("a | ", id="one line of cells"),
        pytest.param("| " * 50 + "\n", id="rows of nothing"),
        pytest.param("a | b\n", id="a long table"),
        pytest.param("a | b\nc | d | e\n", id="rows that differ"),
        pytest.param("a | b\n\n\n\n", id="rows with gaps"),
        pytest.param("Số: 1 | a\n", id="rows that look like a letterhead"),
        pytest.param("a\tb\n", id="lines with a tab"),
    ],
)
def test_dividers_without_end_stay_linear(unit: str) -> None:
    assert grows_with_its_length(lambda size: read_text(unit * (size // len(unit))), 12_000)


def test_print_in_two_columns_is_read_left_column_first() -> None:
    lines = [
        "   PHƯỜNG SÔNG MÂY              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "    Số: 45/KH-UBND                 Độc lập - Tự do - Hạnh phúc",
        "",
        "                            KẾ HOẠCH",
        "      Các khu phố mở phòng đọc ở nơi thuận tiện, cử người trực và giữ gìn sách,",
        "báo theo hướng dẫn của thư viện phường; mỗi phòng đọc có ít nhất một người được",
        "tập huấn cách xếp sách, cho mượn và thu hồi sách, lập sổ theo dõi từng tháng để",
        "báo cáo lên phường trước ngày hai mươi lăm.",
        "Nơi nhận:                                  TM. ỦY BAN NHÂN DÂN",
        "- Như trên;                                     CHỦ TỊCH",
        "- Các khu phố;",
        "- Lưu: VT.",
        "                                            Trần Thị Bình Minh",
    ]
    blocks = texts("\n".join(lines))
    assert blocks[:5] == [
        "PHƯỜNG SÔNG MÂY",
        "Số: 45/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
    ]
    assert len(blocks[5]) > 200 and blocks[5].endswith("hai mươi lăm.")
    assert blocks[6:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Các khu phố;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Thị Bình Minh",
    ]


SENTENCE = "Kế hoạch phát triển văn hóa đọc của phường được thực hiện từ năm nay."


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + SENTENCE.encode(), id="UTF-8 with its mark"),
        pytest.param(SENTENCE.encode("utf-16"), id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), id="UTF-16 the other way round"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(unicodedata.normalize("NFD", SENTENCE).encode(), id="letters taken apart"),
        pytest.param(SENTENCE.replace(" ", "\u00a0").encode(), id="no-break spaces"),
        pytest.param("\u00ad".join(SENTENCE).encode(), id="soft hyphens"),
        pytest.param("\u200b".join(SENTENCE).encode(), id="zero-width spaces"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plan.docx"  # the name says nothing
    path.write_bytes(data)
    document = read(path)
    assert [block.text for block in document.blocks] == [SENTENCE]
    assert document.source.format == "text" and document.source.pages is None


def test_windows_1258(tmp_path: Path) -> None:
    apart = {
        "ế": "ê\u0301",
        "ạ": "a\u0323",
        "ể": "ê\u0309",
        "ọ": "o\u0323",
        "ủ": "u\u0309",
        "ư": "ư",
        "ờ": "ơ\u0300",
    }
    apart |= {"ợ": "ơ\u0323", "ự": "ư\u0323", "ệ": "ê\u0323", "ừ": "ư\u0300"}
    path = tmp_path / "plan.txt"
    path.write_bytes("".join(apart.get(letter, letter) for letter in SENTENCE).encode("cp1258"))
    assert [block.text for block in read(path).blocks] == [SENTENCE]


def test_a_broken_byte_in_a_long_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes((SENTENCE + "\n").encode() * 20 + b"\xe1")
    document = read(path)
    assert len(document.blocks) == 20
    assert [(notice.code, notice.arguments) for notice in document.notices] == [
        ("undecodable-bytes", {"count": "1"})
    ]


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned)
    assert cleaned == unicodedata.normalize("NFC", cleaned).strip()
    assert "  " not in cleaned and "\n" not in cleaned


@given(
    st.lists(
        st.sampled_from(["a) ", "của", "CÁC ", "\n", "\n\n", "\f", "- ", "|", "---", "2", "**", ".", "\t"])
    )
)
def test_blocks_are_never_empty(parts: list[str]) -> None:
    for block in read_text("".join(parts)):
        assert block.text and block.text == block.text.strip()


@pytest.mark.parametrize(
    "unit",
    ["số ", "*a ", "**a\n", "| a ", "|-", "(của\n", "a-\n", "1\n", "\t", "    A", "aaa      B b\nđ\n", "- "],
)
def test_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    assert grows_with_its_length(lambda count: read_text(unit * count), 4_000)
