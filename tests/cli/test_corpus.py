"""``planparse corpus`` from end to end."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from tests.cli.conftest import GOOD
from tests.programs import need_program


@pytest.fixture
def stored(run, folder):
    done = run("corpus", "add", "city.txt", "good.txt", "bad.txt", "--db", "corpus.db")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Đã thêm 3, cập nhật 0, không đổi 0, lỗi 0.\n"
    return run


def one_line(text):
    assert text.count("\n") == 1, text
    return text


def test_the_help_lists_the_commands(run):
    for arguments in (["corpus"], ["corpus", "--help"]):
        done = run(*arguments, "--lang", "en")
        assert done.returncode == 0
        assert all(
            f"\n  {name} " in done.stdout
            for name in ("add", "search", "query", "stats", "export", "graph", "schema", "refresh", "remove")
        )
    assert run("corpus", "nothing").returncode == 2
    assert run("corpus", "search", "--help").returncode == 0


@pytest.mark.parametrize(
    "command", ["add x", "search x", "query x", "stats", "schema", "graph", "refresh", "remove x"]
)
def test_every_command_needs_the_file(run, command):
    done = run("corpus", *command.split())
    assert done.returncode == 2
    assert "--db" in one_line(done.stderr)


def test_a_folder_is_added_with_what_can_be_read(run, folder):
    (folder / "more").mkdir()
    (folder / "more" / "copy.txt").write_text(GOOD, encoding="utf-8")
    (folder / "more" / "notes.xyz").write_text("không phải", encoding="utf-8")
    (folder / "more" / "~$lock.docx").write_bytes(b"x")
    done = run("corpus", "add", ".", "--db", "corpus.db")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].endswith(
        "empty.txt: tệp rỗng, không có nội dung; sao chép hoặc xuất lại tệp từ bản gốc"
    )
    assert done.stderr.splitlines()[-1] == "Đã thêm 3, cập nhật 0, không đổi 1, lỗi 1."


def test_adding_again_updates(stored, folder):
    (folder / "good.txt").write_text(GOOD.replace("600 lao động", "650 lao động"), encoding="utf-8")
    done = stored("corpus", "add", "city.txt", "good.txt", "--db", "corpus.db", "--lang", "en")
    assert done.stderr == "Added 0, updated 1, unchanged 1, failed 0.\n"
    found = stored("corpus", "search", "--unit", "người", "--format", "json", "--db", "corpus.db")
    assert sorted(hit["row"]["value"] for hit in json.loads(found.stdout)["hits"]) == [650, 12000, 12000]


def test_records_are_added_as_files_are(run, folder):
    done = run("parse", "city.txt", "good.txt", "--format", "jsonl", "--blocks", "-o", "plans.jsonl")
    assert done.returncode == 0
    assert run("corpus", "add", "plans.jsonl", "--db", "corpus.db").stderr.startswith("Đã thêm 2,")
    assert run("parse", "city.txt", "--format", "json", "-o", "plan.json").returncode == 0
    done = run("corpus", "add", "plan.json", "--db", "corpus.db")
    assert done.returncode == 2 and "--blocks" in done.stderr


@pytest.mark.parametrize("words", [["giai quyet viec lam"], ["giai", "quyet", "viec", "lam"], ['"việc làm"']])
def test_search_shows_where_words_stand(stored, words):
    done = stored("corpus", "search", *words, "--db", "corpus.db")
    assert done.returncode == 0
    assert "1. " in done.stdout and "« " not in done.stdout
    assert "Ủy ban nhân dân phường Bình Khê · 7/KH-UBND" in done.stdout
    assert "việc làm»" in done.stdout


def test_nothing_found_is_no_error(stored):
    done = stored("corpus", "search", 'AND OR "(', "--db", "corpus.db", "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing found.\n", "")


def test_keywords_stand_below_each_other(stored):
    done = stored("corpus", "search", '"việc làm"', "--kwic", "--db", "corpus.db", COLUMNS="80")
    lines = done.stdout.splitlines()
    assert len({line.index("việc làm") for line in lines}) == 1 and len(lines) == 6


def test_facts_are_found_by_what_they_say(stored):
    done = stored(
        "corpus", "search", "--kind", "target", "--unit", "người", "--min", "500", "--period", "2026-2030", "--indicator",
        "việc làm", "--level", "ward", "--cites", "61/2015/NĐ-CP", "--format", "jsonl", "--facets", "--db", "corpus.db",
    )  # fmt: skip
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(hit["row"]["value"] for hit in hits) == [600, 12000]
    assert {hit["level"] for hit in hits} == {"ward"}


def test_facets_are_counted(stored):
    done = stored("corpus", "search", "--kind", "target", "--facets", "--format", "json", "--db", "corpus.db")
    told = json.loads(done.stdout)
    assert told["total"] == sum(count for _, count in told["facets"]["level"]) == 9
    assert "Theo cấp" in stored("corpus", "search", "viec lam", "--facets", "--db", "corpus.db").stdout


def test_query_prints_tables_json_and_csv(stored):
    sql = "SELECT level, count(*) AS n FROM v_targets GROUP BY level ORDER BY n"
    table = stored("corpus", "query", sql, "--db", "corpus.db").stdout
    assert table == "level     n\n--------  -\nprovince  3\nward      6\n"
    rows = json.loads(stored("corpus", "query", sql, "--format", "json", "--db", "corpus.db").stdout)
    assert rows == [{"level": "province", "n": 3}, {"level": "ward", "n": 6}]
    text = stored("corpus", "query", sql, "--format", "csv", "--db", "corpus.db").stdout
    assert list(csv.reader(io.StringIO(text))) == [["level", "n"], ["province", "3"], ["ward", "6"]]


def test_query_tells_that_rows_are_left_out(stored):
    done = stored("corpus", "query", "SELECT id FROM targets", "--limit", "2", "--db", "corpus.db")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 4
    assert "--limit" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DELETE FROM plans", "câu lệnh không chỉ đọc"),
        ("SELECT nope", "no such column: nope"),
        ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n", "0.2 giây"),
    ],
)
def test_a_bad_query_is_one_line(stored, sql, told):
    done = stored("corpus", "query", sql, "--timeout", "0.2", "--db", "corpus.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in one_line(done.stderr)


def test_counts_schema_and_graph(stored, folder):
    assert (
        json.loads(stored("corpus", "stats", "--format", "json", "--db", "corpus.db").stdout)["counts"][
            "plans"
        ]
        == 3
    )
    assert "█" in stored("corpus", "stats", "--db", "corpus.db").stdout
    assert "CREATE VIEW v_targets" in stored("corpus", "schema", "--db", "corpus.db").stdout
    assert stored("corpus", "graph", "--db", "corpus.db").stdout.startswith("<?xml")
    assert stored("corpus", "graph", "-o", "graph.dot", "--db", "corpus.db").returncode == 0
    assert (folder / "graph.dot").read_text(encoding="utf-8").startswith("digraph")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("parquet", "targets.parquet"),
        ("csv", "targets.csv"),
        ("jsonl", "plans.jsonl"),
        ("docbin", "plans.spacy"),
    ],
)
def test_export_writes_into_a_folder(stored, folder, name, file):
    done = stored("corpus", "export", "--format", name, "-o", "out", "--db", "corpus.db")
    assert done.returncode == 0 and file in one_line(done.stderr)
    assert (folder / "out" / file).stat().st_size > 100


def test_export_cannot_write_where_a_file_stands(stored, folder):
    done = stored("corpus", "export", "--format", "csv", "-o", "city.txt", "--db", "corpus.db")
    assert done.returncode == 2 and one_line(done.stderr).startswith("city.txt: ")


def test_refresh_compares_again(stored, folder):
    from corpus import Corpus
    from planparse import diff
    from planparse.report.record import comparison_record

    with Corpus(folder / "corpus.db") as corpus:
        found = comparison_record(diff(folder / "bad.txt", folder / "city.txt"))
        written = corpus.add_comparison(found)
    assert (
        stored("corpus", "refresh", "--db", "corpus.db").stderr
        == "Đã trích lại 0/3 kế hoạch, đối chiếu lại 0 cặp.\n"
    )
    done = stored("corpus", "refresh", "--all", "--db", "corpus.db", "--lang", "en")
    assert done.stderr == "Extracted 3 of 3 plans again, compared 1 pair again.\n"
    with Corpus(folder / "corpus.db") as corpus:
        assert corpus.query("SELECT count(*) FROM v_findings").rows == ((written,),)


def test_remove_takes_out_what_was_added(stored):
    done = stored("corpus", "remove", "good.txt", "nothing.txt", "--db", "corpus.db")
    assert done.returncode == 2
    assert "nothing.txt" in done.stderr.splitlines()[0] and done.stderr.splitlines()[1] == "Đã bỏ 1 kế hoạch."
    assert stored(
        "corpus", "query", "SELECT count(*) FROM plans", "--format", "csv", "--db", "corpus.db"
    ).stdout.split() == ["count(*)", "2"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "không tìm thấy kho"), (b"text, no database " * 500, "kho bị hỏng"), (b"", "corpus")],
)
def test_a_bad_file_is_one_line(run, folder, content, told):
    if content is not None:
        (folder / "corpus.db").write_bytes(content)
    for command in (["search", "a"], ["query", "SELECT 1"], ["stats"], ["remove", "a"], ["refresh"]):
        done = run("corpus", *command, "--db", "corpus.db")
        if content == b"":
            assert done.returncode in (0, 2) and "Traceback" not in done.stderr
            continue
        assert (done.returncode, done.stdout) == (2, "")
        assert one_line(done.stderr).startswith("corpus.db: ") and told in done.stderr
    assert (folder / "corpus.db").exists() == (content is not None)


def test_results_are_not_written_over_the_corpus(stored):
    done = stored("corpus", "search", "viec lam", "-o", "corpus.db", "--db", "corpus.db")
    assert done.returncode == 2 and "corpus.db: " in one_line(done.stderr)


def test_hostile_text_does_not_act_on_the_terminal(run, folder):
    (folder / "evil.txt").write_text(
        "I. CHỈ TIÊU\n\n- Đạt 80% \x1b[31mhộ nghèo\u202e việc làm.\n", encoding="utf-8"
    )
    run("corpus", "add", "evil.txt", "--db", "corpus.db")
    for command in (
        ["search", "viec lam"],
        ["search", "ho ngheo", "--kwic"],
        ["query", "SELECT text FROM blocks"],
        ["search", "--kind", "target"],
    ):
        done = run("corpus", *command, "--db", "corpus.db")
        assert done.stdout and "\x1b" not in done.stdout and "\u202e" not in done.stdout


def test_help_of_planparse_loads_no_database():
    program = "import sys, planparse.cli.group as g; g.run(['--help']); print('sqlite3' in sys.modules, 'corpus' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert done.stdout.endswith("False False\n")


def test_a_file_that_has_not_changed_is_read_again_only_by_force(stored):
    told = [
        stored("corpus", "add", "city.txt", *more, "--db", "corpus.db").stderr for more in ([], ["--force"])
    ]
    assert [line.split(", ")[1:3] for line in told] == [
        ["cập nhật 0", "không đổi 1"],
        ["cập nhật 1", "không đổi 0"],
    ]


def test_old_formats_are_converted_together(run, folder):
    soffice = need_program("soffice")
    for name in ("city", "good"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            soffice,
            profile,
            "--headless",
            "--convert-to",
            "rtf",
            "--outdir",
            folder / "old",
            folder / f"{name}.txt",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    (folder / "old" / "broken.rtf").write_bytes(b"{\\rtf1 \\x")
    done = run("corpus", "add", "old", "--db", "corpus.db", "--no-cache", "--lang", "en")
    assert done.stderr.splitlines()[-1].startswith("Added 2, updated 0, unchanged 0")
    found = run(
        "corpus", "search", "--kind", "target", "--unit", "người", "--format", "jsonl", "--db", "corpus.db"
    ).stdout
    assert sorted(json.loads(line)["row"]["value"] for line in found.splitlines()) == [600, 12000]


def test_what_cannot_be_written_is_one_line(stored, folder):
    (folder / "long.txt").write_text(GOOD + "\n\n- Đoạn văn dài về việc làm." * 9000, encoding="utf-8")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); "
        "from planparse.cli import main; main(['corpus', 'add', 'long.txt', '--db', 'corpus.db'])"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("corpus.db: ")
    assert "12000" in stored("corpus", "query", "SELECT value FROM v_targets", "--db", "corpus.db").stdout
