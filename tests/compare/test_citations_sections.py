"""Documents cited and sections, held against those of the parent."""

import pytest

from planparse.compare import compare
from tests.factories import cite, city, heading, plan


def found(local, parent, kind):
    return [(f.status, f.severity) for f in compare(local, parent).findings if f.type == kind]


@pytest.mark.parametrize(
    ("local", "parent", "status", "severity"),
    [
        ([cite("48/KH-UBND", date="2026-01-20")], [cite("48/KH-UBND", date="2026-01-20")], "kept", "info"),
        ([cite("48/KH-UBND")], [cite("48/KH-UBND", date="2026-01-20")], "kept", "info"),
        ([cite("48/KH-UBND", date="2026-01")], [cite("48/KH-UBND", date="2026-01-20")], "kept", "info"),
        (
            [cite("48/KH-UBND", date="2026-01-26")],
            [cite("48/KH-UBND", date="2026-01-20")],
            "altered",
            "warning",
        ),
        (
            [cite("48/KH-UBND", issuer="Ủy ban nhân dân Thành phố")],
            [cite("48/KH-UBND", issuer="Ủy ban nhân dân thành phố Vân Hải")],
            "kept",
            "info",
        ),
        (
            [cite("9/QĐ-TTg", "quyết định", issuer="Chính phủ")],
            [cite("9/QĐ-TTg", "quyết định", issuer="Bộ Nội vụ")],
            "altered",
            "warning",
        ),
        # the same law, with its number or without
        (
            [cite(None, "luật", name="Việc làm", canonical="luật:việc làm")],
            [cite("74/2025/QH15", "luật", name="Việc làm", year=2025, canonical="luật:việc làm:2025")],
            "kept",
            "info",
        ),
        # a law that has been replaced
        (
            [cite(None, "luật", name="Việc làm", year=2013, canonical="luật:việc làm:2013")],
            [cite(None, "luật", name="Việc làm", year=2025, canonical="luật:việc làm:2025")],
            "altered",
            "warning",
        ),
    ],
)
def test_the_same_document(local, parent, status, severity):
    assert found(plan(citations=local), city(citations=parent), "citation") == [(status, severity)]


def test_one_date_among_several_mentions_is_enough():
    local = plan(citations=[cite("48/KH-UBND", date="2026-01-20"), cite("48/KH-UBND", date="2026-01-26")])
    assert found(local, city(citations=[cite("48/KH-UBND", date="2026-01-20")]), "citation") == [
        ("kept", "info")
    ]


@pytest.mark.parametrize(
    ("local", "parent"),
    [
        # each body has its own number 12
        (
            cite("12/KH-UBND", date="2026-03-02", issuer="Ủy ban nhân dân phường Bình Khê"),
            cite("12/KH-UBND", date="2026-01-20", issuer="Ủy ban nhân dân thành phố Vân Hải"),
        ),
        # party numbers begin anew each term
        (
            cite("7-NQ/TW", "nghị quyết", date="2026-02-01", canonical="a"),
            cite("7-NQ/TW", "nghị quyết", date="2016-11-18", canonical="b"),
        ),
    ],
)
def test_the_same_number_is_not_always_the_same_document(local, parent):
    got = found(plan(citations=[local]), city(citations=[parent]), "citation")
    assert [status for status, _ in got] == ["missing", "added"]


def test_a_missing_legal_basis_is_a_warning_and_another_mention_is_not():
    from dataclasses import replace

    basis = [cite("61/2015/NĐ-CP", "nghị định")]
    assert found(plan(), city(citations=basis), "citation") == [("missing", "warning")]
    under = [replace(basis[0], section="IV")]
    tasks = [heading("IV", "NHIỆM VỤ")]
    assert found(plan(), city(citations=under, sections=tasks), "citation") == [("missing", "info")]
    under = [replace(basis[0], section="I.1")]
    bases = [heading("I", "CĂN CỨ PHÁP LÝ"), heading("I.1", "Văn bản của Chính phủ")]
    assert found(plan(), city(citations=under, sections=bases), "citation") == [("missing", "warning")]


OUTLINE = [
    heading("I", "MỤC ĐÍCH, YÊU CẦU"),
    heading("I.1", "Mục đích"),
    heading("II", "CHỈ TIÊU CỤ THỂ"),
    heading("III", "NHIỆM VỤ, GIẢI PHÁP"),
    heading("III.1", "Đào tạo nghề cho lao động nông thôn"),
    heading("IV", "KINH PHÍ THỰC HIỆN"),
    heading("V", "TỔ CHỨC THỰC HIỆN"),
    heading("V.1", "Sở Nội vụ"),
    heading("V.2", "Sở Tài chính"),
]


