import pytest

from extractors.document import Block, Document
from extractors.pipeline import extract
from tests.extractors.builders import document, plan, table, targets_of
from tests.growth import grows_with_its_length

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
            ("dưới 4%", "maintain", None, "tỷ lệ thất nghiệp khu vực thành thị"),
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
        "Giữ tỷ lệ hộ sử dụng nước hợp vệ sinh từ 98,5% trở lên.",
        [("từ 98,5% trở lên", "maintain", None, "tỷ lệ hộ sử dụng nước hợp vệ sinh")],
    ),
    (
        "Sửa chữa, nâng công suất 18 công trình cấp nước.",
        [("18 công trình", None, None, "sửa chữa, nâng công suất công trình cấp nước")],
    ),
    (
        "Tuyên truyền lưu động, cả năm không ít hơn 08 buổi.",
        [("không ít hơn 08 buổi", None, "year", "tuyên truyền lưu động, cả năm buổi")],
    ),
    ("Cả năm giảm 126 hộ nghèo.", [("126 hộ nghèo", "decrease", None, "cả năm hộ nghèo")]),
    (
        "Có trên chín mươi phần trăm (90%) số hộ dùng nước sạch.",
        [("trên chín mươi phần trăm (90%)", None, None, "số hộ dùng nước sạch")],
    ),
    # What is said in words and again in figures is said once.
    (
        "Bốn mươi phần trăm (40%) người dân tập thể thao, 25% số hộ được công nhận gia đình thể thao.",
        [
            ("40%", None, None, "người dân tập thể thao"),
            ("25%", None, None, "số hộ được công nhận gia đình thể thao"),
        ],
    ),
    (
        "Tỷ suất tử vong trẻ em dưới 5 tuổi giảm còn 12‰.",
        [("12‰", "decrease", None, "tỷ suất tử vong trẻ em dưới 5 tuổi")],
    ),
]

