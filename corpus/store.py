"""The corpus itself: plans added, found again, brought up to date and removed."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from corpus import comparisons, rows
from corpus.database import open_reader, open_writer, snapshot, writing
from corpus.errors import CorpusError, told
from corpus.fold import folded
from corpus.record import plan_of
from corpus.search import Filters, Results, search
from corpus.sql import Answer, ask
from extractors.document import Document
from extractors.plan import Plan

if TYPE_CHECKING:
    import pandas

Outcome = Literal["added", "updated", "unchanged"]
# One transaction holds the file against other writers no longer than this.
_TURN_SECONDS = 0.5
_GATHER_SECONDS = 0.2
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a plan that was added: its id, and how many rows were written."""

    plan_id: int
    outcome: Outcome
    rows: int


@dataclass(frozen=True, slots=True)
class Held:
    """A plan that the corpus holds, with all paths of its copies."""

    id: int
    paths: tuple[str, ...]
    sha256: str
    number: str | None
    issuer: str | None
    version: str


def version() -> str:
    """The version of the extractors, which is told with every plan."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("planparse")
    except PackageNotFoundError:
        return "0"


class Corpus:
    """Extracted plans in one file of SQLite.

    The file is made by the first thing that is added. Several processes may add and search at the same
    time. Every failure of the file is a CorpusError that names it. Use it as a context manager, or close it.

    >>> with Corpus("corpus.db") as corpus:  # doctest: +SKIP
    ...     corpus.add(plan)
    ...     corpus.search("đào tạo nghề", level="ward")
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._reading: sqlite3.Connection | None = None
        self._writing: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        # The writer last: the one who leaves last tidies the file's log away.
        for connection in (self._reading, self._writing):
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()
        self._reading = self._writing = None

    @property
    def reader(self) -> sqlite3.Connection:
        """A connection that only reads, with the function ``fold``; CorpusError where there is no corpus."""
        if self._reading is None:
            self._reading = open_reader(self.path)
            self._reading.create_function("fold", 1, _fold, deterministic=True)
        return self._reading

    @property
    def _writer(self) -> sqlite3.Connection:
        if self._writing is None:
            self._writing = open_writer(self.path)
        return self._writing

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection that only reads, for several statements of one moment."""
        with told(self.path), snapshot(self.reader) as connection:
            yield connection

    def prepare(self) -> None:
        """Make the file, or bring it up to date; CorpusError where nothing can be written."""
        with told(self.path):
            _ = self._writer

    # --- adding and removing ---

    def add(
        self,
        plan: Plan | Mapping[str, Any],
        *,
        path: str | None = None,
        sha256: str | None = None,
        force: bool = False,
    ) -> Added:
        """Add a plan, or a record of one that holds its blocks.

        ``path`` and ``sha256`` are those of the file it was read from, where the plan does not tell. A file
        whose path is known but not its content replaces what was there; a known content under another
        path is a copy, which is told but not held twice. What this version extracted before is left as it
        is, unless ``force`` is given.
        """
        made = plan if isinstance(plan, Plan) else plan_of(plan)
        with told(self.path), writing(self._writer):
            return self._put(made, path, sha256, force=force)

    def add_many(
        self, plans: Iterable[Plan | Mapping[str, Any] | tuple[Any, str | None, str | None]]
    ) -> tuple[Added, ...]:
        """Add plans (or plan, path and hash) in few transactions; what was added stays if one fails."""
        done: list[Added] = []
        waiting = iter(plans)
        with told(self.path):
            while batch := _gather(waiting):
                while batch:
                    with writing(self._writer):
                        end = time.monotonic() + _TURN_SECONDS
                        turn = [self._put(*batch.pop())]
                        while batch and time.monotonic() < end:
                            turn.append(self._put(*batch.pop()))
                    done += turn
        return tuple(done)

    def recognise(self, path: str, sha256: str) -> Added | None:
        """What `add` would say of a file with that content, if it need not be read again; else None.

        The path is noted as one of the plan's.
        """
        with told(self.path):
            if not self.path.exists():
                return None
            found = self._writer.execute(
                "SELECT id, version FROM plans WHERE sha256 = ?", (sha256,)
            ).fetchone()
            if found is None or found[1] != version():
                return None
            with writing(self._writer):
                held = self._writer.execute("SELECT plan_id FROM files WHERE path = ?", (path,)).fetchone()
                self._point(path, found[0], None if held is None else held[0])
        return Added(found[0], "unchanged", 0)

    def _put(self, plan: Plan, path: str | None, sha256: str | None, *, force: bool = False) -> Added:
        source = plan.document.source
        digest = sha256 or source.sha256 or _digest(plan.document)
        place = path or source.path or f"sha256:{digest}"
        connection, now = self._writer, datetime.now(UTC).isoformat(timespec="seconds")
        same = connection.execute("SELECT id, version FROM plans WHERE sha256 = ?", (digest,)).fetchone()
        held = connection.execute("SELECT plan_id FROM files WHERE path = ?", (place,)).fetchone()
        if same is not None and same[1] == version() and not force:
            self._point(place, same[0], None if held is None else held[0])
            return Added(same[0], "unchanged", 0)
        values = (*rows.plan_values(plan, digest), version())
        if same is None and held is not None and self._copies(held[0]) == 1:
            same = held
        if same is None:
            columns = ", ".join((*rows.PLAN_COLUMNS, "version", "added", "updated"))
            marks = ", ".join("?" * (len(values) + 2))
            cursor = connection.execute(
                f"INSERT INTO plans ({columns}) VALUES ({marks})", (*values, now, now)
            )
            plan_id, outcome = int(cursor.lastrowid or 0), "added" if held is None else "updated"
        else:
            plan_id, outcome = int(same[0]), "updated"
            self._empty(plan_id)
            columns = ", ".join(f"{name} = ?" for name in (*rows.PLAN_COLUMNS, "version", "updated"))
            connection.execute(f"UPDATE plans SET {columns} WHERE id = ?", (*values, now, plan_id))
        self._point(place, plan_id, None if held is None else held[0])
        written = rows.insert(connection, plan_id, plan)
        return Added(plan_id, "added" if outcome == "added" else "updated", written)

    def _copies(self, plan_id: int) -> int:
        told = self._writer.execute("SELECT count(*) FROM files WHERE plan_id = ?", (plan_id,))
        return int(told.fetchone()[0])

    def _empty(self, plan_id: int) -> None:
        """Take away all rows of a plan but its own; what it was compared with is no longer true of it."""
        connection = self._writer
        connection.execute("DELETE FROM comparisons WHERE ? IN (local_id, parent_id)", (plan_id,))
        # Sections stand in blocks too, and what stands in them must go first.
        for table in (*reversed(rows.FACTS), "notices", "implements", "blocks"):
            connection.execute(f"DELETE FROM {table} WHERE plan_id = ?", (plan_id,))

    def _point(self, path: str, plan_id: int, before: int | None) -> None:
        """Let a path name a plan; the plan that it named before goes where nothing else names it."""
        if before == plan_id:
            return
        connection = self._writer
        connection.execute("INSERT OR REPLACE INTO files (path, plan_id) VALUES (?, ?)", (path, plan_id))
        if before is not None and not self._copies(before):
            connection.execute("DELETE FROM plans WHERE id = ?", (before,))

    def remove(self, which: str | int) -> int:
        """Remove the plan of that id, path, or content hash, or the plans below that folder; how many went.

        A path is taken away from its plan; the plan goes with its last one.
        """
        with told(self.path), writing(self._writer):
            connection = self._writer
            before = int(connection.execute("SELECT count(*) FROM plans").fetchone()[0])
            connection.execute("DELETE FROM plans WHERE id = ? OR sha256 = ?", (which, str(which)))
            for path in {which, os.path.abspath(which)} if isinstance(which, str) and which else ():  # noqa: PTH100
                below = path.rstrip("/") + "/"
                connection.execute(
                    "DELETE FROM files WHERE path = ? OR substr(path, 1, ?) = ?", (path, len(below), below)
                )
            if isinstance(which, str):
                connection.execute("DELETE FROM plans WHERE id NOT IN (SELECT plan_id FROM files)")
            return before - int(connection.execute("SELECT count(*) FROM plans").fetchone()[0])

    def names(self, which: str) -> bool:
        """Whether `remove` would find anything by that path, content hash or id."""
        whole = os.path.abspath(which)  # noqa: PTH100
        with told(self.path):
            for path in {which, whole} if which else ():
                below = path.rstrip("/") + "/"
                if self.reader.execute(
                    "SELECT 1 FROM files WHERE path = ? OR substr(path, 1, ?) = ?", (path, len(below), below)
                ).fetchone():
                    return True
            found = self.reader.execute("SELECT 1 FROM plans WHERE id = ? OR sha256 = ?", (which, which))
            return found.fetchone() is not None

    # --- reading ---

    def __len__(self) -> int:
        with told(self.path):
            return int(self.reader.execute("SELECT count(*) FROM plans").fetchone()[0])

    def plans(self) -> tuple[Held, ...]:
        """All plans, in the order in which they came."""
        columns = "id, sha256, number, issuer, version"
        with self.reading():
            paths: dict[int, list[str]] = {}
            for path, plan_id in self.reader.execute("SELECT path, plan_id FROM files ORDER BY path"):
                paths.setdefault(plan_id, []).append(path)
            found = self.reader.execute(f"SELECT {columns} FROM plans ORDER BY id").fetchall()
        return tuple(Held(row[0], tuple(paths.get(row[0], ())), *row[1:]) for row in found)

    def find(self, *, path: str | None = None, sha256: str | None = None) -> int | None:
        """The id of the plan with that path, as told or absolute, or content; None where there is none."""
        whole = None if path is None else os.path.abspath(path)  # noqa: PTH100
        with told(self.path):
            found = self.reader.execute(
                "SELECT plan_id FROM files WHERE path = ? UNION ALL SELECT plan_id FROM files WHERE path = ? "
                "UNION ALL SELECT id FROM plans WHERE sha256 = ?",
                (path, whole, sha256),
            ).fetchone()
        return None if found is None else int(found[0])

    def plan(self, plan_id: int) -> Plan:
        """The plan of that id as it was added; CorpusError where there is none."""
        with self.reading() as connection:
            found = rows.read_plan(connection, plan_id)
        if found is None:
            raise CorpusError("corpus-no-such-plan", self.path, {"name": str(plan_id)})
        return found

    def each_plan(self) -> Iterator[tuple[Held, Plan]]:
        """Every plan with its rows and text, one at a time; all as they are at the first."""
        with self.reading():
            for held in self.plans():
                yield held, self.plan(held.id)

    def search(
        self,
        text: str | None = None,
        *,
        kind: str | None = None,
        unit: str | None = None,
        min: float | None = None,
        max: float | None = None,
        period: int | tuple[int, int] | None = None,
        indicator: str | None = None,
        level: str | None = None,
        province: str | None = None,
        year: int | None = None,
        document_type: str | None = None,
        cites: str | None = None,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
    ) -> Results:
        """Passages or facts: words in the text, and what they must be (see `Filters`), best first.

        Words find themselves with any marks or none; ``"đào tạo"`` in quotation marks stands as typed. With
        ``facets`` all hits are counted by province, level, year, document type and kind.
        """
        years = (period, period) if isinstance(period, int) else period
        filters = Filters(kind, unit, min, max, years, indicator, level, province, year, document_type, cites)
        with self.reading() as connection:
            return search(connection, text, filters, limit=limit, offset=offset, facets=facets)

    def query(self, statement: str, *, seconds: float = 10.0, most: int = 10_000) -> Answer:
        """The answer to one SELECT over the tables and views; nothing can be written by it."""
        return ask(self.path, statement, seconds=seconds, most=most)

    def targets(self, **filters: Any) -> pandas.DataFrame:
        """The rows of ``v_targets`` as a data frame, all or those with these values (``level="ward"``).

        Needs pandas (``pip install 'planparse[corpus]'``).
        """
        return self.frame("v_targets", **filters)

    def frame(self, view: str, **values: Any) -> pandas.DataFrame:
        """A table or view as a data frame; with values only the rows that have them."""
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise CorpusError("corpus-needs-package", None, {"package": "pandas"}) from error
        with told(self.path):
            names = [row[1] for row in self.reader.execute("SELECT * FROM pragma_table_info(?)", (view,))]
            if not names or not set(values) <= set(names):
                wrong = ", ".join(sorted(set(values) - set(names))) or view
                raise CorpusError("corpus-no-such-column", self.path, {"name": wrong})
            where = " AND ".join(f'"{name}" IS ?' for name in values) or "1"
            found = self.reader.execute(f'SELECT * FROM "{view}" WHERE {where}', tuple(values.values()))
            return pandas.DataFrame.from_records(found.fetchall(), columns=names)

    def schema(self) -> str:
        """The tables and views as SQL, without what indexes of words keep for themselves."""
        with told(self.path):
            return "\n\n".join(
                f"{row[0]};"
                for row in self.reader.execute(
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'view') AND "
                    "name NOT GLOB '*_fts_*' ORDER BY type, rowid"
                )
            )

    # --- comparisons ---

    def add_findings(
        self, local_plan_id: int, parent_plan_id: int, findings: Sequence[Mapping[str, Any]]
    ) -> int:
        """Keep what a comparison of two plans found, in place of what an earlier one did; how many they are.

        Findings are as in the record ``planparse/diff/1``.
        """
        with told(self.path), writing(self._writer):
            return comparisons.put(self._writer, self.path, local_plan_id, parent_plan_id, findings)

    def add_comparison(
        self, record: Mapping[str, Any], *, local: int | None = None, parent: int | None = None
    ) -> int:
        """Keep the findings of a record ``planparse/diff/1``; how many they are.

        Its two plans are those of its paths, or of the ids ``local`` and ``parent``; they must be there.
        """
        ids = []
        for side, given in (("local", local), ("parent", parent)):
            path = record[side]["path"]
            found = given if given is not None else self.find(path=path)
            if found is None:
                raise CorpusError("corpus-no-such-plan", self.path, {"name": str(path)})
            ids.append(found)
        return self.add_findings(ids[0], ids[1], record["findings"])

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The local and the parent plan of every comparison."""
        with told(self.path):
            found = self.reader.execute("SELECT local_id, parent_id FROM comparisons ORDER BY id").fetchall()
        return tuple((int(local), int(parent)) for local, parent in found)

    # --- a newer version ---

    def refresh(
        self, extract: Callable[[Document], Plan], *, everything: bool = False
    ) -> Iterator[tuple[Held, Added | None]]:
        """Extract again from the text that is kept, plan by plan, what an older version extracted.

        With ``everything`` whatever the version. Gives each plan and what became of it (None where it was up
        to date). Findings of comparisons with a refreshed plan go; `pairs` tells before which they were.
        """
        for held in self.plans():
            if held.version == version() and not everything:
                yield held, None
                continue
            plan = extract(self.plan(held.id).document)
            with told(self.path), writing(self._writer):
                added = self._put(plan, held.paths[0] if held.paths else None, held.sha256, force=True)
            yield held, added


def _gather(
    waiting: Iterator[Plan | Mapping[str, Any] | tuple[Any, str | None, str | None]],
) -> list[tuple[Plan, str | None, str | None]]:
    """The next plans, last first; taken before anything is locked, since they may be long in coming."""
    batch: list[tuple[Plan, str | None, str | None]] = []
    end = time.monotonic() + _GATHER_SECONDS
    for given in waiting:
        plan, path, sha256 = given if isinstance(given, tuple) else (given, None, None)
        batch.append((plan if isinstance(plan, Plan) else plan_of(plan), path, sha256))
        if len(batch) >= _BATCH or time.monotonic() > end:
            break
    batch.reverse()
    return batch


def _digest(document: Document) -> str:
    """What stands for the content hash of a document that was not read from a file."""
    told = json.dumps([block.text for block in document.blocks], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", errors="surrogatepass")).hexdigest()


def _fold(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
