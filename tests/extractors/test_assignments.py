from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import assignments, sections
from extractors.assignments.clauses import due_date, read_clause
from extractors.assignments.headings import hands_out_duties, heading_charge
from extractors.context import Context, Zone
from extractors.document import Block, CellPlace, Document
from extractors.plan import Assignment
from extractors.vietnamese.text import lower
from tests.extractors.builders import plan
from tests.growth import grows_with_its_length


def context(*blocks: str | Block) -> Context:
    document = Document(tuple(Block(block) if isinstance(block, str) else block for block in blocks))
    texts = tuple(lower(block.text) for block in document.blocks)
    zones: tuple[Zone, ...] = ("body",) * len(texts)
    outline, _ = sections.extract(document, texts, zones)
    return Context(document, texts, zones, outline)


def read(*blocks: str | Block) -> tuple[Assignment, ...]:
    return assignments.extract(context(*blocks))


def short(*blocks: str | Block) -> list[tuple[str, str]]:
    return [(row.agency, row.task) for row in read(*blocks)]


def table(*rows: list[str]) -> list[Block]:
    return [
        Block(text, "cell", cell=CellPlace(0, row, column))
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]


# ------------------------------------------------------------------ role and partners of one bullet

CLAUSES = [
    # (agency, bullet, role, partners)
    ("Sở Y tế", "Chủ trì, phối hợp với Sở Tài chính tham mưu kinh phí.", "lead", ["Sở Tài chính"]),
    ("Sở Y tế", "Phối hợp chặt chẽ với các sở, ngành triển khai.", "coordinate", ["các sở, ngành"]),
    ("Sở Y tế", "Phối hợp các đơn vị liên quan hướng dẫn.", "coordinate", ["các đơn vị liên quan"]),
    ("Sở Y tế", "Phối hợp tuyên truyền chính sách mới.", "coordinate", []),
    ("Sở Y tế", "Tích cực phối hợp cùng Công an xã tuần tra.", "coordinate", ["Công an xã"]),
    ("Sở Y tế", "Là cơ quan thường trực, theo dõi kết quả.", "lead", []),
    ("Sở Y tế", "Theo dõi; làm đầu mối tổng hợp báo cáo.", "lead", []),
    ("Sở Y tế", "Phân công cán bộ đầu mối trực dịch.", "execute", []),
    ("Sở Y tế", "Là cơ quan chủ trì tham mưu thành lập tổ.", "lead", []),
    ("Sở Y tế", "Lồng ghép vào các cuộc vận động do Mặt trận Tổ quốc chủ trì thực hiện.", "execute", []),
    ("Sở Y tế", "Xác định rõ cơ quan chủ trì, cơ quan phối hợp của từng việc.", "execute", []),
    ("Sở Y tế", "Thực hiện các nhiệm vụ được giao chủ trì theo kế hoạch.", "execute", []),
    ("Sở Y tế", "Chỉ đạo các trung tâm y tế phối hợp với các trường học phun thuốc.", "execute", []),
    ("Sở Y tế", "Xây dựng quy chế phối hợp giữa các đơn vị.", "execute", []),
    ("Sở Y tế", "Về cuộc thi: Sở Y tế chủ trì, phối hợp với Đoàn trường ra đề.", "lead", ["Đoàn trường"]),
    ("Sở Y tế", "Báo cáo UBND tỉnh, phối hợp với Sở Nội vụ tổng hợp.", "coordinate", ["Sở Nội vụ"]),
    (
        "Sở Y tế",
        "Phối hợp với Sở A làm rõ; chủ trì phối hợp với Sở A, Sở B thực hiện.",
        "lead",
        ["Sở A", "Sở B"],
    ),
    ("Sở Y tế", "Tổ chức thi tìm hiểu về an toàn thực phẩm.", "execute", []),
]


