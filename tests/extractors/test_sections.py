import pytest

from tests.extractors.builders import plan

# A list of lines, and the outline that they make: path, kind, title.
OUTLINES = {
    "roman, arabic, decimal, letter": (
        [
            "I. MỤC TIÊU",
            "1. Mục tiêu cụ thể",
            "1.1. Về việc làm",
            "a) Đào tạo nghề",
            "b) Tư vấn",
            "II. KINH PHÍ",
        ],
        ["I", "I/1", "I/1/1.1", "I/1/1.1/a", "I/1/1.1/b", "II"],
    ),
    "gaps are kept": (
        ["I. A B C", "1. Phòng Nội vụ", "3. Phòng Kinh tế", "II. KINH PHÍ"],
        ["I", "I/1", "I/3", "II"],
    ),
    "arabic on top": (
        ["1. Mục tiêu", "1.1. Chung", "1.2. Cụ thể", "2. Yêu cầu"],
        ["1", "1/1.1", "1/1.2", "2"],
    ),
    "capital letters above numerals": (
        ["A. PHẦN CHUNG", "I. CĂN CỨ", "II. MỤC TIÊU", "B. NHIỆM VỤ", "I. TRỌNG TÂM"],
        ["A", "A/I", "A/II", "B", "B/I"],
    ),
    "an i) behind h) is a letter": (
        ["1. Nhiệm vụ"] + [f"{c}) Rà soát, cập nhật số liệu;" for c in "abcdđeghik"],
        ["1"] + [f"1/{c}" for c in "abcdđeghik"],
    ),
    "an i) before ii) is a numeral": (
        ["1. Nhiệm vụ", "a) Các việc", "i) Rà soát;", "ii) Tổng hợp;", "b) Việc khác"],
        ["1", "1/a", "1/a/i", "1/a/ii", "1/b"],
    ),
    "C. and D. go on behind B.": (
        ["A. MỘT HAI", "B. BA BỐN", "C. NĂM SÁU", "D. BẢY TÁM"],
        ["A", "B", "C", "D"],
    ),
    "a new list below a letter stands there": (
        ["I. NHIỆM VỤ", "a) Tuyên truyền", "1. Báo chí", "2. Mạng xã hội", "b) Tập huấn", "II. KINH PHÍ"],
        ["I", "I/a", "I/a/1", "I/a/2", "I/b", "II"],
    ),
    "decimals below a numeral without their own head": (
        ["II. NHIỆM VỤ", "2.1. Đào tạo", "2.2. Việc làm"],
        ["II", "II/2.1", "II/2.2"],
    ),
    "chapters and articles": (
        [
            "Chương I",
            "QUY ĐỊNH CHUNG",
            "Điều 1. Phạm vi",
            "1. Kế hoạch này áp dụng;",
            "Chương II",
            "THI HÀNH",
        ],
        ["Chương I", "Chương I/Điều 1", "Chương I/Điều 1/1", "Chương II"],
    ),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_levels_are_judged_over_the_whole_list(name: str) -> None:
    lines, expected = OUTLINES[name]
    assert ["/".join(s.path) for s in plan("KẾ HOẠCH", "Việc làm", *lines).sections] == expected


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        ("2. Phòng Kinh tế: Phối hợp với Phòng Nội vụ bố trí kinh phí.", "run_in", "Phòng Kinh tế"),
        ("2. Giảm 34 hộ nghèo, tương ứng giảm 0,1% tỷ lệ hộ nghèo.", "item", None),
        ("2. Vận động Quỹ 300 triệu đồng, trong đó: cấp xã 100 triệu đồng.", "item", None),
        ("2. Phát triển thị trường lao động bền vững", "heading", "Phát triển thị trường lao động bền vững"),
        ("2. Đối tượng, nội dung kiểm tra:", "heading", "Đối tượng, nội dung kiểm tra"),
        ("2. TỔ CHỨC THỰC HIỆN", "heading", "TỔ CHỨC THỰC HIỆN"),
        ("2. Tùy tình hình thực tế, các đơn vị tổ chức theo các hình thức sau đây:", "item", None),
        ("2. Thời gian: 03 ngày, từ 8h00 đến 10h30.", "run_in", "Thời gian"),
        ("2. Ông Lê Văn A - Trưởng đoàn: Phụ trách chung.", "run_in", "Ông Lê Văn A - Trưởng đoàn"),
    ],
)
def test_heading_run_in_or_item(line: str, kind: str, title: str | None) -> None:
    section = plan("KẾ HOẠCH", "Việc làm", "1. Mục đích", "- Nâng cao nhận thức.", line).sections[-1]
    assert (section.kind, section.title) == (kind, title)


def test_a_heading_keeps_its_full_stop_where_it_has_content() -> None:
    sections = plan("KẾ HOẠCH", "Việc làm", "1. Tạo việc làm.", "- Hỗ trợ vốn.", "2. Đào tạo nghề").sections
    assert sections[0].title == "Tạo việc làm."


def test_a_sentence_with_nothing_but_label_lines_is_a_task() -> None:
    lines = ("1.1. Trao học bổng cho 500 trẻ em.", "Đơn vị chủ trì: Sở Y tế", "Thời gian: Tháng 5/2026")
    more = ("1.2. Truyền thông", "Đơn vị chủ trì: Sở Nội vụ")
    found = plan("KẾ HOẠCH", "Trẻ em", "1. NHIỆM VỤ", *lines, *more)
    assert [(s.kind, s.title) for s in found.sections[1:]] == [("item", None), ("heading", "Truyền thông")]
    first = found.assignments[0]
    assert (first.agency, first.task) == ("Sở Y tế", "Trao học bổng cho 500 trẻ em.")
    assert [t.text for t in found.targets] == ["500 trẻ em"]


def test_the_title_of_a_chapter_stands_below_it() -> None:
    assert (
        plan("NGHỊ QUYẾT", "Về việc làm", "Chương I", "QUY ĐỊNH CHUNG").sections[0].title == "QUY ĐỊNH CHUNG"
    )


def test_gaps_and_repeats_are_notices() -> None:
    found = plan("KẾ HOẠCH", "Việc làm", "I. MỘT HAI", "III. BA BỐN", "III. NĂM SÁU").notices
    assert [n.code for n in found if n.code.startswith("numbering")] == ["numbering-gap", "numbering-repeat"]


def test_an_appendix_starts_its_own_list() -> None:
    sections = plan(
        "KẾ HOẠCH", "Việc làm", "I. MỤC TIÊU", "II. NHIỆM VỤ", "Nơi nhận:", "- Lưu: VT.",
        "PHỤ LỤC I", "I. BIỂU MỘT", "1. Dòng một hai",
    ).sections  # fmt: skip
    assert [s.path for s in sections] == [("I",), ("II",), ("I",), ("I", "1")]


def test_a_numbered_aim_over_a_list_is_a_heading() -> None:
    found = plan(
        "KẾ HOẠCH",
        "Bình đẳng giới năm 2026",
        "I. MỤC TIÊU",
        "1. Mục tiêu 1: Trong lĩnh vực y tế",
        "- 90% thai phụ được khám thai.",
        "2. Mục tiêu 2: Nâng cao nhận thức của cán bộ.",
    )
    assert [(s.kind, s.title) for s in found.sections[1:]] == [
        ("heading", "Mục tiêu 1: Trong lĩnh vực y tế"),
        ("run_in", "Mục tiêu 2"),
    ]
    assert [t.kind for t in found.targets] == ["target", "unquantified"]
