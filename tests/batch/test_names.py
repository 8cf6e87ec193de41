"""Names of records."""

import pytest

from planparse.batch.manifest import Row
from planparse.batch.names import names


def named(*paths, top="in"):
    return names([Row(f"{top}/{path}") for path in paths], top)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ward.docx", "ward"), ("sub/ward.docx", "sub__ward"), ("Phường Bình Khê.docx", "Phường Bình Khê"),
        ("kế hoạch 2026.v2.pdf", "kế hoạch 2026.v2"),
    ],
)  # fmt: skip
def test_a_name_is_the_path_below_the_source(path, expected):
    assert named(path) == (expected,)


@pytest.mark.parametrize(
    "path",
    [
        "a\nb.docx",
        "a\\b:c?.docx",
        "x" * 300 + ".docx",
        "con.docx",
        "a\u202eb.docx",
        "a\udcffb.docx",
        "...docx",
    ],
)
def test_names_that_a_file_system_may_not_take_are_made_safe_and_marked(path):
    (name,) = named(path)
    assert len(name.encode()) < 200
    assert name == name.encode("utf-8", "ignore").decode()
    assert not set(name) & set('\n\\:?*"<>|/')
    assert named(path) == named(path, top="elsewhere")


def test_the_same_name_in_two_folders_or_two_formats_is_two_records():
    made = named("a/ward.docx", "b/ward.docx", "ward.docx", "ward.pdf", "WARD.txt")
    assert len({name.casefold() for name in made}) == 5
    assert made[:2] == ("a__ward", "b__ward")


def test_what_looks_alike_after_cleaning_is_told_apart():
    made = named("a/b.docx", "a__b.docx", "x?.docx", "x*.docx")
    assert len(set(made)) == 4


def test_one_plan_against_two_parents_is_two_records():
    rows = [Row("in/a.docx", "city.docx"), Row("in/a.docx", "province.docx")]
    assert len(set(names(rows, "in"))) == 2


def test_a_name_does_not_depend_on_the_order_of_the_rows():
    assert sorted(named("a.docx", "a.pdf", "b.txt")) == sorted(named("b.txt", "a.pdf", "a.docx"))