# bullet; quote and indicator of each target, where the head stands earlier or more stands around it
HEADS = [
    (
        "Tập huấn cho 1.800 nông dân qua 60 lớp kỹ thuật.",
        [("1.800 nông dân", "tập huấn cho nông dân"), ("60 lớp", "tập huấn cho nông dân qua lớp kỹ thuật")],
    ),
    (
        "Có 412 người xuất cảnh, đạt 82,4% chỉ tiêu được giao, phần lớn sang Nhật Bản.",
        [("412 người", "người xuất cảnh"), ("đạt 82,4%", "người xuất cảnh")],
    ),
    (
        "Tạo việc làm mới cho 9.600 lao động, bình quân mỗi tháng khoảng 800 lao động.",
        [
            ("9.600 lao động", "tạo việc làm mới cho lao động"),
            ("khoảng 800 lao động", "tạo việc làm mới cho lao động"),
        ],
    ),
    (
        "Trồng mới 3.200 ha rừng tập trung, trong đó rừng phòng hộ, đặc dụng 450 ha.",
        [("3.200 ha", "trồng mới rừng tập trung"), ("450 ha", "rừng phòng hộ, đặc dụng")],
    ),
    (
        "Tỷ lệ lao động qua đào tạo, có bằng cấp lần lượt đạt 73% và 35,5%.",
        [("đạt 73%", "tỷ lệ lao động qua đào tạo"), ("35,5%", "tỷ lệ có bằng cấp")],
    ),
    (
        "Tỷ lệ hộ nghèo còn 2%, tỷ lệ hộ cận nghèo còn 3%; năm 2027 hai chỉ tiêu này lần lượt là 1,5% và 2,2%.",
        [
            ("2%", "tỷ lệ hộ nghèo"),
            ("3%", "tỷ lệ hộ cận nghèo"),
            ("1,5%", "tỷ lệ hộ nghèo"),
            ("2,2%", "tỷ lệ hộ cận nghèo"),
        ],
    ),
    (
        "Tỷ lệ trẻ sơ sinh có cân nặng dưới 2.500 gram dưới 3%.",
        [("dưới 3%", "tỷ lệ trẻ sơ sinh có cân nặng dưới 2.500 gram")],
    ),
    (
        "Lắp đặt 04 ki-ốt tra cứu hồ sơ.",
        [("04 ki-ốt", "lắp đặt ki-ốt tra cứu hồ sơ")],
    ),
    (
        "Đào tạo trình độ trung cấp 1.350 người; đào tạo dưới 03 tháng 5.850 người.",
        [("1.350 người", "đào tạo trình độ trung cấp người"), ("5.850 người", "đào tạo dưới 03 tháng người")],
    ),
    (
        "Đến cuối năm còn 189 hộ nghèo, tỷ lệ 5,4%.",
        [("189 hộ nghèo", "hộ nghèo"), ("5,4%", "tỷ lệ hộ nghèo")],
    ),
    (
        "Hằng năm tạo việc làm cho 300 lao động; riêng năm 2026 là 320 lao động.",
        [
            ("300 lao động", "tạo việc làm cho lao động"),
            ("320 lao động", "tạo việc làm cho lao động"),
        ],
    ),
    (
        "100% cơ sở (42/42 cơ sở) được kiểm tra.",
        [("100%", "cơ sở được kiểm tra"), ("42/42 cơ sở", "cơ sở được kiểm tra")],
    ),
    (
        "Phân đầu tỷ lệ lao động qua đào tạo đạt 70%.",
        [("đạt 70%", "tỷ lệ lao động qua đào tạo")],
    ),
    (
        "Sản lượng lương thực có hạt phấn đấu đạt 4.560 tấn.",
        [("đạt 4.560 tấn", "sản lượng lương thực có hạt")],
    ),
    (
        "Tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân dưới 7%, thể thấp còi dưới 15%.",
        [
            ("dưới 7%", "tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân"),
            ("dưới 15%", "tỷ lệ trẻ em suy dinh dưỡng thể thấp còi"),
        ],
    ),
    (
        "Mức độ hài lòng của người dân ở lĩnh vực đất đai đạt 85%, các lĩnh vực khác đạt 92%.",
        [
            ("đạt 85%", "mức độ hài lòng của người dân ở lĩnh vực đất đai"),
            ("đạt 92%", "mức độ hài lòng của người dân ở các lĩnh vực khác"),
        ],
    ),
    (
        "100% văn bản của UBND huyện được ký số; cấp xã từ 90%.",
        [("100%", "văn bản của UBND huyện được ký số"), ("90%", "văn bản cấp xã được ký số")],
    ),
    (
        "100% người nghiện được lập hồ sơ; trên 70% được cai nghiện tại cộng đồng.",
        [
            ("100%", "người nghiện được lập hồ sơ"),
            ("trên 70%", "người nghiện được cai nghiện tại cộng đồng"),
        ],
    ),
    (
        "Tỷ lệ lao động qua đào tạo đạt 68%, trong đó có chứng chỉ 28%.",
        [
            ("đạt 68%", "tỷ lệ lao động qua đào tạo"),
            ("28%", "tỷ lệ lao động qua đào tạo có chứng chỉ"),
        ],
    ),
    (
        "Có thêm 20 sản phẩm OCOP đạt 3 sao, trong đó 04 sản phẩm đạt 4 sao.",
        [("20 sản phẩm", "sản phẩm OCOP đạt 3 sao"), ("04 sản phẩm", "sản phẩm OCOP đạt 4 sao")],
    ),
    (
        "Giảm tỷ lệ hộ nghèo 0,6% so với năm 2025, cuối năm còn 1,2%.",
        [("0,6%", "tỷ lệ hộ nghèo"), ("1,2%", "tỷ lệ hộ nghèo")],
    ),
    (
        "8/8 thôn (100%) có nhà văn hóa đạt chuẩn.",
        [("8/8 thôn", "thôn có nhà văn hóa đạt chuẩn"), ("100%", "thôn có nhà văn hóa đạt chuẩn")],
    ),
    ("Toàn bộ tổ hòa giải (100%) được củng cố.", [("100%", "toàn bộ tổ hòa giải được củng cố")]),
    (
        "Giảm 1% tỷ lệ hộ nghèo (tương ứng 40 hộ).",
        [("1%", "tỷ lệ hộ nghèo"), ("40 hộ", "hộ nghèo")],
    ),
    (
        "Trang bị 60 thùng rác công cộng, 05 xe ép rác.",
        [("60 thùng", "trang bị thùng rác công cộng"), ("05 xe", "trang bị xe ép rác")],
    ),
    (
        "Triệt xóa 100% điểm phức tạp và 100% diện tích trồng cây cấm.",
        [("100%", "triệt xóa điểm phức tạp"), ("100%", "triệt xóa diện tích trồng cây cấm")],
    ),
    (
        "Rác thải được thu gom theo quy định đạt 80%; vận động các hộ phân loại rác.",
        [("đạt 80%", "rác thải được thu gom theo quy định")],
    ),
    (
        "Người lao động đã qua đào tạo đạt 60%, chú trọng cấp chứng chỉ.",
        [("đạt 60%", "người lao động đã qua đào tạo")],
    ),
    (
        "Giữ vững địa bàn ổn định; lắp đặt 12 camera tại các nút giao.",
        [("12 camera", "lắp đặt camera tại các nút giao")],
    ),
    (
        "Cắt giảm 20% thời gian giải quyết đối với 15 thủ tục.",
        [("20%", "cắt giảm thời gian giải quyết"), ("15 thủ tục", "cắt giảm thời gian giải quyết thủ tục")],
    ),
    ("Khám mắt cho 300 người từ 40 tuổi trở lên.", [("300 người", "khám mắt cho người từ 40 tuổi trở lên")]),
    ("Số vụ phạm tội bị phát hiện hằng năm tăng trên 4%.", [("trên 4%", "số vụ phạm tội bị phát hiện")]),
    ("Tổng tỷ suất sinh đạt 2,1 con/phụ nữ.", [("đạt 2,1 con/phụ nữ", "tổng tỷ suất sinh")]),
    ("Chỉ tiêu 3: 90% thai phụ được khám thai.", [("90%", "thai phụ được khám thai")]),
    ("Đến năm 2029: tỷ lệ hộ khá đạt 40%.", [("đạt 40%", "tỷ lệ hộ khá")]),
    (
        "Tỷ lệ thai phụ được tầm soát ít nhất 4 loại bệnh tật bẩm sinh đạt 65%.",
        [("đạt 65%", "tỷ lệ thai phụ được tầm soát ít nhất 4 loại bệnh tật bẩm sinh")],
    ),
    (
        "75% trẻ sơ sinh được sàng lọc 5 loại bệnh.",
        [("75%", "trẻ sơ sinh được sàng lọc 5 loại bệnh")],
    ),
]


