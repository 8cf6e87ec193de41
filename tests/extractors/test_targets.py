import pytest

from extractors.document import Block, Document
from extractors.pipeline import extract
from tests.extractors.builders import document, plan, table, targets_of

# bullet; for each target: quote, direction, rhythm, indicator
CLAUSES = [
    (
        "Phấn đấu bình quân mỗi năm tạo việc làm mới cho 500 lao động.",
        [("500 lao động", None, "year", "tạo việc làm mới cho lao động")],
    ),
    (
        "100% trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế.",
        [("100%", None, None, "trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế")],
    ),
    (
        "Giảm tỷ lệ hộ nghèo đa chiều xuống dưới 2%.",
        [("xuống dưới 2%", "decrease", None, "tỷ lệ hộ nghèo đa chiều")],
    ),
    (
        "Duy trì tỷ lệ thất nghiệp dưới 3%; riêng khu vực thành thị dưới 4%.",
        [
            ("dưới 3%", "maintain", None, "tỷ lệ thất nghiệp"),
            ("dưới 4%", "maintain", None, "khu vực thành thị"),
        ],
    ),
    (
        "Đối với thanh niên: hỗ trợ học nghề cho 80% người có nhu cầu.",
        [("80%", None, None, "thanh niên: hỗ trợ học nghề cho người có nhu cầu")],
    ),
    (
        "Sản lượng lúa: 8.500 tấn; sản lượng thủy sản đạt 1.200 tấn.",
        [("8.500 tấn", None, None, "sản lượng lúa"), ("đạt 1.200 tấn", None, None, "sản lượng thủy sản")],
    ),
    (
        "Giảm 34 hộ nghèo, tương ứng giảm 0,1% tỷ lệ hộ nghèo.",
        [("34 hộ nghèo", "decrease", None, "hộ nghèo"), ("0,1%", "decrease", None, "tỷ lệ hộ nghèo")],
    ),
    (
        "Tổ chức 05 lớp tập huấn cho 150 học viên.",
        [
            ("05 lớp", None, None, "tổ chức lớp tập huấn"),
            ("150 học viên", None, None, "tổ chức lớp tập huấn cho học viên"),
        ],
    ),
    (
        "Tỷ suất tử vong trẻ em dưới 5 tuổi giảm còn 12‰.",
        [("12‰", "decrease", None, "tỷ suất tử vong trẻ em dưới 5 tuổi")],
    ),
]


@pytest.mark.parametrize(("bullet", "expected"), CLAUSES, ids=[c[0][:30] for c in CLAUSES])
def test_what_a_figure_measures(bullet: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert [(t.text, t.direction, t.per, t.indicator) for t in targets_of(bullet)] == expected


def test_a_part_belongs_to_its_whole_and_is_reached_as_often() -> None:
    whole, part, second = targets_of(
        "Mỗi năm đào tạo nghề cho 200 lao động, trong đó phi nông nghiệp 150 lao động, nông nghiệp 50 lao động."
    )
    assert (part.part_of, second.part_of) == (whole.id, whole.id)
    assert part.per == "year"


def test_a_share_on_another_base_is_no_part() -> None:
    _, part = targets_of("Đào tạo nghề cho 200 lao động, trong đó ít nhất 50% là lao động nữ.")
    assert part.part_of is None


def test_a_bullet_under_chi_tieu_without_a_number_is_an_aim() -> None:
    (aim,) = targets_of("Hộ mới thoát nghèo được tiếp tục hỗ trợ sinh kế.")
    assert (aim.kind, aim.value, aim.text) == (
        "unquantified",
        None,
        "Hộ mới thoát nghèo được tiếp tục hỗ trợ sinh kế.",
    )


@pytest.mark.parametrize(
    ("heading", "bullet"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "Nâng cao nhận thức của cán bộ, công chức."),
        ("MỤC TIÊU TỔNG QUÁT", "Xây dựng thị trường lao động lành mạnh."),
        ("NHIỆM VỤ, GIẢI PHÁP", "Tuyên truyền sâu rộng trong Nhân dân."),
    ],
)
def test_a_bullet_elsewhere_without_a_number_is_none(heading: str, bullet: str) -> None:
    assert targets_of(bullet, heading) == ()


