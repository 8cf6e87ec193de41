"""A batch from its source to its summary: parents are found and read, pairs compared, all rolled up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planparse.batch.manifest import Row, is_manifest
from planparse.batch.matching import Head, Parents, head_of
from planparse.batch.model import Chunk, Engine, File, Job, Kind, Made, Settings
from planparse.batch.names import names
from planparse.batch.remote import at_hand, is_address
from planparse.batch.sources import Listing, Skipped, listing, real
from planparse.batch.store import Store
from planparse.batch.summary import write_summary
from planparse.batch.work import OFFICE, content_key
from planparse.errors import PlanparseError
from planparse.report.overview.model import Failure, Overview

# LibreOffice takes two seconds to start, and little for each file: so many go into one call at most.
_TOGETHER = 12
# What is said of a plan without parent; of one that is itself a parent it is no error.
_ORPHANED = ("no-parent", "names-no-parent")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch is asked to do. ``retry`` also does again what failed in an earlier run."""

    source: str
    parents: tuple[str, ...]
    out: Path
    settings: Settings
    resume: bool = False
    retry: bool = False


class Watcher:
    """Who is told how a batch goes; by itself it tells nobody."""

    def phase(self, kind: Kind, total: int, done: int) -> None:
        """A stage begins: of so many jobs, so many were done by an earlier run."""

    def done(self, made: Made) -> None:
        """One more job has come to an end."""

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        """What of the source is left out."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a batch ended. ``fresh`` pairs were compared now, the others by an earlier run.

    A corpus can be fed with ``compared``, the local plans that have a record.
    """

    fresh: int
    overview: Overview

    @property
    def compared(self) -> tuple[str, ...]:
        """The local plans that were compared, now or before."""
        return tuple(pair.file for pair in self.overview.pairs)


def run_batch(wanted: Wanted, engine: Callable[[], Engine], watcher: Watcher | None = None) -> Result:
    """Compare every plan of a source with its parent, and sum up; what an earlier run has done is kept.

    Raises:
        PlanparseError: the source, the output folder, the only parent or the engine is of no use.
    """
    found = listing(wanted.source, wanted.parents, str(wanted.out))
    wanted = replace(wanted, settings=replace(wanted.settings, sift=not is_manifest(wanted.source)))
    store = Store(wanted.out, resume=wanted.resume)
    batch = _Batch(wanted, store, engine, watcher or Watcher())
    try:
        return batch.run(found)
    except PlanparseError:
        batch.close()
        store.withdraw()
        raise
    finally:
        batch.close()
        store.close()


