"""Citations: one line a mention, as (sentence, what is read); every place is invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.citations import extract
from extractors.context import Context, Outline, Zone
from extractors.document import Block, Document
from extractors.plan import Citation
from extractors.vietnamese.text import lower


def cite(*texts: str, zone: Zone = "body") -> tuple[Citation, ...]:
    blocks = tuple(Block(text) for text in texts)
    return extract(Context(Document(blocks), tuple(map(lower, texts)), (zone,) * len(blocks), Outline()))


def one(text: str) -> Citation:
    found = cite(text)
    assert len(found) == 1, [row.text for row in found]
    return found[0]


SYMBOLS = [
    ("Kế hoạch số 45/KH-UBND", "kế hoạch", "45/KH-UBND", None),
    ("Nghị định số 116/2021/NĐ-CP", "nghị định", "116/2021/NĐ-CP", 2021),
    ("Nghị định 116/2021/NĐ-CP", "nghị định", "116/2021/NĐ-CP", 2021),
    ("Nghị quyết số 57-NQ/TW", "nghị quyết", "57-NQ/TW", None),
    ("Kế hoạch số 12-KH/HU", "kế hoạch", "12-KH/HU", None),
    ("Đề án 08-ĐA/TU", "đề án", "08-ĐA/TU", None),
    ("Quyết định số 01-QĐi/TW", "quyết định", "01-QĐi/TW", None),
    ("Quy định số 37-QĐ/TW", "quy định", "37-QĐ/TW", None),
    ("Kết luận số 127-KL/TW", "kết luận", "127-KL/TW", None),
    ("Chương trình số 05-CTr/TU", "chương trình", "05-CTr/TU", None),
    ("Chương trình hành động số 03-CTrHĐ/ĐU", "chương trình hành động", "03-CTrHĐ/ĐU", None),
    ("Hướng dẫn 05-HD/BTGDVTU", "hướng dẫn", "05-HD/BTGDVTU", None),
    ("Tờ trình số 12-TTr/ĐU", "tờ trình", "12-TTr/ĐU", None),
    ("Nghị quyết số 66.18/2026/NQ-CP", "nghị quyết", "66.18/2026/NQ-CP", 2026),
    ("Nghị quyết số 30a/2008/NQ-CP", "nghị quyết", "30a/2008/NQ-CP", 2008),
    ("Nghị quyết 202/2025/QH15", "nghị quyết", "202/2025/QH15", 2025),
    ("Nghị quyết số 1656/NQ-UBTVQH15", "nghị quyết", "1656/NQ-UBTVQH15", None),
    ("Luật số 47/2019/QH14", "luật", "47/2019/QH14", 2019),
    ("Thông tư số 12/2023/TT-BLĐTBXH", "thông tư", "12/2023/TT-BLĐTBXH", 2023),
    (
        "Thông tư liên tịch số 01/2019/TTLT-BTC-BNV",
        "thông tư liên tịch",
        "01/2019/TTLT-BTC-BNV",
        2019,
    ),
    ("công văn số 3862/SNV-VLATLĐ", "công văn", "3862/SNV-VLATLĐ", None),
    ("Công văn số 123/SNV", "công văn", "123/SNV", None),
    ("số 88/UBND-KT", "công văn", "88/UBND-KT", None),
    ("Văn bản số 12/AB/KT-TC", "văn bản", "12/AB/KT-TC", None),
    ("Văn bản số 93/CT-05", "văn bản", "93/CT-05", None),
    ("Phương án số 718/PA-UBND", "phương án", "718/PA-UBND", None),
    ("113/KH-UBND", "kế hoạch", "113/KH-UBND", None),
    ("Kế hoạch số 134 /KH-UBND", "kế hoạch", "134/KH-UBND", None),
    ("Quyết định số 12/QĐ- UBND", "quyết định", "12/QĐ-UBND", None),
    ("Nghị định số 45/2020/NĐ - CP", "nghị định", "45/2020/NĐ-CP", 2020),
    ("Kế hoạch số 12/KH UBND", "kế hoạch", "12/KHUBND", None),
    ("Chỉ thị số 48 CT/TW", "chỉ thị", "48CT/TW", None),
    ("Quyết định số12/QĐ-UBND", "quyết định", "12/QĐ-UBND", None),
    ("Nghị Ðịnh số 12/2020/NÐ-CP", "nghị định", "12/2020/NÐ-CP", 2020),
    ("Quyết\xa0định  số\xa012/QĐ-UBND", "quyết định", "12/QĐ-UBND", None),
    ("Nghị định số 217/2025/NĐ-\nCP", "nghị định", "217/2025/NĐ-CP", 2025),
    ("KẾ HOẠCH SỐ 45/KH-UBND", "kế hoạch", "45/KH-UBND", None),
    ("Quyết định số 12/qđ-ubnd", "quyết định", "12/qđ-ubnd", None),
    ("Quyết định số 1722", "quyết định", "1722", None),
    ("Quyết định số: 2339", "quyết định", "2339", None),
    ("Kế hoạch 193", "kế hoạch", "193", None),
    ("Đề án số 08", "đề án", "08", None),
    ("Nghị định 116/2021", "nghị định", "116/2021", 2021),
]


@pytest.mark.parametrize(("text", "kind", "number", "year"), SYMBOLS)
def test_type_and_number(text: str, kind: str, number: str, year: int | None) -> None:
    found = one(f"Thực hiện {text}, xã triển khai.")
    assert (found.text, found.type, found.number, found.year) == (text, kind, number, year)
    assert found.name is None


LAWS = [
    ("Luật Người khuyết tật", "luật", "Người khuyết tật", None, None),
    ("Luật Việc làm năm 2025", "luật", "Việc làm", 2025, None),
    ("Luật Việc làm 2025", "luật", "Việc làm", 2025, None),
    ("Luật Việc làm số 74/2025/QH15", "luật", "Việc làm", 2025, "74/2025/QH15"),
    ("Luật Việc làm (số 74/2025/QH15)", "luật", "Việc làm", 2025, "74/2025/QH15"),
    (
        "Luật Công nghiệp công nghệ số số 71/2025/QH15",
        "luật",
        "Công nghiệp công nghệ số",
        2025,
        "71/2025/QH15",
    ),
    (
        "Luật Bảo vệ, chăm sóc và giáo dục trẻ em",
        "luật",
        "Bảo vệ, chăm sóc và giáo dục trẻ em",
        None,
        None,
    ),
    ("Luật phòng chống ma túy", "luật", "phòng chống ma túy", None, None),
    ("Luật Phòng, chống ma tuý", "luật", "Phòng, chống ma tuý", None, None),
    ("luật xử lý vi phạm hành chính", "luật", "xử lý vi phạm hành chính", None, None),
    ("Luật ngân sách", "luật", "ngân sách", None, None),
    ("LUẬT VIỆC LÀM NĂM 2025", "luật", "VIỆC LÀM", 2025, None),
    ("Bộ luật Lao động năm 2019", "bộ luật", "Lao động", 2019, None),
    ("Bộ Luật Dân sự 2015", "bộ luật", "Dân sự", 2015, None),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14",
        "pháp lệnh",
        "Ưu đãi người có công với cách mạng",
        2020,
        "02/2020/UBTVQH14",
    ),
    ("Hiến pháp năm 2013", "hiến pháp", None, 2013, None),
    (
        "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Thủ đô",
        "luật",
        "Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Thủ đô",
        None,
        None,
    ),
    ("Luật Di chuyển công dân", "luật", "Di chuyển công dân", None, None),
    ("Luật Quản lý, khai thác gió", "luật", "Quản lý, khai thác gió", None, None),
]


@pytest.mark.parametrize(("text", "kind", "name", "year", "number"), LAWS)
@pytest.mark.parametrize("after", [";", " được thông qua.", " và các văn bản khác", " đến Nhân dân"])
def test_a_law_ends_where_its_name_ends(
    text: str, kind: str, name: str | None, year: int | None, number: str | None, after: str
) -> None:
    found = one(f"Tuyên truyền {text}{after}")
    assert (found.text, found.type, found.name, found.year, found.number) == (text, kind, name, year, number)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Luật Trẻ em, Luật Thanh niên và Luật Bình đẳng giới", ["Trẻ em", "Thanh niên", "Bình đẳng giới"]),
        ("các Luật: Đất đai, Nhà ở và Đầu tư", ["Đất đai", "Nhà ở", "Đầu tư"]),
        ("các Luật Đầu tư, Doanh nghiệp", ["Đầu tư", "Doanh nghiệp"]),
        (
            "quy định chi tiết Luật phòng, chống ma túy, luật xử lý vi phạm hành chính về cai nghiện",
            ["phòng, chống ma túy", "xử lý vi phạm hành chính"],
        ),
    ],
)
def test_several_laws(text: str, names: list[str]) -> None:
    assert [row.name for row in cite(text)] == names


NONE = [
    "Kế hoạch này thay thế các kế hoạch trước.",
    "Kế hoạch 5 năm 2026 - 2030; kế hoạch năm 2026; Kế hoạch 2026",
    "Chương trình 135 và Dự án 4, Dự án số 5, Tiểu dự án 1",
    "Quyết định 02 nội dung; ban hành kế hoạch 12 tháng",
    "các Nghị quyết của Bộ Chính trị và quy định của pháp luật",
    "Chương trình mục tiêu quốc gia giảm nghèo bền vững",
    "pháp luật Việt Nam, kỷ luật Đảng, luật sư, Luật này, Trường Đại học Luật, quy luật thị trường",
    "tuân thủ Hiến pháp và pháp luật",
    "Biểu số 01, Phụ lục số 02, Mẫu số 3, chỉ tiêu số 1, Mã số 1.012933.H06",
    "đạt 12/15 xã, 5/UBND xã, 30/HTX, 24/7, 01/2026, 100 triệu đồng/ha-năm, QCVN 01:2021/BYT",
    "Kế hoạch số          /KH-UBND ngày         /3/2026 của Ủy ban nhân dân xã",
    "Số: 32/KH-UBND",
    "ỦY BAN NHÂN DÂN\nSố: 32/KH-UBND\n",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_citation(text: str) -> None:
    assert [row.text for row in cite(text)] == []


HEAD = "Quyết định số 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("tail", "date", "issuer"),
    [
        (" ngày 17/4/2020 của Chính phủ", "2020-04-17", "Chính phủ"),
        (", ngày 17/3/2026 của Bộ Chính trị khóa XIV", "2026-03-17", "Bộ Chính trị khóa XIV"),
        (" ngày 14 tháng 01 năm 2020 của Huyện ủy An Phú", "2020-01-14", "Huyện ủy An Phú"),
        (" 17/4/2020", "2020-04-17", None),
        (" (ngày 17/4/2020) của Chính phủ", "2020-04-17", "Chính phủ"),
        (", ngày 04/6/2021, của Thủ tướng Chính phủ", "2021-06-04", "Thủ tướng Chính phủ"),
        (" của Tỉnh ủy An Phú ngày 29/12/2025", "2025-12-29", "Tỉnh ủy An Phú"),
        (" ngày     /5/2026 của UBND tỉnh", "2026-05", "Ủy ban nhân dân tỉnh"),
        (" ngày 31/01/2024 Bộ Chính trị", "2024-01-31", "Bộ Chính trị"),
        (" do Thủ tướng Chính phủ", None, "Thủ tướng Chính phủ"),
        ("** ngày 17/4/2020", "2020-04-17", None),
        ("", None, None),
    ],
)
def test_date_and_issuer_stand_in_any_order(tail: str, date: str | None, issuer: str | None) -> None:
    found = one(f"Căn cứ {HEAD}{tail} về việc làm")
    assert (found.text, found.date, found.issuer) == (HEAD + tail, date, issuer)


ISSUERS = [
    ("Bộ Chính trị", "về"),
    ("Ban Bí thư Trung ương Đảng", "về"),
    ("Bộ Chính trị (khóa XIII)", "về"),
    ("Chính phủ", "ban hành Chương trình hành động"),
    ("Chính phủ", "Quy định chi tiết một số điều"),
    ("Thủ tướng Chính phủ", "phê duyệt Đề án"),
    ("Bộ Nội vụ", "hướng dẫn"),
    ("Bộ Văn hóa, Thể thao và Du lịch", "quy định"),
    ("Bộ Nông nghiệp và Phát triển nông thôn", "về"),
    ("Bộ trưởng Bộ Nông nghiệp và Môi trường", "quy định"),
    ("Sở Lao động -Thương binh và Xã hội tỉnh An Phú", "về"),
    ("Sở Giáo dục và Đào tạo An Phú", "về việc"),
    ("Giám đốc Sở Công Thương", "(theo phụ lục)"),
    ("Chủ tịch Ủy ban nhân dân tỉnh", "công bố"),
    ("Ủy ban nhân dân thành phố An Phú", "ban hành"),
    ("Uỷ ban nhân dân tỉnh An Phú - Tân Hòa", "về"),
    ("Hội đồng nhân dân các cấp", "và"),
    ("Hội đồng nhân dân tỉnh khóa X", ", kỳ họp thứ 5"),
    ("Ban Thường vụ Đảng ủy xã Tân Hòa", "thực hiện"),
    ("Ban Chỉ đạo 389 tỉnh", "về"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị phường Tân Hòa", "về"),
    ("Công ty Điện lực An Phú", "về"),
    ("Hiệu trưởng Trường Cao đẳng An Phú", "ban hành Quy chế"),
    ("Ủy ban Thường vụ Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XII", "điều chỉnh"),
    ("Ngân hàng Nhà nước Việt Nam", "quy định"),
    ("Đoàn kiểm tra", "theo phân công"),
    ("chính phủ", "về"),
    ("ủy ban nhân dân tỉnh", "về"),
    ("tỉnh", "về"),
]


@pytest.mark.parametrize(("issuer", "after"), ISSUERS)
def test_an_issuer_ends_before_the_summary(issuer: str, after: str) -> None:
    assert one(f"{HEAD} ngày 03/4/2024 của {issuer} {after}").issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("của UBND xã", "Ủy ban nhân dân xã"),
        ("của HĐND thành phố An Phú", "Hội đồng nhân dân thành phố An Phú"),
        ("của Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("của cấp trên", None),
        ("của pháp luật", None),
    ],
)
def test_abbreviated_issuers_are_written_out(text: str, issuer: str | None) -> None:
    assert one(f"{HEAD} {text} về việc làm").issuer == issuer


def test_a_joint_document_names_all_its_issuers() -> None:
    text = "Thông tư liên tịch số 01/2019/TTLT-BTC-BNV ngày 03/4/2019 của Bộ Tài chính và Bộ Nội vụ hướng dẫn"
    assert one(text).issuer == "Bộ Tài chính và Bộ Nội vụ"


def test_a_title_in_capitals() -> None:
    found = one("TRIỂN KHAI NGHỊ QUYẾT SỐ 06/2021/NQ-HĐND NGÀY 3/4/2021 CỦA HĐND TỈNH AN PHÚ VỀ VIỆC LÀM")
    assert (found.number, found.date) == ("06/2021/NQ-HĐND", "2021-04-03")
    assert found.issuer == "Hội đồng nhân dân TỈNH AN PHÚ"


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("Điều 80 Nghị định số 10/2022/NĐ-CP", {"điều": "80"}),
        ("khoản 3 Điều 14 Nghị định số 10/2022/NĐ-CP", {"khoản": "3", "điều": "14"}),
        ("Khoản 1, Điều 12 Luật Việc làm 2025", {"khoản": "1", "điều": "12"}),
        ("Điều 9, Nghị định số 10/2022/NĐ-CP", {"điều": "9"}),
        ("điểm a khoản 1 Điều 12 của Luật Trẻ em", {"điểm": "a", "khoản": "1", "điều": "12"}),
        ("khoản 1, 2 và 3 Điều 5 Luật Trẻ em", {"khoản": "1, 2 và 3", "điều": "5"}),
        ("Điều 5 và Điều 6 Nghị định số 10/2022/NĐ-CP", {"điều": "5 và 6"}),
        ("Điều 31a Luật Quản lý thuế", {"điều": "31a"}),
        ("Mục II Chỉ thị 05-CT/TW", {"mục": "II"}),
        ("Chương IV Luật Đất đai 2024", {"chương": "IV"}),
    ],
)
def test_pinpoints(text: str, pinpoint: dict[str, str]) -> None:
    found = one(f"theo quy định tại {text}.")
    assert (found.text, dict(found.pinpoint or {})) == (text, pinpoint)


@pytest.mark.parametrize(
    "text", ["tại mục tiêu của Kế hoạch số 5/KH-UBND", "năm 2025, Kế hoạch số 5/KH-UBND"]
)
def test_what_is_no_pinpoint(text: str) -> None:
    assert one(text).pinpoint is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 68-NQ/TW ngày 04/5/2025; số 138/NQ-CP ngày 16/5/2025",
            [("nghị quyết", "68-NQ/TW", "2025-05-04"), ("nghị quyết", "138/NQ-CP", "2025-05-16")],
        ),
        (
            "Các quyết định: số 33/QĐ-TTg, số 34/QĐ-TTg ngày 3/4/2025",
            [("quyết định", "33/QĐ-TTg", None), ("quyết định", "34/QĐ-TTg", "2025-04-03")],
        ),
        (
            "Nghị định số 20/2021/NĐ-CP và 76/2024/NĐ-CP",
            [("nghị định", "20/2021/NĐ-CP", None), ("nghị định", "76/2024/NĐ-CP", None)],
        ),
        (
            "Luật số 47/2019/QH14 ngày 22/11/2019 sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ",
            [("luật", "47/2019/QH14", "2019-11-22"), ("luật", None, None)],
        ),
    ],
)
def test_several_documents(text: str, expected: list[Any]) -> None:
    assert [(row.type, row.number, row.date) for row in cite(text)] == expected


def test_a_short_mention_belongs_to_the_first_full_one() -> None:
    full, again, short, other = cite(
        "Kế hoạch số 193/KH-UBND ngày 16/5/2026 của UBND tỉnh",
        "Kế hoạch số 193/KH-UBND",
        "theo Kế hoạch 193 của tỉnh; Kế hoạch số 12/KH-UBND",
    )
    assert full.canonical == again.canonical == short.canonical == "kế hoạch:193/KH-UBND"
    assert [row.refers_to for row in (full, again, short, other)] == [None, full.id, full.id, None]
    assert other.canonical == "kế hoạch:12/KH-UBND"


def test_a_state_symbol_is_one_document_whatever_its_spelling() -> None:
    keys = {row.canonical for row in cite("Quyết định số 33/QĐ-TTg; quyết định 33 /QĐ-TTG; số 33/QĐ–TTg")}
    assert keys == {"quyết định:33/QĐ-TTG"}


def test_two_dates_of_one_state_document_stay_one_document() -> None:
    first, second = cite("Kế hoạch số 5/KH-UBND ngày 16/5/2026; Kế hoạch số 5/KH-UBND ngày 26/5/2026")
    assert first.canonical == second.canonical
    assert first.date != second.date


def test_party_numbers_start_anew_with_each_term() -> None:
    old, new, short = cite(
        "Nghị quyết số 02-NQ/TW ngày 25/7/2021; Nghị quyết số 02-NQ/TW ngày 17/3/2026; Nghị quyết số 02-NQ/TW"
    )
    assert old.canonical != new.canonical
    assert short.canonical == old.canonical


def test_a_congress_tells_the_term_where_no_date_does() -> None:
    by_date, by_congress = cite(
        "Kết luận số 01-KL/TW ngày 18/5/2021; Kết luận 01-KL/TW của Bộ Chính trị khóa XIII"
    )
    assert by_date.canonical == by_congress.canonical == "kết luận:01-KL/TW#2021"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Luật Việc làm số 74/2025/QH15; Luật Việc làm năm 2025", True),
        ("Luật Việc làm ngày 16/6/2025; Luật Việc làm năm 2025", True),
        ("Luật Việc làm năm 2025; Luật Việc làm", True),
        ("Luật Việc làm số 74/2025/QH15; Luật số 74/2025/QH15", True),
        ("Luật Phòng, chống ma túy; luật phòng chống ma tuý", True),
        ("Luật Việc làm năm 2013; Luật Việc làm năm 2025", False),
        ("Luật Lao động; Bộ luật Lao động", False),
    ],
)
def test_laws_are_known_by_name_and_year(text: str, same: bool) -> None:
    first, second = cite(text)
    assert (first.canonical == second.canonical) is same


def test_the_letterhead_holds_no_citation_and_the_title_does() -> None:
    assert cite("Quyết định số 12/QĐ-UBND", zone="letterhead") == ()
    assert len(cite("Thực hiện Quyết định số 12/QĐ-UBND", zone="title")) == 1


def test_a_symbol_that_breaks_off_is_not_sure() -> None:
    assert one("theo Nghị định số 217/2025/NĐ-").confidence < 0.9


WORDS = [
    "Luật",
    "Việc",
    "làm",
    "năm",
    "2025",
    "Nghị",
    "quyết",
    "số",
    "57-NQ/TW",
    "12/QĐ-UBND",
    "ngày",
    "3/4/2026",
    "của",
    "Bộ",
    "Chính",
    "trị",
    "Sở",
    "và",
    ",",
    ";",
    ".",
    "khoản",
    "1",
    "Điều",
    "12",
    "Kế",
    "hoạch",
    "193",
    "(",
    ")",
    "/",
    "-",
    "UBND",
    "tỉnh",
    "sửa",
    "đổi,",
    "bổ",
    "sung",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_spans_hold_their_text_without_overlap(text: str) -> None:
    end = 0
    found = cite(text)
    assert [row.id for row in found] == [f"c{number}" for number in range(1, len(found) + 1)]
    for row in found:
        assert text[row.span.start : row.span.end] == row.text
        assert end <= row.span.start < row.span.end
        assert row.refers_to is None or int(row.refers_to[1:]) < int(row.id[1:])
        end = row.span.end


@pytest.mark.parametrize(
    "unit", ["số ", "1234567890", "I. ", "-", "Luật ", "Luật Abc ", "57-NQ/TW ", "của Sở ", "12/A-", "( "]
)
def test_hostile_text_is_read_in_one_pass(unit: str) -> None:
    assert isinstance(cite(unit * 5000), tuple)