@pytest.mark.parametrize(
    ("heading", "bullet", "kind"),
    [
        ("THỰC TRẠNG", "Toàn xã còn 120 hộ nghèo.", "baseline"),
        ("NHIỆM VỤ", "Theo kết quả rà soát, xã có 120 hộ nghèo.", "baseline"),
        ("NHIỆM VỤ", "Hỗ trợ 120 hộ nghèo xây nhà.", "target"),
        ("MỤC TIÊU", "Đã được phê duyệt, phấn đấu hỗ trợ 120 hộ nghèo.", "target"),
    ],
)
def test_how_things_stand_is_a_baseline(heading: str, bullet: str, kind: str) -> None:
    assert {t.kind for t in targets_of(bullet, heading)} == {kind}


@pytest.mark.parametrize(
    "bullet",
    [
        "Thực hiện 06 nhiệm vụ trọng tâm và 03 nhiệm vụ đột phá.",
        "Đào tạo trong thời gian 03 tháng cho người từ đủ 15 tuổi.",
        "Thực hiện theo Quyết định số 1722/QĐ-TTg ngày 02/9/2016.",
        "Họp tại 03 thôn.",
    ],
)
def test_numbers_that_set_nothing(bullet: str) -> None:
    assert targets_of(bullet, "NHIỆM VỤ, GIẢI PHÁP") == ()


def test_the_heading_gives_the_period_where_the_sentence_is_silent() -> None:
    (target,) = targets_of("100% hộ nghèo được vay vốn.", "CHỈ TIÊU ĐẾN NĂM 2030")
    assert target.period is not None
    assert (target.period.start, target.period.end) == (None, 2030)


def test_the_label_before_a_colon_gives_the_period() -> None:
    (target,) = targets_of("Tỷ lệ lao động qua đào tạo đến năm 2029: 70%.", "CHỈ TIÊU ĐẾN NĂM 2030")
    assert target.period is not None
    assert (target.period.start, target.period.end) == (None, 2029)


def test_beneficiaries_are_named() -> None:
    (target,) = targets_of("Đào tạo nghề cho 50 lao động thuộc hộ nghèo, hộ cận nghèo, người khuyết tật.")
    assert target.group == ("hộ nghèo", "hộ cận nghèo", "người khuyết tật")


def test_a_table_of_indicators_gives_a_target_for_each_year() -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2027"],
        ["1", "Tỷ lệ hộ nghèo", "%", "2,1", "dưới 2"],
        ["2", "Lao động được tạo việc làm", "người", "1.200", "1.250"],
    ]
    blocks = [Block("KẾ HOẠCH"), Block("Việc làm"), Block("I. CHỈ TIÊU"), *table(rows)]
    found = extract(Document(tuple(blocks))).targets
    assert [(t.indicator, t.comparator, t.value, t.unit, t.period and t.period.start) for t in found] == [
        ("Tỷ lệ hộ nghèo", "=", 2.1, "%", 2026),
        ("Tỷ lệ hộ nghèo", "<", 2, "%", 2027),
        ("Lao động được tạo việc làm", "=", 1200, "người", 2026),
        ("Lao động được tạo việc làm", "=", 1250, "người", 2027),
    ]


def test_every_target_stands_where_its_span_says() -> None:
    texts = (
        "KẾ HOẠCH",
        "Việc làm",
        "I. MỤC TIÊU",
        "- Từ 3 đến 5 lớp; 1,5 tỷ đồng;",
        "- Giữ vững an ninh trật tự.",
    )
    parsed = plan(*texts)
    assert len(parsed.targets) == 3
    for target in parsed.targets:
        assert document(*texts).text_of(target.span) == target.text