class _Batch:
    """The state of one run."""

    def __init__(self, wanted: Wanted, store: Store, engine: Callable[[], Engine], watcher: Watcher) -> None:
        self._wanted = wanted
        self._store = store
        self._make = engine
        self._engine: Engine | None = None
        self._watcher = watcher
        self._marks: dict[str, str | None] = {}
        self._top = _top(wanted.source)

    def run(self, found: Listing) -> Result:
        self._watcher.skipped(found.skipped)
        failures: list[Failure] = []
        rows, roots = self._matched(found.rows, failures)
        if roots:
            self._watcher.skipped(roots)
        sheets, broken = self._sheets(rows)
        jobs: dict[Job, Job] = {}
        for row, name in zip(rows, names(rows, self._top), strict=True):
            parent = _file(row.parent or "")
            if (error := broken.get(real(parent.path))) is None:
                jobs[Job("pair", name, _file(row.local), parent, row.unit)] = sheets[real(parent.path)]
            elif row.parent in self._wanted.parents:
                raise error
            else:
                detail = {"parent": parent.shown, "detail": error.reason(self._lang)}
                failures.append(Failure(row.local, PlanparseError("parent-failed", row.local, detail)))
        self._store.prune(job.name for job in jobs)
        marks = {sheet: (self._store.load(sheet) or {}).get("sha256") for sheet in sheets.values()}
        fresh, errors = self._do("pair", list(jobs), lambda job: marks[jobs[job]])
        failures += [Failure(job.local.shown, error) for job, error in errors]
        failures.sort(key=lambda failure: failure.file)
        # The workers' memory is free before the summary takes its own.
        self.close()
        return Result(fresh, write_summary(self._store, list(jobs), jobs, failures, self._lang))

    @property
    def _lang(self) -> str:
        return self._wanted.settings.lang

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _matched(self, rows: Sequence[Row], failures: list[Failure]) -> tuple[list[Row], tuple[Skipped, ...]]:
        """The rows with their parents found; those that are parents and carry out nothing that is here."""
        if all(row.parent for row in rows):
            return list(rows), ()
        paths = list(dict.fromkeys((*self._wanted.parents, *(row.local for row in rows))))
        paths = list({real(path): path for path in reversed(paths)}.values())[::-1]
        jobs = [
            Job("head", name, _file(path))
            for path, name in zip(paths, names([Row(path) for path in paths], self._top), strict=True)
        ]
        _, errors = self._do("head", jobs)
        failed = {job.local.shown: error for job, error in errors}
        if bad := next((path for path in self._wanted.parents if path in failed), None):
            # The call itself is at fault, not one plan of many.
            raise failed[bad]
        heads: dict[str, Head] = {}
        for job in jobs:
            record = None if job.local.shown in failed else self._store.load(job)
            if record is not None:
                heads[real(job.local.path)] = head_of(record)
        parents = Parents(list(heads.items()))
        named = {real(path): path for path in paths}
        result: list[Row] = []
        orphans: list[tuple[Row, PlanparseError]] = []
        for row in rows:
            if row.parent:
                result.append(row)
            elif row.local in failed:
                failures.append(Failure(row.local, failed[row.local]))
            else:
                try:
                    own = real(row.local)
                    result.append(Row(row.local, named[parents.of(own, heads[own], row.local)], row.unit))
                except PlanparseError as error:
                    orphans.append((row, error))
        # A parent may lie here in several formats, of which one was taken.
        above = {heads[path].identity for row in result if row.parent and (path := real(row.parent)) in heads}
        roots = [
            row
            for row, error in orphans
            if heads[real(row.local)].identity in above and error.code in _ORPHANED
        ]
        failures += [Failure(row.local, error) for row, error in orphans if row not in roots]
        result.sort(key=lambda row: (row.parent or "", row.local))
        return result, tuple(Skipped(row.local, "root") for row in roots)

    def _sheets(self, rows: Sequence[Row]) -> tuple[dict[str, Job], dict[str, PlanparseError]]:
        """By its real path the job that read each parent, and the error of each that cannot be read."""
        paths = {real(row.parent): row.parent for row in rows if row.parent}
        found = [Row(path) for path in paths.values()]
        jobs = {
            key: Job("sheet", name, _file(path))
            for (key, path), name in zip(paths.items(), names(found, self._top), strict=True)
        }
        _, errors = self._do("sheet", list(jobs.values()))
        broken = {real(job.local.path): error for job, error in errors}
        return {key: job for key, job in jobs.items() if key not in broken}, broken

    def _do(
        self, kind: Kind, jobs: Sequence[Job], parent_mark: Callable[[Job], str | None] = lambda _: None
    ) -> tuple[int, list[tuple[Job, PlanparseError]]]:
        """Do what is not done yet: how many that were, and what failed, now or before."""
        errors: list[tuple[Job, PlanparseError]] = []
        todo: list[Job] = []
        for job in jobs:
            told = self._earlier(job, parent_mark(job)) if self._wanted.resume else False
            if isinstance(told, PlanparseError):
                errors.append((job, told))
            elif not told:
                todo.append(job)
        self._watcher.phase(kind, len(jobs), len(jobs) - len(todo))
        for made in self._work(todo):
            if made.error is not None:
                errors.append((made.job, made.error))
                self._store.fail(made.job, self._key(made.job, parent_mark(made.job)), made.error)
            elif self._wanted.resume:
                self._store.forgive(made.job)
            self._watcher.done(made)
        return len(todo), errors

    def _work(self, jobs: Sequence[Job]) -> Iterator[Made]:
        if not jobs:
            return
        if self._engine is None:
            self._engine = self._make()
        yield from self._engine.run(_chunks(jobs, self._wanted.settings, self._engine.workers))

    def _earlier(self, job: Job, parent: str | None) -> bool | PlanparseError:
        """Whether an earlier run did a job on the same inputs, or the error that it met."""
        key = self._key(job, parent)
        if key is None:
            return False
        if self._store.done(job, key):
            return True
        return (None if self._wanted.retry else self._store.failed(job, key)) or False

    def _key(self, job: Job, parent: str | None) -> str | None:
        path = job.local.path
        if path not in self._marks:
            self._marks[path] = _mark(path)
        mark = self._marks[path]
        return None if mark is None else content_key(job, self._wanted.settings, mark, parent)


def _mark(path: str) -> str | None:
    """What a file holds, as one mark, like that of a document that is read; None where it cannot be read."""
    try:
        with at_hand(path) as here, open(here, "rb") as file:  # noqa: PTH123
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, PlanparseError):
        return None


def _file(path: str) -> File:
    """A file by a path that every process of this machine understands."""
    return File(path if is_address(path) else os.path.abspath(path), path)  # noqa: PTH100


def _top(source: str) -> str:
    return os.path.dirname(source) if is_manifest(source) else source.rstrip("/")  # noqa: PTH120


def _chunks(jobs: Sequence[Job], settings: Settings, workers: int) -> Iterator[Chunk]:
    """Each job by itself, but files that LibreOffice converts together, in equal shares for the workers."""
    office = [job for job in jobs if job.local.path.lower().endswith(OFFICE)]
    size = max(1, min(_TOGETHER, -(-len(office) // max(1, workers))))
    yield from _parts(office, size, settings)
    together = set(office)
    for job in jobs:
        if job not in together:
            yield Chunk((job,), settings)


def _parts(jobs: Sequence[Job], size: int, settings: Settings) -> Iterable[Chunk]:
    for start in range(0, len(jobs), size):
        yield Chunk(tuple(jobs[start : start + size]), settings)
