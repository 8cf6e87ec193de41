import pytest

from extractors.letterhead.head import period_of
from extractors.letterhead.issuer import level_of, proper_case
from extractors.plan import Meta, Period, Signer
from tests.extractors.builders import plan


def meta(*lines: str, head: tuple[str, ...] = (), tail: tuple[str, ...] = ()) -> Meta:
    body = ("KẾ HOẠCH", "Chuyển đổi số năm 2026", *lines, "I. MỤC TIÊU", "- Giữ vững kết quả đạt được.")
    return plan(*head, *body, *tail).meta


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 32/KH-UBND", "32/KH-UBND"),
        ("Số: 134 /KH-UBND", "134/KH-UBND"),
        ("Số 45-KH/TU", "45-KH/TU"),
        ("Số: 3862/SNV-VLATLĐ", "3862/SNV-VLATLĐ"),
        ("Số: /KH-UBND", None),
        ("Số: ..... /KH-UBND", None),
        # A number in the issuer's name is not the document's.
        ("ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 105/QĐ-SCT\nSố: 12/KH-ĐKT", "12/KH-ĐKT"),
    ],
)
def test_number_and_symbol(line: str, number: str | None) -> None:
    assert meta(head=("UBND XÃ TÂN PHÚ", line)).number == number


@pytest.mark.parametrize(
    ("head", "issuer", "level"),
    [
        (
            ("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ", "Tân Phú, ngày 01 tháng 8 năm 2026"),
            "Ủy ban nhân dân xã Tân Phú",
            "ward",
        ),
        # A stamp or the mark of a draft is no part of the name.
        *(
            (("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ", mark), "Ủy ban nhân dân xã Tân Phú", "ward")
            for mark in (
                "DỰ THẢO",
                "(DỰ THẢO)",
                "DỰ THẢO LẦN 2",
                "DỰ THẢO 16/7",
                "HỎA TỐC",
                "HOẢ TỐC",
                "TỐI MẬT",
            )
        ),
        # Quốc hiệu and Tiêu ngữ are no part of it either, however they are typed.
        *(
            (("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ", state), "Ủy ban nhân dân xã Tân Phú", "ward")
            for state in (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "CỘNG HOÀ XÃ HỘI CHỦ NGHIÃ VIỆT NAM",
                "CÔNG HÒA XÃ HỘI CHỦ NGHĨA VIÊT NAM",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN",
                "CỘNG HÒA XÃ HỘI VIỆT NAM",
                "ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
                "ĐỘC LÂP – TƯ DO – HẠNH PHÚC",
            )
        ),
        (("UBND XÃ CỘNG HÒA",), "Ủy ban nhân dân xã Cộng Hòa", "ward"),
        (("UBND XÃ TÂN PHÚ      CỘNG HÒA XÃ HÔI CHỦ NGHĨA VIỆT NAM",), "Ủy ban nhân dân xã Tân Phú", "ward"),
        (("DỰ THẢO", "UBND XÃ MẬT SƠN"), "Ủy ban nhân dân xã Mật Sơn", "ward"),
        (("UBND PHƯỜNG BẾN TRE",), "Ủy ban nhân dân phường Bến Tre", "ward"),
        (
            ("ỦY BAN NHÂN DÂN\nHUYỆN YÊN SƠN", "Yên Sơn, ngày 02 tháng 01 năm 2023"),
            "Ủy ban nhân dân huyện Yên Sơn",
            "district",
        ),
        (("UBND TỈNH SÔNG HẬU", "SỞ CÔNG THƯƠNG"), "Sở Công thương tỉnh Sông Hậu", "province"),
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"), "Ủy ban nhân dân thành phố Hải Phòng", "province"),
    ],
)
def test_issuer_and_level(head: tuple[str, ...], issuer: str, level: str) -> None:
    found = meta(head=head)
    assert (found.issuer, found.level) == (issuer, level)


def test_the_opening_names_the_issuer_where_the_letterhead_is_missing() -> None:
    assert meta("UBND xã Tân Phú xây dựng kế hoạch như sau:").issuer == "Ủy ban nhân dân xã Tân Phú"


@pytest.mark.parametrize(
    ("issuer", "date", "level"),
    [
        ("Ủy ban nhân dân thành phố Vinh", "2022-03-01", "district"),
        ("Ủy ban nhân dân thành phố Hà Nội", "2022-03-01", "province"),
        ("Ủy ban nhân dân thị xã Phú Mỹ", "2022-03-01", "district"),
        ("Tỉnh ủy Sông Hậu", None, "province"),
        ("Bộ Nội vụ", None, "central"),
        ("Phòng Giáo dục và Đào tạo", "2023-09-01", "district"),
        (None, None, None),
    ],
)
def test_the_level_of_an_issuer(issuer: str | None, date: str | None, level: str | None) -> None:
    assert level_of(issuer, date) == level


