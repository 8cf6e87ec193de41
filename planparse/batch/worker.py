"""The process that the local engine starts: chunks of jobs from a connection, what comes of them back.

``python -m planparse.batch.worker CONNECTION LIFELINE OUT MODULE:FUNCTION``; the first two are numbers of
open files. Nobody writes to the lifeline: when the engine's process is gone, killed or not, it closes, and so
ends this one, whatever it is at.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from planparse.batch.model import Chunk, Made
from planparse.limits import confine

# Looking for cycles all the time costs a tenth of the work; after so many chunks it is done once.
_CHUNKS_BETWEEN = 50


def main() -> None:
    """Work until there is no more."""
    number, lifeline, out, name = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    confine()
    work = _function(name)
    from planparse.batch.store import commit
    from planparse.errors import PlanparseError

    gc.set_threshold(200_000, 20, 100)
    engine = Connection(number)
    engine.send("ready")
    done = 0
    while True:
        try:
            chunk = engine.recv()
        except EOFError:
            break
        for made in work(chunk):
            try:
                engine.send(commit(out, made))
            except PlanparseError as error:
                # The output folder cannot be written to: that ends the batch, not this job.
                engine.send(error)
        engine.send(None)
        done += 1
        if done % _CHUNKS_BETWEEN == 0:
            gc.collect()
    # Native libraries may crash while they are torn down.
    os._exit(0)


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(0)


def _function(name: str) -> Callable[[Chunk], Iterator[Made]]:
    module, _, function = name.partition(":")
    found: Callable[[Chunk], Iterator[Made]] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()
