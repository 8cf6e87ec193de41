"""Citations: one document said in two ways, and how documents are cited."""

import pytest

from tests.checks.plans import DATE, codes

CITY = "Ủy ban nhân dân thành phố Vân Hải"

SAYS = [
    # two dates
    (f"Theo Kế hoạch số 93/KH-UBND ngày 26/02/2026 của {CITY}.", ["C101"]),
    ("Theo Kế hoạch số 93/KH-UBND ngày 26/02/2026 của UBND thành phố.", ["C101"]),
    (f"Theo Kế hoạch số 93/KH-UBND ngày 16/02/2025 của {CITY}.", ["C101"]),
    (f"Theo Kế hoạch số 93/KH-UBND ngày 16 tháng 02 năm 2026 của {CITY}.", []),
    (f"Theo Kế hoạch số 93/KH-UBND năm 2026 của {CITY}.", []),
    # numbers begin anew each year, and each body has its own
    (f"Theo Kế hoạch số 93/KH-UBND ngày 04/5/2023 của {CITY}.", []),
    ("Theo Kế hoạch số 93/KH-UBND ngày 04/01/2026 của Ủy ban nhân dân phường Bình Khê.", []),
    ("Theo Kế hoạch số 93/KH-UBND ngày 04/01/2026 của Ủy ban nhân dân thành phố Hải An.", []),
    # party numbers begin anew each term
    (
        "Nghị quyết số 09-NQ/TW ngày 02/02/2019 của Bộ Chính trị; Nghị quyết số 09-NQ/TW ngày 18/5/2023 của Bộ "
        "Chính trị.",
        [],
    ),
    (
        "Nghị quyết số 09-NQ/TW ngày 18/4/2023 của Bộ Chính trị; Nghị quyết số 09-NQ/TW ngày 18/5/2023 của Bộ "
        "Chính trị.",
        ["C101"],
    ),
    # two issuers
    ("Theo Kế hoạch số 93/KH-UBND ngày 16/02/2026 của Hội đồng nhân dân thành phố.", ["C102", "C206"]),
    ("Theo Kế hoạch số 93/KH-UBND ngày 16/02/2026 của Chủ tịch UBND thành phố Vân Hải.", []),
    (
        "Quyết định số 12/QĐ-BYT ngày 05/01/2026 của Bộ trưởng Bộ Y tế; Quyết định số 12/QĐ-BYT ngày 05/01/2026 "
        "của Bộ Y tế.",
        [],
    ),
    # two numbers
    (
        "Nghị quyết số 16-NQ/TU ngày 16/02/2026 của Tỉnh ủy; Nghị quyết số 16/NQ-TU ngày 16/02/2026 của Tỉnh ủy.",
        ["C103"],
    ),
    (
        "Công văn số 218/SNV-LĐ ngày 20/02/2026 của Sở Nội vụ về việc lập danh sách lao động có nhu cầu học nghề; "
        "Công văn số 281/SNV-LĐ ngày 20/02/2026 của Sở Nội vụ về việc lập danh sách lao động có nhu cầu học nghề.",
        ["C103"],
    ),
    (
        "Công văn số 218/SNV-LĐ ngày 20/02/2026 của Sở Nội vụ về việc lập danh sách lao động; "
        "Công văn số 219/SNV-LĐ ngày 20/02/2026 của Sở Nội vụ về việc mở phiên giao dịch.",
        [],
    ),
    ("Luật Việc làm số 74/2025/QH15 và Luật Việc làm số 47/2025/QH15.", ["C103"]),
    # years of laws
    ("Luật Việc làm năm 2013 và Luật Việc làm năm 2025.", ["C104"]),
    ("Luật Việc làm năm 2025, Luật Người cao tuổi năm 2009, Luật Việc làm.", []),
    ("Luật Đất đai năm 2013 và Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2018.", []),
    # years in numbers
    ("Nghị định số 49/2020/NĐ-CP ngày 17/4/2019 của Chính phủ.", ["C105"]),
    ("Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Chính phủ.", []),
    # dates
    (f"Theo Kế hoạch số 95/KH-UBND ngày 30/02/2026 của {CITY}.", ["C106"]),
    (f"Theo Kế hoạch số 95/KH-UBND ngày 29 tháng 02 năm 2026 của {CITY}.", ["C106"]),
    (f"Theo Kế hoạch số 95/KH-UBND ngày 29/02/2024 của {CITY}.", []),
    (f"Theo Kế hoạch số 95/KH-UBND ngày 13/3/2026 của {CITY}.", ["C107"]),
    (f"Theo Kế hoạch số 95/KH-UBND ngày 12/3/2026 của {CITY}.", []),
    # first mentions
    ("Theo Nghị định số 20/2021/NĐ-CP của Chính phủ.", ["C201"]),
    ("Theo Nghị định số 20/2021/NĐ-CP ngày 15/3/2021.", ["C201"]),
    ("Theo Nghị định số 20/2021/NĐ-CP.", ["C201"]),
    ("Theo Kế hoạch số 93/KH-UBND.", []),
    (
        "Theo các Nghị định của Chính phủ: số 20/2021/NĐ-CP ngày 15/3/2021, số 61/2015/NĐ-CP ngày 09/7/2015.",
        [],
    ),
    (
        "Nghị quyết số 09-NQ/TW ngày 28/01/2022 và Kết luận số 72-KL/TW ngày 23/02/2024 của Bộ Chính trị.",
        [],
    ),
    ("Xét đề nghị của Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 20/02/2026.", []),
    ("Theo Luật Người cao tuổi.", []),
    # numbers
    ("Theo Thông tư số 18 của Bộ Y tế.", ["C202"]),
    ("Theo Kế hoạch số 93 của thành phố.", []),
    ("Thực hiện Đề án 06.", []),
    ("Theo Nghị định số 86/NĐ-CP ngày 02/10/2015 của Chính phủ.", ["C203"]),
    ("Theo Nghị định số 5-CP ngày 02/10/1993 của Chính phủ.", []),
    # symbols
    (f"Theo Kế hoạch số 95/KHH-UBND ngày 10/3/2026 của {CITY}.", ["C204"]),
    (f"Theo Quyết định số 95/QDD-UBND ngày 10/3/2026 của {CITY}.", ["C204"]),
    ("Theo Công văn số 95/SNV-LĐ ngày 10/3/2026 của Sở Nội vụ.", []),
    (f"Theo Quyết định số 95/KH-UBND ngày 10/3/2026 của {CITY}.", ["C205"]),
    ("Theo Nghị quyết số 95/2025/NĐ-CP ngày 10/3/2025 của Chính phủ.", ["C205"]),
    ("Theo Quy định số 22-QĐ/TW ngày 28/7/2021 của Ban Chấp hành Trung ương.", []),
    ("Theo Chương trình hành động số 12-CTr/TU ngày 15/12/2025 của Thành ủy.", []),
    ("Theo Nghị quyết số 88/2019/QH14 ngày 18/11/2019 của Quốc hội.", []),
    ("Theo Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14.", []),
    ("Theo Quyết định số 383/QĐ-TTg ngày 21/02/2025 của Chính phủ.", ["C206"]),
    ("Theo Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Thủ tướng Chính phủ.", ["C206"]),
    ("Theo Quyết định số 383/QĐ-TTg ngày 21/02/2025 của Thủ tướng Chính phủ.", []),
    ("Theo Chỉ thị số 37-CT/TW ngày 10/7/2024 của Chính phủ.", ["C206"]),
    ("Theo Chỉ thị số 37-CT/TW ngày 10/7/2024 của Ban Bí thư Trung ương Đảng.", []),
    ("Theo Thông tư số 18/2017/TT-BYT ngày 09/10/2017 của Bộ Tài chính.", ["C206"]),
    # `của thành phố` is short for its committee; a list names its issuer once.
    ("Theo Kế hoạch số 93/KH-UBND ngày 16/02/2026 của thành phố.", []),
    (
        "Theo các Quyết định của Thủ tướng Chính phủ: Quyết định số 383/QĐ-TTg ngày 21/02/2025, Quyết định số "
        "90/QĐ-TTg ngày 18/01/2022.",
        [],
    ),
    ("Theo Thông tư số 18/2017/TT-BYT ngày 09/10/2017 của Bộ trưởng Bộ Y tế.", []),
    ("Theo Thông tư số 18/2017/TT-BNN ngày 09/10/2017 của Bộ Nông nghiệp và Phát triển nông thôn.", []),
    ("Theo Thông tư số 18/2017/TT-BLĐTB&XH ngày 09/10/2017 của Bộ Lao động - Thương binh và Xã hội.", []),
    ("Theo Công văn số 95/SNV-LĐ ngày 10/3/2026 của Sở Y tế.", ["C206"]),
    ("Theo Kế hoạch số 2466/KH-, kết quả gửi trong năm.", ["C201", "C207"]),
    (f"Theo Kế hoạch số 95 /KH-UBND ngày 10/3/2026 của {CITY}.", ["C208"]),
    (f"Theo Kế hoạch số      /KH-UBND ngày 10/3/2026 của {CITY}.", ["C209"]),
    (f"Theo Kế hoạch số 95/KH-UBND ngày     tháng 3 năm 2026 của {CITY}.", []),
    # names of laws
    ("Theo Luật Người khuyết tậc.", ["C301"]),
    ("Theo Luật An tòan thực phẩm.", ["C301"]),
    ("Theo Luật Người khuyết tật.", []),
    ("Theo Luật Phòng chống ma tuý.", []),
    ("Theo Luật Kinh tế vùng.", []),
    ("Theo Luật Ngân sách.", ["C302"]),
    ("Theo Luật NSNN.", ["C302"]),
]


