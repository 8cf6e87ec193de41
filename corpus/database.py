"""The file: how it is opened, brought up to date, and written to."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError, primary_code, told

APPLICATION_ID = 0x504C4E31
"""``PLN1`` in the header of the file, so that no other database is taken for a corpus."""
_BUSY_SECONDS = 60.0
_FOLDER = Path(__file__).with_name("migrations")


@cache
def migrations() -> tuple[str, ...]:
    """The scripts that lead from an empty file to the schema of today, one a version."""
    files = sorted(file for file in _FOLDER.iterdir() if re.fullmatch(r"\d{3}\.sql", file.name))
    return tuple(file.read_text(encoding="utf-8") for file in files)


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that reads and writes; the file is made or brought up to date first."""
    _refuse_folder(path)
    with told(path):
        connection = _connect(path, "mode=rwc")
        try:
            _refuse_foreign(connection, path)
            # Two that open a new file at once: changing the journal does not wait by itself.
            _insist(lambda: connection.execute("PRAGMA journal_mode = WAL"))
            _tune(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that only reads; an older file is brought up to date first, where that can be done."""
    _refuse_folder(path)
    if not path.exists():
        raise CorpusError("corpus-missing", path)
    connection = _open_to_read(path)
    try:
        with told(path):
            _refuse_foreign(connection, path)
            if _version(connection) < len(migrations()):
                connection.close()
                open_writer(path).close()
                connection = _open_to_read(path)
        return connection
    except BaseException:
        connection.close()
        raise


def _open_to_read(path: Path) -> sqlite3.Connection:
    with told(path):
        connection = _connect(path, "mode=ro")
        try:
            _insist(lambda: connection.execute("SELECT 1 FROM sqlite_master").fetchall())
            return _tune(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            # In a folder where nothing can be written the files beside the database cannot be made; where
            # there is no log, the database itself is all there is to read.
            log = path.with_name(f"{path.name}-wal")
            if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            if log.exists() and log.stat().st_size:
                raise
            return _tune(_connect(path, "mode=ro&immutable=1"))
        except BaseException:
            connection.close()
            raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)


def _tune(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 1073741824")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise CorpusError("corpus-is-folder", path)
    if not path.absolute().parent.is_dir():
        raise CorpusError("corpus-no-folder", path)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    identity = int(connection.execute("PRAGMA application_id").fetchone()[0])
    holds = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if identity != APPLICATION_ID and (identity or holds):
        raise CorpusError("corpus-foreign", path)
    version = _version(connection)
    if version > len(migrations()):
        arguments = {"version": str(version), "known": str(len(migrations()))}
        raise CorpusError("corpus-newer", path, arguments)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the scripts that the file lacks, all of them or none."""
    if _version(connection) == len(migrations()):
        return
    with writing(connection):
        # Another process may have done it while this one waited for its turn.
        _refuse_foreign(connection, path)
        for number, script in enumerate(migrations()[_version(connection) :], _version(connection) + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would end the transaction first."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all that is written inside, or nothing; waits for its turn among writers."""
    _insist(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Where the disk is full SQLite may have rolled back by itself.
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All that is read inside is of one moment, whatever others write meanwhile."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _insist(work: Callable[[], object]) -> None:
    """Call until it is not refused for others' being busy, as long as one waits for a lock."""
    end = time.monotonic() + _BUSY_SECONDS
    pause = 0.002
    while True:
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            busy = primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > end:
                raise
            time.sleep(pause)
            pause = min(2 * pause, 0.1)
