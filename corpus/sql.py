"""Other people's SQL: it reads, within a time and a number of rows, and can do nothing else."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.database import open_reader
from corpus.errors import CorpusError, primary_code

_STEPS = 10_000
_LONGEST_VALUE = 20_000_000
_READS = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
)
_FORBIDDEN_FUNCTIONS = frozenset(("load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"))
# What full-text search asks for by itself, and what only tells of the schema.
# Virtual tables are set up before the authoriser stands guard, which would take that for writing.
_VIRTUAL = ("blocks_fts", "targets_fts", "json_each('[]')", "json_tree('[]')", "pragma_table_info('plans')")
_PRAGMAS = frozenset(("data_version", "table_info", "table_xinfo", "table_list", "index_list", "index_info"))


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of an answer; ``cut`` where there were more rows than allowed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        allowed = (first or "").lower() in _PRAGMAS
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def ask(path: Path, statement: str, *, seconds: float, most: int) -> Answer:
    """The answer to one SELECT; CorpusError where it is none, writes, fails, or takes too long.

    The file is opened to be read only, an authoriser refuses all but reading, and the work ends after
    ``seconds`` or ``most`` rows, whichever is first.
    """
    connection = open_reader(path)
    end = time.monotonic() + seconds
    try:
        for table in _VIRTUAL:
            connection.execute(f"SELECT 1 FROM {table} LIMIT 0").fetchall()
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_authorise)
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        cursor = connection.execute(statement)
        rows = cursor.fetchmany(most + 1)
        if cursor.description is None:
            raise CorpusError("corpus-not-a-query", None)
        columns = tuple(column[0] for column in cursor.description)
        return Answer(columns, tuple(rows[:most]), len(rows) > most)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        raise _refusal(error, path, seconds) from error
    finally:
        connection.close()


def _refusal(error: Exception, path: Path, seconds: float) -> CorpusError:
    code = primary_code(error) if isinstance(error, sqlite3.Error) else 0
    if code == sqlite3.SQLITE_INTERRUPT:
        return CorpusError("corpus-query-time", None, {"seconds": f"{seconds:g}"})
    if code in (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY):
        return CorpusError("corpus-query-writes", None)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CorpusError("corpus-broken", path, {"detail": str(error)})
    return CorpusError("corpus-bad-query", None, {"detail": str(error)})
