"""The register of documents: what it reads, and what its rules find on a plan's own date."""

import csv
import datetime
from importlib.resources import files

import pytest

from planparse.checks import RULES, check
from planparse.errors import PlanparseError
from planparse.register import Register, load_register, starter
from tests.checks.plans import codes, plan_of

BODY = "I. NỘI DUNG\n1. {}\n2. Mở 2 lớp nghề."
OLD = "Vân Hải, ngày 12 tháng 3 năm 2019"

SAYS = [
    ("Luật Việc làm số 38/2013/QH13.", "2026", ["G101"]),
    ("Luật Việc làm năm 2013.", "2026", ["G101"]),
    ("Luật Việc làm ngày 16/11/2013.", "2026", ["G101"]),
    ("Luật Việc làm.", "2026", []),
    ("Luật Việc làm năm 2025.", "2026", []),
    # judged by the plan's own date
    ("Luật Việc làm năm 2013.", "2019", []),
    ("Luật Bảo vệ, chăm sóc và giáo dục trẻ em.", "2026", ["G101"]),
    ("Luật Giao thông đường bộ năm 2008.", "2019", []),
    # who speaks of the end knows it
    ("Luật Việc làm năm 2025 thay thế Luật Việc làm năm 2013.", "2026", []),
    # the title of a cited document is not the plan's own citation
    (
        "Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ quy định chính sách hỗ trợ tạo việc làm theo Luật "
        "Việc làm năm 2013.",
        "2019",
        [],
    ),
    # replaced since, each from its day
    ("Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ.", "2026", ["G101"]),
    ("Luật Giáo dục nghề nghiệp năm 2014.", "2026", ["G101"]),
    ("Luật Phòng, chống ma túy năm 2021.", "2026", []),
    ("Nghị định số 20/2021/NĐ-CP ngày 25/3/2021 của Chính phủ.", "2026", ["G103"]),
    ("Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ.", "2026", []),
    ("Luật Việc làm số 74/2025/QH15 ngày 16/5/2025.", "2026", ["G103"]),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Ban Bí thư.", "2026", ["G104"]),
    # the same number in another year, or of another body, is another document
    ("Quyết định số 90/QĐ-TTg ngày 17/01/2023 của Thủ tướng Chính phủ.", "2026", []),
    ("Nghị quyết số 57-NQ/TW ngày 26/12/2018 của Bộ Chính trị.", "2026", []),
    ("Luật Người cao tuổi số 74/2025/QH15.", "2026", ["G105"]),
    ("Luật Người cao tuổi số 93/2009/QH12.", "2026", ["G105"]),
    ("Luật Việc làm số 74/2025/QH15.", "2026", []),
]


@pytest.mark.parametrize(("said", "year", "expected"), SAYS)
def test_what_the_register_that_comes_with_planparse_knows(said, year, expected):
    more = {"date": OLD, "title": "Hỗ trợ việc làm năm 2019"} if year == "2019" else {}
    assert codes("G", BODY.format(said), **more) == expected


def test_not_in_force_yet():
    said = BODY.format("Luật Việc làm năm 2025.")
    more = {"title": "Hỗ trợ việc làm giai đoạn 2025 - 2030"}
    assert codes("G", said, date="Vân Hải, ngày 12 tháng 8 năm 2025", **more) == ["G102"]
    assert codes("G", said, date="Vân Hải, ngày 01 tháng 01 năm 2026", **more) == []


def test_the_successor_is_the_one_of_the_plans_own_day():
    plan = plan_of(BODY.format("Luật Tổ chức chính quyền địa phương năm 2015."))
    found = check(plan, [rule for rule in RULES if rule.code == "G101"])
    assert [problem.hit.arguments["successor"] for problem in found] == [
        "Luật Tổ chức chính quyền địa phương (72/2025/QH15)"
    ]


def test_a_plan_whose_day_is_open_is_judged_by_what_is_sure():
    said = BODY.format("Luật Tổ chức chính quyền địa phương năm 2015.")
    assert codes("G", said, date="Vân Hải, ngày    tháng    năm 2025") == []
    assert codes("G", said, date="Vân Hải, ngày    tháng 3 năm 2025") == ["G101"]


