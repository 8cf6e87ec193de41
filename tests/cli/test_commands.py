"""The command line from end to end: what is printed, where it goes, and the exit code."""

import json
import os
import subprocess
import sys

import pytest

from planparse.cli import main


def one_line(text):
    assert text.count("\n") == 1, text
    return text


# parse


def test_parse_prints_one_object_for_one_file(run):
    done = run("parse", "city.txt", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record["schema"] == "planparse/plan/1"
    assert record["source"]["path"] == "city.txt"
    assert record["meta"]["number"] == "7/KH-UBND"
    assert "blocks" not in record


def test_parse_prints_a_list_for_several_in_their_order(run):
    done = run("parse", "good.txt", "city.txt", "bad.txt", "--format", "json")
    assert [record["source"]["path"] for record in json.loads(done.stdout)] == [
        "good.txt",
        "city.txt",
        "bad.txt",
    ]


def test_every_span_is_the_stretch_that_it_names(run):
    record = json.loads(run("parse", "city.txt", "--format", "json", "--blocks").stdout)
    rows = [*record["citations"], *record["targets"], *record["deadlines"]]
    assert rows
    for row in rows:
        span = row["span"]
        assert record["blocks"][span["block"]]["text"][span["start"] : span["end"]] == row["text"]


def test_jsonl_is_one_record_a_line(run):
    lines = run("parse", "good.txt", "city.txt", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["good.txt", "city.txt"]


def test_summary_is_for_reading(run):
    text = run("parse", "city.txt", "--format", "summary").stdout
    assert "Ủy ban nhân dân thành phố Vân Hải" in text and "Chỉ tiêu (3)" in text
    assert "\x1b" not in text


def test_without_a_format_a_pipe_gets_json(run):
    assert json.loads(run("parse", "city.txt").stdout)["schema"] == "planparse/plan/1"


def test_a_bad_file_is_named_and_the_good_ones_are_printed(run):
    done = run("parse", "good.txt", "empty.txt", "city.txt", "--format", "json")
    assert done.returncode == 2
    assert [record["source"]["path"] for record in json.loads(done.stdout)] == ["good.txt", "city.txt"]
    assert one_line(done.stderr).startswith("empty.txt: ")


# diff


def test_diff_is_text_and_fails_on_errors(run):
    done = run("diff", "bad.txt", "city.txt")
    assert done.returncode == 1
    assert "Phường Bình Khê hạ yêu cầu của chỉ tiêu về tỷ lệ lao động qua đào tạo" in " ".join(
        done.stdout.split()
    )


def test_diff_as_json(run):
    record = json.loads(run("diff", "bad.txt", "city.txt", "--format", "json").stdout)
    assert record["schema"] == "planparse/diff/1"
    assert record["summary"]["target"] == {"altered": 1, "copied": 1, "kept": 1}
    assert (record["local"]["path"], record["parent"]["path"]) == ("bad.txt", "city.txt")


@pytest.mark.parametrize(
    ("local", "fail_on", "code"),
    [
        ("bad.txt", "error", 1),
        ("bad.txt", "never", 0),
        ("good.txt", "error", 0),
        ("good.txt", "info", 1),
        ("city.txt", "info", 0),
    ],
)
def test_fail_on(run, local, fail_on, code):
    assert run("diff", local, "city.txt", "--fail-on", fail_on).returncode == code


def test_a_plan_against_itself_is_kept(run):
    record = json.loads(run("diff", "city.txt", "city.txt", "--format", "json").stdout)
    assert {status for counts in record["summary"].values() for status in counts} == {"kept"}


def test_what_could_not_be_read_for_sure_is_said_beside_the_report(run, folder):
    (folder / "letter.txt").write_text("Kính gửi: Ông A.\n", encoding="utf-8")
    for command in (("diff", "letter.txt", "city.txt"), ("check", "letter.txt")):
        done = run(*command, "--format", "json")
        assert one_line(done.stderr).startswith("letter.txt: văn bản này không giống một kế hoạch")
        assert json.loads(done.stdout)
    assert run("diff", "good.txt", "city.txt").stderr == ""


def test_english(run):
    done = run("diff", "bad.txt", "city.txt", "--lang", "en")
    assert "weakens the target" in done.stdout
    done = run("diff", "bad.txt", "city.txt", PLANPARSE_LANG="en")
    assert "weakens the target" in done.stdout


def test_the_same_call_says_the_same(run):
    first, second = (
        run("diff", "bad.txt", "city.txt", "--format", "json", PYTHONHASHSEED=seed) for seed in "12"
    )
    assert first.stdout == second.stdout


# -o


def test_output_goes_to_the_file_and_nowhere_else(run, folder):
    done = run("parse", "city.txt", "-o", "out.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["schema"] == "planparse/plan/1"
    assert sorted(p.name for p in folder.iterdir()) == [
        "bad.txt",
        "city.txt",
        "empty.txt",
        "good.txt",
        "out.json",
    ]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(run, folder):
    (folder / "out.txt").write_text("x" * 100_000)
    (folder / "out.txt").chmod(0o640)
    run("diff", "bad.txt", "city.txt", "-o", "out.txt")
    assert "xxx" not in (folder / "out.txt").read_text(encoding="utf-8")
    assert (folder / "out.txt").stat().st_mode & 0o777 == 0o640


def test_a_file_stays_as_it_was_where_the_input_is_bad(run, folder):
    (folder / "out.txt").write_text("before")
    assert run("diff", "empty.txt", "city.txt", "-o", "out.txt").returncode == 2
    assert (folder / "out.txt").read_text() == "before"


@pytest.mark.parametrize("output", ["city.txt", "none/out.json", ".", "city.txt/out.json"])
def test_outputs_that_cannot_be_meant(run, folder, output):
    before = (folder / "city.txt").read_bytes()
    done = run("parse", "city.txt", "-o", output)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr).startswith(f"{output}: ")
    assert (folder / "city.txt").read_bytes() == before


def test_a_device_is_written_to_not_replaced(run):
    assert run("parse", "city.txt", "-o", os.devnull).returncode == 0
    assert not os.path.isfile(os.devnull)  # noqa: PTH113


# what goes wrong


@pytest.mark.parametrize(
    "call",
    [
        ["parse"],
        ["parse", "missing.txt"],
        ["parse", "."],
        ["parse", "empty.txt"],
        ["parse", "city.txt", "--format", "xml"],
        ["parse", "city.txt", "--colour"],
        ["parse", "city.txt", "-o"],
        ["parse", "city.txt", "--lang", "fr"],
        ["diff", "city.txt"],
        ["diff", "city.txt", "bad.txt", "good.txt"],
        ["diff", "missing.txt", "city.txt"],
        ["diff", "city.txt", "city.txt", "--fail-on", "bad"],
        ["pasre", "city.txt"],
        ["--colour"],
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_bad_calls_get_one_line_and_exit_code_2(folder, monkeypatch, capsys, call, lang):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PLANPARSE_LANG", lang)
    with pytest.raises(SystemExit) as end:
        main(call)
    assert end.value.code == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    line = one_line(streams.err)
    assert "Traceback" not in line and ";" in line


def test_the_line_says_file_reason_and_remedy(run):
    assert run("parse", "missing.txt").stderr == "missing.txt: không tìm thấy tệp; kiểm tra lại đường dẫn\n"
    assert (
        run("parse", "missing.txt", "--lang", "en").stderr
        == "missing.txt: there is no such file; check the path\n"
    )
    assert run("parse").stderr == "planparse parse: thiếu FILE…; xem `planparse parse --help`\n"


def test_a_name_cannot_act_on_the_terminal(run):
    done = run("parse", "\x1b[31mx.txt")
    assert "\x1b" not in one_line(done.stderr)


def test_a_failure_of_the_program_is_one_line_too(folder, monkeypatch, capsys):
    def fail(path):
        raise RuntimeError("nothing goes")

    monkeypatch.setattr("planparse.load.load", fail)
    monkeypatch.chdir(folder)
    for call in (["parse", "city.txt"], ["diff", "city.txt", "city.txt"]):
        with pytest.raises(SystemExit) as end:
            main(call)
        assert end.value.code == 2
        assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["parse", "city.txt", "--debug"])
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error(folder):
    paths = os.pathsep.join(path for path in sys.path if path)
    command = f'"{sys.executable}" -m planparse parse city.txt city.txt city.txt --format jsonl --blocks | head -c 10'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert (done.stdout, done.stderr) == ('{"schema":', "")


def test_the_locale_makes_no_difference(run):
    done = run("diff", "bad.txt", "city.txt", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "ĐỐI CHIẾU KẾ HOẠCH" in done.stdout


# help


@pytest.mark.parametrize("command", [[], ["parse"], ["diff"]])
def test_help_speaks_both_languages(run, command):
    vi, en = run(*command, "--help").stdout, run(*command, "--help", "--lang", "en").stdout
    assert vi.startswith("Cách dùng: planparse") and "Tùy chọn:" in vi
    # `--lang` behind `--help` is heard too.
    assert en.startswith("Usage: planparse") and "Options:" in en


def test_help_explains_every_option(run):
    for command, options in (
        ("parse", ["--format", "--blocks", "--output", "--lang", "--debug"]),
        ("diff", ["--format", "--fail-on", "--output", "--lang", "--debug"]),
    ):
        text = run(command, "--help").stdout
        assert all(option in text for option in options)


def test_version(run):
    assert run("--version").stdout.startswith("planparse ")


def test_html_is_one_page_for_all_files(run):
    page = run("parse", "good.txt", "city.txt", "--format", "html").stdout
    assert page.count("<!DOCTYPE html>") == 1
    assert page.count("<article") == 2
    assert '<mark class="targets"' in page


def test_markdown_of_a_plan(run):
    done = run("parse", "good.txt", "--format", "markdown", "--lang", "en")
    assert done.returncode == 0
    assert "## II. CHỈ TIÊU CỤ THỂ" in done.stdout and "### 1. Phòng Văn hóa - Xã hội" in done.stdout
