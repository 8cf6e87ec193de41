"""Mutations: what each operation makes of a bullet, what is expected of it, and what cannot be cut cleanly."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.group import run as call
from evaluation.mutations import changing, figures, layout, surgery, wording
from evaluation.mutations.command import run
from evaluation.mutations.files import expectations, read_again, to_text
from evaluation.mutations.model import KEPT, Change, Expected, join
from evaluation.mutations.operations import NAMES, OPERATIONS, Mutant, mutants
from evaluation.mutations.scoring import judge
from evaluation.mutations.subject import Subject, load, restated, subject_of
from evaluation.score import SAMPLES
from extractors.document import Document
from planparse.readers.text import read_text
from tests.evaluation import rows

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG TÂN LÃNG

KẾ HOẠCH

Phát triển nghề đan lát giai đoạn 2026 - 2030

I. MỤC TIÊU CỤ THỂ
"""
META = {
    "issuer": "Ủy ban nhân dân phường Tân Lãng",
    "level": "ward",
    "period": {"start": 2026, "end": 2030},
}


class Fixed(random.Random):
    """Chance that always takes the first, or the last, of what there is."""

    def __init__(self, last: bool = False) -> None:
        super().__init__(1)
        self.last = last

    def random(self) -> float:
        return 0.99 if self.last else 0.0

    def choice(self, seq: Sequence[Any]) -> Any:
        return seq[-1 if self.last else 0]


def plan(bullets: Sequence[str] | str, *targets: dict[str, Any], head: str = HEAD) -> Subject:
    lines = [bullets] if isinstance(bullets, str) else bullets
    text = head + "\n" + "\n\n".join(lines) + "\n"
    sections = [rows.section("I", "MỤC TIÊU CỤ THỂ")] if head == HEAD else []
    gold = rows.gold(meta=META, sections=sections, targets=list(targets))
    return subject_of(gold, Document(read_text(text)), Path("plan.txt"))


def done(subject: Subject, change: Change | None) -> list[str] | None:
    """The bullets of the mutant, or None where there is none."""
    if change is None:
        return None
    texts = [text for text, _ in change.texts(subject)]
    return texts[texts.index("I. MỤC TIÊU CỤ THỂ") + 1 :]


# ------------------------------------------------------------------------------- operations that change

SWIM = rows.target("đạt 80%", "tỷ lệ học sinh trung học cơ sở biết bơi an toàn", 80)
CLASSES = rows.target("ít nhất 12 lớp", "lớp dạy nghề đan lát", 12, "lớp", comparator=">=")
YEARLY = rows.target("khoảng 500 lao động", "dạy nghề cho lao động", 500, "người", comparator="~", per="year")
POOR = rows.target("34 hộ", "hộ nghèo", 34, "hộ", direction="decrease")
FUND = rows.target("330 triệu đồng", "vận động Quỹ khuyến học", 330_000_000, "đồng")
RATE = rows.target(
    "dưới 2,8%", "tỷ lệ thất nghiệp khu vực thành thị", 2.8, comparator="<", direction="maintain"
)
LOAN = rows.target("100%", "hộ nghèo có nhu cầu được vay vốn", 100)
DUE = rows.target("100%", "hồ sơ được số hóa", 100, period={"start": None, "end": 2027})