@pytest.mark.parametrize(("bullet", "expected"), HEADS, ids=[c[0][:30] for c in HEADS])
def test_what_is_measured_is_whole_and_no_more(bullet: str, expected: list[tuple[str, str]]) -> None:
    assert [(t.text, t.indicator) for t in targets_of(bullet)] == expected


def test_a_sentence_that_opens_with_trong_do_gives_parts() -> None:
    whole, part, second = targets_of(
        "Tổng vốn 18 tỷ đồng. Trong đó: vốn tỉnh 10 tỷ đồng; vốn xã 8 tỷ đồng.", "KINH PHÍ"
    )
    assert (part.part_of, second.part_of) == (whole.id, whole.id)


@pytest.mark.parametrize(
    ("line", "indicator"),
    [
        ("Dự kiến 640 triệu đồng từ ngân sách xã.", "kinh phí dự kiến từ ngân sách xã"),
        ("Ngân sách phường bố trí 90 triệu đồng và huy động xã hội hóa.", "kinh phí ngân sách phường bố trí"),
        ("Kinh phí thực hiện năm 2026: 150 triệu đồng, từ nguồn sự nghiệp.", "kinh phí thực hiện năm 2026"),
    ],
)
def test_money_is_named_by_its_heading_where_it_names_only_its_source(line: str, indicator: str) -> None:
    (target,) = targets_of(line, "KINH PHÍ THỰC HIỆN")
    assert target.indicator == indicator


