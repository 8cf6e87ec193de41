"""Days that do not exist, deadlines outside the plan's time, years that do not fit."""

import pytest

from tests.checks.plans import codes

BODY = "I. NỘI DUNG\n1. {}\n2. Mở 2 lớp nghề."

SAYS = [
    ("Tổng kết vào ngày 31/6/2026.", ["D101"]),
    ("Tổng kết vào ngày 31 tháng 9 năm 2026.", ["D101"]),
    ("Tổng kết vào ngày 30 tháng 02 hằng năm.", ["D101"]),
    ("Tổng kết vào ngày 29/02/2026.", ["D101"]),
    ("Tổng kết vào ngày 29/02/2028.", []),
    ("Tổng kết trong tháng 13/2026.", ["D101"]),
    ("Tổng kết trong tháng 12/2026.", []),
    ("Hoàn thành trong quý I/2025.", ["D102"]),
    ("Hoàn thành trong quý I/2026.", []),
    ("Hoàn thành 45/60 tiêu chí, đạt 31/4 so với kế hoạch.", []),
    ("Mỗi tổ 31.6.2 lần.", []),
    ("Báo cáo trước ngày 15/01/2026.", ["D102"]),
    ("Báo cáo trước ngày 15/4/2026.", []),
    ("Báo cáo trước ngày 15/01 hằng năm.", []),
    ("Hoàn thành trước ngày 15/12/2028.", ["D103"]),
    ("Báo cáo tổng kết trước ngày 15/01/2027.", []),
    ("Khai giảng vào thứ Hai, ngày 15/9/2026.", ["D104"]),
    ("Khai giảng vào thứ Ba, ngày 15/9/2026.", []),
    ("Khai giảng vào Chủ nhật (20/9/2026).", []),
    ("Ban giám khảo gồm người thứ ba 15/9/2026.", []),
    ("Báo cáo trước ngày     tháng 12 năm 2026.", ["D108"]),
    ("Báo cáo trước ngày …/12/2026.", ["D108"]),
    ("Báo cáo trước ngày 05 tháng 12 năm 2026.", []),
    ("Báo cáo trước ngày khai giảng.", []),
    ("Mở lớp từ ngày 20/5/2026 đến ngày 15/5/2026.", ["D110"]),
    ("Mở lớp từ ngày 15/5/2026 đến ngày 20/5/2026.", []),
    ("Mục tiêu giai đoạn 2030 - 2026.", ["D110"]),
    ("Mở lớp từ tháng 9/2026 đến tháng 6/2026.", ["D110"]),
    ("Năm học 2026 - 2027.", []),
]


@pytest.mark.parametrize(("said", "expected"), SAYS)
def test_what_a_sentence_says(said, expected):
    assert codes("D", BODY.format(said)) == expected


