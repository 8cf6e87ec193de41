"""The summaries of a batch: sentences, tables, page, workbook."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from planparse.compare.rollup import Answer, Asked, Fate, Line, Sheet, roll_up
from planparse.errors import PlanparseError
from planparse.report.overview.heat import SIGNS, heat_of
from planparse.report.overview.html import overview_html
from planparse.report.overview.model import Failure, Group, Overview, Pair
from planparse.report.overview.tables_csv import errors_csv, summary_csv
from planparse.report.overview.words import counted, line_sentence, percent
from planparse.report.overview.xlsx import overview_xlsx

JOBS = Asked("t0", "12.000", "giải quyết việc làm", 12000, None, "người", "=", None, "sum")
RATE = Asked("t1", "80%", "tỷ lệ lao động qua đào tạo", 80, None, "%", ">=", None, "level")
AIM = Asked("t2", "nâng cao", "nâng cao chất lượng", None, None, None, None, None, "aim")


def rollup(*answers, rows=(JOBS,), units=()):
    asked = Sheet("Ủy ban nhân dân thành phố Vân Hải", "7/KH-UBND", "province", "Việc làm", rows, units)
    return roll_up(asked, answers)


def answers(count, *fates, level="Phường", first=0):
    return [Answer(f"{level}{n}", f"{level} {n}", fates) for n in range(first, first + count)]


def said(*told, row=JOBS, lang="vi"):
    found = rollup(*told, rows=(row,))
    return line_sentence(found.lines[0], found, lang)


def test_the_sentence_of_a_sum():
    told = [
        *answers(125, Fate("t0", "apportioned", None, 74)), *answers(1, Fate("t0", "apportioned", None, 90), first=125),
        *answers(10, Fate("t0", "missing"), first=200), *answers(4, Fate("t0", "unquantified"), first=300),
    ]  # fmt: skip
    assert said(*told) == "Thành phố giao 12.000, 126 phường cam kết 9.340 = 78%, 14 phường không nêu"
    assert (
        said(*told, lang="en")
        == "The city asks for 12,000, 9,340 = 78% committed by 126 wards, no figure from 14 wards"
    )


@pytest.mark.parametrize(
    ("told", "row", "expected"),
    [
        (answers(2, Fate("t0", "missing")), JOBS, "Thành phố giao 12.000, chưa đơn vị nào cam kết, 2 phường không nêu"),
        (
            [*answers(2, Fate("t0", "kept", None, 10)), *answers(3, Fate("t0", "copied", None, 12000), level="Xã")],
            JOBS,
            "Thành phố giao 12.000, 2 phường cam kết 20 = 0,2%, 3 xã chép nguyên số của cấp trên (không cộng)",
        ),
        (
            [*answers(1, Fate("t1", "altered", "weaker", 70)), *answers(2, Fate("t1", "kept", None, 80), level="Xã")],
            RATE,
            "Thành phố đề ra ít nhất 80%, 2 xã và 1 phường cam kết từ 70% đến 80% (trung vị 80%), 1 phường đặt thấp hơn yêu cầu",
        ),
        (answers(3, Fate("t1", "kept", None, 80)), RATE, "Thành phố đề ra ít nhất 80%, 3 phường cam kết 80%"),
        (
            [*answers(1, Fate("t2", "kept")), *answers(1, Fate("t2", "missing"), level="Xã")],
            AIM,
            "Thành phố đề ra mục tiêu không kèm con số, 1 phường có nêu, 1 xã không nêu",
        ),
    ],
)  # fmt: skip
def test_the_sentence_of_a_target(told, row, expected):
    assert said(*told, row=row) == expected


@pytest.mark.parametrize(
    ("units", "vi", "en"),
    [
        (["Phường A"], "1 phường", "1 ward"),
        (["Phường A", "P. B", "Xã C"], "2 phường và 1 xã", "2 wards and 1 commune"),
        (["Phường A", "Xã C", "Thị trấn D"], "3 đơn vị", "3 units"),
        (["Ban Quản lý khu kinh tế"], "1 đơn vị", "1 unit"),
        ([], "", ""),
    ],
)
def test_units_are_counted_by_their_level(units, vi, en):
    assert (counted(units, "vi"), counted(units, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "expected"), [(0.7783, "78%"), (1, "100%"), (0.9999, "100%"), (0.0004, "0,04%"), (0, "0%"), (13.35, "1.335%")]
)  # fmt: skip
def test_shares_are_whole_per_cent(value, expected):
    assert percent(value, "vi") == expected


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        (None, "none"), (Fate("t", "missing"), "missing"), (Fate("t", "unquantified"), "unquantified"),
        (Fate("t", "copied"), "copied"), (Fate("t", "altered", "weaker"), "weaker"),
        (Fate("t", "altered", "unclear"), "unclear"), (Fate("t", "altered", "stronger"), "stronger"),
        (Fate("t", "apportioned"), "part"), (Fate("t", "kept"), "kept"),
    ],
)  # fmt: skip
def test_the_heat_of_a_cell(fate, expected):
    assert heat_of(fate, JOBS) == expected


def overview(name="Phường <b>&1"):
    told = [
        Answer(
            "a",
            name,
            (Fate("t0", "apportioned", None, 600), Fate("t1", "altered", "weaker", 70, scaled=True)),
        ),
        Answer("b", "Phường 2", (Fate("t0", "missing"), Fate("t1", "kept", None, 80))),
    ]
    pairs = tuple(
        Pair(
            file,
            one.unit,
            "city.docx",
            worst,
            errors,
            1,
            {"kept": 1},
            0,
            f"records/{one.plan}.json",
            (f"reports/{one.plan}.html",),
        )
        for one, file, worst, errors in zip(
            told, ("=cmd|x.docx", "b.docx"), ("error", "warning"), (2, 0), strict=True
        )
    )
    group = Group("city.docx", pairs, rollup(*told, rows=(JOBS, RATE), units=("Phường 2", "Phường 3")))
    return Overview((group,), (Failure("bad\n.docx", PlanparseError("empty-file", "bad\n.docx")),))


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.ids = [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag not in ("meta", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(lang="vi"):
    text = overview_html(overview(), lang)
    parsed = _Page()
    parsed.feed(text)
    assert parsed.open == []
    return text, parsed


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_whole_loads_nothing_and_names_its_script_by_hash(lang):
    text, parsed = page(lang)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert "<b>&1" not in text
    assert not [a for _, a in parsed.tags if "src" in a or "style" in a or any(k.startswith("on") for k in a)]
    policy = next(a["content"] for t, a in parsed.tags if a.get("http-equiv"))
    assert re.findall(r"(?:style|script)-src 'sha256-[^']{44}'", policy)
    assert "unsafe-inline" not in policy


def test_every_head_of_a_table_can_be_reached_by_keyboard():
    text, parsed = page()
    heads = re.findall(r'<th scope="col"[^>]*>(.{8})', text)
    assert heads and set(heads) == {"<button "}
    scrolling = [a for t, a in parsed.tags if a.get("class", "").startswith("scroll")]
    assert scrolling and all(
        a.get("tabindex") == "0" and a.get("aria-labelledby") in parsed.ids for a in scrolling
    )


def test_the_matrix_says_in_words_what_it_shows_in_colours():
    text, _ = page()
    assert 'title="Hạ yêu cầu; 70%; đã quy về nhịp và giai đoạn của cấp trên"' in text
    assert 'class="n missing"' in text
    assert 'href="reports/a.html"' in text
    assert all(sign in text for heat, sign in SIGNS.items() if sign)


def test_units_without_a_plan_and_failures_are_told():
    text, _ = page()
    assert "1 phường có trong bảng phân bổ nhưng chưa có kế hoạch" in text
    assert "Phường 3" in text
    assert "bad .docx" in text


def test_csv_keeps_names_as_they_are():
    rows = list(csv.DictReader(io.StringIO(summary_csv(overview()).decode(), newline="")))
    assert [row["file"] for row in rows] == ["=cmd|x.docx", "b.docx"]
    assert rows[0]["worst"] == "error"
    failures = list(csv.DictReader(io.StringIO(errors_csv(overview().failures, "en").decode(), newline="")))
    assert failures[0]["file"] == "bad\n.docx"
    assert failures[0]["error"].startswith("the file is empty")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_holds_the_matrix_as_numbers_and_no_formula(lang):
    openpyxl = pytest.importorskip("openpyxl")
    data = overview_xlsx(overview(), lang)
    assert data == overview_xlsx(overview(), lang)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.worksheets) == 7
    front, lines, matrix, by_unit = book.worksheets[:4]
    assert front["B3"].value == 2
    assert (lines["E2"].value, lines["F2"].value) == (600, 0.05)
    assert matrix["D3"].value == 600
    assert matrix["D4"].value == "✕"
    assert matrix["D4"].fill.fgColor.rgb == "FFF4B6B0"
    assert (matrix.freeze_panes, bool(matrix.auto_filter.ref)) == ("B3", True)
    assert [by_unit.cell(row, 1).value for row in (2, 3)] == ["Phường <b>&1", "Phường 2"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_an_empty_batch_can_be_written():
    nothing = Overview((), (Failure("a", PlanparseError("empty-file", "a")),))
    assert "<h2" in overview_html(nothing, "vi")
    assert overview_xlsx(nothing, "vi")
    assert summary_csv(nothing).count(b"\n") == 1


def test_a_line_knows_who_says_nothing():
    line = rollup(
        *answers(1, Fate("t0", "missing")), *answers(1, Fate("t0", "unquantified"), level="Xã")
    ).lines[0]
    assert isinstance(line, Line)
    assert line.silent == ("Phường 0", "Xã 0")
