"""``planparse check --register`` as it is called."""

import json

import pytest

ROWS = (
    "number,date,title,status,replaced_by,valid_to\n"
    "20/2021/NĐ-CP,2021-03-15,Nghị định về trợ giúp xã hội,replaced,1/2025/NĐ-CP,2025-12-31\n"
)


def _codes(done):
    return [problem["code"] for problem in json.loads(done.stdout)["problems"]]


@pytest.fixture
def cited(folder):
    """The city's plan, which cites a decree that is in force."""
    text = (folder / "city.txt").read_text(encoding="utf-8")
    text = text.replace("số 61/2015/NĐ-CP ngày 09/7/2015", "số 20/2021/NĐ-CP ngày 15/3/2021")
    (folder / "city.txt").write_text(text, encoding="utf-8")
    return text


def test_a_register_of_ones_own_is_laid_over_the_one_that_comes_with_planparse(run, folder, cited):
    (folder / "so.csv").write_text(ROWS, encoding="utf-8")
    plain = run("check", "city.txt", "--select", "G", "--format", "json")
    laid = run("check", "city.txt", "--select", "G", "--format", "json", "--register", "so.csv")
    assert (plain.returncode, _codes(plain)) == (0, [])
    assert (laid.returncode, _codes(laid)) == (0, ["G101"])
    assert "1/2025/NĐ-CP" in json.loads(laid.stdout)["problems"][0]["message"]


def test_without_the_register_that_comes_with_planparse(run, folder, cited):
    (folder / "slip.txt").write_text(cited.replace("15/3/2021", "19/3/2021"), encoding="utf-8")
    assert _codes(run("check", "slip.txt", "--select", "G", "--format", "json")) == ["G103"]
    bare = run("check", "slip.txt", "--select", "G", "--format", "json", "--no-register")
    assert (bare.returncode, _codes(bare)) == (0, [])


def test_a_bad_register_is_one_line(run, folder):
    (folder / "so.csv").write_text("title\nLuật Việc làm\n", encoding="utf-8")
    done = run("check", "city.txt", "--register", "so.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("so.csv: ")
    assert done.stderr.count("\n") == 1
