"""Reports of ``diff`` and ``check`` as they are asked for: several at once, waivers, an earlier run."""

import json
import zipfile

import openpyxl
import pytest
from lxml import etree


def one_line(done):
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def names(folder):
    return {path.name for path in folder.iterdir()}


# several at once


def test_one_run_writes_each_file_in_the_format_of_its_ending(run, folder):
    before = names(folder)
    files = ("all.json", "all.xlsx", "all.md", "all.sarif", "all.xml", "all.txt")
    done = run("diff", "bad.txt", "city.txt", *(word for file in files for word in ("-o", file)))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert names(folder) - before == set(files)
    assert json.loads((folder / "all.json").read_text(encoding="utf-8"))["schema"] == "planparse/diff/1"
    assert openpyxl.load_workbook(folder / "all.xlsx").sheetnames[0] == "Tổng hợp"
    assert (folder / "all.md").read_text(encoding="utf-8").startswith("# Đối chiếu kế hoạch\n")
    assert json.loads((folder / "all.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert etree.parse(folder / "all.xml").getroot().tag == "testsuites"
    assert (folder / "all.txt").read_text(encoding="utf-8") == run("diff", "bad.txt", "city.txt").stdout


def test_check_writes_several_too(run, folder):
    assert run("check", "city.txt", "bad.txt", "-o", "c.json", "-o", "c.xlsx").returncode in (0, 1)
    assert len(json.loads((folder / "c.json").read_text(encoding="utf-8"))) == 2
    assert zipfile.is_zipfile(folder / "c.xlsx")


def test_one_file_may_have_any_name_where_the_format_is_named(run, folder):
    run("diff", "bad.txt", "city.txt", "--format", "sarif", "-o", "found.json")
    assert "runs" in json.loads((folder / "found.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("outputs", "named"),
    [
        (("a.json", "a.pdf"), "a.pdf"),
        (("a.json", "a"), "a"),
        (("a.json", "a.json"), "a.json"),
        (("a.json", "./a.json"), "a.json"),
        (("a.json", "none/a.md"), "none/a.md"),
        (("a.json", "city.txt"), "city.txt"),
        (("a.json", "."), "."),
    ],
)
def test_nothing_is_written_where_one_file_cannot_be(run, folder, outputs, named):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = run("diff", "bad.txt", "city.txt", *(word for file in outputs for word in ("-o", file)))
    assert named in one_line(done)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_an_output_may_not_replace_the_waivers_or_the_earlier_run(run, folder):
    (folder / "w.toml").write_text("")
    (folder / "before.json").write_text('{"findings": []}')
    for option, file in (("--waivers", "w.toml"), ("--baseline", "before.json")):
        assert file in one_line(
            run("diff", "bad.txt", "city.txt", option, file, "-o", file, "--format", "json")
        )


@pytest.mark.parametrize("name", ["xlsx"])
def test_a_workbook_goes_into_a_pipe(folder, run, name):
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "planparse", "diff", "bad.txt", "city.txt", "--format", name],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(b"PK")


# the terminal


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_fits_and_has_no_colour_in_a_pipe(run, columns, lang):
    done = run("diff", "bad.txt", "city.txt", "--lang", lang, COLUMNS=columns, FORCE_COLOR="1")
    assert max(map(len, done.stdout.splitlines())) <= int(columns)
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colour_on_a_terminal(monkeypatch, environment, coloured):
    from planparse.cli import output

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.takes_colour(None) is coloured
    assert not output.takes_colour("report.txt")


# waivers


def waivers(folder, *rows):
    text = ""
    for row in rows:
        given = {"reason": "đã thống nhất", "author": "Lò Thị Hoa", "expires": "2999-12-31", **row}
        fields = (f"{k} = {v}" if k == "expires" else f'{k} = "{v}"' for k, v in given.items())
        text += "[[waiver]]\n" + "\n".join(fields) + "\n"
    (folder / "w.toml").write_text(text, encoding="utf-8")


def diff(run, *options):
    done = run("diff", "bad.txt", "city.txt", "--format", "json", *options)
    assert done.stderr == ""
    return done, json.loads(done.stdout)


def weaker(record):
    return next(f for f in record["findings"] if f["effect"] == "weaker")


def test_a_waiver_by_code_by_fingerprint_by_file(run, folder):
    mark = weaker(diff(run)[1])["fingerprint"]
    for row in ({"code": "target-altered"}, {"fingerprint": mark}, {"code": "target", "file": "bad.*"}):
        waivers(folder, row)
        done, record = diff(run, "--waivers", "w.toml")
        assert done.returncode == 0, row
        assert mark in {one["fingerprint"] for one in record["waived"]}
        assert all(one["reason"] == "đã thống nhất" for one in record["waived"])
        assert mark not in {one["fingerprint"] for one in record["findings"]}


@pytest.mark.parametrize(
    "row",
    [
        {"code": "target-altered", "expires": "2020-12-31"},
        {"code": "target-altered", "file": "good.*"},
        {"code": "target-missing"},
        {"fingerprint": "0123456789abcdef"},
    ],
)
def test_a_waiver_that_does_not_cover_it(run, folder, row):
    waivers(folder, row)
    done, record = diff(run, "--waivers", "w.toml")
    assert done.returncode == 1 and weaker(record) and not record["waived"]


# an earlier run


def test_only_what_is_new_is_reported_and_counts(run, folder):
    assert run("diff", "bad.txt", "city.txt", "-o", "before.json").returncode == 1
    done, record = diff(run, "--baseline", "before.json")
    assert done.returncode == 0
    assert {f["status"] for f in record["findings"]} == {"kept"} and record["known"] > 0
    text = (folder / "bad.txt").read_text(encoding="utf-8")
    (folder / "bad.txt").write_text(text.replace("100% hồ sơ", "60% hồ sơ"), encoding="utf-8")
    done, record = diff(run, "--baseline", "before.json")
    assert done.returncode == 1
    assert [f["status"] for f in record["findings"] if f["status"] != "kept"] == ["altered"]


def test_what_was_waived_before_is_known(run, folder):
    waivers(folder, {"code": "target-altered"})
    run("diff", "bad.txt", "city.txt", "--waivers", "w.toml", "-o", "before.json")
    done, record = diff(run, "--baseline", "before.json")
    assert done.returncode == 0 and record["waived"] == []


def test_an_earlier_check(run, folder):
    run("check", "city.txt", "bad.txt", "-o", "before.json")
    done = run(
        "check", "city.txt", "bad.txt", "--baseline", "before.json", "--format", "json", "--fail-on", "info"
    )
    assert done.returncode == 0
    assert all(record["problems"] == [] for record in json.loads(done.stdout))


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"findings": 1}', "\xff"])
def test_a_file_that_is_no_earlier_run(run, folder, text):
    (folder / "before.json").write_text(text, encoding="latin-1")
    assert one_line(run("diff", "bad.txt", "city.txt", "--baseline", "before.json")).startswith(
        "before.json: "
    )


def test_the_record_tells_all_there_is(run):
    record = diff(run)[1]
    assert record["known"] == 0 and record["waived"] == []
    for finding in record["findings"]:
        assert {"fingerprint", "runner_up", "passage", "share", "yardstick", "see"} <= set(finding)
