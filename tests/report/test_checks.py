"""Problems of a plan as text and as a record."""

import datetime
import re

import pytest

from extractors.document import Block, Document, Source
from extractors.pipeline import extract
from planparse.checks import check
from planparse.messages import LANGS
from planparse.report.checks import check_text, problem_sentence
from planparse.report.checks_record import check_record
from planparse.report.reviewed import Checked
from planparse.waivers import Waiver, divide

LINES = (
    "Số: /KH-UBND",
    "Suối Ngàn, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Giảm nghèo bền vững năm 2026",
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "Nâng cao đời sống của người nghèo trên địa bàn xã, nhất là ở các thôn đặc biệt khó khăn.",
    "3. Mục tiêu cụ thể",
    "Giảm 12 hộ nghèo trong năm 2026./.",
    "Nơi nhận:",
    "- UBND tỉnh;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Lò Văn Pản",
)
RULES = ("F101", "F107", "N101", "N103")


def checked(*lines, path="xa.docx", waivers=()):
    from planparse.checks import selected

    blocks = tuple(Block(line, page=number // 8 + 1) for number, line in enumerate(lines or LINES))
    plan = extract(Document(blocks, Source(path=path)))
    problems = check(plan, selected(RULES))
    stands, silenced = divide(problems, waivers, path, datetime.date(2026, 3, 6))
    return Checked(plan, stands, silenced)


WAIVER = Waiver("số mục giữ như bản cũ", "Lò Thị Hoa", datetime.date(2026, 12, 31), code="N101")


def test_text_says_what_where_and_how_grave():
    text = check_text([checked()])
    assert text.startswith("xa.docx\n")
    assert "  N101 cảnh báo: đánh số mục bị ngắt quãng: sau mục 1 là mục 3.\n" in text
    assert "    mục I.3 (Mục tiêu cụ thể), trang 1, đoạn 8\n    “3. Mục tiêu cụ thể”\n" in text
    assert "F101" in text and "    toàn văn bản\n" in text
    assert text.endswith("  0 lỗi, 2 cảnh báo, 1 điều cần biết.\n")


def test_what_is_absent_comes_first_then_the_order_of_the_document():
    codes = re.findall(r"^  ([A-Z]\d+) ", check_text([checked()]), flags=re.MULTILINE)
    assert codes == ["F101", "F107", "N101"]


def test_a_plan_without_problems():
    plan = Checked(checked().plan, ())
    assert check_text([plan]) == "xa.docx\n\n  Không thấy điều gì phải sửa.\n"
    assert plan.worst() is None and checked().worst() == "warning"


def test_several_files_stand_apart():
    text = check_text([checked(path="a.docx"), checked(path="b.docx")])
    assert text.index("a.docx") < text.index("\n\nb.docx\n")


def test_what_is_waived_is_shown_with_who_answers_for_it():
    text = check_text([checked(waivers=[WAIVER])])
    assert "N101 cảnh báo" not in text
    assert "Được miễn: N101 “3. Mục tiêu cụ thể” (số mục giữ như bản cũ; Lò Thị Hoa," in text
    assert "đến hết ngày 31/12/2026)" in " ".join(text.split())
    assert "0 lỗi, 1 cảnh báo, 1 điều cần biết." in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("lang", LANGS)
def test_no_line_is_wider_than_the_terminal(width, lang):
    text = check_text([checked(), checked(waivers=[WAIVER])], lang, width=width)
    assert max(map(len, text.splitlines())) <= width


def test_colour_only_where_it_is_wanted_and_it_changes_nothing_else():
    bare, coloured = check_text([checked()]), check_text([checked()], colour=True)
    assert "\x1b" not in bare
    assert "\x1b[33mN101\x1b[0m" in coloured and "\x1b[36mF101\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == bare


HOSTILE = "\x1b[2J\x1b]0;x\x07\u202eegnad\u200b\x9b31m {before} {0} %s \u2028"


def test_a_plan_cannot_act_on_the_terminal():
    lines = [line + (HOSTILE if line.startswith(("3.", "Số")) else "") for line in LINES]
    waiver = Waiver(HOSTILE, HOSTILE, datetime.date(2026, 12, 31), code="N101")
    for waivers in ((), (waiver,)):
        one = checked(*lines, path=f"xa{HOSTILE}.docx", waivers=waivers)
        assert one.problems
        for lang in LANGS:
            text = check_text([one], lang)
            assert not re.search(r"[^\n\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\u205f\u2500-\u25ff]", text)
            assert "<U+001B>" in text
            for problem in one.problems:
                assert "\x1b" not in problem_sentence(problem, lang)


def test_the_record():
    record = check_record(checked(waivers=[WAIVER]), "en")
    assert record["schema"] == "planparse/check/1"
    assert record["source"]["path"] == "xa.docx"
    assert record["summary"] == {"error": 0, "warning": 1, "info": 1}
    assert [(p["id"], p["code"], p["rule"], p["severity"]) for p in record["problems"]] == [
        ("p1", "F101", "letterhead-not-there", "info"),
        ("p2", "F107", "number-blank", "warning"),
    ]
    assert record["problems"][0]["span"] is None and record["problems"][0]["quote"] is None
    assert record["problems"][1]["quote"] == "Số: /KH-UBND"
    assert record["problems"][1]["message"] == "the number is left open: “Số: /KH-UBND”."
    waived = record["waived"][0]
    assert (waived["code"], waived["author"], waived["expires"]) == ("N101", "Lò Thị Hoa", "2026-12-31")
    assert waived["section"] is not None


def test_fingerprints_stay_where_other_text_moves():
    before = {p["code"]: p["fingerprint"] for p in check_record(checked())["problems"]}
    moved = (*LINES[:4], "Căn cứ tình hình thực tế của xã.", *LINES[4:])
    after = {p["code"]: p["fingerprint"] for p in check_record(checked(*moved))["problems"]}
    assert before == after
    assert len(set(before.values())) == len(before)
