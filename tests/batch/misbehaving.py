"""Work that goes wrong: what is done with a chunk in these tests' worker processes."""

import os
import signal
import time
from pathlib import Path

from planparse.batch.watch import within
from planparse.batch.work import do


def _poison(chunk):
    return any("poison" in job.local.path for job in chunk.jobs if job.kind == "pair")


def _once(chunk):
    """Whether this is the first time that a file is worked on; told by a file beside it."""
    path = Path(chunk.jobs[0].local.path)
    mark = path.with_name(path.name + ".seen")
    if mark.exists():
        return False
    mark.touch()
    return True


def crash(chunk):
    if _poison(chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    yield from do(chunk)


def crash_once(chunk):
    if _poison(chunk) and _once(chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    yield from do(chunk)


def hang(chunk):
    if _poison(chunk):
        with within(0.2):
            time.sleep(600)
    yield from do(chunk)


def hang_in_native_code(chunk):
    """Without letting any other thread of the interpreter run."""
    if _poison(chunk):
        import ctypes

        with within(0.2):
            ctypes.PyDLL(None).sleep(600)
    yield from do(chunk)


def die_at_start(chunk):
    os._exit(3)
    yield


def crash_whole(chunk):
    return list(crash(chunk))