def test_a_label_that_moved_makes_no_difference():
    moved = [
        heading("I", "CĂN CỨ"),
        heading("II", "Mục đích, yêu cầu"),
        heading("II.1", "Mục đích"),
        heading("III", "Mục tiêu cụ thể"),
        heading("IV", "Giải pháp thực hiện"),
        heading("IV.1", "Dạy nghề cho lao động nông thôn"),
        heading("V", "Nguồn kinh phí"),
        heading("VI", "Phân công nhiệm vụ"),
        heading("VI.1", "Phòng Kinh tế"),
        heading("VI.2", "Trưởng các thôn"),
    ]
    results = {
        f.parent.title if f.parent else f.local.title: f.status
        for f in compare(plan(sections=moved), city(sections=OUTLINE)).findings
    }
    assert {title: results[title] for title in ("Sở Nội vụ", "Sở Tài chính")} == {
        "Sở Nội vụ": "missing",
        "Sở Tài chính": "missing",
    }
    assert [results[s.title] for s in OUTLINE[:7]] == ["kept"] * 7


@pytest.mark.parametrize(("place", "severity"), [(2, "warning"), (6, "warning"), (5, "info"), (4, "info")])
def test_what_commits_is_missed_more_than_what_does_not(place, severity):
    local = [section for number, section in enumerate(OUTLINE) if number != place]
    gone = [
        f for f in compare(plan(sections=local), city(sections=OUTLINE)).findings if f.status == "missing"
    ]
    assert [(f.parent, f.severity) for f in gone] == [(OUTLINE[place], severity)]


def test_a_plan_against_itself():
    same = city(citations=[cite("48/KH-UBND"), cite(None, "luật", name="Trẻ em")], sections=OUTLINE)
    assert {f.status for f in compare(same, same).findings} == {"kept"}


def parent_finding(local, parent):
    return [
        (f.status, f.severity, f.message.key, [c.field for c in f.changes])
        for f in compare(local, parent).findings
        if f.type == "citation" and f.parent is None and f.message.key != "diff.citation.added"
    ]


ITSELF = cite("7/KH-UBND", date="2026-03-02", issuer="Ủy ban nhân dân thành phố Vân Hải")


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (plan(implements=()), [("missing", "warning", "diff.citation.parent-unnamed", [])]),
        (plan(implements=("07 /KH-UBND",)), []),
        (plan(implements=(), citations=[ITSELF]), [("kept", "info", "diff.citation.parent-named", [])]),
        (
            plan(implements=(), citations=[cite("7/KH-UBND", date="2026-02-03")]),
            [("altered", "warning", "diff.citation.parent-altered", ["date"])],
        ),
        (
            plan(implements=(), citations=[cite("7/KH-UBND", issuer="Ủy ban nhân dân tỉnh Sơn Lâm")]),
            [("altered", "warning", "diff.citation.parent-altered", ["issuer"])],
        ),
        # one right mention is enough
        (
            plan(implements=(), citations=[cite("7/KH-UBND", date="2026-02-03"), ITSELF]),
            [("kept", "info", "diff.citation.parent-named", [])],
        ),
        # another body's plan of the same number does not name the parent
        (
            plan(
                implements=(),
                citations=[
                    cite("7/KH-UBND", date="2025-02-03", issuer="Ủy ban nhân dân tỉnh Sơn Lâm"),
                ],
            ),
            [("missing", "warning", "diff.citation.parent-unnamed", [])],
        ),
        # plans of one level do not carry each other out
        (plan(implements=(), level="province"), []),
        (plan(implements=(), level=None), []),
    ],
)
def test_the_local_plan_names_its_parent(local, expected):
    assert parent_finding(local, city()) == expected


def test_a_parent_without_a_number_cannot_be_named():
    assert parent_finding(plan(implements=()), city(number=None)) == []


def test_a_parent_that_names_itself_in_its_appendix_is_no_missing_basis():
    parent = city(citations=[ITSELF])
    assert found(plan(), parent, "citation") == []
    assert found(plan(implements=()), parent, "citation") == [("missing", "warning")]
    assert found(plan(implements=(), citations=[ITSELF]), parent, "citation") == [("kept", "info")]


def test_what_passes_between_the_offices_of_the_parent_is_no_basis_of_the_local_plan():
    parent = city(citations=[cite("12/TTr-SNV", "tờ trình"), cite("9/QĐ-TTg", "quyết định")])
    assert found(plan(), parent, "citation") == [("missing", "info"), ("missing", "warning")]