CHANGED: list[tuple[str, str, dict[str, Any], list[str], str, str | None]] = [
    ("drop bullet", "- Mở ít nhất 12 lớp dạy nghề đan lát.", CLASSES, [], "missing", None),
    (
        "drop number",
        "- 100% hộ nghèo có nhu cầu được vay vốn.",
        LOAN,
        ["- Hộ nghèo có nhu cầu được vay vốn."],
        "unquantified",
        None,
    ),
    (
        "drop number",
        "- Tỷ lệ học sinh trung học cơ sở biết bơi an toàn đạt 80%.",
        SWIM,
        ["- Nâng cao tỷ lệ học sinh trung học cơ sở biết bơi an toàn."],
        "unquantified",
        None,
    ),
    (
        "drop number",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        ["- Mở các lớp dạy nghề đan lát."],
        "unquantified",
        None,
    ),
    ("drop number", "- Giảm 34 hộ nghèo.", POOR, ["- Giảm số hộ nghèo."], "unquantified", None),
    (
        "drop number",
        "- Vận động Quỹ khuyến học 330 triệu đồng.",
        FUND,
        ["- Vận động Quỹ khuyến học."],
        "unquantified",
        None,
    ),
    (
        "drop number",
        "- Duy trì tỷ lệ thất nghiệp khu vực thành thị dưới 2,8%.",
        RATE,
        ["- Duy trì tỷ lệ thất nghiệp khu vực thành thị ổn định."],
        "unquantified",
        None,
    ),
    (
        "raise value",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        ["- Mở ít nhất 13 lớp dạy nghề đan lát."],
        "altered",
        "stronger",
    ),
    ("raise value", "- Giảm 34 hộ nghèo.", POOR, ["- Giảm 37 hộ nghèo."], "altered", "stronger"),
    (
        "raise value",
        "- Duy trì tỷ lệ thất nghiệp khu vực thành thị dưới 2,8%.",
        RATE,
        ["- Duy trì tỷ lệ thất nghiệp khu vực thành thị dưới 3,1%."],
        "altered",
        "weaker",
    ),
    (
        "lower value",
        "- 100% hộ nghèo có nhu cầu được vay vốn.",
        LOAN,
        ["- 90% hộ nghèo có nhu cầu được vay vốn."],
        "altered",
        "weaker",
    ),
    (
        "comparator",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        ["- Mở khoảng 12 lớp dạy nghề đan lát."],
        "altered",
        "weaker",
    ),
    (
        "comparator",
        "- Duy trì tỷ lệ thất nghiệp khu vực thành thị dưới 2,8%.",
        RATE,
        ["- Duy trì tỷ lệ thất nghiệp khu vực thành thị trên 2,8%."],
        "altered",
        None,
    ),
    (
        "unit",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        ["- Mở ít nhất 12 buổi dạy nghề đan lát."],
        "altered",
        None,
    ),
    (
        "period",
        "- Đến năm 2027, 100% hồ sơ được số hóa.",
        DUE,
        ["- Đến năm 2028, 100% hồ sơ được số hóa."],
        "altered",
        "weaker",
    ),
    (
        "rhythm",
        "- Mỗi năm dạy nghề cho khoảng 500 lao động.",
        YEARLY,
        ["- Dạy nghề cho khoảng 500 lao động."],
        "altered",
        "weaker",
    ),
]


@pytest.mark.parametrize(("name", "bullet", "target", "expected", "status", "effect"), CHANGED)
def test_a_change_and_what_must_be_said_of_it(
    name: str, bullet: str, target: dict[str, Any], expected: list[str], status: str, effect: str | None
) -> None:
    subject = plan(bullet, target)
    make = next(one.goal for one in OPERATIONS if one.name == name)
    assert make is not None
    change = make(subject, subject.goals[0], Fixed())
    assert done(subject, change) == expected
    assert change is not None
    assert change.expected == {0: Expected((status,), effect)}  # type: ignore[arg-type]


def test_rhythm_and_period_may_also_turn_the_other_way() -> None:
    subject = plan("- Mỗi năm dạy nghề cho khoảng 500 lao động.", YEARLY)
    change = changing.change_rhythm(subject, subject.goals[0], Fixed(last=True))
    assert done(subject, change) == ["- Mỗi quý dạy nghề cho khoảng 500 lao động."]
    subject = plan("- Đến năm 2027, 100% hồ sơ được số hóa.", DUE)
    change = changing.change_period(subject, subject.goals[0], Fixed(last=True))
    assert done(subject, change) == ["- Đến năm 2025, 100% hồ sơ được số hóa."]
    assert change is not None
    assert change.expected[0].effect == "stronger"


TWO = "- Giảm 34 hộ nghèo; tỷ lệ học sinh trung học cơ sở biết bơi an toàn đạt 80%; mở lớp."
PART = rows.target("50 triệu đồng", "cho học sinh nghèo", 50_000_000, "đồng", part_of="330 triệu đồng")


