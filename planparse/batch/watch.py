"""A watch over the work of this process: who takes too long ends it, wherever he hangs.

The watch is that of ``faulthandler``, a thread of the C library that needs no interpreter: it ends a process
that is stuck in native code as well. There is one a process, so it is set to the first of several deadlines.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_deadlines: list[float] = []
# What the watch has to say goes nowhere: the job is told to be lost.
_nowhere = open(os.devnull, "w")  # noqa: PTH123, SIM115


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End this process where the context does not within so many seconds."""
    until = time.monotonic() + seconds
    with _lock:
        _deadlines.append(until)
        _set()
    try:
        yield
    finally:
        with _lock:
            _deadlines.remove(until)
            _set()


def _set() -> None:
    faulthandler.cancel_dump_traceback_later()
    if _deadlines:
        left = max(0.01, min(_deadlines) - time.monotonic())
        faulthandler.dump_traceback_later(left, exit=True, file=_nowhere)