def test_an_empty_register_finds_nothing():
    assert codes("G", BODY.format("Luật Việc làm năm 2013."), register=Register()) == []


def _file(tmp_path, text):
    path = tmp_path / "so-van-ban.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_in_vietnamese_and_with_semicolons(tmp_path):
    path = _file(
        tmp_path,
        "Số ký hiệu;Ngày ban hành;Tình trạng;Thay thế bởi;Ghi chú\n"
        "93/KH-UBND;16/02/2026;Bị thay thế;95/KH-UBND;\n\n15/2020/QĐ-UBND;;hết hiệu lực;;x\n",
    )
    first, second = load_register(path).entries
    assert first.date == datetime.date(2026, 2, 16)
    assert (first.status, first.replaced_by) == ("replaced", ("95/KH-UBND",))
    assert (second.number, second.date, second.status) == ("15/2020/QĐ-UBND", None, "repealed")


def test_rows_of_ones_own_win_over_those_that_come_with_planparse(tmp_path):
    path = _file(tmp_path, "number,date,valid_to,status\n74/2025/QH15,2025-06-16,2026-01-31,repealed\n")
    both = starter().with_more(load_register(path))
    assert len(both.entries) == len(starter().entries)
    assert codes("G", BODY.format("Luật Việc làm số 74/2025/QH15."), register=both) == ["G101"]


def test_a_local_document_needs_its_date_to_be_recognised(tmp_path):
    path = _file(
        tmp_path, "number,issuer,date,status\n93/KH-UBND,UBND thành phố Vân Hải,2026-02-16,repealed\n"
    )
    register = load_register(path)
    opening = "Thực hiện Kế hoạch số 93/KH-UBND ngày {} của {}, UBND phường ban hành Kế hoạch như sau:"
    cases = [
        ("16/02/2026", "UBND thành phố", ["G101"]),
        ("05/02/2025", "UBND thành phố", []),
        ("05/02/2026", "UBND phường Bình Khê", []),
    ]
    for date, issuer, expected in cases:
        said = codes("G101", BODY.format("Mở lớp."), opening=opening.format(date, issuer), register=register)
        assert said == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "number"),
        ("title,date\nLuật Việc làm,2025-06-16\n", "number"),
        ("number,date\n1/2020/NĐ-CP,31/02/2020\n", "2: date"),
        ("number,status\n1/2020/NĐ-CP,perhaps\n", "2: status"),
        ("number,title\n,Luật Việc làm\n", "2: number"),
        ("number,valid_from,valid_to\n1/2020/NĐ-CP,2021-01-01,2020-01-01\n", "2: valid_to"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(tmp_path, text, named):
    path = _file(tmp_path, text)
    with pytest.raises(PlanparseError) as caught:
        load_register(path)
    line = caught.value.line("vi")
    assert str(path) in line
    assert named in line
    assert "\n" not in line


def test_missing_and_undecodable_files(tmp_path):
    with pytest.raises(PlanparseError, match="missing-file"):
        load_register(tmp_path / "none.csv")
    path = tmp_path / "so.csv"
    path.write_bytes(b"number\n\xff\xfe\n")
    with pytest.raises(PlanparseError, match="bad-register"):
        load_register(path)
    with pytest.raises(PlanparseError, match="not-readable"):
        load_register(tmp_path)


def test_the_register_that_comes_with_planparse_is_sound():
    text = (files("planparse.checks") / "data" / "register.csv").read_text(encoding="utf-8")
    assert all(row["source"] for row in csv.DictReader(text.splitlines()))
    entries = starter().entries
    numbers = {entry.number for entry in entries}
    assert len(numbers) == len(entries) > 100
    for entry in entries:
        assert entry.date
        assert entry.title
        assert set(entry.replaced_by) <= numbers
        assert (entry.status == "replaced") == bool(entry.replaced_by)
        for number in entry.replaced_by:
            (after,) = starter().numbered(number)
            if after.valid_from and entry.valid_to:
                assert after.valid_from == entry.valid_to + datetime.timedelta(days=1)
        if entry.law:
            assert f"/{entry.date.year}/" in entry.number
        if entry.valid_from:
            assert entry.valid_from >= entry.date
