"""Whole batches in this process: results, bad files, what is said of them."""

import csv
import datetime
import json
import sys

import pytest

from planparse.batch.run import run_batch
from planparse.batch.store import Store
from planparse.errors import PlanparseError
from planparse.waivers import Waiver
from tests.batch.plans import batch, ward, write
from tests.cli.conftest import CITY
from tests.programs import need_program


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_plan_is_a_row_of_the_summary_or_of_the_errors(tmp_path):
    wards = write(tmp_path, 3)
    (wards / "empty.txt").touch()
    (wards / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    out = tmp_path / "out"
    batch(wards, out, tmp_path / "city.txt")
    assert [row["file"].rpartition("/")[2] for row in table(out / "summary.csv")] == [
        "ward-00.txt", "ward-01.txt", "ward-02.txt",
    ]  # fmt: skip
    errors = table(out / "errors.csv")
    assert [row["file"].rpartition("/")[2] for row in errors] == ["broken.docx", "empty.txt"]
    assert all(";" in row["error"] and row["file"] not in row["error"] for row in errors)


def test_a_record_is_a_comparison_with_what_a_roll_up_needs(tmp_path):
    wards = write(tmp_path, 2)
    batch(wards, tmp_path / "out", tmp_path / "city.txt")
    record = json.loads((tmp_path / "out/records/ward-01.json").read_text(encoding="utf-8"))
    assert record["schema"] == "planparse/diff/1"
    assert record["local"]["path"] == str(wards / "ward-01.txt")
    assert record["batch"]["unit"] == "Phường Đông Lĩnh"
    assert record["batch"]["worst"] == "error"
    assert [fate["status"] for fate in record["batch"]["fates"]] == ["altered", "apportioned", "kept"]


def test_what_else_lies_in_the_folder_is_told_and_not_compared(tmp_path):
    wards = write(tmp_path, 2)
    (wards / "city.md").write_text(CITY, encoding="utf-8")
    (wards / "README.md").write_text("# Kế hoạch các phường\n\nGửi về trước ngày 15.\n", encoding="utf-8")
    out = tmp_path / "out"
    result, _ = batch(wards, out, tmp_path / "city.txt")
    assert len(result.overview.pairs) == 2
    told = {failure.file.rpartition("/")[2]: failure.error.code for failure in result.overview.failures}
    assert told == {"README.md": "no-plan", "city.md": "parent-again"}
    # What a list names is meant: a draft may be held against the final text.
    (tmp_path / "list.csv").write_text("local,parent\nwards/city.md,city.txt\n", encoding="utf-8")
    assert len(batch(tmp_path / "list.csv", tmp_path / "two")[0].overview.pairs) == 1


def test_plans_that_name_a_parent_which_is_here_in_two_formats(tmp_path):
    wards = write(tmp_path, 2)
    for name in ("city.md", "city.txt"):
        (wards / name).write_text(CITY, encoding="utf-8")
    result, _ = batch(wards, tmp_path / "out")
    assert [pair.parent.rpartition("/")[2] for pair in result.overview.pairs] == ["city.md"] * 2
    assert result.overview.failures == ()


def test_waivers_silence_findings_in_reports_and_counts(tmp_path):
    wards = write(tmp_path, 2)
    day = datetime.date(2030, 1, 1)
    waiver = Waiver("Thành phố đã đồng ý", "Lê Văn An", day, code="target-", file="ward-01.txt")
    result, _ = batch(wards, tmp_path / "out", tmp_path / "city.txt", waivers=(waiver,))
    plain, _ = batch(wards, tmp_path / "plain", tmp_path / "city.txt")
    before, after = ([pair.errors for pair in one.overview.pairs] for one in (plain, result))
    assert before[0] == after[0]
    assert before[1] > after[1]
    record = json.loads((tmp_path / "out/records/ward-01.json").read_text(encoding="utf-8"))
    assert {row["author"] for row in record["waived"]} == {"Lê Văn An"}
    assert "Lê Văn An" in (tmp_path / "out/reports/ward-01.txt").read_text(encoding="utf-8")
    # Other waivers are other inputs: a run that is resumed does it again.
    _, done = batch(wards, tmp_path / "out", tmp_path / "city.txt", resume=True)
    assert {"ward-00", "ward-01"} <= set(done)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    wards = write(tmp_path, 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").touch()
    with pytest.raises(PlanparseError) as told:
        batch(wards, tmp_path / "out", tmp_path / "city.txt")
    assert told.value.code == "output-not-empty"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine"]


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    wards = write(tmp_path, 1)
    store = Store(tmp_path / "out", resume=False)
    try:
        with pytest.raises(PlanparseError) as told:
            batch(wards, tmp_path / "out", tmp_path / "city.txt", resume=True)
    finally:
        store.close()
    assert told.value.code == "output-in-use"


def test_a_parent_that_cannot_be_read_ends_the_call(tmp_path):
    wards = write(tmp_path, 1)
    (tmp_path / "city.txt").write_text("")
    with pytest.raises(PlanparseError) as told:
        batch(wards, tmp_path / "out", tmp_path / "city.txt")
    assert (told.value.code, told.value.path) == ("empty-file", str(tmp_path / "city.txt"))


def test_a_parent_of_a_manifest_that_cannot_be_read_fails_its_own_plans(tmp_path):
    write(tmp_path, 3)
    (tmp_path / "bad.txt").touch()
    (tmp_path / "list.csv").write_text(
        "local,parent,unit\nwards/ward-00.txt,city.txt,Khu A\nwards/ward-01.txt,bad.txt,\nwards/ward-02.txt,city.txt,\n"
    )
    result, _ = batch(tmp_path / "list.csv", tmp_path / "out")
    assert [pair.unit for pair in result.overview.pairs] == ["Khu A", "Phường Hạ Vân"]
    assert [(f.file, f.error.code) for f in result.overview.failures] == [
        (str(tmp_path / "wards/ward-01.txt"), "parent-failed")
    ]


def test_names_with_spaces_line_ends_and_bytes_that_are_no_text(tmp_path):
    wards = write(tmp_path, 0)
    names = ["kế hoạch phường.txt", "hai\ndòng.txt", "a'b\"c.txt", "=1+1.txt"]
    for name in names:
        (wards / name).write_text(ward("Bình Khê"), encoding="utf-8")
    if sys.platform == "linux":
        (wards / "raw\udcff.txt").write_text(ward("Bình Khê"), encoding="utf-8")
    result, _ = batch(wards, tmp_path / "out", tmp_path / "city.txt", formats=("text",))
    assert len(result.compared) == len(list(wards.iterdir()))
    assert len(list((tmp_path / "out/records").iterdir())) == len(result.compared)
    assert result.overview.failures == ()
    _, done = batch(wards, tmp_path / "out", tmp_path / "city.txt", resume=True)
    assert done == []


def test_plans_in_object_storage(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/plans/a.txt", ward("Bình Khê").encode())
    memory.pipe("/plans/~$a.txt", b"lock")
    memory.pipe("/city.txt", CITY.encode())
    try:
        result, _ = batch("memory://plans", tmp_path / "out", "memory://city.txt")
        assert result.compared == ("memory:///plans/a.txt",) or result.compared == ("memory://plans/a.txt",)
        assert batch("memory://plans", tmp_path / "out", "memory://city.txt", resume=True)[1] == []
    finally:
        memory.rm("/plans", recursive=True)
        memory.rm("/city.txt")


def test_old_word_processor_files_are_converted_together(tmp_path, monkeypatch):
    need_program("soffice")
    from planparse.batch import run

    wards = write(tmp_path, 0)
    for number in range(3):
        body = "".join(f"\\par {line}" for line in _rtf(ward("Bình Khê", 500 + number)))
        (wards / f"ward-{number}.rtf").write_text("{\\rtf1\\ansi" + body + "}", encoding="ascii")
    (wards / "bad.rtf").write_bytes(b"{\\rtf")
    monkeypatch.setattr(run, "_TOGETHER", 2)
    result, _ = batch(wards, tmp_path / "out", tmp_path / "city.txt")
    assert len(result.compared) >= 3
    assert {pair.unit for pair in result.overview.pairs if "ward" in pair.file} == {"Phường Bình Khê"}
    values = [
        next(fate for fate in json.loads(path.read_text(encoding="utf-8"))["batch"]["fates"] if fate["value"])
        for path in sorted((tmp_path / "out/records").glob("ward-*.json"))
    ]
    assert len(values) == 3


def _rtf(text):
    for line in text.splitlines():
        if line:
            yield "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)


def test_a_full_disk_ends_the_batch_with_one_reason(tmp_path, monkeypatch):
    import errno

    from planparse.batch import store

    wards = write(tmp_path, 2)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.tempfile, "mkstemp", full)
    with pytest.raises(PlanparseError) as told:
        batch(wards, tmp_path / "out", tmp_path / "city.txt")
    assert told.value.code == "batch-full"


def test_the_engine_is_not_started_where_there_is_nothing_to_do(tmp_path):
    from planparse.batch.model import Settings
    from planparse.batch.run import Wanted

    wards = write(tmp_path, 1)
    batch(wards, tmp_path / "out", tmp_path / "city.txt")
    settings = Settings(formats=("text",), cache=False)
    wanted = Wanted(str(wards), (str(tmp_path / "city.txt"),), tmp_path / "out", settings, resume=True)
    assert run_batch(wanted, lambda: pytest.fail("started")).fresh == 0


def test_word_reports_are_for_word_files(tmp_path):
    from evaluation.many_plans import CITY as SAMPLE
    from evaluation.many_plans import write_plans

    source = tmp_path / "in"
    source.mkdir()
    write_plans(source, 1, pages=1)
    (source / "text.txt").write_text(ward("Bình Khê"), encoding="utf-8")
    result, _ = batch(source, tmp_path / "out", SAMPLE, formats=("docx", "markdown"))
    assert result.overview.failures == ()
    assert sorted(path.name for path in (tmp_path / "out/reports").iterdir()) == [
        "phuong-00000.docx", "phuong-00000.md", "text.md",
    ]  # fmt: skip
    assert batch(source, tmp_path / "out", SAMPLE, formats=("docx", "markdown"), resume=True)[1] == []


def test_the_report_is_a_page_unless_told_otherwise(tmp_path):
    pytest.importorskip("planparse.report.review_html")
    from planparse.batch.model import Settings

    wards = write(tmp_path, 1)
    batch(wards, tmp_path / "out", tmp_path / "city.txt", formats=Settings().formats)
    assert (tmp_path / "out/reports/ward-00.html").is_file()
