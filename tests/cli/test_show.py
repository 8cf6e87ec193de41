"""``planparse show`` and ``--tracked`` as they are called."""

import json
from pathlib import Path

import pytest

from tests.readers.make import W, zipped

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def test_blocks_in_a_table(run):
    done = run("show", "city.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("city.txt (text,")
    assert "Tỷ lệ lao động qua đào tạo đạt 80%." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_blocks_as_json_are_those_of_parse(run):
    shown = json.loads(run("show", "city.txt", "--format", "json").stdout)
    parsed = json.loads(run("parse", "city.txt", "--format", "json", "--blocks").stdout)
    assert shown["blocks"] == parsed["blocks"]
    assert shown["source"] == parsed["source"]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt"])
def test_blocks_as_a_page(run, folder, suffix):
    done = run(
        "show", SAMPLES / f"bach-khe-2026.{suffix}", "--format", "html", "-o", "seen.html", "--lang", "en"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (folder / "seen.html").read_text(encoding="utf-8")
    assert ("data:image/png;base64," in page) is (suffix == "pdf")
    assert "<!DOCTYPE html>" in page


def test_what_cannot_be_read_is_one_line(run):
    done = run("show", "empty.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("empty.txt:")


def test_the_result_may_not_replace_the_file(run):
    assert run("show", "city.txt", "-o", "city.txt").returncode == 2


@pytest.fixture
def changed(folder):
    """The ward's plan with a tracked change of its figure."""

    def paragraph(line):
        before, _, after = line.partition("80%")
        if not after:
            return f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
        runs = (
            f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>'
            "<w:del><w:r><w:delText>80%</w:delText></w:r></w:del><w:ins><w:r><w:t>70%</w:t></w:r></w:ins>"
        )
        return f"<w:p>{runs}<w:r><w:t>{after}</w:t></w:r></w:p>"

    lines = (folder / "good.txt").read_text(encoding="utf-8").split("\n\n")
    body = "".join(paragraph(line) for part in lines for line in part.split("\n"))
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    (folder / "changed.docx").write_bytes(zipped({"word/document.xml": document.encode()}))
    return "changed.docx"


def test_tracked_changes_are_read_either_way(run, changed):
    for options, figure, code in (
        ((), 70, "unaccepted-changes"),
        (("--tracked", "original"), 80, "changes-left-out"),
    ):
        record = json.loads(run("parse", changed, "--format", "json", *options).stdout)
        assert figure in [target["value"] for target in record["targets"] if target["unit"] == "%"]
        assert code in [warning["code"] for warning in record["warnings"]]


def test_plans_are_compared_either_way(run, changed):
    assert run("diff", changed, "city.txt").returncode == 1
    assert run("diff", changed, "city.txt", "--tracked", "original").returncode == 0
