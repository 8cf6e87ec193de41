"""``planparse corpus add PATH…``: plans into the corpus."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, lang_of, reading_options, spoken
from planparse.cli.corpus.base import as_planparse, with_corpus
from planparse.cli.problems import complain, internal_line
from planparse.cli.progress import recognition_progress
from planparse.errors import PlanparseError
from planparse.messages import say

if TYPE_CHECKING:
    from corpus import Corpus
    from extractors.plan import Plan

_OFFICE = (".doc", ".odt", ".rtf")
_ENDINGS = (
    *_OFFICE, ".docx", ".pdf", ".html", ".htm", ".txt", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
_RECORDS = (".json", ".jsonl")
# So many files LibreOffice converts in one call.
_TOGETHER = 16


@click.command(cls=Command, help="help.corpus-add", epilog="help.corpus-add-more")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--force", is_flag=True, cls=Option, help="help.corpus-force")
@with_corpus
@reading_options
@spoken
@click.pass_context
def add(
    context: click.Context,
    paths: tuple[str, ...],
    force: bool,
    store: Corpus,
    how: Mapping[str, Any],
    debug: bool,
) -> int:
    """Add the plans in files and folders; 2 where a file could not be read, the others are added."""
    lang = lang_of(context)
    store.prepare()
    counted: Counter[str] = Counter()
    files = list(_files(paths, counted, lang))
    counted += add_files(files, store, lang, how, force=force, debug=debug)
    told = {name: counted[name] for name in ("added", "updated", "unchanged", "failed")}
    print(say("corpus.added", lang, **told), file=sys.stderr)
    return 2 if counted["failed"] else 0


def add_files(
    files: Sequence[str], store: Corpus, lang: str, how: Mapping[str, Any], *, force: bool, debug: bool
) -> Counter[str]:
    """Read files and add their plans; how many were ``added``, ``updated``, ``unchanged`` and ``failed``.

    What is wrong with a file is told on standard error.
    """
    counted: Counter[str] = Counter()
    for number, (path, found) in enumerate(_plans(files, store, lang, how, force=force, debug=debug), 1):
        if isinstance(found, str):
            counted[found] += 1
        elif found is None:
            counted["failed"] += 1
        else:
            for plan, name, digest in found:
                counted[store.add(plan, path=name, sha256=digest, force=force).outcome] += 1
        _show(number, len(files), path, lang)
    return counted


def _files(paths: Sequence[str], counted: Counter[str], lang: str) -> Iterator[str]:
    """The files that are meant, each once; folders stand for the plans below them."""
    seen: set[str] = set()
    for path in paths:
        if Path(path).is_dir():
            found = sorted(
                os.path.join(folder, name)  # noqa: PTH118
                for folder, _, names in os.walk(path)
                for name in names
                if name.lower().endswith(_ENDINGS) and not name.startswith((".", "~$"))
            )
            if not found:
                counted["failed"] += 1
                complain(PlanparseError("no-plans-in-folder", path).line(lang))
        else:
            found = [path]
        for one in found:
            whole = os.path.abspath(one)  # noqa: PTH100
            if whole not in seen:
                seen.add(whole)
                yield one


Given = tuple["Plan | Mapping[str, Any]", str | None, str | None]


def _plans(
    files: Sequence[str], store: Corpus, lang: str, how: Mapping[str, Any], *, force: bool, debug: bool
) -> Iterator[tuple[str, list[Given] | str | None]]:
    """For each file its plans; ``unchanged`` where the corpus has it; None where it failed, as was told."""
    office: list[str] = []
    for path in files:
        whole = os.path.abspath(path)  # noqa: PTH100
        digest = None if force else _digest(path)
        if digest is not None and store.recognise(whole, digest) is not None:
            yield path, "unchanged"
        elif path.lower().endswith(_OFFICE):
            office.append(path)
            if len(office) == _TOGETHER:
                yield from _office(office, lang, how, debug=debug)
                office = []
        else:
            yield path, _one(path, whole, lang, how, debug=debug)
    yield from _office(office, lang, how, debug=debug)


def _one(path: str, whole: str, lang: str, how: Mapping[str, Any], *, debug: bool) -> list[Given] | None:
    from corpus import CorpusError

    try:
        if path.lower().endswith(_RECORDS):
            return [(record, None, None) for record in _records(path)]
        from planparse.load import load

        plan = load(path, progress=recognition_progress(lang), **how)
        return [(plan, whole, plan.document.source.sha256)]
    except PlanparseError as error:
        complain(error.line(lang))
    except CorpusError as error:
        complain(as_planparse(error).line(lang))
    except Exception as error:
        complain(internal_line(path, error, lang, debug=debug))
    return None


def _records(path: str) -> list[Plan]:
    """The plans of a file of records: one object, a list of them, or one a line."""
    from corpus.record import plan_of

    try:
        text = Path(path).read_text(encoding="utf-8")
        lines = text.splitlines() if path.lower().endswith(".jsonl") else [text]
        values = [json.loads(line) for line in lines if line.strip()]
    except FileNotFoundError as error:
        raise PlanparseError("missing-file", path) from error
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise PlanparseError("corpus-bad-record", path, {"detail": detail[:120]}) from error
    records = [one for value in values for one in (value if isinstance(value, list) else [value])]
    if not records or not all(isinstance(one, dict) for one in records):
        raise PlanparseError("corpus-bad-record", path, {"detail": "{}"})
    return [plan_of(record) for record in records]


def _office(
    paths: Sequence[str], lang: str, how: Mapping[str, Any], *, debug: bool
) -> Iterator[tuple[str, list[Given] | None]]:
    if len(paths) < 2:
        for path in paths:
            yield path, _one(path, os.path.abspath(path), lang, how, debug=debug)  # noqa: PTH100
        return
    from extractors.pipeline import extract
    from planparse.readers import read_many

    read = read_many(paths, progress=recognition_progress(lang), **how)
    for path in paths:
        found: list[Given] | None = None
        try:
            document = next(read)
            if isinstance(document, PlanparseError):
                complain(document.line(lang))
            else:
                plan = extract(document)
                found = [(plan, os.path.abspath(path), document.source.sha256)]  # noqa: PTH100
        except Exception as error:
            # What ended the reading of all takes only its own file with it.
            if isinstance(error, StopIteration):
                found = _one(path, os.path.abspath(path), lang, how, debug=debug)  # noqa: PTH100
            else:
                complain(internal_line(path, error, lang, debug=debug))
        yield path, found


def _digest(path: str) -> str | None:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() if Path(path).is_file() else None
    except (OSError, ValueError):
        # The reader will say what is wrong with it.
        return None


def _show(number: int, total: int, path: str, lang: str) -> None:
    if not sys.stderr.isatty() or total < 2:
        return
    from planparse.report.inert import shorten

    line = (
        ""
        if number >= total
        else say("corpus.adding", lang, done=number, total=total, path=shorten(path, 50))
    )
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()
