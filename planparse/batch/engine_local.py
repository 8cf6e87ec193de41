"""Worker processes on this machine, each with a connection of its own.

A pool of the standard library loses everything that waits when one of its processes is killed, and kept
libraries share one queue among all, which a process that dies at the wrong moment leaves locked. Here a dead
worker is a closed connection: its job goes to another once more, and after that is given up.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from planparse.batch.model import Chunk, Job, Made, deadline, lost
from planparse.errors import PlanparseError

WORK = "planparse.batch.work:do"
# Workers that die before they have begun, one after the other: something is wrong with this machine.
_STILLBORN = 3
_GRACE = 5.0
# One thread each: the workers themselves are as many as there are processors.
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(eq=False, slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    lifeline: int
    chunk: Chunk | None = None
    ready: bool = False
    left: deque[Job] = field(default_factory=deque)


class LocalEngine:
    """Some worker processes on this machine. They write their results into the output folder themselves."""

    def __init__(self, out: Path, workers: int, work: str = WORK, *, debug: bool = False) -> None:
        """``work`` does a chunk, as ``module:function``; with ``debug`` one sees what workers print."""
        self.workers = max(1, workers)
        self._out = out
        self._work = work
        self._errors = None if debug else subprocess.DEVNULL
        self._crew: list[_Worker] = []
        self._stillborn = 0

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Made]:
        """Do some jobs; see ``Engine``.

        Raises:
            PlanparseError: workers cannot be started, or cannot write into the output folder.
        """
        again: deque[Chunk] = deque()
        attempts: dict[str, int] = {}
        more = True
        while True:
            while more or again:
                worker = self._idle()
                if worker is None:
                    break
                chunk = again.popleft() if again else next(chunks, None)
                if chunk is None:
                    more = False
                    break
                self._give(worker, chunk, again)
            busy = [worker for worker in self._crew if worker.chunk is not None]
            if not busy and not again:
                return
            for connection in wait([worker.connection for worker in busy]):
                worker = next(one for one in busy if one.connection is connection)
                yield from self._hear(worker, again, attempts)

    def _idle(self) -> _Worker | None:
        """A worker without work; a new one where there may be more."""
        found = next((worker for worker in self._crew if worker.chunk is None), None)
        if found is None and len(self._crew) < self.workers:
            found = self._hire()
        return found

    def _hire(self) -> _Worker:
        ours, theirs = socket.socketpair()
        life, hold = os.pipe()
        paths = [os.path.realpath(path) for path in sys.path]
        try:
            process = subprocess.Popen(
                [
                    sys.executable, "-P", "-m", "planparse.batch.worker", str(theirs.fileno()), str(life),
                    str(self._out), self._work,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=(theirs.fileno(), life),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **dict.fromkeys(_SINGLE, "1")},
                # What is typed at the terminal is for the engine, which lets its workers go.
                start_new_session=True,
            )  # fmt: skip
        except OSError:
            ours.close()
            os.close(hold)
            raise
        finally:
            theirs.close()
            os.close(life)
        worker = _Worker(process, Connection(ours.detach()), hold)
        self._crew.append(worker)
        return worker

    def _give(self, worker: _Worker, chunk: Chunk, again: deque[Chunk]) -> None:
        worker.chunk = chunk
        worker.left = deque(chunk.jobs)
        # A worker that is gone is noticed where its answer is heard.
        with suppress(OSError):
            worker.connection.send(chunk)

    def _hear(self, worker: _Worker, again: deque[Chunk], attempts: dict[str, int]) -> Iterator[Made]:
        """What a worker says: that it is there, what came of a job, that it is through; or nothing more."""
        try:
            told = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, again, attempts)
            return
        if told == "ready":
            worker.ready = True
            self._stillborn = 0
        elif told is None:
            worker.chunk = None
        elif isinstance(told, Made):
            worker.left.popleft()
            yield told
        else:
            raise told

    def _bury(self, worker: _Worker, again: deque[Chunk], attempts: dict[str, int]) -> Iterator[Made]:
        """A worker that died: what it had left is done once more, each job by itself, or given up."""
        chunk, left = worker.chunk, tuple(worker.left)
        self._dismiss(worker)
        if chunk is None:
            return
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                detail = f"exit {worker.process.returncode}"
                raise PlanparseError("no-workers", None, {"detail": detail})
            again.append(Chunk(left, chunk.settings))
            return
        alone = len(left) == 1
        for job in left:
            name = f"{job.kind} {job.name}"
            # Among several nobody knows whose fault it was.
            attempts[name] = attempts.get(name, 0) + alone
            if attempts[name] < 2:
                again.append(Chunk((job,), chunk.settings))
            else:
                yield lost(job, deadline(Chunk((job,), chunk.settings)))

    def _dismiss(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        worker.connection.close()
        os.close(worker.lifeline)
        try:
            worker.process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            worker.process.wait()

    def close(self) -> None:
        """Let the workers go; whoever is at work is stopped."""
        for worker in self._crew:
            if worker.chunk is not None:
                worker.process.kill()
        for worker in tuple(self._crew):
            self._dismiss(worker)
