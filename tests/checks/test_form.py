"""The rules of form: one part of a sound plan is changed at a time."""

import pytest

from extractors.document import Document, Source
from extractors.pipeline import extract
from planparse.checks import check, selected
from planparse.readers.text import read_text

PARTS = {
    "top": "ỦY BAN NHÂN DÂN\nXÃ SUỐI NGÀN",
    "number": "Số: 15/KH-UBND",
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": "Độc lập - Tự do - Hạnh phúc",
    "date": "Suối Ngàn, ngày 05 tháng 3 năm 2026",
    "type": "KẾ HOẠCH",
    "title": "Giảm nghèo bền vững năm 2026",
    "opening": "Thực hiện Kế hoạch số 88/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Hồ Xanh về giảm nghèo, "
    "Ủy ban nhân dân xã Suối Ngàn xây dựng kế hoạch như sau:",
    "body": "I. MỤC TIÊU\nGiảm 12 hộ nghèo trong năm 2026.\nII. TỔ CHỨC THỰC HIỆN",
    "last": "Các bộ phận chuyên môn triển khai thực hiện Kế hoạch này./.",
    "recipients": "Nơi nhận:\n- UBND tỉnh;\n- Các thôn;\n- Lưu: VT, VHXH.",
    "signature": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Pản",
}
FORM = selected(["F"])


def plan(ocr=False, **changed):
    text = "\n".join(part for part in ({**PARTS, **changed}).values() if part)
    return extract(Document(read_text(text), Source(ocr=ocr)))


def found(**changed):
    return [f"{p.code} {p.hit.variant}" if p.hit.variant else p.code for p in check(plan(**changed), FORM)]


def test_a_sound_plan_has_nothing():
    assert found() == []


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("nation", "", ["F102 nation"]),
        ("motto", "", ["F102 motto"]),
        ("nation", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHỈA VIỆT NAM", ["F103"]),
        ("nation", "Cộng hòa xã hội chủ nghĩa Việt Nam", ["F103"]),
        ("motto", "Độc lập – Tự do – Hạnh phúc", []),
        ("motto", "Độc lập - Tự do - Hạnh Phúc", ["F103"]),
        ("motto", "Độc lập, Tự do, Hạnh phúc", ["F103"]),
        ("motto", "Độc lập-Tự do-Hạnh phúc", ["F103"]),
        ("motto", "Độc lập - Tư do - Hạnh phúc", ["F103"]),
        ("top", "", ["F104"]),
        ("top", "Ủy ban nhân dân xã Suối Ngàn", []),
        ("number", "", ["F106"]),
        ("number", "Số:          /KH-UBND", ["F107"]),
        ("number", "Số: ......../KH-UBND", ["F107"]),
        ("number", "Số: 15 /KH-UBND", []),
        ("number", "Số: 15/KH–UBND", []),
        ("number", "Số: 15/2026/KH-UBND", []),
        ("number", "Số: 15/KHPH-UBND", []),
        ("number", "Số: 15/QĐ-UBND", ["F108 unfit"]),
        ("number", "Số: 15/KHH-UBND", ["F108 unknown"]),
        ("number", "Số: 15/KH-SNV", ["F108 issuer"]),
        ("number", "Số: 15a/KH-UBND", []),
        ("number", "Số: 15/KH-BCĐXDNTMOCOP", ["F108 issuer"]),
        ("number", "Số: 15-KH/UBND", ["F108 shape"]),
        ("number", "Số: 15/UBND", ["F108 shape"]),
        ("number", "Số: 15/UBND-KH", ["F108 unknown", "F108 issuer"]),
        ("number", "Số: 7/KH-UBND", ["F109 zero"]),
        ("number", "Số: 07/KH-UBND", []),
        ("number", "Số: 15/KH - UBND", ["F109 space"]),
        ("number", "Số: 15/kh-ubnd", ["F109 case"]),
        ("number", "Số 15/KH-UBND", ["F109 colon"]),
        ("date", "", ["F110"]),
        ("date", "Suối Ngàn, ngày      tháng 3 năm 2026", ["F111"]),
        ("date", "Suối Ngàn, ngày … tháng … năm 2026", ["F111"]),
        ("date", "ngày 05 tháng 3 năm 2026", ["F112"]),
        ("date", "………, ngày 05 tháng 3 năm 2026", ["F112"]),
        ("date", "Suối Ngàn, ngày 5 tháng 3 năm 2026", ["F113 zero"]),
        ("date", "Suối Ngàn, ngày 15 tháng 2 năm 2026", ["F113 zero"]),
        ("date", "Suối Ngàn, ngày 15 tháng 02 năm 2026", []),
        ("date", "Suối Ngàn, ngày 05 tháng 03 năm 2026", []),
        ("date", "Suối Ngàn, 05/3/2026", ["F113 words"]),
        ("type", "", ["F114 absent"]),
        ("type", "Kế hoạch", ["F114 capitals"]),
        ("title", "", ["F115"]),
        ("title", "V/v giảm nghèo bền vững năm 2026", ["F116"]),
        ("title", "Về việc giảm nghèo bền vững năm 2026", []),
    ],
)
def test_letterhead(part, text, expected):
    assert found(**{part: text}) == expected


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("last", "Các bộ phận triển khai thực hiện Kế hoạch này.", ["F201"]),
        ("last", "Các bộ phận triển khai thực hiện Kế hoạch này ./.", []),
        ("last", "Các bộ phận triển khai thực hiện Kế hoạch này./. ntha", []),
        ("recipients", "", ["F203 absent"]),
        ("recipients", "Nơi nhận:", ["F203 empty"]),
        ("recipients", "Nơi nhận:\n- UBND tỉnh;\n- Các thôn.", ["F204"]),
        ("recipients", "Nơi nhận: \n- Như trên;\n- UBND tỉnh;\n- Lưu: VT (03b).", []),
        ("recipients", "Nơi nhận:\n- UBND tỉnh;\n- Lưu VT.", ["F205 archive"]),
        ("recipients", "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VP.", ["F205 archive"]),
        ("recipients", "Nơi nhận:\n- UBND tỉnh\n- Các thôn,\n- Lưu: VT.", ["F205 semicolon"]),
        ("recipients", "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT, NC", ["F205 stop"]),
        # A recipient that goes on over the line.
        ("recipients", "Nơi nhận:\n- Thường trực Tỉnh ủy và\ncác ban đảng;\n- Lưu: VT.", []),
        ("recipients", "Nơi nhận:\n- Đảng ủy xã;\n- Bảo hiểm xã hội cơ sở;\n- Lưu: VT.", ["F206"]),
        ("recipients", "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.", []),
        ("recipients", "Nơi nhận:\n- UBND TP (để b/c);\n- Lưu: VT.", []),
    ],
)
def test_end_and_recipients(part, text, expected):
    assert found(**{part: text}) == expected


