"""Reading in a process of its own: a crash, a hang or a hunger for memory ends that process only.

The parent sends the work through standard input and takes the pickled result from standard output.
A pipe that nobody writes to ties the worker's life to the parent's: when the parent is gone, killed
or not, the pipe closes, and the worker ends what it started and removes the temporary folder.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from planparse.errors import ReadError
from planparse.readers.programs import end_group

_GRACE = 3.0  # seconds that a worker has to clear up


def run(task: str, data: Any, path: str, limit: float, /, **options: Any) -> Any:
    """What a task of ``planparse.readers.worker`` gives for some data, within ``limit`` seconds.

    An option ``progress``, a function of two numbers, is called with what the task tells of its progress.

    Raises:
        ReadError: what the task raises; ``reader-timeout`` where it takes longer;
            ``reader-crashed`` where its process dies or runs out of memory.
    """
    progress = options.pop("progress", None)
    if progress is None:
        return _run(task, data, path, limit, None, options)
    with _listening(progress) as told:
        return _run(task, data, path, limit, told, options)


@contextmanager
def _listening(progress: Callable[[int, int], None]) -> Iterator[int]:
    """A pipe on which a worker tells how far it is; what it tells is handed on from a thread."""
    listen, tell = os.pipe()

    def hear() -> None:
        with os.fdopen(listen) as lines:
            for line in lines:
                done, _, total = line.partition(" ")
                if done.isdigit() and total.strip().isdigit():
                    progress(int(done), int(total))

    thread = threading.Thread(target=hear, daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        # The last writer is gone with this end, and the thread comes to the end of what was told.
        os.close(tell)
        thread.join(timeout=_GRACE)


def _run(task: str, data: Any, path: str, limit: float, told: int | None, options: dict[str, Any]) -> Any:
    if told is not None:
        options["progress_to"] = told
    work = pickle.dumps((task, data, path, options), protocol=pickle.HIGHEST_PROTOCOL)
    life, hold = os.pipe()
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as folder:
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "planparse.readers.worker", str(life), folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(life,) if told is None else (life, told),
                env=_environment(folder),
                start_new_session=True,
            )
            os.close(life)
            life = -1
            try:
                answer, _ = process.communicate(work, timeout=limit)
            except subprocess.TimeoutExpired as error:
                raise ReadError("reader-timeout", path, {"seconds": f"{limit:g}"}) from error
            finally:
                os.close(hold)
                hold = -1
                _end(process)
        finally:
            for one in (life, hold):
                if one >= 0:
                    os.close(one)
    return _result(answer, process.returncode, path)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The worker gone, with all it started: it clears up itself, or is killed where it does not."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_GRACE)
    end_group(process.pid)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _environment(folder: str) -> dict[str, str]:
    """The parent's environment, with its import path, and the temporary folder for whatever makes files."""
    paths = [os.path.realpath(path) for path in sys.path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "TMPDIR": folder}


def _result(answer: bytes, code: int, path: str) -> Any:
    try:
        good, value = pickle.loads(answer)
    except Exception as error:
        detail = f"signal {-code}" if code < 0 else f"exit {code}"
        raise ReadError("reader-crashed", path, {"detail": detail}) from error
    if good:
        return value
    raise value