@pytest.mark.parametrize(("agency", "bullet", "role", "partners"), CLAUSES)
def test_role_and_partners_come_from_the_agency_s_own_clauses(
    agency: str, bullet: str, role: str, partners: list[str]
) -> None:
    clause = read_clause(bullet, lower(bullet), agency)
    assert (clause.role, list(clause.partners)) == (role, partners)


@pytest.mark.parametrize(
    ("text", "strict", "due"),
    [
        ("hoàn thành trước ngày 30/9/2026.", True, "2026-09-30"),
        ("chậm nhất ngày 05 tháng 10 năm 2026", True, "2026-10-05"),
        ("theo quyết định số 12/qđ-ubnd ngày 01/02/2026 của ubnd tỉnh", True, None),
        ("theo nghị định số 52/2015/nđ-cp ngày 28/5/2015", False, None),
        ("từ 01/3/2026 đến 30/6/2026", False, "2026-06-30"),
        ("hằng năm", False, None),
    ],
)
def test_the_day_by_which_a_duty_is_due(text: str, strict: bool, due: str | None) -> None:
    assert due_date(text, strict=strict) == due


# ------------------------------------------------------------------ headings


@pytest.mark.parametrize(
    ("title", "level", "expected"),
    [
        ("TỔ CHỨC THỰC HIỆN", 1, True),
        ("KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN", 1, True),
        ("Trách nhiệm của các cơ quan, đơn vị", 2, True),
        ("Phân công nhiệm vụ", 2, True),
        ("NHIỆM VỤ VÀ GIẢI PHÁP", 1, False),
        ("Nâng cao trách nhiệm của người đứng đầu", 1, False),
        ("Tổ chức các lớp tập huấn", 2, False),
        (None, 1, False),
    ],
)
def test_titles_that_hand_out_duties(title: str | None, level: int, expected: bool) -> None:
    assert hands_out_duties(title, level) is expected


@pytest.mark.parametrize(
    ("title", "agency", "requested"),
    [
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội", False),
        ("SỞ NỘI VỤ", "SỞ NỘI VỤ", False),
        ("Đề nghị Ủy ban MTTQ Việt Nam xã:", "Ủy ban MTTQ Việt Nam xã", True),
        ("Đối với các trường học", "các trường học", False),
        ("Giao Sở Tài chính:", "Sở Tài chính", False),
        ("Phòng Giáo dục và Đào tạo, các trường THPT", "Phòng Giáo dục và Đào tạo, các trường THPT", False),
        ("Ông Lê Văn A - Trưởng đoàn", "Ông Lê Văn A - Trưởng đoàn", False),
        ("Các phòng ban tham gia đào tạo", "Các phòng ban tham gia đào tạo", False),
    ],
)
def test_headings_that_name_an_agency(title: str, agency: str, requested: bool) -> None:
    charge = heading_charge(title, certain=True)
    assert charge is not None
    assert (charge.agency, charge.requested) == (agency, requested)


@pytest.mark.parametrize(
    "title", ["Kinh phí thực hiện", "Chế độ báo cáo", "Sở Nội vụ chủ trì, phối hợp với Sở Y tế"]
)
def test_headings_that_name_none(title: str) -> None:
    assert heading_charge(title, certain=True, siblings=True) is None


def test_a_heading_without_a_known_head_word_is_an_agency_among_agencies() -> None:
    found = short(
        "I. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Kinh tế",
        "- Hướng dẫn các thôn trồng rừng.",
        "2. Địa chính đô thị xã",
        "- Kiểm tra công trình cấp nước.",
        "3. Trạm Y tế xã",
        "- Khám sức khỏe định kỳ.",
    )
    assert [agency for agency, _ in found] == ["Phòng Kinh tế", "Địa chính đô thị xã", "Trạm Y tế xã"]


# ------------------------------------------------------------------ sections of tổ chức thực hiện


