"""A corpus as files for other tools: Parquet, CSV, JSON Lines, DocBin of spaCy. README.md has the layouts."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpus.errors import CorpusError
from extractors.plan import Plan

if TYPE_CHECKING:
    from corpus.store import Corpus

FORMATS = ("parquet", "csv", "jsonl", "docbin")
VIEWS = {
    "sections": "v_sections",
    "citations": "v_citations",
    "targets": "v_targets",
    "assignments": "v_assignments",
    "allocations": "v_allocations",
    "deadlines": "v_deadlines",
    "findings": "v_findings",
}
"""The files of facts beside ``plans``, and the view that each holds."""
MakeRecord = Callable[[Plan], Mapping[str, Any]]

_COUNTS = ("sections", "citations", "targets", "assignments", "allocations", "deadlines")
_PLANS = (
    "SELECT p.*, (SELECT group_concat(text, char(10)) FROM (SELECT text FROM blocks WHERE plan_id = p.id "
    "ORDER BY number)) AS text, "
    + ", ".join(f"(SELECT count(*) FROM {name} WHERE plan_id = p.id) AS {name}" for name in _COUNTS)
    + " FROM v_plans p ORDER BY p.id"
)


def export(corpus: Corpus, name: str, folder: Path, record: MakeRecord) -> tuple[Path, ...]:
    """Write the corpus into a folder in one of `FORMATS`; the files, each written whole or not at all.

    ``record`` makes the JSON record of a plan with its blocks. Raises CorpusError, and OSError where the
    folder cannot be written to.
    """
    if name == "parquet":
        duckdb()
    folder.mkdir(parents=True, exist_ok=True)
    writers = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "docbin": _docbin}
    with corpus.reading():
        return tuple(writers[name](corpus, folder, record))


def duckdb() -> Any:
    """The module that writes Parquet; CorpusError where it is not installed."""
    try:
        import duckdb as module
    except ModuleNotFoundError as error:
        raise CorpusError("corpus-needs-package", None, {"package": "duckdb"}) from error
    return module


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place to write to, which becomes the file when all is written."""
    handle, spare = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    place = Path(spare)
    try:
        yield place
        mask = os.umask(0)
        os.umask(mask)
        place.chmod(0o666 & ~mask)
        place.replace(path)
    finally:
        place.unlink(missing_ok=True)


def _jsonl(corpus: Corpus, folder: Path, record: MakeRecord) -> Iterator[Path]:
    path = folder / "plans.jsonl"
    with _whole(path) as place, place.open("w", encoding="utf-8", errors="backslashreplace") as file:
        _write_lines(file, (record(plan) for _, plan in corpus.each_plan()))
    yield path


def _write_lines(file: IO[str], records: Iterable[Mapping[str, Any]]) -> None:
    for one in records:
        file.write(json.dumps(one, ensure_ascii=False) + "\n")


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, sqlite3.Cursor]]:
    """By the name of its file each table; a cursor over its rows."""
    yield "plans", connection.execute(_PLANS)
    for name, view in VIEWS.items():
        yield name, connection.execute(f"SELECT * FROM {view} ORDER BY id")


def _csv(corpus: Corpus, folder: Path, record: MakeRecord) -> Iterator[Path]:
    for name, cursor in _tables(corpus.reader):
        path = folder / f"{name}.csv"
        with (
            _whole(path) as place,
            place.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow([column[0] for column in cursor.description])
            writer.writerows(cursor)
        yield path


def _docbin(corpus: Corpus, folder: Path, record: MakeRecord) -> Iterator[Path]:
    from spacy.tokens import DocBin

    from corpus.docbin import blank, extracted, make_doc, text_of

    nlp, store = blank("vi"), DocBin(store_user_data=True)
    for held, plan in corpus.each_plan():
        doc, _ = make_doc(nlp, text_of(plan.document), extracted(plan))
        doc.user_data["sha256"] = held.sha256
        doc.user_data["path"] = held.paths[0] if held.paths else None
        store.add(doc)
    path = folder / "plans.spacy"
    with _whole(path) as place:
        store.to_disk(place)
    yield path


# --- Parquet ---

_SPAN = 'STRUCT("block" BIGINT, "start" BIGINT, "end" BIGINT, "page" BIGINT)'
_PERIOD = 'STRUCT("start" BIGINT, "end" BIGINT)'
_BASE = {"section": "VARCHAR", "span": _SPAN, "rule": "VARCHAR", "confidence": "DOUBLE"}
_PINPOINT = "MAP(VARCHAR, VARCHAR)"


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "VARCHAR")