COUNCIL = "TM. ỦY BAN NHÂN DÂN\n"


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (COUNCIL + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Pản", []),
        (COUNCIL + "KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC\n(Đã ký)\nLò Văn Pản", []),
        (COUNCIL + "Q. CHỦ TỊCH\nLò Văn Pản", []),
        (COUNCIL + "PHÓ CHỦ TỊCH\nLò Văn Pản", ["F301 missing"]),
        (COUNCIL + "KT. CHỦ TỊCH\nCHỦ TỊCH\nLò Văn Pản", ["F301 head"]),
        (COUNCIL + "KT. PHÓ CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F301 deputy"]),
        (COUNCIL + "KT. GIÁM ĐỐC\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F301 mismatch"]),
        (COUNCIL + "GIÁM ĐỐC\nLò Văn Pản", ["F301 rank"]),
        ("TM. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F301 person", "F301 missing"]),
        ("KT. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F301 body", "F302"]),
        ("TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\nLò Văn Pản", ["F301 foreign"]),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLò Văn Pản", []),
        ("TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG\nLò Văn Pản", []),
        ("CHỦ TỊCH\nLò Văn Pản", ["F302"]),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F302"]),
        ("T/M. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Pản", ["F303 sign"]),
        (COUNCIL + "KT CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Pản", ["F303 sign"]),
        ("TM. UBND XÃ\nCHỦ TỊCH\nLò Văn Pản", ["F303 name"]),
        (COUNCIL + "KT. CHỦ TỊCH\nLò Văn Pản", ["F304"]),
        (COUNCIL + "CHỦ TỊCH", ["F305 name"]),
        (COUNCIL + "CHỦ TỊCH\n(Đã ký)", ["F305 name"]),
        (COUNCIL + "CHỦ TỊCH\nLÒ VĂN PẢN", []),
        (COUNCIL + "CHỦ TỊCH\nY Bhiăng Ksơr", []),
        ("", ["F305 signature"]),
        (COUNCIL + "CHỦ TỊCH\nThS. Lò Văn Pản", ["F306"]),
        (COUNCIL + "CHỦ TỊCH\nTiến sĩ Lò Văn Pản", ["F306"]),
        (COUNCIL + "CHỦ TỊCH\nThượng tá Lò Văn Pản", ["F306"]),
        (COUNCIL + "CHỦ TỊCH\nTô Sỹ Bách", []),
    ],
)
def test_signature(signature, expected):
    assert found(signature=signature) == expected