@pytest.mark.parametrize(
    ("bullet", "targets", "which", "expected"),
    [
        (TWO, (POOR, SWIM), 0, "- Tỷ lệ học sinh trung học cơ sở biết bơi an toàn đạt 80%; mở lớp."),
        (TWO, (POOR, SWIM), 1, "- Giảm 34 hộ nghèo; mở lớp."),
        (
            "- Vận động Quỹ khuyến học 330 triệu đồng, trong đó 50 triệu đồng cho học sinh nghèo.",
            (FUND, PART),
            1,
            "- Vận động Quỹ khuyến học 330 triệu đồng.",
        ),
        (
            "- Đến năm 2027, giảm 34 hộ nghèo; 100% hồ sơ được số hóa.",
            (POOR, DUE),
            0,
            "- Đến năm 2027, 100% hồ sơ được số hóa.",
        ),
        # The whole of a part stays, and so does what the next clause hangs on or is governed by.
        (
            "- Vận động Quỹ khuyến học 330 triệu đồng, trong đó 50 triệu đồng cho học sinh nghèo.",
            (FUND, PART),
            0,
            None,
        ),
        ("- Giảm 34 hộ nghèo; riêng học sinh biết bơi an toàn đạt 80%.", (POOR, SWIM), 0, None),
    ],
)
def test_one_clause_is_dropped_and_the_others_stay(
    bullet: str, targets: tuple[dict[str, Any], ...], which: int, expected: str | None
) -> None:
    subject = plan(bullet, *targets)
    change = changing.drop_clause(subject, subject.goals[which], Fixed())
    assert done(subject, change) == (None if expected is None else [expected])
    assert change is None or change.expected == {which: Expected(("missing",))}


@pytest.mark.parametrize(
    ("name", "bullets", "targets"),
    [
        # Said twice: the other one still stands.
        (
            "drop bullet",
            ["- Mở ít nhất 12 lớp dạy nghề đan lát.", "- Mở ít nhất 12 lớp dạy nghề đan lát tại xóm."],
            (CLASSES, {**CLASSES, "indicator": "lớp dạy nghề đan lát tại xóm"}),
        ),
        ("raise value", ["- 100% hộ nghèo có nhu cầu được vay vốn."], (LOAN,)),
        # Poor people are not counted as poor households are.
        ("unit", ["- Giảm 34 hộ nghèo."], (POOR,)),
        ("period", ["- 100% hồ sơ được số hóa theo danh sách năm 2027."], (DUE,)),
        ("period", ["- Mở ít nhất 12 lớp dạy nghề đan lát."], (CLASSES,)),
        ("drop number", ["- 330 triệu đồng."], (FUND,)),
        ("drop bullet", ["Mở ít nhất 12 lớp dạy nghề đan lát."], (CLASSES,)),
        ("whole period", ["- Mở ít nhất 12 lớp dạy nghề đan lát."], (CLASSES,)),
        ("split", ["- Mở ít nhất 12 lớp dạy nghề đan lát."], (CLASSES,)),
        ("move", ["- Mở ít nhất 12 lớp dạy nghề đan lát."], (CLASSES,)),
    ],
)
def test_what_cannot_be_cut_cleanly_is_skipped(
    name: str, bullets: list[str], targets: tuple[dict[str, Any], ...]
) -> None:
    subject = plan(bullets, *targets)
    make = next(one.goal for one in OPERATIONS if one.name == name)
    assert make is not None
    assert make(subject, subject.goals[0], Fixed()) is None


# ------------------------------------------------------------------------- operations that say the same

BIG = rows.target("3.010 lao động", "giải quyết việc làm cho lao động", 3010, "người")
RANGE = rows.target(
    "400 - 500 lao động", "dạy nghề cho lao động", 400, "người", comparator="range", upper=500
)
FEW = rows.target("05 lớp", "lớp dạy nghề đan lát", 5, "lớp")
MOST = rows.target("từ 95% trở lên", "trẻ em được chăm sóc", 95, comparator=">=")

