"""Figures that contradict each other, and figures that only seem to."""

import pytest

from tests.checks.samples import codes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tập huấn cho 800 người, gồm 500 người ở chợ và 400 người ở khu trọ.", ["T101"]),
        (
            "Dạy nghề cho 350 lao động, trong đó phi nông nghiệp 200 lao động, nông nghiệp 120 lao động.",
            ["T101"],
        ),
        (
            "Dạy nghề cho 200 lao động, trong đó phi nông nghiệp 150 lao động, nông nghiệp 60 lao động.",
            ["T101"],
        ),
        ("Dạy nghề cho 200 lao động, trong đó phi nông nghiệp 150 lao động, nông nghiệp 50 lao động.", []),
        ("Lập hồ sơ cho 2.600 người, trong đó nam 1.100 người, nữ 1.400 người.", ["T101"]),
        ("Tạo việc làm cho 3.200 lao động, trong đó xuất khẩu 60 lao động; tăng thêm 600 lao động.", []),
        ("Hỗ trợ 100 người, trong đó nữ 60 người, dân tộc thiểu số 50 người.", []),
        ("Hỗ trợ 40 hộ, trong đó 60 hộ thoát nghèo.", ["T101"]),
        ("Giảm 2 người nghiện so với năm 2025 (11 người).", []),
        ("Vận động 330 triệu đồng, trong đó phường 300 triệu đồng, tổ dân phố 30 triệu đồng.", []),
        ("Kinh phí: 120 triệu đồng + 80 triệu đồng = 210 triệu đồng.", ["T103"]),
        ("Kinh phí: 120 triệu đồng + 80 triệu đồng = 200 triệu đồng.", []),
        ("Có 12/15 tổ dân phố đạt chuẩn, đạt 75%.", ["T104"]),
        ("Có 12/15 tổ dân phố đạt chuẩn (80%).", []),
        ("Có 10/15 tổ dân phố đạt chuẩn, đạt 66,7%.", []),
        ("Có 12/15 tổ dân phố có nhà văn hóa, sân tập thể thao đạt chuẩn, đạt 75%.", ["T104"]),
        ("Đến tháng 9/2026 giải ngân vốn chương trình giảm nghèo đạt 60%.", []),
        ("Giảm tỷ lệ hộ nghèo từ 3,5% xuống 4,2%.", ["T105"]),
        ("Giảm tỷ lệ hộ nghèo từ 4,2% xuống 3,5%.", []),
        ("Tăng tỷ lệ lao động có chứng chỉ từ 40% lên 38%.", ["T105"]),
        ("Giảm tỷ lệ hộ cận nghèo từ 5% xuống 3%, giảm 1,5%.", ["T105"]),
        ("Giảm tỷ lệ hộ cận nghèo từ 5% xuống 3%, giảm 40% so với năm 2025.", []),
        ("Giảm từ 3% đến 5% số vụ vi phạm.", []),
        ("Có 105% hộ nghèo được cấp thẻ bảo hiểm.", ["T106"]),
        ("Cấp thẻ bảo hiểm cho 120% người thuộc hộ nghèo.", ["T106"]),
        ("Thu quỹ vì người nghèo đạt 105% kế hoạch.", []),
        ("Tăng 120% số mô hình sinh kế.", []),
        ("Tỷ lệ người cao tuổi có thẻ bảo hiểm y tế đạt 105%.", ["T106"]),
        ("Số hộ thoát nghèo bằng 120% so với cùng kỳ.", []),
        ("Tỷ lệ lao động qua đào tạo đạt từ 80% - 75%.", ["T107"]),
        ("Tỷ lệ lao động qua đào tạo đạt từ 75% - 80%.", []),
        ("Bình quân mỗi năm hỗ trợ 300 hộ, giai đoạn 2026 - 2030 hỗ trợ 1.200 hộ.", ["T108"]),
        ("Bình quân mỗi năm hỗ trợ 300 hộ, giai đoạn 2026 - 2030 hỗ trợ 1.500 hộ.", []),
    ],
)
def test_lines(line, expected):
    assert codes(f"I. CHỈ TIÊU\n1. {line}\n", "T1") == expected


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("toàn xã có 120 hộ nghèo, chiếm 4% tổng số hộ", "Giảm 30 hộ nghèo, tương ứng giảm 1%", []),
        ("toàn xã có 120 hộ nghèo, chiếm 4% tổng số hộ", "Giảm 30 hộ nghèo, tương ứng giảm 2%", ["T111"]),
        (
            "toàn xã có 120 hộ nghèo (tỷ lệ 4%)",
            "Giảm 30 hộ nghèo, tương ứng giảm 0,1% tỷ lệ hộ nghèo",
            ["T111"],
        ),
        ("tổng số hộ trên địa bàn: 3.000 hộ", "Giảm tỷ lệ hộ nghèo 1% (tương đương 30 hộ)", []),
        ("tổng số hộ dân là 3.000 hộ", "Giảm tỷ lệ hộ cận nghèo 1% (tương đương 90 hộ)", ["T111"]),
        ("toàn phường có 9.812 hộ", "Giảm 34 hộ cận nghèo, tương đương 0,35%", []),
        ("toàn phường có 9.812 hộ", "Giảm 34 hộ cận nghèo, tương đương 3,5%", ["T111"]),
        # Where the rate falls to is not by how much.
        ("tổng số hộ là 3.000 hộ", "Giảm tỷ lệ hộ nghèo xuống dưới 2,2% (tương ứng giảm 215 hộ)", []),
        # One survey in another year, one base that fits, a rate among the poor only: nothing to say.
        ("có 1.870 hộ nghèo, chiếm tỷ lệ 4,6%", "Giảm hộ nghèo 5,74% (tương đương 2.481 hộ)", []),
        ("tổng số hộ là 300 hộ, cả xã tổng số hộ là 3.000 hộ", "Giảm 30 hộ nghèo, tương ứng 1%", []),
        ("có 40 hộ nghèo, chiếm 20% tổng số hộ nghèo toàn huyện", "Giảm 30 hộ nghèo, tương ứng 1%", []),
        ("đời sống được cải thiện", "Giảm 30 hộ nghèo, tương ứng giảm 2%", []),
    ],
)
def test_a_cut_of_poor_households_and_its_rate(base, target, expected):
    assert codes(f"I. THỰC TRẠNG\n1. Hiện nay {base}.\nII. CHỈ TIÊU\n1. {target}.\n", "T111") == expected


