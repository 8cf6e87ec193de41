"""From a file to a plan: the reader and the extractors in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractors.plan import Plan
from planparse.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from planparse.readers.docx import Tracked
    from planparse.readers.scan import Progress


def load(
    path: str | Path,
    *,
    tracked: Tracked = "accepted",
    limits: Limits = DEFAULT,
    cache: bool = True,
    progress: Progress | None = None,
) -> Plan:
    """Read a file and extract its plan; PlanparseError where the file cannot be read.

    ``tracked`` says how the tracked changes of a Word file are read: ``accepted``, or ``original``;
    ``limits`` bounds what reading the file may cost. ``cache`` says whether recognised pages of scans
    are kept, and ``progress`` is called with how many of them are done, of how many.
    """
    # At the place of use: the command line answers `--help` without any of it.
    from extractors.pipeline import extract
    from planparse.readers import read

    return extract(read(path, tracked=tracked, limits=limits, cache=cache, progress=progress))
