"""The workbook as spreadsheets open it: sheets, numbers, filters, links; read back by openpyxl and LibreOffice."""

import csv
import datetime
import subprocess
from io import BytesIO

import openpyxl
import pytest

from planparse.compare import compare
from planparse.messages import LANGS, say
from planparse.report.formats import Options
from planparse.report.reviewed import review
from planparse.report.workbook import write_checks, write_review
from tests.factories import aim, cite, city, due, duty, heading, plan, share
from tests.programs import absent, need_program
from tests.report.reviews import TODAY, examined, reviewed, waiver

PAIR = review(
    compare(
        plan(
            aim("70%", "tỷ lệ lao động qua đào tạo", 70),
            aim("600 người", "giải quyết việc làm mới", 600, "người"),
            aim("2,5%", "tỷ lệ hộ nghèo", 2.5),
            aim("từ 3 đến 5 lớp", "lớp dạy nghề", 3, "lớp", upper=5),
            citations=[cite("5/NQ-HĐND", "nghị quyết", date="2026-01-15")],
            sections=[heading("II", "CHỈ TIÊU")],
            section="II",
            duties=[duty("Công an phường", "Quản lý cư trú trên địa bàn.", due="2026-06-20")],
            dues=[due("Báo cáo kết quả trước ngày 15/6.", "trước ngày 15/6", "--06-15")],
            page=3,
        ),
        city(
            aim("80%", "tỷ lệ lao động qua đào tạo", 80),
            aim("12.000 người", "giải quyết việc làm mới", 12000, "người"),
            aim("2,5%", "tỷ lệ hộ nghèo", 2.5),
            aim("100%", "hồ sơ giải quyết đúng hạn", 100),
            sections=[heading("II", "CHỈ TIÊU"), heading("III", "GIẢI PHÁP")],
            section="II",
            citations=[cite("5/NQ-HĐND", "nghị quyết", date="2026-01-15")],
            allocations=[share("Phường Bình Khê", "giải quyết việc làm mới", 700)],
        ),
    ),
    [waiver(code="section-missing")],
    frozenset(),
    TODAY,
)


def book(one=PAIR, lang="vi"):
    return openpyxl.load_workbook(BytesIO(write_review(one, Options(lang))))


def rows(page):
    heads, *rest = page.iter_rows()
    names = [cell.value for cell in heads]
    return [dict(zip(names, row, strict=True)) for row in rest]