def test_the_year_and_the_period_in_two_bullets():
    body = (
        "I. CHỈ TIÊU\n- Giai đoạn 2026 - 2030, phấn đấu đưa 500 - 600 lao động đi làm việc ở nước ngoài.\n"
        "- Hàng năm, phấn đấu đưa 80 - 100 lao động đi làm việc ở nước ngoài.\n"
    )
    assert codes(body, "T108") == ["T108"]
    assert codes(body.replace("500 - 600", "400 - 500"), "T108") == []


def test_one_indicator_with_two_figures():
    body = (
        "I. CHỈ TIÊU\n1. Đào tạo nghề sơ cấp cho 1.200 lao động nông thôn thuộc hộ nghèo.\n"
        "II. NHIỆM VỤ\n1. Đào tạo nghề sơ cấp cho {} lao động nông thôn thuộc hộ {}.\n"
    )
    assert codes(body.format("1.250", "nghèo"), "T109") == ["T109"]
    assert codes(body.format("1.200", "nghèo"), "T109") == []
    assert codes(body.format("1.250", "cận nghèo"), "T109") == []


def test_two_rates_of_different_things_under_one_short_name():
    body = (
        "I. CHỈ TIÊU\n1. Thành lập 05 khu công nghiệp, tỷ lệ lấp đầy trên 80%.\n"
        "2. Thành lập 15 cụm công nghiệp; tỷ lệ lấp đầy đạt 60-70%.\n"
    )
    assert codes(body, "T109") == []


TABLE = (
    "I. MỤC TIÊU\nGiao chỉ tiêu như sau:\n| TT | Đơn vị | Số hộ thoát nghèo | Tỷ lệ (%) |\n| --- | --- | --- | --- |\n"
    "| 1 | Phường Đông | 10 | 5 |\n| 2 | Phường Tây | 12 | 7 |\n| 3 | Phường Nam | 8 | 3 |\n| | Tổng cộng | {} | 4,9 |\n"
)


@pytest.mark.parametrize(("total", "expected"), [("30", []), ("35", ["T102"])])
@pytest.mark.parametrize("heading", ["Số hộ thoát nghèo", "Số hộ thoát nghèo năm 2026 (hộ)"])
def test_the_total_row(heading, total, expected):
    body = TABLE.format(total).replace("Số hộ thoát nghèo", heading)
    assert codes(body, "T102", issuer="THÀNH PHỐ HẢI XUYÊN") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nâng tỷ lệ hộ nghèo có bảo hiểm y tế.", ["T201"]),
        ("Không để xảy ra tình trạng tái nghèo trên địa bàn.", []),
        ("Nâng tỷ lệ hộ nghèo có bảo hiểm y tế lên 95%.", []),
        # Met or not, wherever the denial stands.
        ("Ngăn chặn không để xảy ra dịch bệnh.", []),
        ("Phường tiếp tục đạt chuẩn văn minh đô thị.", []),
    ],
)
def test_targets_without_a_number(line, expected):
    assert codes(f"I. CHỈ TIÊU\n1. Giảm 12 hộ nghèo.\n2. {line}\n", "T201") == expected


def test_targets_that_nobody_is_charged_with():
    body = "I. CHỈ TIÊU\n1. Giảm 12 hộ nghèo.\n"
    assert codes(body, "T203") == ["T203"]
    assert codes(body + "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Chủ trì thực hiện.\n", "T203") == []