@pytest.mark.parametrize(
    ("top", "number", "name", "expected"),
    [
        ("UBND TỈNH HỒ XANH\nTRƯỜNG CAO ĐẲNG Y TẾ", "Số: 15/KH-CĐYT", "TS. Lò Văn Pản", []),
        ("UBND TỈNH HỒ XANH\nSỞ Y TẾ", "Số: 15/KH-SYT", "TS. Lò Văn Pản", ["F306"]),
        ("BỘ CÔNG AN\nCÔNG AN TỈNH HỒ XANH", "Số: 15/KH-CAT", "Đại tá Lò Văn Pản", []),
    ],
)
def test_who_may_write_a_title(top, number, name, expected):
    signature = f"GIÁM ĐỐC\n{name}"
    assert found(top=top, number=number, signature=signature) == expected


def test_a_text_without_its_letterhead_is_told_so_once():
    bare = dict.fromkeys(("top", "number", "nation", "motto", "date"), "")
    assert found(**bare) == ["F101 whole"]
    assert found(**bare, recipients="", signature="", last="Hết.") == ["F101 whole"]
    assert found(**dict.fromkeys(("top", "nation", "motto"), "")) == ["F101 top"]


def test_a_plan_that_was_cut_off_is_told_so_once():
    assert found(recipients="", signature="") == ["F202"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"number": "", "type": "KẾ HOẠCH\nSố: 15/KH-UBND"}, ["F105 number"]),
        ({"top": "Số: 15/KH-UBND\nỦY BAN NHÂN DÂN\nXÃ SUỐI NGÀN", "number": ""}, ["F105 issuer"]),
        ({"top": "Suối Ngàn, ngày 05 tháng 3 năm 2026\nỦY BAN NHÂN DÂN", "date": ""}, ["F105 nation"]),
        (
            {"date": "", "signature": "Suối Ngàn, ngày 05 tháng 3 năm 2026\n" + PARTS["signature"]},
            ["F105 dateline"],
        ),
        ({"title": "", "type": "Giảm nghèo bền vững năm 2026\nKẾ HOẠCH"}, ["F105 title"]),
    ],
)
def test_order(changed, expected):
    assert found(**changed) == expected


def test_the_party_has_a_form_of_its_own():
    party = {
        "top": "ĐẢNG ỦY XÃ SUỐI NGÀN\n*",
        "nation": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "motto": "",
        "number": "Số 15-KH/ĐU",
        "last": "Kế hoạch này phổ biến đến chi bộ.",
        "recipients": "Nơi nhận:\n- Tỉnh ủy (báo cáo),\n- Lưu Văn phòng Đảng ủy.",
        "signature": "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLò Văn Pản",
    }
    assert found(**party) == []


def test_in_a_scan_only_what_survives_it_is_judged():
    # Numbers and days are written by hand, small marks are lost.
    assert found(ocr=True, number="Số: /KH-UBND", date="Suối Ngàn, ngày tháng 3 năm 2026") == []
    assert found(ocr=True, last="Các bộ phận triển khai thực hiện Kế hoạch này.") == []


def test_two_columns_on_one_line():
    changed = {
        "top": "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "nation": "XÃ SUỐI NGÀN             Độc lập - Tự do - Hạnh phúc",
        "motto": "",
        "number": "",
        "date": "Số: 15/KH-UBND          Suối Ngàn, ngày 05 tháng 3 năm 2026",
    }
    assert found(**changed) == []


@pytest.mark.parametrize(
    "word", ["Số: " + "/A" * 30_000, "ngày" + " " * 60_000, "A " * 30_000, "Lưu" * 20_000]
)
def test_hostile_lines_take_no_time(word):
    check(plan(top=word, recipients="Nơi nhận:\n- " + word, signature="TM. " + word), FORM)
