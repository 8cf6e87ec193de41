"""Several at once, a full disk, a folder that is read only, an older, newer, foreign or damaged file."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError, database
from tests.corpus.conftest import plan_of_lines
from tests.corpus.test_store import sound

WRITER = """
    import sys
    from corpus import Corpus
    from tests.corpus.conftest import plan_of_lines
    with Corpus(sys.argv[1]) as corpus:
        for number in range(int(sys.argv[3])):
            name = f"{sys.argv[2]}-{number}"
            corpus.add(plan_of_lines("I. CHỈ TIÊU", f"- Giải quyết việc làm cho {number + 100} lao động.", name), path=name)
            if number % 5 == 4:
                corpus.remove(f"{sys.argv[2]}-{number - 1}")
"""
READER = """
    import sys
    from corpus import Corpus
    seen = 0
    for turn in range(int(sys.argv[2])):
        with Corpus(sys.argv[1]) as corpus:
            for hit in corpus.search("viec lam", facets=True).hits:
                assert "việc làm" in hit.passage
            for hit in corpus.search(kind="target", unit="người", min=100).hits:
                assert hit.row["value"] >= 100
            now = corpus.query("SELECT count(*) FROM v_targets").rows[0][0]
            assert now >= 0
"""


def start(program, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)


def test_two_write_and_four_read_at_once(tmp_path):
    path, number = tmp_path / "a.db", int(os.environ.get("PLANPARSE_CORPUS_TURNS", "25"))
    with Corpus(path) as corpus:
        corpus.add(plan_of_lines("Một đoạn về việc làm."), path="first")
    started = [start(WRITER, path, name, number) for name in ("a", "b")]
    started += [start(READER, path, number // 2) for _ in range(4)]
    for process in started:
        _, error = process.communicate(timeout=600)
        assert (process.returncode, error) == (0, "")
    with Corpus(path) as corpus:
        held = {path for one in corpus.plans() for path in one.paths}
    wanted = {f"{name}-{n}" for name in "ab" for n in range(number) if not (n % 5 == 3 and n + 1 < number)}
    assert held == wanted | {"first"}
    sound(corpus)


def test_six_make_the_file_at_once(tmp_path):
    started = [start(WRITER, tmp_path / "a.db", name, 2) for name in "abcdef"]
    for process in started:
        _, error = process.communicate(timeout=120)
        assert (process.returncode, error) == (0, "")
    with Corpus(tmp_path / "a.db") as corpus:
        assert len(corpus) == 12


LONG = tuple(
    f"- Đoạn văn số {number} về việc làm, đào tạo nghề cho {number} lao động." for number in range(3000)
)


def test_a_full_disk_leaves_what_was_there(tmp_path):
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.add(plan_of_lines("Một đoạn về việc làm."), path="first")
        pages = corpus._writer.execute("PRAGMA page_count").fetchone()[0]
        corpus._writer.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(CorpusError) as caught:
            corpus.add(plan_of_lines(*LONG), path="second")
        assert caught.value.code == "corpus-full"
        assert [held.paths for held in corpus.plans()] == [("first",)]
        assert corpus.add(plan_of_lines("Một đoạn nhỏ."), path="third").outcome == "added"
        sound(corpus)


SMALL_FILES = """
    import resource, sys
    from corpus import Corpus, CorpusError
    from tests.corpus.conftest import plan_of_lines
    from tests.corpus.test_robust import LONG
    plan = plan_of_lines(*LONG)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        with Corpus(sys.argv[1]) as corpus:
            corpus.add(plan, path="second")
    except CorpusError as error:
        sys.exit(0 if error.code in ("corpus-io", "corpus-full") else error.code)
    sys.exit("nothing was refused")
