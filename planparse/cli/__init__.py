"""The command line: ``planparse``, one module a command.

Nothing heavy is imported here: commands are loaded when they are called, and what they need when
they need it, so that ``planparse --help`` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from planparse.cli.group import run


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 nothing found, 1 found, 2 bad call or input."""
    # A call makes many small objects that live to its end: looking for cycles among them all the time,
    # and once more while leaving, costs a tenth of a comparison and finds next to nothing.
    gc.set_threshold(200_000, 20, 100)
    # The matrices of a comparison are small: threads for them cost more than they do. numpy reads this
    # when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    code = run(argv)
    # DuckDB's bindings look for what was not collected, and complain of all that is frozen.
    if "_duckdb" not in sys.modules:
        gc.freeze()
    raise SystemExit(code)