def test_one_assignment_for_each_bullet_under_an_agency() -> None:
    rows = read(
        "I. MỤC TIÊU",
        "- Trồng 500 cây.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Kinh tế",
        "- Chủ trì, phối hợp với các thôn trồng cây.",
        "- Tổng hợp kết quả trước ngày 15/12/2026.",
        "2. Đề nghị Hội Nông dân xã",
        "Vận động hội viên tham gia.",
        "Trên đây là Kế hoạch trồng cây, yêu cầu các đơn vị thực hiện./.",
    )
    assert [(r.id, r.agency, r.role, r.partners, r.requested, r.inline, r.due) for r in rows] == [
        ("a1", "Phòng Kinh tế", "lead", ("các thôn",), False, False, None),
        ("a2", "Phòng Kinh tế", "execute", (), False, False, "2026-12-15"),
        ("a3", "Hội Nông dân xã", "execute", (), True, False, None),
    ]


# Each plan hands one duty to one agency; (blocks under the heading, agency, task)
WAYS = [
    (["1. Sở Y tế", "Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["1. Sở Y tế: Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["1. Sở Y tế", "a) Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (
        ["1. Cấp tỉnh", "1.1. Sở Y tế", "- Mua vắc xin theo quy định."],
        "Sở Y tế",
        "Mua vắc xin theo quy định.",
    ),
    (["* Sở Y tế", "- Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["- Sở Y tế:", "+ Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["Sở Y tế", "- Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["Giao Sở Y tế:", "- Mua vắc xin theo quy định."], "Sở Y tế", "Mua vắc xin theo quy định."),
    (["- Sở Y tế: Mua vắc xin."], "Sở Y tế", "Mua vắc xin."),
    (["Sở Y tế có trách nhiệm mua vắc xin."], "Sở Y tế", "Sở Y tế có trách nhiệm mua vắc xin."),
    (["Giao Sở Y tế tham mưu mua vắc xin."], "Sở Y tế", "Giao Sở Y tế tham mưu mua vắc xin."),
    (["1. Giao Sở Y tế tham mưu mua vắc xin."], "Sở Y tế", "Giao Sở Y tế tham mưu mua vắc xin."),
    (["UBND tỉnh giao Sở Y tế lập kế hoạch."], "Sở Y tế", "UBND tỉnh giao Sở Y tế lập kế hoạch."),
    (["Sở Y tế (cơ quan giúp việc) lập dự toán."], "Sở Y tế", "Sở Y tế (cơ quan giúp việc) lập dự toán."),
    (
        ["Các sở, ngành; UBND các xã: Lập kế hoạch."],
        "Các sở, ngành; UBND các xã",
        "Lập kế hoạch.",
    ),
    (
        ["1. Chế độ báo cáo", "Các đơn vị gửi báo cáo về Sở Y tế."],
        "Các đơn vị",
        "Các đơn vị gửi báo cáo về Sở Y tế.",
    ),
    (
        ["Căn cứ Kế hoạch này, các đơn vị lập dự toán."],
        "các đơn vị",
        "Căn cứ Kế hoạch này, các đơn vị lập dự toán.",
    ),
]


@pytest.mark.parametrize(("blocks", "agency", "task"), WAYS)
def test_the_ways_in_which_plans_hand_out_a_duty(blocks: list[str], agency: str, task: str) -> None:
    assert short("III. TỔ CHỨC THỰC HIỆN", *blocks) == [(agency, task)]


@pytest.mark.parametrize(
    "blocks",
    [
        ["1. Kinh phí thực hiện", "Kinh phí bố trí từ ngân sách xã."],
        ["1. Sở Y tế", "Có trách nhiệm thực hiện các nhiệm vụ sau:"],
        ["1. Sở Y tế", "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Y tế."],
        ["(Phân công cụ thể tại Phụ lục kèm theo)"],
        ["UBND xã yêu cầu các đơn vị nghiêm túc thực hiện./."],
    ],
)
def test_lines_that_hand_out_nothing(blocks: list[str]) -> None:
    assert short("III. TỔ CHỨC THỰC HIỆN", *blocks) == []


def test_a_lead_in_counts_where_it_states_a_duty_itself() -> None:
    found = short(
        "I. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "Chủ trì triển khai kế hoạch, cụ thể:", "- Mua vắc xin."
    )
    assert [task for _, task in found] == ["Chủ trì triển khai kế hoạch, cụ thể:", "Mua vắc xin."]


def test_a_paragraph_behind_dashed_duties_is_its_own_agency_s() -> None:
    found = short(
        "I. TỔ CHỨC THỰC HIỆN",
        "* Công an xã",
        "- Tuần tra ban đêm.",
        "Giao Trạm Y tế xã trực dịch 24 giờ.",
    )
    assert [agency for agency, _ in found] == ["Công an xã", "Trạm Y tế xã"]


def test_what_a_label_line_says_of_the_task_above() -> None:
    (row,) = read(
        "II. NHIỆM VỤ",
        "1. Làm sạch kênh mương",
        "- Đơn vị chủ trì: Phòng Kinh tế; đơn vị phối hợp: Hội Nông dân, các thôn.",
        "- Thời gian: trước 30/6/2026.",
    )
    assert (row.agency, row.task, row.role, row.partners) == (
        "Phòng Kinh tế",
        "Làm sạch kênh mương",
        "lead",
        ("Hội Nông dân", "các thôn"),
    )
    assert (row.inline, row.due) == (True, "2026-06-30")


def test_label_lines_belong_to_the_one_bullet_above_them_or_to_their_section() -> None:
    found = short(
        "1. Làm sạch kênh mương",
        "- Nạo vét.",
        "- Khơi dòng.",
        "Đơn vị chủ trì: Phòng Kinh tế",
        "2. Trồng cây",
        "a) Cây bóng mát.",
        "+ Cơ quan chủ trì: Đoàn xã",
        "b) Cây ăn quả.",
        "+ Cơ quan chủ trì: Hội Nông dân",
    )
    assert found == [
        ("Phòng Kinh tế", "Làm sạch kênh mương"),
        ("Đoàn xã", "Cây bóng mát."),
        ("Hội Nông dân", "Cây ăn quả."),
    ]


# ------------------------------------------------------------------ sentences elsewhere

SENTENCES = [
    ("- Hằng năm, phòng Kinh tế xã chủ trì rà soát nhu cầu.", ["phòng Kinh tế xã"]),
    ("Giao Sở Nội vụ chủ trì, phối hợp với các sở tham mưu.", ["Sở Nội vụ"]),
    ("Chủ tịch UBND tỉnh giao Sở Y tế chủ trì kiểm tra.", ["Sở Y tế"]),
    ("Trồng cây (Đoàn xã chủ trì, phối hợp với các thôn).", ["Đoàn xã"]),
    ("Trạm Y tế chủ trì phun thuốc; Công an xã chủ trì tuần tra.", ["Trạm Y tế", "Công an xã"]),
    ("Các hoạt động do Mặt trận Tổ quốc chủ trì được lồng ghép.", []),
    ("Xác định rõ cơ quan chủ trì, đơn vị phối hợp.", []),
    ("Sở Nội vụ tham mưu ban hành quy chế.", []),
]


@pytest.mark.parametrize(("text", "agencies"), SENTENCES)
def test_elsewhere_only_a_named_agency_that_chu_tri(text: str, agencies: list[str]) -> None:
    rows = read("II. NHIỆM VỤ", text)
    assert [row.agency for row in rows] == agencies
    assert all(row.inline and row.role == "lead" for row in rows)


# ------------------------------------------------------------------ task tables

HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


def test_one_assignment_for_each_row_that_names_a_task() -> None:
    rows = read(
        *table(
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I", "Môi trường", "", "", ""],
            ["1", "Trồng cây", "Phòng Kinh tế; Đoàn xã", "Công an xã, các thôn", "Trước 30/6/2026"],
            ["", "tiếp theo trang trước", "", "", ""],
            ["2", "Tưới cây", "Các thôn", "", "Hằng tháng"],
        )
    )
    assert [(r.agency, r.task, r.role, r.partners, r.inline, r.due) for r in rows] == [
        ("Phòng Kinh tế; Đoàn xã", "Trồng cây", "lead", ("Công an xã", "các thôn"), False, "2026-06-30"),
        ("Các thôn", "Tưới cây", "lead", (), False, None),
    ]


def test_tasks_under_a_group_row_that_names_their_agency() -> None:
    rows = read(
        *table(
            ["TT", "Nội dung công việc", "Thời gian"],
            ["I", "Phòng Kinh tế", ""],
            ["1", "Trồng cây", "Quý I"],
            ["II", "Trạm Y tế", ""],
            ["1", "Phun thuốc", "Quý II"],
        )
    )
    assert [(r.agency, r.task) for r in rows] == [("Phòng Kinh tế", "Trồng cây"), ("Trạm Y tế", "Phun thuốc")]


def test_a_cell_that_holds_who_leads_and_who_helps() -> None:
    (row,) = read(
        *table(
            ["TT", "Nội dung", "Đơn vị thực hiện"],
            ["1", "Trồng cây", "Chủ trì: Phòng Kinh tế; Phối hợp: các thôn"],
        )
    )
    assert (row.agency, row.partners) == ("Phòng Kinh tế", ("các thôn",))


def test_persons_in_a_cell_are_set_apart() -> None:
    (row,) = read(*table(["TT", "Nhiệm vụ", "Người thực hiện"], ["1", "Chấm bài", "Lê Văn An\nTrần Thị Bé"]))
    assert row.agency == "Lê Văn An; Trần Thị Bé"


# ------------------------------------------------------------------ properties

LINES = st.sampled_from(
    [
        "I. TỔ CHỨC THỰC HIỆN",
        "II. NHIỆM VỤ",
        "1. Sở Y tế",
        "2. Sở Y tế: Chủ trì phối hợp với",
        "a) Phối hợp",
        "- Đơn vị chủ trì: Sở Y tế",
        "+ Thời gian: 1/1/2026",
        "* Công an xã",
        "Giao Sở Nội vụ:",
        "",
        "  ",
        ":",
        "- ",
        "Các sở, ngành chủ trì",
        "Trên đây là Kế hoạch",
        "(Phụ lục)",
        "Phối hợp: ",
        "chủ trì",
        "3. Kinh phí",
    ]
)


@settings(max_examples=200)
@given(st.lists(LINES, max_size=14))
def test_every_task_is_the_text_of_its_span(lines: list[str]) -> None:
    given = context(*lines)
    rows = assignments.extract(given)
    assert [row.id for row in rows] == [f"a{place}" for place in range(1, len(rows) + 1)]
    for row in rows:
        assert given.document.text_of(row.span) == row.task
        assert row.task.strip() == row.task != ""
        assert row.agency
        assert 0 < row.confidence <= 1
    assert [row.span.block for row in rows] == sorted(row.span.block for row in rows)


@pytest.mark.parametrize(
    "unit", ["chủ trì ", "phối hợp với ", "Sở A, ", "các ", "( ", "chủ trì: ", "do Sở A chủ trì ", "số "]
)
def test_long_texts_of_one_word_take_no_long_time(unit: str) -> None:
    def work(size: int) -> None:
        text = unit * (size // len(unit))
        read("I. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "- " + text, "II. KHÁC", text)

    assert grows_with_its_length(work, 12_000)


def test_all_spellings_of_an_agency_have_one_canonical_name() -> None:
    head = "TỔ CHỨC THỰC HIỆN"
    blocks = [f"I. {head}"]
    blocks += [
        "1. Phòng Văn hóa - Xã hội",
        "- Rà soát hộ nghèo.",
        "2. Phòng Văn hóa – Xã hội phường",
        "- Báo cáo.",
    ]
    rows = plan("KẾ HOẠCH", "Giảm nghèo", *blocks).assignments
    assert {row.canonical for row in rows} == {"phòng văn hóa - xã hội"}