"""


def test_a_file_that_may_not_grow_leaves_what_was_there(tmp_path):
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.add(plan_of_lines("Một đoạn về việc làm."), path="first")
    process = start(SMALL_FILES, tmp_path / "a.db")
    _, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, "")
    with Corpus(tmp_path / "a.db") as corpus:
        assert [held.paths for held in corpus.plans()] == [("first",)]
        sound(corpus)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 400_000


@pytest.fixture
def locked():
    """A folder in which nothing can be written, with a corpus in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Corpus(folder / "a.db") as corpus:
            corpus.add(plan_of_lines("Một đoạn về việc làm."), path="first")
        (folder / "a.db").chmod(0o444)
        folder.chmod(0o555)
        # Root may write wherever it likes, so for a while this is somebody else.
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_a_folder_that_is_read_only_can_be_searched(locked):
    with Corpus(locked / "a.db") as corpus:
        assert len(corpus.search("viec lam").hits) == 1
        assert corpus.query("SELECT count(*) FROM plans").rows == ((1,),)
        with pytest.raises(CorpusError) as caught:
            corpus.add(plan_of_lines("Hai."), path="second")
        assert caught.value.code in ("corpus-read-only", "corpus-not-opened")
    with Corpus(locked / "new.db") as corpus, pytest.raises(CorpusError) as caught:
        corpus.add(plan_of_lines("Hai."), path="second")
    assert caught.value.code in ("corpus-read-only", "corpus-not-opened")


def code_of(work):
    with pytest.raises(CorpusError) as caught:
        work()
    return caught.value.code


def test_a_corpus_that_is_not_there_is_not_made_by_reading(tmp_path):
    assert code_of(lambda: Corpus(tmp_path / "a.db").search("a")) == "corpus-missing"
    assert code_of(lambda: Corpus(tmp_path / "b" / "a.db").prepare()) == "corpus-no-folder"
    assert code_of(lambda: Corpus(tmp_path).search("a")) == "corpus-is-folder"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"not a database at all, but some text\n" * 50, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_another_file_is_no_corpus(tmp_path, content):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    assert code_of(lambda: Corpus(path).search("a")) == "corpus-broken"
    assert code_of(lambda: Corpus(path).prepare()) == "corpus-broken"
    assert path.read_bytes() == content


def test_another_database_is_no_corpus(tmp_path):
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE plans (id)")
    connection.close()
    before = path.read_bytes()
    assert code_of(lambda: Corpus(path).search("a")) == "corpus-foreign"
    assert code_of(lambda: Corpus(path).prepare()) == "corpus-foreign"
    assert path.read_bytes() == before


def test_a_damaged_corpus_is_told(filled):
    path = filled.path
    filled.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 40] = b"\x55" * (4096 * 37)
    path.write_bytes(data)
    with Corpus(path) as corpus:
        assert (
            code_of(lambda: [corpus.search("viec lam", facets=True), list(corpus.each_plan())])
            == "corpus-broken"
        )


# versions of the schema


def test_an_older_corpus_is_brought_up_to_date(tmp_path, monkeypatch, plans):
    scripts = database.migrations()
    for known in range(1, len(scripts)):
        path = tmp_path / f"{known}.db"
        monkeypatch.setattr(database, "migrations", lambda known=known: scripts[:known])
        with Corpus(path) as corpus:
            corpus.add(plans[0])
        monkeypatch.setattr(database, "migrations", lambda: scripts)
        with Corpus(path) as corpus:
            # Reading is enough.
            assert corpus.query("SELECT count(*) FROM v_targets").rows == ((len(plans[0].targets),),)
            assert corpus.plan(1) == plans[0]
        sound(corpus)


def test_a_newer_corpus_is_refused(filled):
    filled._writer.execute("PRAGMA user_version = 99")
    filled.close()
    assert code_of(lambda: Corpus(filled.path).search("a")) == "corpus-newer"
    assert code_of(lambda: Corpus(filled.path).prepare()) == "corpus-newer"


def test_a_step_that_fails_leaves_the_older_corpus(tmp_path, monkeypatch, plans):
    scripts = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: scripts[:1])
    with Corpus(tmp_path / "a.db") as corpus:
        corpus.add(plans[0])
    monkeypatch.setattr(
        database, "migrations", lambda: (*scripts, "CREATE TABLE extra (a); CREATE TABLE plans (a);")
    )
    assert code_of(lambda: Corpus(tmp_path / "a.db").prepare()) == "corpus-failed"
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (
            0,
        )
    connection.close()