def test_the_sheets():
    assert book().sheetnames == [
        "Tổng hợp",
        "Phát hiện",
        "Chỉ tiêu",
        "Văn bản viện dẫn",
        "Đề mục",
        "Nhiệm vụ",
        "Thời hạn",
        "Được miễn",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_sheets_fit(lang):
    for name in book(lang=lang).sheetnames:
        assert len(name) <= 31 and not set(name) & set("[]:*?/\\'")


def test_the_front_names_the_plans_and_counts():
    page = book()["Tổng hợp"]
    said = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    assert "Ủy ban nhân dân phường Bình Khê, số 12/KH-UBND" in said
    assert "Ủy ban nhân dân thành phố Vân Hải, số 7/KH-UBND" in said
    assert any("giữ nguyên 1/4 chỉ tiêu" in str(one) for one in said)
    counts = next(row for row in page.iter_rows() if row[0].value == "Chỉ tiêu")
    assert counts[1].value == 5 and counts[1].data_type == "n"
    assert counts[0].hyperlink.location == "'Chỉ tiêu'!A2"


def test_figures_are_numbers_and_units_stand_apart():
    by_what = {row["Nội dung chỉ tiêu"].value: row for row in rows(book()["Chỉ tiêu"])}
    rate = by_what["tỷ lệ lao động qua đào tạo"]
    assert [rate[f"{side}: {name}"].value for side in ("Cấp trên", "Địa phương") for name in ("mức", "đơn vị tính")] == [
        80, "%", 70, "%",
    ]  # fmt: skip
    assert rate["Chênh lệch"].value == -10
    jobs = by_what["giải quyết việc làm mới"]
    assert (jobs["Địa phương: mức"].value, jobs["Địa phương: mức"].number_format) == (600, "#,##0")
    assert jobs["Mức được phân bổ"].value == 700
    poor = by_what["tỷ lệ hộ nghèo"]["Cấp trên: mức"]
    assert (poor.value, poor.data_type, poor.number_format) == (2.5, "n", "#,##0.0###")
    classes = by_what["lớp dạy nghề"]
    assert [classes[f"Địa phương: {name}"].value for name in ("mức", "đến mức")] == [3, 5]


def test_a_share_is_a_percentage():
    cells = [row["Tỷ lệ so với cấp trên"] for row in rows(book(reviewed("bach-khe-2026"))["Chỉ tiêu"])]
    assert {cell.number_format for cell in cells if cell.value is not None} == {"0.0%"}
    assert all(0 < cell.value < 1 for cell in cells if cell.value is not None)


def test_days_are_dates_and_parts_of_days_are_words():
    cited = rows(book()["Văn bản viện dẫn"])[0]["Cấp trên: ngày ban hành"]
    assert (cited.value, cited.number_format) == (datetime.datetime(2026, 1, 15), "dd/mm/yyyy")
    dues = [row["Địa phương: thời hạn"].value for row in rows(book()["Thời hạn"])]
    assert "15/6 hằng năm" in dues


def test_a_finding_leads_to_its_row_and_back():
    pages = book()
    for row in rows(pages["Phát hiện"]):
        cell = row["Mã"]
        sheet, _, place = cell.hyperlink.location.rpartition("!")
        there = pages[sheet.strip("'")][place]
        assert there.value == cell.value
        back = there.hyperlink.location.rpartition("!")[2]
        assert pages["Phát hiện"][back].value == cell.value


def test_a_section_of_a_finding_leads_to_the_section():
    pages = book()
    cell = next(row["Địa phương: mục"] for row in rows(pages["Phát hiện"]) if row["Mã"].value == "t1")
    sheet, _, place = cell.hyperlink.location.rpartition("!")
    row = pages[sheet.strip("'")][place].row
    assert [c.value for c in pages["Đề mục"][row]].count("CHỈ TIÊU") == 2


def test_heads_stay_and_can_be_filtered():
    pages = book()
    for page in pages.worksheets[1:]:
        assert page.freeze_panes and page.auto_filter.ref.startswith("A1:")
        assert page.page_setup.orientation == "landscape" and page.print_title_rows == "$1:$1"
        assert all(cell.alignment.wrap_text for cell in page[1])


def test_errors_come_first_and_are_coloured():
    found = rows(book()["Phát hiện"])
    assert [row["Mức độ"].value for row in found][:2] == ["Lỗi", "Lỗi"]
    assert found[0]["Mức độ"].fill.fgColor.rgb == "FFF8D7DA"
    assert [row["Kết quả"].value for row in found][-1] == "giữ nguyên"


def test_columns_in_which_nothing_stands_are_hidden():
    shown = book()["Phát hiện"]
    hidden = [
        letter
        for letter, size in book(reviewed("mai-vi-2026"))["Phát hiện"].column_dimensions.items()
        if size.hidden
    ]
    assert hidden == ["H", "K"]
    assert not shown.column_dimensions["K"].hidden


def test_what_is_waived_has_a_sheet():
    one = rows(book()["Được miễn"])[0]
    assert one["Lý do"].value == "đã thống nhất với cấp trên"
    assert one["Người chịu trách nhiệm"].value == "Lò Thị Hoa"
    assert one["Đến hết ngày"].value == datetime.datetime(2026, 12, 31)


def test_a_checked_plan():
    one = examined("ha-lang-2026", waiver(code="N201"))
    pages = openpyxl.load_workbook(BytesIO(write_checks([one, examined("mai-vi-2026")], Options())))
    assert pages.sheetnames == ["Tổng hợp", "Phát hiện", "Quy tắc", "Được miễn"]
    for row in rows(pages["Phát hiện"]):
        place = row["Quy tắc"].hyperlink.location.rpartition("!")[2]
        assert pages["Quy tắc"][place].value == row["Quy tắc"].value
    heads = next(row for row in pages["Tổng hợp"].iter_rows(values_only=True) if row[0] == "Tệp")
    assert heads[2:6] == ("Lỗi", "Cảnh báo", "Cần biết", "Được miễn")


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_found_is_a_workbook_too(lang):
    one = plan(aim("80%", "tỷ lệ lao động qua đào tạo", 80))
    assert say("sheet.findings", lang) in book(review(compare(one, one)), lang).sheetnames
    empty = openpyxl.load_workbook(BytesIO(write_checks([], Options(lang))))
    assert empty.sheetnames[0] == say("sheet.overview", lang)


def test_libreoffice_opens_it(tmp_path):
    program = need_program("soffice")
    path = tmp_path / "doi-chieu.xlsx"
    path.write_bytes(write_review(PAIR, Options()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # The second sheet, in UTF-8, as it is shown.
    how = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    call = [program, profile, "--headless", "--convert-to"]
    done = subprocess.run(
        [*call, how, "--outdir", str(tmp_path), str(path)], capture_output=True, timeout=120
    )
    made = sorted(tmp_path.glob("*.csv"))
    if not made and b"could not be loaded" in done.stdout + done.stderr:
        absent("libreoffice-calc-nogui")
    with made[0].open(encoding="utf-8", newline="") as file:
        heads, *lines = csv.reader(file)
    assert heads[0] == "Mã" and [line[1] for line in lines][:2] == ["Lỗi", "Lỗi"]
    subprocess.run(
        [*call, "pdf", "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120
    )
    assert (tmp_path / "doi-chieu.pdf").read_bytes().startswith(b"%PDF")
