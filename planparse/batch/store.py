"""The output folder: files written whole or not at all, and what an earlier run has already done.

The journal is the results themselves. A record carries the mark of what it was made of; a pair whose record
bears the mark that it would get now is done, and its inputs are not read again. A record is written after
its reports, and each file takes its name only when it is whole, so a run may end at any moment.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from planparse.batch.model import Job, Made
from planparse.batch.work import ERRORS, HEADS, SHEETS
from planparse.errors import PlanparseError

_SPARE = ".planparse-"
_HEAD = '"batch": '
_FOLDERS = ("records", "reports", ERRORS, HEADS, SHEETS)
# Errors that say more of the machine than of the file: with another machine, or tomorrow, it may do.
PASSING = frozenset(
    ("missing-file", "not-readable", "converter-missing", "ocr-missing", "no-parent", "parent-failed")
)


def write_whole(path: Path, data: bytes) -> None:
    """Give a file this content, at once or not at all.

    Raises:
        PlanparseError: there is no room, or no right to write.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_SPARE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                os.fchmod(file.fileno(), 0o666 & ~_mask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refusal(path, error) from error


def _mask() -> int:
    # Asking for the mask means to set it; a worker has one thread that does.
    mask = os.umask(0)
    os.umask(mask)
    return mask


def refusal(path: Path, error: OSError) -> PlanparseError:
    """What is said where the output folder cannot be written to."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    detail = error.strerror or type(error).__name__
    return PlanparseError("batch-full" if full else "batch-not-writable", path, {"detail": detail})


def commit(out: Path, made: Made) -> Made:
    """Write the files of a job below the output folder, in their order; hands on what is left to tell."""
    for name, data in made.files:
        write_whole(out / name, data)
    return Made(made.job, (), made.key, made.error)


class Store:
    """One output folder, held by one run at a time."""

    def __init__(self, out: Path, *, resume: bool) -> None:
        """Make the folder, or take up one that is there.

        Raises:
            PlanparseError: it holds something and ``resume`` is not wanted, another run is at work in it, or
                it cannot be written to.
        """
        self.out = out
        self._new = not resume
        try:
            if out.exists() and not out.is_dir():
                raise PlanparseError("output-no-folder", out)
            if not resume and out.is_dir() and any(out.iterdir()):
                raise PlanparseError("output-not-empty", out)
            for name in _FOLDERS:
                (out / name).mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
            for name in ("", *_FOLDERS):
                for spare in (out / name).glob(f"{_SPARE}*"):
                    spare.unlink(missing_ok=True)
        except OSError as error:
            raise refusal(out, error) from error

    def _locked(self) -> int:
        import fcntl

        lock = os.open(self.out / ".batch" / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(lock)
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise PlanparseError("output-in-use", self.out) from error
            # A shared folder that knows no locks: then nobody is told apart.
            return -1
        return lock

    def withdraw(self) -> None:
        """Leave no trace of a run that could not begin; what holds anything stays."""
        if not self._new or any((self.out / "records").iterdir()):
            return
        with suppress(OSError):
            shutil.rmtree(self.out / ".batch")
            for path in (self.out / "records", self.out / "reports", self.out):
                path.rmdir()

    def close(self) -> None:
        """Let another run have the folder."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def write(self, name: str, data: bytes) -> None:
        """A file at the top of the folder."""
        write_whole(self.out / name, data)

    def result(self, job: Job) -> Path:
        """The file that says that a job is done."""
        folder = {"pair": "records", "head": HEADS, "sheet": SHEETS}[job.kind]
        return self.out / folder / f"{job.name}.json"

    def done(self, job: Job, key: str) -> bool:
        """Whether a job was done on the same inputs, with the same version and options, and all is there."""
        if job.kind != "pair":
            found = self.load(job)
            return found is not None and found.get("key") == key
        told = batch_of(self.result(job))
        return (
            told is not None
            and told.get("key") == key
            and all((self.out / name).is_file() for name in told["reports"])
        )

    def load(self, job: Job) -> Any:
        """The JSON that a job has given; None where there is none."""
        with suppress(OSError, ValueError):
            return json.loads(self.result(job).read_bytes())
        return None

    def failed(self, job: Job, key: str) -> PlanparseError | None:
        """The error of a job in an earlier run, where it would come again."""
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(self._error(job).read_bytes())
            if told["key"] == key and told["code"] not in PASSING:
                return PlanparseError(told["code"], told["path"], told["arguments"])
        return None

    def fail(self, job: Job, key: str | None, error: PlanparseError) -> None:
        """Keep the error of a job for a later run; what an earlier run had made of it goes."""
        told = {"key": key, "code": error.code, "path": error.path, "arguments": dict(error.arguments)}
        write_whole(self._error(job), json.dumps(told).encode())
        self._drop(self.result(job))

    def _error(self, job: Job) -> Path:
        return self.out / ERRORS / f"{job.kind}-{job.name}.json"

    def forgive(self, job: Job) -> None:
        """A job that went well has no error any more."""
        with suppress(FileNotFoundError):
            self._error(job).unlink()

    def prune(self, names: Iterable[str]) -> None:
        """Remove the records and reports of pairs that are no longer asked for; nothing else is touched."""
        wanted = {f"{name}.json" for name in names}
        for path in (self.out / "records").glob("*.json"):
            if path.name not in wanted and batch_of(path) is not None:
                self._drop(path)
        for path in (self.out / ERRORS).glob("pair-*.json"):
            if path.name.removeprefix("pair-") not in wanted:
                path.unlink(missing_ok=True)

    def _drop(self, record: Path) -> None:
        """Remove a record with its reports; the record first, so that none is left without them."""
        told = batch_of(record) if record.parent.name == "records" else None
        with suppress(OSError):
            record.unlink(missing_ok=True)
            for name in (told or {}).get("reports", ()):
                if name.startswith("reports/") and ".." not in name:
                    (self.out / name).unlink(missing_ok=True)

    def told(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, dict[str, Any]]]:
        """Of each pair that was compared what a summary needs, in the order of the jobs, one at a time."""
        for job in jobs:
            found = batch_of(self.result(job))
            if found is not None:
                yield job, found


def batch_of(record: Path) -> dict[str, Any] | None:
    """The part of a record that this package wrote; None where the file is no whole record of a batch."""
    try:
        text = record.read_bytes().decode("utf-8")
        start = text.find(_HEAD, 0, 200)
        if start < 0 or not text.endswith("}\n"):
            return None
        found, _ = json.JSONDecoder().raw_decode(text, start + len(_HEAD))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "key" in found and "fates" in found else None
