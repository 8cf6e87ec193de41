"""What can go wrong with a corpus; the command line says it in the language of the call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class CorpusError(Exception):
    """A corpus, or a call of one, that cannot be worked with.

    ``code`` names the reason (``corpus-full``), ``path`` the database, ``arguments`` what fills the
    sentences; these stand in the tool's message catalogue under ``error.<code>``.
    """

    def __init__(
        self, code: str, path: str | Path | None = None, arguments: Mapping[str, str] | None = None
    ) -> None:
        self.code = code
        self.path = None if path is None else str(path)
        self.arguments: Mapping[str, str] = dict(arguments or {})
        super().__init__(code, self.path, self.arguments)

    def __reduce__(self) -> tuple[type[CorpusError], tuple[str, str | None, Mapping[str, str]]]:
        """Errors cross the borders of processes in a batch, so they can be pickled."""
        return type(self), (self.code, self.path, self.arguments)

    def __str__(self) -> str:
        filled = " ".join(f"{key}={value}" for key, value in self.arguments.items())
        return " ".join(part for part in (self.path and f"{self.path}:", self.code, filled) if part)


# https://www.sqlite.org/rescode.html: the low byte is the primary code.
_CODES = {
    sqlite3.SQLITE_FULL: "corpus-full",
    sqlite3.SQLITE_READONLY: "corpus-read-only",
    sqlite3.SQLITE_CANTOPEN: "corpus-not-opened",
    sqlite3.SQLITE_PERM: "corpus-not-opened",
    sqlite3.SQLITE_BUSY: "corpus-busy",
    sqlite3.SQLITE_LOCKED: "corpus-busy",
    sqlite3.SQLITE_CORRUPT: "corpus-broken",
    sqlite3.SQLITE_NOTADB: "corpus-broken",
    sqlite3.SQLITE_IOERR: "corpus-io",
}


def primary_code(error: sqlite3.Error) -> int:
    """The kind of an error of SQLite; 0 where it comes from Python's module alone."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Whatever SQLite complains of inside becomes a CorpusError."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def from_sqlite(error: sqlite3.Error, path: str | Path) -> CorpusError:
    """The CorpusError for an error of SQLite."""
    code = _CODES.get(primary_code(error), "corpus-failed")
    return CorpusError(code, path, {"detail": str(error)})
