"""Reviewed Word files from the command line."""

import io
from pathlib import Path

import docx
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
WARD, CITY = SAMPLES / "ha-lang-2026.docx", SAMPLES / "hai-xuyen-2026"


@pytest.mark.parametrize("ending", [".docx", ".txt", ".pdf"])
def test_diff_writes_the_local_plan_with_comments_whatever_the_parent_is(run, folder, ending):
    result = run("diff", WARD, CITY.with_suffix(ending), "-o", "r.docx", "--author", "Nguyễn Thị Hoa")
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")
    document = docx.Document(str(folder / "r.docx"))
    assert {comment.author for comment in document.comments} == {"Nguyễn Thị Hoa"}
    assert document.tables[-1].cell(0, 0).text == "STT"


def test_no_appendix(run, folder):
    run("diff", WARD, CITY.with_suffix(".docx"), "-o", "r.docx", "--no-appendix")
    assert len(docx.Document(str(folder / "r.docx")).tables) == len(docx.Document(str(WARD)).tables)


def test_check_writes_the_plan_with_comments(run, folder):
    result = run("check", WARD, "-o", "r.docx", "-o", "r.json", "--fail-on", "never")
    assert (result.returncode, result.stderr) == (0, "")
    document = docx.Document(str(folder / "r.docx"))
    assert any("F107" in comment.text for comment in document.comments)


def test_the_ward_reads_the_same_after_it_was_reviewed(run, folder):
    run("diff", WARD, CITY.with_suffix(".docx"), "-o", "r.docx")
    first = run("diff", WARD, CITY.with_suffix(".docx")).stdout
    again = run("diff", "r.docx", CITY.with_suffix(".docx")).stdout
    assert again.replace("r.docx", str(WARD)).split() == first.split()


@pytest.mark.parametrize(
    "arguments, told",
    [
        (
            ("diff", "good.txt", CITY.with_suffix(".docx")),
            "good.txt: chỉ ghi nhận xét được vào tệp Word .docx",
        ),
        (("check", "good.txt"), "good.txt: chỉ ghi nhận xét được vào tệp Word .docx"),
        (("check", WARD, CITY.with_suffix(".docx")), "mỗi tệp Word nhận xét chỉ dành cho một kế hoạch"),
    ],
)
def test_what_cannot_be_a_word_report_is_one_line_with_its_remedy(run, folder, arguments, told):
    result = run(*arguments, "-o", "r.docx")
    assert result.returncode == 2
    assert result.stderr.startswith(told)
    assert "--format" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (folder / "r.docx").exists()


def test_on_standard_output():
    import subprocess
    import sys

    call = [sys.executable, "-m", "planparse", "diff", WARD, CITY.with_suffix(".docx"), "--format", "docx"]
    given = subprocess.run(list(map(str, call)), capture_output=True, timeout=120)
    assert docx.Document(io.BytesIO(given.stdout)).tables
