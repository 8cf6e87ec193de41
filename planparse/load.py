"""From a file to a plan: the reader and the extractors in one step."""

from __future__ import annotations

from pathlib import Path

from extractors.plan import Plan


def load(path: str | Path) -> Plan:
    """Read a file and extract its plan; PlanparseError where the file cannot be read."""
    # At the place of use: the command line answers `--help` without any of it.
    from extractors.pipeline import extract
    from planparse.readers import read

    return extract(read(path))