SAME = [
    (
        "thousands",
        "- Giải quyết việc làm cho 3.010 lao động.",
        BIG,
        "- Giải quyết việc làm cho 3010 lao động.",
    ),
    ("leading zero", "- Mở 05 lớp dạy nghề đan lát.", FEW, "- Mở 5 lớp dạy nghề đan lát."),
    (
        "money",
        "- Vận động Quỹ khuyến học 330 triệu đồng.",
        FUND,
        "- Vận động Quỹ khuyến học 0,33 tỷ đồng.",
    ),
    (
        "percent sign",
        "- 100% hộ nghèo có nhu cầu được vay vốn.",
        LOAN,
        "- 100 % hộ nghèo có nhu cầu được vay vốn.",
    ),
    (
        "in words",
        "- Mỗi năm dạy nghề cho khoảng 500 lao động.",
        YEARLY,
        "- Mỗi năm dạy nghề cho khoảng năm trăm lao động.",
    ),
    ("digits and words", "- Mở 05 lớp dạy nghề đan lát.", FEW, "- Mở 05 (năm) lớp dạy nghề đan lát."),
    ("range", "- Dạy nghề cho 400 - 500 lao động.", RANGE, "- Dạy nghề cho 400-500 lao động."),
    (
        "comparator word",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        "- Mở tối thiểu 12 lớp dạy nghề đan lát.",
    ),
    (
        "comparator word",
        "- Trẻ em được chăm sóc từ 95% trở lên.",
        MOST,
        "- Trẻ em được chăm sóc ít nhất 95%.",
    ),
    (
        "synonyms",
        "- Giải quyết việc làm cho 3.010 lao động.",
        BIG,
        "- Tạo việc làm cho 3.010 lao động.",
    ),
    (
        "opening",
        "- Mở ít nhất 12 lớp dạy nghề đan lát.",
        CLASSES,
        "- Phấn đấu mở ít nhất 12 lớp dạy nghề đan lát.",
    ),
    (
        "turn",
        "- Tỷ lệ học sinh trung học cơ sở biết bơi an toàn đạt 80%.",
        SWIM,
        "- 80% học sinh trung học cơ sở biết bơi an toàn.",
    ),
    (
        "turn",
        "- 100% hộ nghèo có nhu cầu được vay vốn.",
        LOAN,
        "- Tỷ lệ hộ nghèo có nhu cầu được vay vốn đạt 100%.",
    ),
    (
        "turn time",
        "- Mỗi năm dạy nghề cho khoảng 500 lao động.",
        YEARLY,
        "- Dạy nghề cho khoảng 500 lao động mỗi năm.",
    ),
    (
        "whole period",
        "- Mỗi năm dạy nghề cho khoảng 500 lao động.",
        YEARLY,
        "- Trong cả giai đoạn dạy nghề cho khoảng 2.500 lao động.",
    ),
]


@pytest.mark.parametrize(("name", "bullet", "target", "expected"), SAME)
def test_a_rewording_is_kept(name: str, bullet: str, target: dict[str, Any], expected: str) -> None:
    subject = plan(bullet, target)
    make = next(one.goal for one in OPERATIONS if one.name == name)
    assert make is not None
    change = make(subject, subject.goals[0], Fixed())
    assert done(subject, change) == [expected]
    assert change is not None
    assert change.expected == {0: KEPT}


def test_a_rate_of_what_is_not_counted_is_not_turned_round() -> None:
    subject = plan("- Tỷ lệ thất nghiệp khu vực thành thị dưới 2,8%.", {**RATE, "direction": None})
    assert wording.turn_round(subject, subject.goals[0], Fixed()) is None


def test_a_place_is_renamed_in_capitals_and_behind_its_kind() -> None:
    subject = plan("- 100% hộ nghèo trên địa bàn phường có nhu cầu được vay vốn.", LOAN)
    change = wording.rename(subject, Fixed())
    assert change is not None
    texts = [text for text, _ in change.texts(subject)]
    assert texts[1] == "XÃ LỘC GIANG"
    assert texts[-1] == "- 100% hộ nghèo trên địa bàn xã có nhu cầu được vay vốn."


def test_letters_are_encoded_otherwise() -> None:
    subject = plan("- 100% hồ sơ được số hóa.", {**DUE, "period": None})
    apart, moved = wording.decompose(subject, Fixed()), wording.move_tones(subject, Fixed())
    assert apart is not None and moved is not None
    assert apart.texts(subject)[-1][0] == unicodedata.normalize("NFD", "- 100% hồ sơ được số hóa.")
    assert moved.texts(subject)[-1][0] == "- 100% hồ sơ được số hoá."
    assert read_again(apart.texts(subject), "txt").blocks == subject.plan.document.blocks


