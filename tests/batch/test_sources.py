"""What a batch takes from a folder, and what it leaves out."""

import os

import pytest

from planparse.batch.sources import listing
from planparse.errors import PlanparseError


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def taken(folder, *parents):
    found = listing(str(folder), [str(folder / parent) for parent in parents], str(folder / "out"))
    skipped = {os.path.relpath(one.path, folder): one.reason for one in found.skipped}
    return [os.path.relpath(row.local, folder) for row in found.rows], skipped


def test_plans_in_the_order_of_their_names_and_nothing_else(tmp_path):
    make(tmp_path, "b.docx", "a.pdf", "sub/c.txt", "sub/deep/d.DOC", "data.csv", "table.xlsx", "none")
    assert taken(tmp_path) == (
        ["a.pdf", "b.docx", "sub/c.txt", "sub/deep/d.DOC"],
        {"data.csv": "ending", "table.xlsx": "ending", "none": "ending"},
    )


def test_hidden_files_and_those_of_word_processors_are_left_out_with_a_note(tmp_path):
    make(tmp_path, "a.docx", "~$a.docx", ".~lock.a.docx#", ".hidden.docx", ".git/b.docx")
    assert taken(tmp_path) == (
        ["a.docx"],
        {"~$a.docx": "lock", ".~lock.a.docx#": "lock", ".hidden.docx": "hidden", ".git": "hidden"},
    )


def test_links_in_a_circle_end(tmp_path):
    make(tmp_path, "a.docx", "sub/b.docx")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to(tmp_path / "sub")
    (tmp_path / "gone.docx").symlink_to(tmp_path / "nowhere")
    assert taken(tmp_path) == (
        ["a.docx", "sub/b.docx"],
        {"sub/up": "seen", "sub/self": "seen", "gone.docx": "broken-link"},
    )


def test_one_file_under_two_names_is_one_plan(tmp_path):
    make(tmp_path, "a.docx")
    (tmp_path / "b.docx").symlink_to(tmp_path / "a.docx")
    assert taken(tmp_path, "city.docx") == (["a.docx"], {"b.docx": "twice"})


@pytest.mark.parametrize("link", [False, True])
def test_the_parent_in_the_folder_is_not_compared_with_itself(tmp_path, link):
    make(tmp_path, "a.docx", "city.docx")
    if link:
        (tmp_path / "other.docx").symlink_to(tmp_path / "city.docx")
    rows, skipped = taken(tmp_path, "other.docx" if link else "city.docx")
    assert rows == ["a.docx"]
    assert skipped["city.docx"] == "parent"


def test_the_output_below_the_source_is_not_read(tmp_path):
    make(tmp_path, "a.docx", "out/reports/a.html")
    assert taken(tmp_path) == (["a.docx"], {"out": "seen"})


def test_a_pipe_is_no_plan(tmp_path):
    make(tmp_path, "a.docx")
    os.mkfifo(tmp_path / "pipe.docx")
    assert taken(tmp_path) == (["a.docx"], {"pipe.docx": "no-file"})


def test_ten_thousand_files_are_listed(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05d}.txt").touch()
    rows, _ = taken(tmp_path, "city.docx")
    assert len(rows) == 10_000
    assert rows == sorted(rows)


def test_folders_below_folders_without_end(tmp_path):
    deep = tmp_path / "/".join(["a"] * 400)
    deep.mkdir(parents=True)
    (deep / "a.txt").touch()
    assert len(taken(tmp_path)[0]) == 1


@pytest.mark.parametrize(
    ("source", "code"),
    [("nowhere", "missing-source"), ("file.docx", "no-folder"), ("void", "nothing-to-compare"), ("no.csv", "missing-source")],
)  # fmt: skip
def test_a_source_that_is_none_says_why(tmp_path, source, code):
    make(tmp_path, "file.docx")
    (tmp_path / "void").mkdir()
    with pytest.raises(PlanparseError) as told:
        listing(str(tmp_path / source), [], str(tmp_path / "out"))
    assert told.value.code == code


def test_the_output_may_not_be_the_source(tmp_path):
    make(tmp_path, "a.docx")
    with pytest.raises(PlanparseError) as told:
        listing(str(tmp_path), [], f"{tmp_path}/.")
    assert told.value.code == "output-is-source"