TITLES = [
    ("Hỗ trợ việc làm năm 2026", "I. CHỈ TIÊU NĂM 2027\n1. Mở 2 lớp nghề.", ["D106"]),
    ("Hỗ trợ việc làm năm 2026", "I. CHỈ TIÊU\n1. Phấn đấu năm 2025 mở 2 lớp nghề.", ["D106"]),
    ("Hỗ trợ việc làm năm 2026", "I. CHỈ TIÊU\n1. Năm 2025 mở 1 lớp; phấn đấu năm 2026 mở 2 lớp.", []),
    ("Hỗ trợ việc làm năm 2026", "I. NHIỆM VỤ ĐẾN NĂM 2030\n1. Mở 2 lớp nghề.", []),
    ("Hỗ trợ việc làm năm 2026", "I. CHỈ TIÊU NĂM 2025\n1. Mở 2 lớp nghề.", ["D106"]),
    (
        "Hỗ trợ việc làm năm 2026",
        "I. CHỈ TIÊU\nCác đơn vị thực hiện chỉ tiêu năm 2025:\n1. Mở 2 lớp.",
        ["D106"],
    ),
    ("Hỗ trợ việc làm năm 2026", "I. KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2025\n1. Mở 2 lớp nghề.", []),
    ("Hỗ trợ việc làm năm 2026", "I. MỤC TIÊU ĐẾN NĂM 2030\n1. Mở 2 lớp nghề.", []),
    (
        "Hỗ trợ việc làm giai đoạn 2026 - 2030",
        "I. MỤC TIÊU GIAI ĐOẠN 2025 - 2030\n1. Mở 2 lớp nghề.",
        ["D106"],
    ),
    ("Hỗ trợ việc làm giai đoạn 2026 - 2030", "I. MỤC TIÊU GIAI ĐOẠN 2026 - 2028\n1. Mở 2 lớp nghề.", []),
    (
        "Hỗ trợ việc làm giai đoạn 2026 - 2030",
        "I. KẾ HOẠCH THỰC HIỆN CHƯƠNG TRÌNH GIAI ĐOẠN 2021 - 2030\n1. Mở 2 lớp nghề.",
        [],
    ),
    (
        "Hỗ trợ việc làm năm 2026",
        "I. CHỈ TIÊU\n1. Mở lớp.\nTrên đây là Kế hoạch Hỗ trợ việc làm năm 2025./.",
        ["D105"],
    ),
    (
        "Hỗ trợ việc làm năm 2026",
        "I. CHỈ TIÊU\n1. Mở lớp.\nTrên đây là Kế hoạch Hỗ trợ việc làm năm 2026./.",
        [],
    ),
    (
        "Hỗ trợ việc làm năm 2026",
        "I. CHỈ TIÊU\n1. Mở lớp.\n2. Phòng Kinh tế xây dựng kế hoạch vốn đầu tư công năm 2027.",
        [],
    ),
    ("Hỗ trợ việc làm năm 2025", "I. CHỈ TIÊU\n1. Mở lớp.", ["D111"]),
]


@pytest.mark.parametrize(("title", "body", "expected"), TITLES)
def test_years_against_the_title(title, body, expected):
    assert codes("D", body, title=title) == expected


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("Thông báo số 05/TB-SNV ngày 13/01/2025 của Sở Nội vụ về việc giao chỉ tiêu năm 2026", ["D107"]),
        ("Thông báo số 05/TB-SNV ngày 13/01/2026 của Sở Nội vụ về việc giao chỉ tiêu năm 2026", []),
        ("Nghị quyết số 58/NQ-HĐND ngày 15/12/2025 của HĐND thành phố về nhiệm vụ kinh tế năm 2026", []),
        ("Kế hoạch số 5/KH-UBND ngày 13/01/2025 của UBND thành phố về việc làm giai đoạn 2025 - 2026", []),
        ("Kế hoạch số 5/KH-UBND ngày 13/01/2025 của UBND thành phố tổ chức Ngày hội việc làm năm 2026", []),
    ],
)
def test_targets_assigned_a_year_too_early(basis, expected):
    opening = f"Thực hiện {basis}, UBND phường ban hành Kế hoạch như sau:"
    assert codes("D", BODY.format("Mở lớp."), opening=opening) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "báo cáo quý về Phòng Kinh tế trước ngày 15 tháng cuối quý",
            "báo cáo quý về Phòng Kinh tế trước ngày 20 tháng cuối quý",
            ["D109"],
        ),
        (
            "báo cáo quý về Phòng Kinh tế trước ngày 15 tháng cuối quý",
            "báo cáo quý về Sở Nội vụ trước ngày 20 tháng cuối quý",
            [],
        ),
        (
            "báo cáo quý về Phòng Kinh tế trước ngày 15 tháng cuối quý",
            "báo cáo tháng về Phòng Kinh tế trước ngày 20 hằng tháng",
            [],
        ),
    ],
)
def test_one_report_with_two_deadlines(first, second, expected):
    assert codes("D", f"I. BÁO CÁO\n1. Các đơn vị {first}.\n2. Các tổ dân phố {second}.") == expected