# -------------------------------------------------------------------------------------------- layout

THREE = [
    "- Mở ít nhất 12 lớp dạy nghề đan lát.",
    "- 100% hộ nghèo có nhu cầu được vay vốn.",
    "- Giảm 34 hộ nghèo; tỷ lệ học sinh trung học cơ sở biết bơi an toàn đạt 80%.",
]
ALL = (CLASSES, LOAN, POOR, SWIM)


def test_bullets_are_reordered_and_none_is_lost() -> None:
    subject = plan(THREE, *ALL)
    change = layout.reorder_bullets(subject, random.Random(1))
    assert change is not None
    texts = done(subject, change)
    assert texts is not None
    assert texts != THREE
    assert sorted(texts) == sorted(THREE)
    assert set(change.expected) == {0, 1, 2, 3}


def test_a_bullet_is_split_and_the_lead_is_said_in_both() -> None:
    subject = plan("- Đến năm 2027, giảm 34 hộ nghèo; 100% hồ sơ được số hóa.", POOR, DUE)
    change = layout.split(subject, subject.goals[1], Fixed())
    assert done(subject, change) == [
        "- Đến năm 2027, giảm 34 hộ nghèo.",
        "- Đến năm 2027, 100% hồ sơ được số hóa.",
    ]


def test_two_bullets_are_merged() -> None:
    subject = plan(THREE[:2], CLASSES, LOAN)
    change = layout.merge(subject, subject.goals[0], Fixed())
    assert done(subject, change) == [
        "- Mở ít nhất 12 lớp dạy nghề đan lát; 100% hộ nghèo có nhu cầu được vay vốn."
    ]


def test_what_governs_the_first_bullet_would_govern_the_second() -> None:
    subject = plan(["- Duy trì 05 lớp dạy nghề đan lát.", THREE[1]], FEW, LOAN)
    assert layout.merge(subject, subject.goals[0], Fixed()) is None


def test_a_target_of_another_subject_is_added() -> None:
    subject = plan(THREE, *ALL)
    change = layout.add(subject, subject.goals[0], Fixed())
    assert change is not None
    assert change.expected == {}
    texts = done(subject, change)
    assert texts == [THREE[0], f"- {change.added[0]}", *THREE[1:]]


def test_a_page_ends_in_the_midst_of_a_sentence() -> None:
    filler = ["Phường tổ chức thực hiện nghiêm túc các nội dung của kế hoạch này trên địa bàn. " * 12] * 2
    long = (
        "- Mở ít nhất 12 lớp dạy nghề đan lát cho lao động nữ đang sinh sống ở các xóm ven sông của phường."
    )
    subject = plan([*filler, long], CLASSES)
    change = layout.break_pages(subject, Fixed())
    assert change is not None
    first, page, second = change.lines[subject.goals[0].line]
    assert f"{first} {second}" == long
    assert page == "2"
    blocks = read_again(change.texts(subject), "txt").blocks
    assert len(blocks) <= len(subject.lines) + 2


def test_sections_are_reordered_and_numbered_anew() -> None:
    subject = load_sample("hai-xuyen-2026")
    change = layout.reorder_sections(subject, random.Random(2))
    assert change is not None
    document = read_again(change.texts(subject), "txt")
    assert len(document.blocks) == len(subject.plan.document.blocks)
    labels = [texts[0].split()[0] for texts in change.lines.values()]
    assert len(labels) == len(set(labels))


# --------------------------------------------------------------------------------- surgery and figures


