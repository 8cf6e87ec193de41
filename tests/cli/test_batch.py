"""``planparse batch`` as it is called."""

import json

import pytest

from tests.cli.conftest import BAD, GOOD, WARD


@pytest.fixture
def wards(folder):
    (folder / "wards").mkdir()
    for name, text in (("good", GOOD), ("bad", BAD)):
        (folder / "wards" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder / "wards"


def call(run, *arguments, source="wards", **environment):
    return run("batch", source, "--format", "text", *arguments, **environment)


CITY = ("--parent", "city.txt", "-o", "out")


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 1), (("--fail-on", "never"), 0), (("--fail-on", "info"), 1)]
)
def test_the_exit_code_is_that_of_the_worst_finding(run, wards, arguments, code):
    done = call(run, *CITY, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert (
        "Đã đối chiếu 2 kế hoạch (2 trong lần chạy này); 1 có lỗi; 0 không đối chiếu được. Kết quả: out"
        in done.stderr
    )


def test_nothing_found_is_zero(run, wards, folder):
    (wards / "bad.txt").unlink()
    text = (folder / "city.txt").read_text(encoding="utf-8")
    (wards / "good.txt").write_text(text.replace("7/KH-UBND", "9/KH-UBND"), encoding="utf-8")
    assert call(run, *CITY).returncode == 0


def test_a_bad_file_is_a_line_a_row_and_code_2_and_the_others_go_on(run, wards, folder):
    (wards / "empty.txt").touch()
    done = call(run, *CITY, "--lang", "en")
    assert done.returncode == 2
    assert "wards/empty.txt: the file is empty" in done.stderr
    assert (
        (folder / "out/errors.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith("wards/empty.txt,the file is empty")
    )
    assert sorted(path.name for path in (folder / "out/records").iterdir()) == ["bad.json", "good.json"]


def test_what_the_folder_gets(run, wards, folder):
    call(run, *CITY)
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        ".batch", "errors.csv", "records", "reports", "summary.csv", "summary.html", "summary.xlsx",
    ]  # fmt: skip
    assert sorted(path.name for path in (folder / "out/reports").iterdir()) == ["bad.txt", "good.txt"]
    assert (
        json.loads((folder / "out/records/bad.json").read_text(encoding="utf-8"))["schema"]
        == "planparse/diff/1"
    )


def test_a_manifest(run, wards, folder):
    (folder / "list.csv").write_text("local;parent;unit\nwards/bad.txt;city.txt;Khu A\n", encoding="utf-8")
    assert call(run, "-o", "out", source="list.csv").returncode == 1
    assert ",Khu A," in (folder / "out/summary.csv").read_text(encoding="utf-8")


def test_a_folder_whose_plans_name_their_parent(run, wards, folder):
    for path in wards.iterdir():
        path.write_text(
            path.read_text(encoding="utf-8").replace(
                "Căn cứ Nghị định",
                "Thực hiện Kế hoạch số 7/KH-UBND của UBND thành phố Vân Hải;\n\nCăn cứ Nghị định",
            ),
            encoding="utf-8",
        )
    (folder / "city.txt").rename(wards / "city.txt")
    done = call(run, "-o", "out")
    assert done.returncode == 1
    assert "wards/city.txt" in done.stderr
    assert sorted(path.name for path in (folder / "out/records").iterdir()) == ["bad.json", "good.json"]


def test_resume_on_a_new_folder_and_on_one_that_is_done(run, wards):
    assert call(run, *CITY, "--resume").returncode == 1
    again = call(run, *CITY, "--resume")
    assert again.returncode == 1
    assert "2/2 đã xong từ lần chạy trước" in again.stderr
    assert "(0 trong lần chạy này)" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--parent", "city.txt", "-o", "."), "thư mục kết quả không trống"),
        (("--parent", "city.txt", "-o", "city.txt"), "-o cần một thư mục"),
        (("--parent", "nowhere.txt", "-o", "out"), "nowhere.txt: không tìm thấy tệp"),
        (("--parent", "empty.txt", "-o", "out"), "empty.txt: tệp rỗng"),
        (("--parent", "city.txt", "-o", "out", "--retry"), "--retry chỉ dùng với --resume"),
        (
            ("--parent", "city.txt", "-o", "out", "--scheduler", "tcp://x:1"),
            "--scheduler chỉ dùng với --engine dask",
        ),
        (("--parent", "city.txt"), "--output"),
    ],
)
def test_a_bad_call_is_one_line(run, wards, arguments, reason):
    done = call(run, *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert reason in done.stderr


def test_the_output_folder_of_a_run_that_failed_to_begin_can_be_used(run, wards):
    call(run, "--parent", "nowhere.txt", "-o", "out")
    assert call(run, *CITY).returncode == 1


def test_english(run, wards, folder):
    done = call(run, *CITY, "--lang", "en")
    assert "Plans compared: 2 (2 in this run); with errors: 1; not compared: 0. Results: out" in done.stderr
    assert "The city asks for 12,000" in (folder / "out/summary.html").read_text(encoding="utf-8")


def test_the_engine_dask(run, wards, folder):
    pytest.importorskip("distributed")
    assert call(run, *CITY).returncode == 1
    done = call(run, "--parent", "city.txt", "-o", "cluster", "--engine", "dask", "--jobs", "2")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for name in ("summary.csv", "summary.xlsx", "records/bad.json", "reports/good.txt"):
        assert (folder / "out" / name).read_bytes() == (folder / "cluster" / name).read_bytes()


def test_plans_of_one_unit_are_told(run, folder, wards):
    (wards / "again.txt").write_text(WARD, encoding="utf-8")
    call(run, *CITY)
    assert "1 đơn vị có nhiều hơn một kế hoạch" in (folder / "out/summary.html").read_text(encoding="utf-8")


def test_the_corpus_is_fed(run, wards, folder):
    from corpus import Corpus

    call(run, *CITY, "--db", "corpus.db")
    with Corpus(folder / "corpus.db") as store:
        assert len(store) == 3
        assert len(store.pairs()) == 2
        (row,) = store.query("SELECT count(*) FROM v_findings WHERE status = 'missing'").rows
        assert row[0] > 0
    again = call(run, *CITY, "--resume", "--db", "corpus.db")
    assert "Đã thêm 0, cập nhật 0, không đổi 3, lỗi 0." in again.stderr


def test_a_corpus_that_is_none_is_one_line(run, wards, folder):
    (folder / "corpus.db").write_text("no database", encoding="utf-8")
    done = call(run, *CITY, "--db", "corpus.db")
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if line.startswith("corpus.db")]
    assert "Traceback" not in done.stderr
