"""References to points, sections, appendices and forms."""

import pytest

from tests.checks.plans import codes

BODY = "I. NỘI DUNG\n1. {}\n2. Mở 2 lớp nghề.\nII. KINH PHÍ\n1. Ngân sách phường."
END = "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Hòa"
ANNEXES = END + "\nPHỤ LỤC I\nLớp nghề: 2\nPHỤ LỤC II\nPhiên giao dịch: 1"

SAYS = [
    ("Hỗ trợ đối tượng quy định tại điểm.", ["R101"]),
    ("Hỗ trợ đối tượng quy định tại khoản , Điều 12 Luật Việc làm.", ["R101"]),
    ("Hỗ trợ theo quy định tại Điều của Luật Việc làm.", ["R101"]),
    ("Hỗ trợ theo điểm khoản 2 Điều 5 Luật Việc làm.", ["R101"]),
    ("Hỗ trợ theo quy định tại Điều … Luật Việc làm.", ["R101"]),
    ("Hỗ trợ theo quy định tại khoản 1, Điều 12 Luật Việc làm.", []),
    ("Hỗ trợ theo quy định tại các điểm, khoản nêu trên.", []),
    ("Tổ chức tuyên truyền tại điểm du lịch, tại điểm bưu điện văn hóa.", []),
    ("Tổ chức tại điểm.", []),
    ("Phân bổ theo Phụ lục đính kèm.", ["R102"]),
    ("Phân bổ theo phụ lục I.", ["R102"]),
    ("Áp dụng Phụ lục I Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.", []),
    ("Theo mẫu tại Phụ lục ban hành kèm theo Thông tư số 18/2017/TT-BYT ngày 09/10/2017 của Bộ Y tế.", []),
    ("Kinh phí theo Mục VI của Kế hoạch này.", ["R104"]),
    ("Kinh phí theo Mục II của Kế hoạch này.", []),
    ("Kinh phí theo khoản 1 Mục II Kế hoạch này.", []),
    ("Kinh phí theo khoản 9 Mục II Kế hoạch này.", ["R104"]),
    ("Thực hiện nhiệm vụ nêu tại khoản 9 Mục II.", ["R104"]),
    ("Thực hiện nhiệm vụ nêu tại khoản 2 Mục I.", []),
    ("Kinh phí thực hiện theo Mục VI.", ["R104"]),
    ("Thực hiện các nội dung sau:", ["R106"]),
    ("Theo Nghị quyết số 16-NQ/TU ngày 16/02/2026 của Tỉnh ủy, nhiệm vụ nêu tại Mục VI.", []),
    ("Theo khoản 2 Mục IV Chương II Luật Việc làm.", []),
    ("Báo cáo theo biểu mẫu kèm theo.", ["R105"]),
    ("Báo cáo theo mẫu ban hành kèm theo Thông tư số 18/2017/TT-BYT ngày 09/10/2017 của Bộ Y tế.", []),
    ("Chỉ tiêu giao cho các tổ dân phố như sau:", ["R106"]),
    ("Chỉ tiêu giao cho các tổ dân phố như sau:\n- Tổ 1: 20 lao động.", []),
    ("Chỉ tiêu giao như sau:\na) Tổ 1: 20 lao động.\nb) Tổ 2: 10 lao động.", []),
]


@pytest.mark.parametrize(("said", "expected"), SAYS)
def test_what_a_sentence_refers_to(said, expected):
    assert codes("R", BODY.format(said), tail=END) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Phân bổ theo Phụ lục III.", ["R103"]),
        ("Phân bổ theo Phụ lục II kèm theo.", []),
        ("Phân bổ theo Phụ lục đính kèm.", []),
        ("Báo cáo theo biểu mẫu kèm theo.", []),
        ("Theo Phụ lục III Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.", []),
    ],
)
def test_a_file_with_appendices(said, expected):
    assert codes("R", BODY.format(said), tail=ANNEXES) == expected
