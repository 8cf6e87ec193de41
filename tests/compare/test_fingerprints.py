"""Fingerprints: the same finding has the same one in the next draft, two findings never share one."""

import itertools
import re
from dataclasses import replace

import pytest

from extractors.document import Block, Document, Source
from extractors.pipeline import extract
from planparse.compare import compare
from planparse.compare.fingerprints import fingerprinted
from tests.factories import aim, city, plan
from tests.report.reviews import CITY, WARDS, sample

HEAD = "ỦY BAN NHÂN DÂN\nPHƯỜNG BÌNH KHÊ\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\n\nPhát triển việc làm giai đoạn 2026 - 2030\n"
GOALS = (
    "- Tỷ lệ lao động qua đào tạo đạt 70%.",
    "- Giải quyết việc làm mới cho 600 lao động.",
    "- Phấn đấu 90% hồ sơ thủ tục hành chính được giải quyết đúng hạn.",
)
CHILDREN = ("- 100% trẻ em được tiêm chủng đầy đủ.", "- Mở 05 lớp học bơi cho trẻ em.")
DUTIES = (
    "1. Phòng Kinh tế",
    "- Chủ trì tổ chức phiên giao dịch việc làm.",
    "2. Công an phường",
    "- Quản lý cư trú.",
)
PARENT = (
    "- Tỷ lệ lao động qua đào tạo đạt 80%.",
    "- Giải quyết việc làm mới cho 12.000 lao động.",
    "- Phấn đấu 100% hồ sơ thủ tục hành chính được giải quyết đúng hạn.",
    "- Giảm tỷ lệ hộ nghèo còn dưới 2%.",
)


def _read(*lines):
    texts = [*HEAD.split("\n"), *lines]
    return extract(Document(tuple(Block(text) for text in texts if text), Source(path="xa.txt")))


def _local(goals=GOALS, children=CHILDREN, labels=("I", "II", "III"), swap=False):
    parts = [
        [f"{labels[0]}. CHỈ TIÊU VỀ VIỆC LÀM", *goals],
        [f"{labels[1]}. CHỈ TIÊU VỀ TRẺ EM", *children],
    ]
    if swap:
        parts = [
            [f"{labels[0]}. CHỈ TIÊU VỀ TRẺ EM", *children],
            [f"{labels[1]}. CHỈ TIÊU VỀ VIỆC LÀM", *goals],
        ]
    return _read(*parts[0], *parts[1], f"{labels[2]}. TỔ CHỨC THỰC HIỆN", *DUTIES)


CITY_PLAN = extract(
    Document(
        tuple(
            Block(text)
            for text in (
                *HEAD.replace("PHƯỜNG BÌNH KHÊ", "THÀNH PHỐ VÂN HẢI").replace("12/KH", "7/KH").split("\n"),
                "I. CHỈ TIÊU VỀ VIỆC LÀM",
                *PARENT,
                "II. TỔ CHỨC THỰC HIỆN",
                "1. Sở Nội vụ",
                "- Chủ trì triển khai Kế hoạch.",
            )
            if text
        ),
        Source(path="city.txt"),
    )
)


def marks(local, types=("target", "assignment", "deadline", "group", "citation")):
    found = compare(local, CITY_PLAN).findings
    return sorted(f.fingerprint for f in found if f.type in types and f.status != "kept")


BEFORE = marks(_local())


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(_local(swap=True), id="sections changed places"),
        pytest.param(_local(labels=("II", "III", "IV")), id="renumbered"),
        pytest.param(_local(goals=GOALS[::-1]), id="bullets in another order"),
        pytest.param(_local(goals=[re.sub("^- ", "a) ", goal) for goal in GOALS]), id="other labels"),
    ],
)
def test_findings_keep_theirs_where_the_text_moves(after):
    assert marks(after) == BEFORE


def test_findings_keep_theirs_where_other_bullets_are_reworded():
    # One child target is new in words and figure: its own finding changes and no other.
    before = marks(_local(), ("target", "assignment"))
    after = marks(
        _local(children=(CHILDREN[0], "- Tổ chức 07 buổi đọc sách cho học sinh.")), ("target", "assignment")
    )
    assert len(set(before) - set(after)) == len(set(after) - set(before)) == 1


def test_a_finding_that_changes_gets_another():
    after = marks(_local(goals=(GOALS[0].replace("70%", "60%"), *GOALS[1:])))
    assert len(set(BEFORE) - set(after)) == len(set(after) - set(BEFORE)) == 1


@pytest.mark.parametrize("ward", WARDS)
def test_word_and_text_give_the_same(ward):
    first, second = (
        [f.fingerprint for f in compare(sample(ward, ending), sample(CITY, ending)).findings]
        for ending in ("docx", "txt")
    )
    assert first == second


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations((*WARDS, CITY), 2)))
def test_no_two_findings_of_the_samples_share_one(one, other):
    found = [f.fingerprint for f in compare(sample(one, "txt"), sample(other, "txt")).findings]
    assert len(set(found)) == len(found)


def test_findings_that_say_the_same_are_numbered():
    twice = [aim("15 mô hình", "xây dựng mô hình sinh kế", 15, "mô hình") for _ in range(2)]
    found = [f.fingerprint for f in compare(plan(), city(*twice)).findings if f.type == "target"]
    assert len(found) == 2 and found[1] == f"{found[0]}-2"


def test_what_stands_alone_has_the_same_in_every_place():
    one = compare(plan(), city(aim("15%", "tỷ lệ hộ nghèo", 15))).findings[0]
    moved = replace(one, id="t99", parent=replace(one.parent, section="s7", id="t99"))
    assert fingerprinted([moved])[0].fingerprint == one.fingerprint