def _struct(fields: Mapping[str, str]) -> str:
    listed = ", ".join(f'"{name}" {kind}' for name, kind in fields.items())
    return f"STRUCT({listed})"


_NESTED: Mapping[str, str] = {
    "schema": "VARCHAR",
    "source": _struct({**_texts("path", "format", "sha256"), "pages": "BIGINT", "ocr": "BOOLEAN"}),
    "meta": _struct(
        {
            **_texts("document_type", "number", "issuer", "level", "place", "date", "title"),
            "period": _PERIOD,
            "implements": "VARCHAR[]",
            "signers": _struct(_texts("name", "position", "authority")) + "[]",
            "recipients": "VARCHAR[]",
        }
    ),
    "sections": _struct(
        {"id": "VARCHAR", "path": "VARCHAR[]", "level": "BIGINT", **_texts("kind", "title")}
        | {name: kind for name, kind in _BASE.items() if name != "section"}
    )
    + "[]",
    "citations": _struct(
        {
            **_texts("id", "text", "type", "number", "name"),
            "year": "BIGINT",
            **_texts("date", "issuer"),
            "pinpoint": _PINPOINT,
            **_texts("canonical", "refers_to"),
            **_BASE,
        }
    )
    + "[]",
    "targets": _struct(
        {
            **_texts("id", "text", "kind", "indicator", "comparator"),
            "value": "DOUBLE",
            "upper": "DOUBLE",
            **_texts("unit", "direction", "per"),
            "period": _PERIOD,
            "part_of": "VARCHAR",
            "group": "VARCHAR[]",
            **_BASE,
        }
    )
    + "[]",
    "assignments": _struct(
        {
            **_texts("id", "agency", "task", "role"),
            "partners": "VARCHAR[]",
            "requested": "BOOLEAN",
            "inline": "BOOLEAN",
            **_texts("canonical", "level", "due"),
            **_BASE,
        }
    )
    + "[]",
    "allocations": _struct(
        {**_texts("id", "to", "indicator"), "value": "DOUBLE", "unit": "VARCHAR"}
        | {name: kind for name, kind in _BASE.items() if name != "section"}
    )
    + "[]",
    "deadlines": _struct({**_texts("id", "text", "due", "every"), **_BASE}) + "[]",
    "warnings": _struct({**_texts("code", "message"), "span": _SPAN}) + "[]",
    "blocks": _struct(
        {
            **_texts("text", "kind", "label"),
            "page": "BIGINT",
            "cell": _struct(dict.fromkeys(("table", "row", "column", "rows", "columns"), "BIGINT")),
        }
    )
    + "[]",
}
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE"}


def _parquet(corpus: Corpus, folder: Path, record: MakeRecord) -> Iterator[Path]:
    """``plans.parquet`` with one nested record a plan, and one flat file for each fact."""
    path = folder / "plans.parquet"
    _to_parquet(path, _NESTED, (record(plan) for _, plan in corpus.each_plan()))
    yield path
    for name, view in VIEWS.items():
        asked = corpus.reader.execute("SELECT name, type FROM pragma_table_info(?)", (view,))
        columns = {column: _TYPES.get(kind, "VARCHAR") for column, kind in asked}
        cursor = corpus.reader.execute(f"SELECT * FROM {view} ORDER BY id")
        path = folder / f"{name}.parquet"
        _to_parquet(path, columns, (dict(zip(columns, row, strict=True)) for row in cursor))
        yield path


def _to_parquet(path: Path, columns: Mapping[str, str], records: Iterable[Mapping[str, Any]]) -> None:
    # DuckDB takes rows one by one slowly, and a file of them fast.
    given = iter(records)
    first = next(given, None)
    listed = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    with _whole(path) as place, tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as lines:
        connection = duckdb().connect(":memory:")
        try:
            if first is None:
                typed = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns.items())
                source = f"SELECT {typed} WHERE false"
            else:
                _write_lines(lines, chain((first,), given))
                lines.flush()
                source = (
                    f"SELECT * FROM read_json({_quoted(lines.name)}, format = 'newline_delimited', "
                    f"columns = {{{listed}}}, maximum_object_size = 268435456)"
                )
            connection.execute(f"COPY ({source}) TO {_quoted(str(place))} (FORMAT parquet, COMPRESSION zstd)")
        finally:
            connection.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
