"""What is printed: in order of weight, within the width, harmless to a terminal."""

import re

import pytest

from extractors.document import Notice
from planparse.compare import compare
from planparse.report.inert import inert, shorten
from planparse.report.lines import grid
from planparse.report.summary import plan_summary
from planparse.report.text import comparison_text
from tests.factories import aim, bare, cite, city, due, duty, heading, plan

LONG = "người lao động thuộc hộ nghèo, hộ cận nghèo, người khuyết tật có nhu cầu và đủ điều kiện được hỗ trợ vay vốn"
LOCAL = plan(
    aim("70%", "tỷ lệ lao động qua đào tạo", 70),
    aim("12.000 lao động", "giải quyết việc làm mới", 12000, "người"),
    aim("3 lớp", "lớp học bơi cho trẻ em", 3, "lớp"),
    aim("2%", "tỷ lệ hộ nghèo", 2),
    citations=[cite("5/NQ-HĐND", "nghị quyết")],
    path="phuong.docx",
    page=3,
)
PARENT = city(
    aim("2%", "tỷ lệ hộ nghèo", 2),
    aim("80%", "tỷ lệ lao động qua đào tạo", 80),
    aim("12.000 lao động", "giải quyết việc làm mới", 12000, "người"),
    aim("100%", LONG, 100),
    sections=[heading("III", "CHỈ TIÊU CỤ THỂ"), heading("III.2", "Về việc làm")],
    section="III.2",
    path="thanh-pho.docx",
)
PAIR = compare(LOCAL, PARENT)


HANDED = compare(
    plan(
        aim("80%", "hộ cận nghèo, phụ nữ được vay vốn", 80, group=("hộ cận nghèo", "phụ nữ")),
        duties=[duty("Công an phường", "Quản lý cư trú trên địa bàn.")],
        dues=[due("Báo cáo kết quả cho vay vốn trước ngày 15/6.", "trước ngày 15/6", "--06-15")],
        implements=(),
    ),
    city(
        aim("80%", "hộ nghèo, hộ cận nghèo được vay vốn", 80, group=("hộ nghèo", "hộ cận nghèo")),
        duties=[
            duty("UBND các xã, phường", "Lập danh sách hộ có nhu cầu xây nhà."),
            duty("Hội Nông dân thành phố", "Chuyển giao kỹ thuật trồng rau."),
        ],
        dues=[due("UBND các xã báo cáo kết quả cho vay vốn trước ngày 20/6.", "trước ngày 20/6", "--06-20")],
    ),
)


def test_duties_deadlines_and_beneficiaries_are_told_too():
    text = comparison_text(HANDED, width=100)
    warned, rest = text.split("CẦN BIẾT")
    assert "CẢNH BÁO (3)" in warned
    assert "[c1: thiếu] Phường Bình Khê không nêu kế hoạch số 7/KH-UBND" in warned
    assert "Cấp trên    UBND các xã, phường: “Lập danh sách hộ có nhu cầu xây nhà.”" in warned
    assert "bỏ đối tượng “hộ nghèo”" in warned
    assert "rút ngắn thời hạn" in rest
    assert "Hội Nông dân thành phố: Chuyển giao kỹ thuật trồng rau." in rest
    assert "Đối tượng chỉ địa phương nêu (1)\n  - phụ nữ" in rest
    assert "0/2 nhiệm vụ, 0/1 thời hạn, 1/2 đối tượng" in rest


def test_what_matters_comes_first():
    text = comparison_text(PAIR)
    places = [
        text.index(word) for word in ("LỖI (2)", "CẢNH BÁO (2)", "CẦN BIẾT (1)", "Giữ nguyên: 1/4 chỉ tiêu")
    ]
    assert places == sorted(places)
    assert "2 lỗi, 2 cảnh báo; giữ nguyên 1/4 chỉ tiêu" in text
    assert text.index("phuong.docx") < text.index("thanh-pho.docx") < places[0]


def test_both_wordings_with_their_places():
    text = comparison_text(PAIR)
    assert "“80%”: tỷ lệ lao động qua đào tạo\n              mục III.2 (Về việc làm)" in text
    assert "“70%”: tỷ lệ lao động qua đào tạo\n              ngoài các mục, trang 3" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(width, lang):
    for text in (
        *(comparison_text(pair, lang, width=width) for pair in (PAIR, HANDED)),
        plan_summary(PARENT, lang, width=width),
    ):
        assert max(map(len, text.splitlines())) <= width


