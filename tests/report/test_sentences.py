"""The one sentence of each finding, as a reviewer would paste it."""

import pytest

from extractors.plan import Period
from planparse.compare import compare
from planparse.report.sentences import sentence
from tests.factories import aim, bare, cite, city, due, duty, heading, other_ward, plan, share

TRAINED = "tỷ lệ lao động qua đào tạo"
LIST = "Lập danh sách người có nhu cầu học nghề."
REPORT = "Ủy ban nhân dân các xã, phường báo cáo kết quả giảm nghèo trước ngày 20/6."
PLANNING = "Ủy ban nhân dân các xã, phường xây dựng kế hoạch thực hiện trên địa bàn trước ngày 31/3/2026."
JOBS = "giải quyết việc làm mới cho lao động"


def said(local, parent, lang="vi"):
    """The sentence of the first finding; of beneficiaries where there are any, since they stand in a target."""
    comparison = compare(local, parent)
    first = next((f for f in comparison.findings if f.type == "group"), comparison.findings[0])
    return sentence(first, comparison, lang)


CASES = [
    (
        plan(aim("80%", TRAINED, 80)),
        city(aim("80%", TRAINED, 80)),
        "Phường Bình Khê giữ nguyên chỉ tiêu “80%” về tỷ lệ lao động qua đào tạo.",
    ),
    (
        plan(aim("70%", TRAINED, 70)),
        city(aim("80%", TRAINED, 80)),
        "Phường Bình Khê hạ yêu cầu của chỉ tiêu về tỷ lệ lao động qua đào tạo: "
        "đổi mức từ 80% thành 70% so với thành phố Vân Hải.",
    ),
    (
        plan(aim("khoảng 80%", TRAINED, 80, comparator="~", period=Period(None, 2030))),
        city(aim("ít nhất 80%", TRAINED, 80, comparator=">=", period=Period(None, 2028))),
        "Phường Bình Khê hạ yêu cầu của chỉ tiêu về tỷ lệ lao động qua đào tạo: đổi cách đặt mức từ “ít nhất” "
        "thành “khoảng” và thời hạn từ đến năm 2028 thành đến năm 2030 so với thành phố Vân Hải.",
    ),
    (
        plan(aim("75 - 78%", TRAINED, 75, upper=78)),
        city(aim("75 - 80%", TRAINED, 75, upper=80)),
        "Phường Bình Khê hạ yêu cầu của chỉ tiêu về tỷ lệ lao động qua đào tạo: "
        "đổi mức từ 75–80% thành 75–78% so với thành phố Vân Hải.",
    ),
    (
        plan(bare("Nâng tỷ lệ lao động qua đào tạo.")),
        city(aim("80%", TRAINED, 80)),
        "Phường Bình Khê bỏ con số của chỉ tiêu: thành phố Vân Hải đặt “80%” về tỷ lệ lao động qua đào tạo, "
        "phường Bình Khê chỉ nêu “Nâng tỷ lệ lao động qua đào tạo”.",
    ),
    (
        plan(),
        city(aim("80%", TRAINED, 80)),
        "Phường Bình Khê không có chỉ tiêu nào về tỷ lệ lao động qua đào tạo, "
        "trong khi thành phố Vân Hải đặt “80%”.",
    ),
    (
        plan(aim("80%", TRAINED, 80)),
        city(),
        "Chỉ phường Bình Khê có chỉ tiêu “80%” về tỷ lệ lao động qua đào tạo.",
    ),
    (
        plan(aim("600 lao động", JOBS, 600, "người")),
        city(aim("12.000 lao động", JOBS, 12000, "người")),
        "Phường Bình Khê nhận “600 lao động” về giải quyết việc làm mới cho lao động, "
        "bằng 5% của “12.000 lao động” mà thành phố Vân Hải đặt cho toàn địa bàn.",
    ),
    (
        plan(aim("12.000 lao động", JOBS, 12000, "người")),
        city(aim("12.000 lao động", JOBS, 12000, "người")),
        "Phường Bình Khê chép nguyên “12.000 lao động” về giải quyết việc làm mới cho lao động, "
        "vốn là con số chung của toàn thành phố Vân Hải.",
    ),
    (
        plan(aim("600 lao động", JOBS, 600, "người")),
        city(
            aim("12.000 lao động", JOBS, 12000, "người"),
            allocations=[share("Phường Bình Khê", "Việc làm mới", 700)],
        ),
        "Phường Bình Khê chỉ đặt “600 lao động” về giải quyết việc làm mới cho lao động, "
        "chưa bằng số 700 người mà thành phố Vân Hải đã phân bổ.",
    ),
    (
        plan(aim("500 lao động", JOBS, 500, "người", per="year")),
        other_ward(aim("2.500 lao động", JOBS, 2500, "người")),
        "Phường Bình Khê ghi “500 lao động mỗi năm”, phường Đông Lĩnh ghi “2.500 lao động” về giải quyết việc làm "
        "mới cho lao động: tính cho cả giai đoạn đều là 2.500 người.",
    ),
    (
        plan(aim("100 hộ", "hộ nghèo", 100, "hộ", direction="decrease")),
        other_ward(aim("145 hộ", "hộ nghèo", 145, "hộ", direction="decrease")),
        "Phường Bình Khê hạ yêu cầu của chỉ tiêu về giảm hộ nghèo: "
        "đổi mức từ 145 hộ thành 100 hộ so với phường Đông Lĩnh.",
    ),
    (
        plan(),
        city(bare("Hoàn thiện sàn giao dịch việc làm trực tuyến.")),
        "Phường Bình Khê không có nội dung nào ứng với mục tiêu “Hoàn thiện sàn giao dịch việc làm trực tuyến” "
        "của thành phố Vân Hải.",
    ),
    (
        plan(citations=[cite("20/2021/NĐ-CP", "nghị định", date="2021-03-25")]),
        city(citations=[cite("20/2021/NĐ-CP", "nghị định", date="2021-03-15")]),
        "Phường Bình Khê viện dẫn Nghị định số 20/2021/NĐ-CP khác với thành phố Vân Hải: "
        "ngày ban hành từ 15/3/2021 thành 25/3/2021.",
    ),
    (
        plan(),
        city(sections=[heading("IV", "KINH PHÍ THỰC HIỆN")]),
        "Phường Bình Khê không có mục “KINH PHÍ THỰC HIỆN” của thành phố Vân Hải.",
    ),
    (
        plan(implements=()),
        city(),
        "Phường Bình Khê không nêu kế hoạch số 7/KH-UBND của thành phố Vân Hải, "
        "văn bản mà kế hoạch này phải thực hiện.",
    ),
    (
        plan(citations=[cite("7/KH-UBND", date="2026-02-03")]),
        city(),
        "Phường Bình Khê viện dẫn Kế hoạch số 7/KH-UBND của thành phố Vân Hải không khớp với chính văn bản đó: "
        "ngày ban hành từ 2/3/2026 thành 3/2/2026.",
    ),
    (
        plan(),
        city(duties=[duty("UBND các xã, phường", LIST)]),
        "Phường Bình Khê chưa giao cơ quan nào thực hiện nhiệm vụ “Lập danh sách người có nhu cầu học nghề” "
        "mà thành phố Vân Hải giao cho UBND các xã, phường.",
    ),
    (
        plan(duties=[duty("Phòng Kinh tế", LIST)]),
        city(duties=[duty("UBND các xã, phường", LIST)]),
        "Phường Bình Khê giao Phòng Kinh tế “Lập danh sách người có nhu cầu học nghề”, tương ứng với nhiệm vụ "
        "“Lập danh sách người có nhu cầu học nghề” mà thành phố Vân Hải giao cho UBND các xã, phường.",
    ),
    (
        plan(duties=[duty("Phòng Kinh tế", LIST, "coordinate", due="--07-20")]),
        other_ward(duties=[duty("Phòng Kinh tế", LIST, "lead", due="--06-20")]),
        "Phường Bình Khê hạ yêu cầu của nhiệm vụ “Lập danh sách người có nhu cầu học nghề” mà phường Đông Lĩnh "
        "giao cho Phòng Kinh tế: đổi vai trò từ chủ trì thành phối hợp và thời hạn từ 20/6 hằng năm thành 20/7 hằng năm.",
    ),
    (
        plan(dues=[due(REPORT.replace("20/6", "30/6"), "trước ngày 30/6", "--06-30")]),
        city(dues=[due(REPORT, "trước ngày 20/6", "--06-20")]),
        "Phường Bình Khê nới thời hạn của việc “báo cáo kết quả giảm nghèo”: "
        "đổi thời hạn từ 20/6 hằng năm thành 30/6 hằng năm so với thành phố Vân Hải.",
    ),
    (
        plan(),
        city(dues=[due(REPORT, "trước ngày 20/6", "--06-20")]),
        "Phường Bình Khê không đặt thời hạn cho việc “báo cáo kết quả giảm nghèo”, "
        "trong khi thành phố Vân Hải yêu cầu “trước ngày 20/6”.",
    ),
    (
        plan(date="2026-04"),
        city(dues=[due(PLANNING, "trước ngày 31/3/2026", "2026-03-31")]),
        "Phường Bình Khê ban hành kế hoạch tháng 4/2026, sau thời hạn “trước ngày 31/3/2026” mà thành phố Vân Hải "
        "yêu cầu đối với việc “xây dựng kế hoạch thực hiện trên địa bàn”.",
    ),
    (
        plan(texts=["Phường có 40 hộ cận nghèo."]),
        city(aim("80%", "hộ nghèo được vay vốn", 80, group=("hộ nghèo",))),
        "Phường Bình Khê không nhắc đến đối tượng “hộ nghèo” mà thành phố Vân Hải nêu.",
    ),
]


@pytest.mark.parametrize(("local", "parent", "expected"), CASES)
def test_vietnamese(local, parent, expected):
    assert said(local, parent) == expected


@pytest.mark.parametrize(("local", "parent"), [case[:2] for case in CASES])
def test_english_is_one_sentence_too(local, parent):
    text = said(local, parent, "en")
    assert text.endswith(".") and "{" not in text
    assert "phường Bình Khê" in text or "Phường Bình Khê" in text


def test_plans_that_cannot_be_told_apart_go_by_their_part():
    text = said(plan(aim("70%", TRAINED, 70)), plan(aim("80%", TRAINED, 80)))
    assert text.startswith("Kế hoạch địa phương") and "kế hoạch cấp trên" in text
    assert said(plan(aim("70%", TRAINED, 70), issuer=None), city()).startswith("Chỉ kế hoạch địa phương")


def test_figures_follow_the_language():
    local = plan(aim("1.200,5 ha", "trồng rừng", 1200.5, "ha"))
    parent = other_ward(aim("2.000 ha", "trồng rừng", 2000, "ha"))
    assert "2.000 ha thành 1.200,5 ha" in said(local, parent)
    assert "2,000 ha to 1,200.5 ha" in said(local, parent, "en")