@pytest.mark.parametrize(("said", "expected"), SAYS)
def test_what_a_sentence_of_the_body_breaks(said, expected):
    assert codes("C", f"I. NỘI DUNG\n1. {said}\n2. Mở 2 lớp nghề.") == expected


OPENINGS = [
    (
        f"Căn cứ Kế hoạch số 93/KH-UBND ngày 16/02/2026 của {CITY};\nCăn cứ Kế hoạch số 93/KH-UBND ngày 16/02/2026 "
        f"của {CITY};\nUBND phường ban hành Kế hoạch như sau:",
        ["C303"],
    ),
    # Inside the title of another a document is no basis of its own.
    (
        "Căn cứ Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị;\nCăn cứ Nghị quyết số 138/NQ-CP ngày "
        "16/5/2025 của Chính phủ thực hiện Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị;\nUBND phường "
        "ban hành Kế hoạch như sau:",
        [],
    ),
    ("UBND phường ban hành Kế hoạch như sau:", ["C304"]),
]


@pytest.mark.parametrize(("opening", "expected"), OPENINGS)
def test_what_an_opening_breaks(opening, expected):
    assert codes("C3", "I. NỘI DUNG\n1. Mở 2 lớp nghề.", opening=opening) == expected


def test_a_draft_without_its_day_is_judged_by_its_month():
    body = f"I. NỘI DUNG\n1. Theo Kế hoạch số 95/KH-UBND ngày 13/3/2026 của {CITY}."
    assert codes("C107", body, date="Vân Hải, ngày     tháng 3 năm 2026") == []
    assert codes("C107", body, date="Vân Hải, ngày     tháng 2 năm 2026") == ["C107"]


def test_a_note_over_an_annex_may_name_the_plan_itself():
    tail = (
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Hòa\nPHỤ LỤC\n(Kèm theo Kế hoạch số "
        "32/KH-UBND ngày {} của Ủy ban nhân dân phường Bình Khê)\nLớp nghề: 2"
    )
    body = "I. NỘI DUNG\n1. Mở 2 lớp nghề."
    assert codes("C1", body, tail=tail.format("12/3/2026")) == []
    assert codes("C1", body, tail=tail.format("13/3/2026")) == ["C108"]
    assert codes("C1", body, tail=tail.format("13/3/2026"), date=DATE.replace("12", "13")) == []
    assert codes("C1", body, tail=tail.format("12/3/2026").replace("32/", "74/")) == ["C108"]