def test_colour_only_where_it_is_wanted():
    assert "\x1b" not in comparison_text(PAIR) + plan_summary(PARENT)
    assert "\x1b[1;31m" in comparison_text(PAIR, colour=True)
    assert "\x1b[" in plan_summary(PARENT, colour=True)


def test_colour_changes_nothing_else():
    bare_text = re.sub(r"\x1b\[[0-9;]*m", "", comparison_text(PAIR, colour=True))
    assert bare_text == comparison_text(PAIR)


def test_nothing_to_compare():
    text = comparison_text(compare(plan(), city()))
    assert "không có chỉ tiêu nào để đối chiếu" in text
    text = comparison_text(compare(PARENT, PARENT))
    assert "không có lỗi, không có cảnh báo; giữ nguyên 4/4" in text


HOSTILE = "dạy nghề\x1b[2J\x1b]0;x\x07\u202eegnad\u200b\x9b31m cho \u2028lao động"


def test_a_plan_cannot_act_on_the_terminal():
    local = plan(
        aim(HOSTILE, HOSTILE, 70, HOSTILE),
        bare(HOSTILE + " khác"),
        issuer=HOSTILE,
        number=HOSTILE,
        title=HOSTILE,
        path=HOSTILE,
        citations=[cite(HOSTILE, issuer=HOSTILE)],
        sections=[heading("I", HOSTILE)],
        notices=[Notice("strange", {"detail": HOSTILE})],
        duties=[duty(HOSTILE, HOSTILE + " của sở")],
        dues=[due(HOSTILE + " trước ngày 20/6", "trước ngày 20/6", "--06-20")],
    )
    for text in (
        comparison_text(compare(local, PARENT)),
        comparison_text(compare(PARENT, local)),
        plan_summary(local),
    ):
        assert not re.search(r"[^\n\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\u205f\u2500-\u25ff]", text)
        assert "<U+001B>" in text and "<U+202E>" in text


def test_markup_of_the_report_is_not_read_from_the_plan():
    assert "[red]x[/red] :smile:" in plan_summary(plan(bare("[red]x[/red] :smile:")))


def test_summary_shows_what_was_read():
    text = plan_summary(PARENT)
    assert "Ủy ban nhân dân thành phố Vân Hải" in text
    assert "Chỉ tiêu (4)" in text and "Đề mục (2)" in text
    assert "2026–2030" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch", "Kế hoạch"),
        ("a\tb\n c", "a b c"),
        ("a\x1b[0mb", "a<U+001B>[0mb"),
        ("\u202ea", "<U+202E>a"),
        ("a\u00adb", "a<U+00AD>b"),
        ("100% 😀", "100% 😀"),
    ],
)
def test_inert(text, expected):
    assert inert(text) == expected


def test_shorten_cuts_between_words():
    assert shorten("một hai ba bốn", 100) == "một hai ba bốn"
    assert shorten("một hai ba bốn", 9) == "một hai…"
    assert len(shorten("x" * 500, 20)) == 20


TOTALS = """
                   giữ nguyên   thiếu   thay đổi   chép số cấp trên   bổ sung
─────────────────────────────────────────────────────────────────────────────
Chỉ tiêu                    1       1          1                  1         1
"""


def test_a_table_of_counts_stands_at_the_head():
    assert TOTALS in comparison_text(PAIR, width=80).split("\nLỖI (2)")[0]


def test_counts_without_room_for_their_heads_stack_them_or_are_left_out():
    lines = grid(["chép số cấp trên", "thiếu"], {"Chỉ tiêu": ["12", "–"], "Đề mục": ["3", "1"]}, 28)
    assert lines == [
        "           chép",
        "             số",
        "            cấp",
        "           trên   thiếu",
        "───────────────────────",
        "Chỉ tiêu     12       –",
        "Đề mục        3       1",
    ]
    assert grid(["chép số cấp trên", "thiếu"], {"Chỉ tiêu": ["12", "–"]}, 20) == []
    assert "──" not in comparison_text(PAIR, width=40)


def test_what_only_the_local_plan_does_is_listed():
    text = comparison_text(HANDED, width=100)
    assert "Nhiệm vụ chỉ địa phương giao (1)\n  - Công an phường: Quản lý cư trú trên địa bàn." in text
