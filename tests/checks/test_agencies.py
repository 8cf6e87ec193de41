"""Agencies: without a task, twice, at the wrong level, ended; each plan judged by its own date."""

import pytest

from tests.checks.samples import codes


def duties(*headings):
    return "I. TỔ CHỨC THỰC HIỆN\n" + "\n".join(f"{n}. {text}" for n, text in enumerate(headings, start=1))


TASK = "\n- Chủ trì thực hiện Kế hoạch."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (duties("Phòng Kinh tế" + TASK, "Trạm Y tế", "Công an phường" + TASK), ["A101"]),
        (duties("Phòng Kinh tế" + TASK, "Trạm Y tế: Khám bệnh cho hộ nghèo.", "Công an phường" + TASK), []),
        (duties("Phòng Kinh tế\na) Bố trí kinh phí.\nb) Hướng dẫn.", "Công an phường" + TASK), []),
        (duties("Phòng Kinh tế" + TASK, "Công an phường" + TASK, "Phòng Kinh tế" + TASK), ["A103"]),
        (duties("Phòng Kinh tế" + TASK, "Công an phường" + TASK), []),
        (
            duties("Phòng Kinh tế" + TASK, "Trạm Y tế" + TASK, "Tham mưu mở 02 lớp dạy nghề cho hộ nghèo."),
            ["A102"],
        ),
        (duties("Phòng Kinh tế" + TASK, "Sở Y tế" + TASK), ["A202"]),
        (duties("Phòng Kinh tế" + TASK, "Đề nghị Sở Y tế\n- Hỗ trợ khám bệnh cho hộ nghèo."), []),
    ],
)
def test_headings(body, expected):
    assert codes(body, "A") == expected


@pytest.mark.parametrize(
    ("agency", "day", "expected"),
    [
        ("Phòng Lao động - Thương binh và Xã hội", "10 tháng 3 năm 2026", ["A201"]),
        ("Phòng Lao động-TB&XH", "10 tháng 3 năm 2026", ["A201"]),
        ("Phòng Lao động - Thương binh và Xã hội", "10 tháng 3 năm 2022", []),
        ("Phòng Tài nguyên và Môi trường quận Bắc Hải", "10 tháng 3 năm 2026", ["A201"]),
        ("Phòng Tài chính - Kế hoạch", "10 tháng 5 năm 2025", []),
        ("Phòng Tài chính - Kế hoạch", "10 tháng 7 năm 2025", ["A201"]),
        ("Phòng Y tế thành phố Bắc Hải", "10 tháng 3 năm 2026", ["A201"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "10 tháng 3 năm 2026", []),
        ("Văn phòng HĐND và UBND", "10 tháng 3 năm 2026", []),
        ("Trung tâm Phục vụ hành chính công", "10 tháng 3 năm 2026", []),
    ],
)
def test_agencies_that_ended(agency, day, expected):
    assert codes(duties(agency + TASK, "Công an phường" + TASK), "A201", day=day) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Phối hợp với Sở Tài nguyên và Môi trường rà soát.", ["A201"]),
        ("Phối hợp với Sở Nông nghiệp và Môi trường rà soát.", []),
        ("UBND huyện giao chỉ tiêu; UBND các huyện báo cáo.", ["A201"]),
        (
            "Thực hiện Quyết định số 1722/QĐ-LĐTBXH ngày 01/02/2024 của Bộ Lao động - Thương binh và Xã hội.",
            [],
        ),
        ("Hồ sơ do Phòng Tài nguyên và Môi trường trước đây quản lý.", []),
        ("Tiếp nhận hồ sơ của nguyên Sở Giao thông vận tải.", []),
        ("Hướng dẫn của Sở Kế hoạch và Đầu tư (nay là Sở Tài chính).", []),
    ],
)
def test_mentions(line, expected):
    assert codes(f"I. NHIỆM VỤ\n1. {line}\n", "A201") == expected


def test_the_past_is_no_finding():
    body = "I. THỰC TRẠNG\n1. Sở Lao động - Thương binh và Xã hội đã mở 12 lớp.\nII. NHIỆM VỤ\n1. Dạy nghề.\n"
    assert codes(body, "A201") == []


def test_each_agency_once_a_plan():
    body = "I. NHIỆM VỤ\n" + "\n".join(f"{n}. Phối hợp với Sở Giao thông vận tải." for n in range(1, 5))
    assert codes(body, "A201") == ["A201"]


def test_one_task_led_by_two():
    line = "\n- Chủ trì tổ chức hội nghị sơ kết thực hiện Kế hoạch giảm nghèo của phường vào tháng 7."
    assert codes(duties("Phòng Kinh tế" + line, "Phòng Văn hóa - Xã hội" + line), "A104") == ["A104"]


def test_a_row_of_a_table_without_an_agency():
    rows = "".join(f"| {n} | Mở lớp dạy nghề số {n} | Phòng Kinh tế |\n" for n in range(1, 7))
    table = f"| TT | Nhiệm vụ | Cơ quan chủ trì |\n| --- | --- | --- |\n{rows}| 7 | Rà soát hộ nghèo toàn phường | |\n"
    assert codes(f"I. NHIỆM VỤ\nPhân công như sau:\n{table}", "A102") == ["A102"]