def test_a_figure_for_all_years_is_none_of_each_year() -> None:
    first, second = targets_of("Bình quân mỗi năm cứng hóa 30 km đường thôn, cả giai đoạn 150 km.")
    assert (first.per, second.per) == ("year", None)
    assert second.indicator == "cứng hóa đường thôn"


def test_one_verb_moves_the_whole_list() -> None:
    found = targets_of("Giảm 04 biên chế công chức, 12 biên chế viên chức.")
    assert [t.direction for t in found] == ["decrease", "decrease"]


def test_a_topic_that_is_a_year_gives_the_period() -> None:
    (target,) = targets_of("Đến năm 2029: 70% hộ gia đình phân loại rác tại nguồn.")
    assert target.period is not None
    assert (target.period.end, target.indicator) == (2029, "hộ gia đình phân loại rác tại nguồn")


def test_a_line_that_only_announces_a_list_is_no_topic() -> None:
    found = plan(
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        "I. CHỈ TIÊU",
        "Ngoài các chỉ tiêu nêu trên, xã phấn đấu:",
        "- Mở 03 lớp tập huấn.",
    ).targets
    assert [t.indicator for t in found] == ["mở lớp tập huấn"]


def test_what_a_place_has_under_chi_tieu_shall_be() -> None:
    bullet = "Toàn phường có 100% công chức được tập huấn."
    assert [t.kind for t in targets_of(bullet)] == ["target"]
    assert [t.kind for t in targets_of(bullet, "TÌNH HÌNH")] == ["baseline"]


def test_endless_lists_stay_linear() -> None:
    for piece in (
        "5 xe, ",
        "5 lớp (2%), ",
        "trong đó có 3 hộ; ",
        "tỷ lệ hộ (",
        "10% và ",
        "trên 5 con/phụ nữ; ",
    ):
        assert grows_with_its_length(lambda count, piece=piece: targets_of(piece * count), 500), piece


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
        ("MỤC TIÊU", "Đầu năm, phường còn 71 hộ nghèo.", "baseline"),
        ("NHIỆM VỤ", "Duy trì hoạt động của 620 đội văn nghệ.", "target"),
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


@pytest.mark.parametrize(
    ("bullet", "quotes"),
    [
        ("Ra quân diệt lăng quăng mỗi tháng 02 lần.", ["02 lần"]),
        ("Kiểm tra tại 02 lần họp.", []),
        ("Phấn đấu tuổi thọ trung bình của người dân đạt 76 tuổi.", ["đạt 76 tuổi"]),
        ("Lập hồ sơ xếp hạng 04 di tích.", ["04 di tích"]),
        ("Đào tạo trình độ trung cấp 4.200 người.", ["4.200 người"]),
    ],
)
def test_figures_outside_the_section_of_targets(bullet: str, quotes: list[str]) -> None:
    assert [target.text for target in targets_of(bullet, "NHIỆM VỤ")] == quotes


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


@pytest.mark.parametrize(
    "bullet",
    [
        "Số vụ phạm tội bị phát hiện hằng năm tăng trên 4%.",
        "Người dân được khám sức khỏe tối thiểu mỗi năm 2 lần.",
    ],
)
def test_a_rhythm_beside_the_comparator(bullet: str) -> None:
    assert [t.per for t in targets_of(bullet)] == ["year"]
