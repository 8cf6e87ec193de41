"""SQL of others reads, and does nothing else."""

import pytest

from corpus import CorpusError


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM plans",
        "WITH t AS (SELECT * FROM v_targets) SELECT unit, max(value) FROM t GROUP BY unit ORDER BY 2 DESC",
        "SELECT * FROM blocks_fts WHERE blocks_fts MATCH 'folded : dao' ORDER BY rank LIMIT 3",
        "SELECT j.value FROM targets, json_each(targets.groups) AS j",
        "SELECT * FROM pragma_table_info('v_targets')",
        "VALUES (1)",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT * FROM n",
    ],
)
def test_reading_is_allowed(filled, statement):
    assert filled.query(statement).columns


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM plans", "corpus-query-writes"),
        ("UPDATE plans SET title = ''", "corpus-query-writes"),
        ("INSERT INTO files VALUES ('a', 1)", "corpus-query-writes"),
        ("DROP TABLE plans", "corpus-query-writes"),
        ("CREATE TABLE t (a)", "corpus-query-writes"),
        ("CREATE TEMP TABLE t (a)", "corpus-query-writes"),
        ("ATTACH 'other.db' AS other", "corpus-query-writes"),
        ("PRAGMA user_version = 9", "corpus-query-writes"),
        ("PRAGMA writable_schema = 1", "corpus-query-writes"),
        ("VACUUM INTO 'copy.db'", "corpus-query-writes"),
        ("BEGIN", "corpus-query-writes"),
        ("REINDEX", "corpus-query-writes"),
        ("INSERT INTO blocks_fts (blocks_fts) VALUES ('rebuild')", "corpus-query-writes"),
        ("SELECT load_extension('x')", "corpus-bad-query"),
        ("SELECT 1; SELECT 2", "corpus-bad-query"),
        ("SELECT nothing FROM plans", "corpus-bad-query"),
        ("SELECT zeroblob(1000000000)", "corpus-bad-query"),
        ("SELEC", "corpus-bad-query"),
        ("", "corpus-not-a-query"),
        ("-- nothing", "corpus-not-a-query"),
    ],
)
def test_all_else_is_refused(filled, statement, code):
    before = filled.path.read_bytes()
    with pytest.raises(CorpusError) as caught:
        filled.query(statement)
    assert caught.value.code == code
    assert filled.path.read_bytes() == before
    assert {file.name for file in filled.path.parent.iterdir()} <= {
        "corpus.db",
        "corpus.db-wal",
        "corpus.db-shm",
    }


def test_what_takes_too_long_ends(filled):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(CorpusError) as caught:
        filled.query(endless, seconds=0.05)
    assert caught.value.code == "corpus-query-time"


def test_rows_are_limited(filled):
    answer = filled.query("SELECT id FROM targets", most=5)
    assert (len(answer.rows), answer.cut) == (5, True)
    assert filled.query("SELECT id FROM plans", most=5).cut is False


@pytest.mark.parametrize(
    "view", ["v_targets", "v_citations", "v_assignments", "v_sections", "v_findings", "v_plans"]
)
def test_the_views_are_there(filled, view):
    assert filled.query(f"SELECT * FROM {view} LIMIT 1").columns
    assert f"CREATE VIEW {view}" in filled.schema()