@pytest.mark.parametrize(
    ("capitals", "running"),
    [
        ("ỦY BAN NHÂN DÂN XÃ BÌNH HÒA", "Ủy ban nhân dân xã Bình Hòa"),
        ("UỶ BAN NHÂN DÂN THỊ XÃ PHÚ MỸ", "Ủy ban nhân dân thị xã Phú Mỹ"),
        ("UBND TP. HẢI PHÒNG", "Ủy ban nhân dân thành phố Hải Phòng"),
    ],
)
def test_names_in_capitals_as_running_text_writes_them(capitals: str, running: str) -> None:
    assert proper_case(capitals) == running


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Tân Phú, ngày 05 tháng 3 năm 2026", "Tân Phú", "2026-03-05"),
        ("Tân Phú, ngày tháng 3 năm 2026", "Tân Phú", "2026-03"),
        ("Tân Phú, ngày … tháng … năm 2026", "Tân Phú", "2026"),
        ("Phường 5, ngày 28 tháng 7 năm 2021", "Phường 5", "2021-07-28"),
    ],
)
def test_place_and_date_as_far_as_filled_in(line: str, place: str, date: str) -> None:
    found = meta(head=(line,))
    assert (found.place, found.date) == (place, date)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Giảm nghèo giai đoạn 2026 - 2030", Period(2026, 2030)),
        ("Giảm nghèo giai đoạn 2026–2030, tầm nhìn đến năm 2045", Period(2026, 2030)),
        ("Giảm nghèo năm 2026", Period(2026, 2026)),
        ("Giảm nghèo đến năm 2030", Period(None, 2030)),
        ("Giảm nghèo từ năm 2021 đến năm 2025", Period(2021, 2025)),
        ("Nhiệm vụ năm học 2026 - 2027", Period(2026, 2027)),
        ("Thực hiện Luật Việc làm", None),
    ],
)
def test_the_period_of_a_title(title: str, period: Period | None) -> None:
    assert period_of(title) == period


@pytest.mark.parametrize(
    ("opening", "implements"),
    [
        (
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 01/3/2026 của UBND tỉnh, UBND xã lập kế hoạch:",
            ("5/KH-UBND",),
        ),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh về thực hiện Nghị quyết số 9/NQ-HĐND; "
            "Công văn số 77/SNV-CCHC ngày 02/3/2026 của Sở Nội vụ.",
            ("5/KH-UBND", "77/SNV-CCHC"),
        ),
        (
            "Thực hiện các Quyết định của Thủ tướng Chính phủ: Quyết định số 1190/QĐ-TTg ngày 05/8/2020 phê duyệt "
            "Chương trình trợ giúp, Quyết định số 383/QĐ-TTg ngày 21/02/2025 phê duyệt Chiến lược; UBND xã lập.",
            ("1190/QĐ-TTg", "383/QĐ-TTg"),
        ),
        (
            "Thực hiện Chỉ thị số 23-CT/TW ngày 25/5/2023 của Ban Bí thư về an toàn giao thông, Chỉ thị số "
            "10/CT-TTg ngày 19/4/2023 của Thủ tướng Chính phủ, Nghị định số 105/2025/NĐ-CP ngày 15/5/2025 của "
            "Chính phủ, UBND xã lập kế hoạch:",
            ("23-CT/TW", "10/CT-TTg", "105/2025/NĐ-CP"),
        ),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh, căn cứ Nghị định số 20/2021/NĐ-CP ngày 15/3/2021, "
            "UBND xã lập kế hoạch:",
            ("5/KH-UBND",),
        ),
        ("Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Chính phủ;", ()),
    ],
)
def test_what_the_plan_says_it_carries_out(opening: str, implements: tuple[str, ...]) -> None:
    assert meta(opening).implements == implements


@pytest.mark.parametrize(
    ("tail", "signer"),
    [
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hoa"),
            Signer("Lê Thị Hoa", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ),
        (
            ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Tám",),
            Signer("Lê Văn Tám", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ),
        (
            ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Y Ban Êban"),
            Signer("Y Ban Êban", "CHỦ TỊCH", "Q. CHỦ TỊCH"),
        ),
        (
            ("TM ỦY BAN NHÂN DÂN", "KT CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hoa"),
            Signer("Lê Thị Hoa", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ),
        (
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Siu H'Nhung"),
            Signer("Siu H'Nhung", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ),
        (("GIÁM ĐỐC", "TS. Trần Đình Ân"), Signer("Trần Đình Ân", "GIÁM ĐỐC", None)),
        (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Vũ Ba"), Signer("Vũ Ba", "CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH")),
    ],
)
def test_who_signs(tail: tuple[str, ...], signer: Signer) -> None:
    assert meta(tail=("Nơi nhận:", "- Lưu: VT.", *tail)).signers == (signer,)


def test_recipients_without_dash_and_stop() -> None:
    tail = (
        "Nơi nhận:\n- UBND tỉnh (b/c);\n- Các phòng, ban\nthuộc xã;\n- Lưu: VT.",
        "CHỦ TỊCH",
        "Lê Văn Tám",
    )
    assert meta(tail=tail).recipients == ("UBND tỉnh (b/c)", "Các phòng, ban thuộc xã", "Lưu: VT")


def test_a_letter_is_read_with_a_notice_that_it_is_no_plan() -> None:
    found = plan("Kính gửi: Ông Lê Văn Tám", "Trân trọng kính mời ông đến dự họp.")
    assert [n.code for n in found.notices] == ["not-a-plan"]