@pytest.mark.parametrize(
    ("text", "label", "lead"),
    [
        ("- Đến năm 2030, giảm nghèo.", "- ", "Đến năm 2030, "),
        ("2.1. Hỗ trợ vay vốn: cho vay", "2.1. ", "Hỗ trợ vay vốn: "),
        ("đ) Mở lớp", "đ) ", ""),
        ("3- Mở lớp", "3- ", ""),
        ("1.870 hộ nghèo", "", ""),
    ],
)
def test_a_line_has_a_label_and_a_lead(text: str, label: str, lead: str) -> None:
    end = surgery.label_end(text)
    assert text[:end] == label
    assert text[end : surgery.lead_end(text)] == lead


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- Mở lớp; giảm 0,5 điểm. Năm 2026 vay vốn.", ["Mở lớp", "giảm 0,5 điểm", "Năm 2026 vay vốn"]),
        ("a) Mở 1.200 lớp./.", ["Mở 1.200 lớp"]),
    ],
)
def test_clauses_end_at_semicolons_and_full_stops(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in surgery.clauses(text)] == parts


@pytest.mark.parametrize(
    ("quote", "factor", "expected"),
    [
        ("ít nhất 50%", 1.2, "ít nhất 60%"),
        ("3.010 lao động", 0.5, "1.500 lao động"),
        ("02 lớp", 1.1, "03 lớp"),
        ("01 lớp", 0.5, None),
        ("400 - 500 lao động", 2.0, "800 - 1.000 lao động"),
        ("xuống dưới 2,5%", 0.8, "xuống dưới 2,0%"),
        ("từ 95% trở lên", 0.9, "từ 86% trở lên"),
    ],
)
def test_figures_are_scaled_in_their_own_style(quote: str, factor: float, expected: str | None) -> None:
    parsed = figures.parse(quote)
    assert parsed is not None
    assert str(parsed) == quote
    scaled = figures.scaled(parsed, factor)
    assert (None if scaled is None else str(scaled)) == expected


@pytest.mark.parametrize("quote", ["14/19 tiêu chí", "05 xã/01 năm", "các lớp"])
def test_what_is_no_single_figure_is_not_taken_apart(quote: str) -> None:
    assert figures.parse(quote) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (5, "năm"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"), (105, "một trăm linh năm"),
        (500, "năm trăm"), (3010, "ba nghìn không trăm mười"), (0, None), (12_000, None),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, words: str | None) -> None:
    assert figures.in_words(number) == words


def test_a_quote_is_found_as_whole_words() -> None:
    part = rows.target("50 lao động", "lao động nữ", 50, "người")
    whole = rows.target("150 lao động", "dạy nghề cho lao động", 150, "người")
    subject = plan("- Dạy nghề cho 150 lao động, trong đó 50 lao động nữ.", whole, part)
    line = subject.lines[subject.goals[1].line].text
    assert line[: subject.goals[1].start].endswith("trong đó ")


def test_a_target_said_again_is_known() -> None:
    again = {**CLASSES, "indicator": "mở lớp dạy nghề đan lát cho phụ nữ"}
    subject = plan([THREE[0], "- Hội Phụ nữ mở ít nhất 12 lớp dạy nghề đan lát cho phụ nữ."], CLASSES, again)
    assert all(restated(subject, goal) for goal in subject.goals)
    subject = plan(THREE, *ALL)
    assert not any(restated(subject, goal) for goal in subject.goals)


# ------------------------------------------------------------------------------------------ mutants


def samples() -> Iterator[Subject]:
    from evaluation.gold import cases

    for case in cases(SAMPLES / "gold", SAMPLES, [".txt"]):
        yield load(case)


def load_sample(name: str) -> Subject:
    return next(subject for subject in samples() if subject.name == name)


@pytest.fixture(scope="module")
def bach_khe() -> Subject:
    return load_sample("bach-khe-2026")


def test_every_label_of_the_samples_is_found_and_read() -> None:
    for subject in samples():
        assert len(subject.goals) == len(subject.rows)
        assert {goal.number for goal in subject.goals if goal.scored} <= subject.read.keys()


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_of_an_unchanged_copy_every_target_is_kept(form: Any) -> None:
    for subject in samples():
        verdicts = judge(Mutant("copy", "copy", subject, Change()), form)
        assert [one.quote for one in verdicts if one.said != "kept"] == []
        assert len(verdicts) == sum(goal.scored for goal in subject.goals)


def test_every_operation_makes_something_of_the_samples() -> None:
    subjects = list(samples())
    for operation in OPERATIONS:
        assert any(
            isinstance(one, Mutant) for subject in subjects for one in mutants(subject, operation, 1, 1)
        ), operation.name


