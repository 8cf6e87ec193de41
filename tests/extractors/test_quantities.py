import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.targets.quantities import find_quantities
from extractors.vietnamese.text import lower

# text; quote, comparator, value, upper, unit
QUANTITIES = [
    ("còn 1.870 hộ", "1.870 hộ", "=", 1870, None, "hộ"),
    ("đạt 2,5%", "đạt 2,5%", "=", 2.5, None, "%"),
    ("còn 0,05‰", "0,05‰", "=", 0.05, None, "‰"),
    ("đón 1,2 triệu lượt khách", "1,2 triệu lượt khách", "=", 1_200_000, None, "lượt khách"),
    ("kinh phí 330 triệu đồng", "330 triệu đồng", "=", 330_000_000, None, "đồng"),
    ("thu 20 tỷ 500 triệu đồng", "20 tỷ 500 triệu đồng", "=", 20_500_000_000, None, "đồng"),
    ("12 nghìn lao động", "12 nghìn lao động", "=", 12000, None, "người"),
    ("một trăm lao động", "một trăm lao động", "=", 100, None, "người"),
    ("02 mô hình", "02 mô hình", "=", 2, None, "mô hình"),
    ("ít nhất 01 (một) mô hình", "ít nhất 01 (một) mô hình", ">=", 1, None, "mô hình"),
    ("duy trì hai (02) câu lạc bộ", "hai (02) câu lạc bộ", "=", 2, None, "câu lạc bộ"),
    ("xây mười lăm (15) mô hình", "mười lăm (15) mô hình", "=", 15, None, "mô hình"),
    ("3- 100% hộ nghèo có thẻ", "100%", "=", 100, None, "%"),
    ("gấp 2 lần năm trước", "2 lần", "=", 2, None, "lần"),
    ("12/15 xã đạt chuẩn", "12/15 xã", "=", 12, None, "xã"),
    ("từ 3 đến 5 lớp", "từ 3 đến 5 lớp", "range", 3, 5, "lớp"),
    ("đưa 400 - 500 lao động", "400 - 500 lao động", "range", 400, 500, "người"),
    ("đạt 75-80%", "75-80%", "range", 75, 80, "%"),
    ("đạt từ 75% - 80%", "từ 75% - 80%", "range", 75, 80, "%"),
    ("≥ 55 %", "≥ 55 %", ">=", 55, None, "%"),
    ("< 10,6 ‰", "< 10,6 ‰", "<", 10.6, None, "‰"),
    ("đạt trên 90%", "trên 90%", ">", 90, None, "%"),
    ("tối thiểu 20 xã", "tối thiểu 20 xã", ">=", 20, None, "xã"),
    ("không quá 5%", "không quá 5%", "<=", 5, None, "%"),
    ("xuống dưới 4,5%", "xuống dưới 4,5%", "<", 4.5, None, "%"),
    ("từ 95% trở lên", "từ 95% trở lên", ">=", 95, None, "%"),
    ("80 điểm trở xuống", "80 điểm trở xuống", "<=", 80, None, "điểm"),
    ("tối thiểu mỗi năm 2 lần", "tối thiểu mỗi năm 2 lần", ">=", 2, None, "lần"),
    ("trên 12 tuyến đường", "12 tuyến", "=", 12, None, "tuyến"),
    ("ra mắt 02 tuyến phố văn minh", "02 tuyến phố", "=", 2, None, "tuyến phố"),
    ("xây 70 nhà tiêu", "70 nhà tiêu", "=", 70, None, "nhà tiêu"),
    ("phát 1.500 tờ rơi", "1.500 tờ rơi", "=", 1500, None, "tờ rơi"),
    ("cho 300 lượt người", "300 lượt người", "=", 300, None, "lượt người"),
    ("giúp 40 chị em", "40 chị em", "=", 40, None, "người"),
    ("vận động 15 nam giới", "15 nam giới", "=", 15, None, "người"),
    ("tối thiểu hai buổi", "tối thiểu hai buổi", ">=", 2, None, "buổi"),
    ("trên 12 xã", "trên 12 xã", ">", 12, None, "xã"),
    ("vận động 86 400 người", "86 400 người", "=", 86400, None, "người"),
    ("Sáu mươi phần trăm (60%) hộ", "60%", "=", 60, None, "%"),
    ("năng suất 62 tạ/ha", "62 tạ/ha", "=", 62, None, "tạ/ha"),
    ("21 em", "21 em", "=", 21, None, "người"),
    ("xây 05 nhà ở", "05 nhà", "=", 5, None, "nhà"),
    ("ở mức 111 bé trai/100 bé gái", "111 bé trai/100 bé gái", "=", 111, None, "bé trai/100 bé gái"),
    ("05 địa chỉ tin cậy", "05 địa chỉ", "=", 5, None, "địa chỉ"),
    ("2.11. 90% thôn", "90%", "=", 90, None, "%"),
    ("gần 300 hộ", "gần 300 hộ", "~", 300, None, "hộ"),
    ("không dưới 30 buổi/năm", "không dưới 30 buổi/năm", ">=", 30, None, "buổi"),
    ("trồng 50ha rừng", "50ha", "=", 50, None, "ha"),
    ("tăng 0,5 điểm %", "0,5 điểm %", "=", 0.5, None, "%"),
    ("10,000 người", "10,000 người", "=", 10000, None, "người"),
    ("tổng số 1.870 hộ", "1.870 hộ", "=", 1870, None, "hộ"),
]


@pytest.mark.parametrize(("text", "quote", "comparator", "value", "upper", "unit"), QUANTITIES)
def test_a_quantity_with_its_comparator_and_unit(
    text: str, quote: str, comparator: str, value: float, upper: float | None, unit: str
) -> None:
    (found,) = find_quantities(lower(text))
    assert text[found.start : found.end] == quote
    assert (found.comparator, found.value, found.upper, found.unit.name) == (comparator, value, upper, unit)


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch số 193/kh-ubnd ngày 16/5/2026",
        "nghị quyết 57-nq/tw",
        "chương trình 135",
        "giai đoạn 2026 - 2030",
        "đến năm 2030",
        "điều 5 khoản 2",
        "quận 3, phường 5, lớp 9",
        "họp lúc 7h30",
        "trực 24/7",
        "lần thứ 3",
        "covid-19",
    ],
)
def test_dates_labels_and_names_hold_no_quantity(text: str) -> None:
    assert list(find_quantities(text)) == []


@pytest.mark.parametrize(
    "text", ["06 tháng đầu năm", "từ đủ 60 tuổi", "03 ngày làm việc", "06 nhiệm vụ trọng tâm", "5 rõ"]
)
def test_durations_and_counts_in_names_are_marked(text: str) -> None:
    assert {q.unit.kind for q in find_quantities(text)} <= {"time", "structural"}


def test_the_first_figure_of_a_rise_is_where_things_stand() -> None:
    first, second = find_quantities("từ 75% lên 80%")
    assert (first.from_to, second.from_to) == (True, False)


@given(st.text(alphabet="0123456789.,%‰/-– từđếnkhoảng lao độngtriệuhộ()\n", max_size=80))
def test_no_text_raises_and_quotes_lie_in_order(text: str) -> None:
    low = lower(text)
    last = 0
    for quantity in find_quantities(low):
        assert 0 <= quantity.start <= quantity.number < quantity.end <= len(low)
        assert quantity.number >= last
        last = quantity.number