def test_the_same_seed_makes_the_same_mutants(bach_khe: Subject) -> None:
    def made(seed: int) -> list[str]:
        return [
            to_text(one.change.texts(bach_khe))
            for operation in OPERATIONS
            for one in mutants(bach_khe, operation, seed, 2)
            if isinstance(one, Mutant)
        ]

    assert made(1) == made(1)
    assert made(1) != made(2)


_CODE = """
from tests.evaluation.test_mutations import load_sample
from evaluation.mutations.files import to_text
from evaluation.mutations.operations import OPERATIONS, Mutant, mutants
import hashlib
plan = load_sample("ha-lang-2026")
texts = [to_text(m.change.texts(plan)) for o in OPERATIONS for m in mutants(plan, o, 1, 1) if isinstance(m, Mutant)]
print(hashlib.sha256("".join(texts).encode()).hexdigest())
"""


def test_mutants_are_the_same_in_every_process() -> None:
    import os

    digests = {
        subprocess.run(
            [sys.executable, "-c", _CODE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_mutants_of_one_operation_differ_and_touch_some_targets_only(bach_khe: Subject) -> None:
    operation = next(one for one in OPERATIONS if one.name == "lower value")
    found = [one for one in mutants(bach_khe, operation, 1, 4) if isinstance(one, Mutant)]
    assert len(found) == 4
    assert len({to_text(one.change.texts(bach_khe)) for one in found}) == 4
    assert all(0 < len(one.change.expected) <= 5 for one in found)


def test_changes_of_one_line_are_not_joined() -> None:
    assert join(Change({3: ("a",)}), Change({3: ("b",)})) is None
    joined = join(Change({3: ("a",)}, {1: KEPT}), Change({4: ()}, {2: KEPT}))
    assert joined == Change({3: ("a",), 4: ()}, {1: KEPT, 2: KEPT})


# ------------------------------------------------------------------------------------------ command


def test_a_raised_value_is_found_and_nothing_else(bach_khe: Subject) -> None:
    outcome = run(
        SAMPLES / "gold", SAMPLES, (".txt",), names=("bach-khe-2026",), count=1, only=("raise value",)
    )
    total = outcome.total()
    assert total.mutants == 1
    assert total.changes.of == total.changes.right > 0
    assert total.beside.of == total.beside.right > 0
    assert total.changes.of + total.beside.of == sum(goal.scored for goal in bach_khe.goals)


def test_expectations_are_in_the_form_of_gold_comparisons(bach_khe: Subject) -> None:
    change = Change({}, {3: Expected(("altered",))})
    record = expectations(bach_khe, change, "mutant", "bach-khe-2026")
    assert (record["local"], record["parent"]) == ("mutant", "bach-khe-2026")
    altered = [one for one in record["targets"] if one["status"] == ["altered"]]
    assert [one["quote"] for one in altered] == [bach_khe.rows[3]["quote"]]
    assert all(
        {"quote", "indicator", "value", "unit", "kind", "status"} <= one.keys() for one in record["targets"]
    )
    assert len(record["targets"]) == sum(row["kind"] != "baseline" for row in bach_khe.rows)


def test_the_command_prints_saves_and_speaks_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["mutate", "ha-lang-2026", "--per-operation", "1", "--only", "drop bullet", "--only", "synonyms"]
    assert call([*words, "--misses", "--save", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "drop bullet" in printed and "changes found" in printed and "untouched left alone" in printed
    saved = sorted(path.name for path in tmp_path.iterdir())
    assert saved == [
        "gold",
        "ha-lang-2026-drop-bullet-1.txt",
        "ha-lang-2026-synonyms-1.txt",
        "ha-lang-2026.txt",
    ]
    assert call([*words, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record["operations"]) == {"drop bullet", "synonyms"}
    assert record["total"]["changes"]["of"] == record["operations"]["drop bullet"]["changes"]["of"]


def test_plans_without_labels_are_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["mutate", "--gold", str(tmp_path)]) == 2
    assert "holds no labels" in capsys.readouterr().err


def test_every_name_is_a_file_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(name.replace(" ", "").isalpha() for name in NAMES)
