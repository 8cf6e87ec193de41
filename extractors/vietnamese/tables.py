"""The tables of data beside the grammar: read once, as they stand in the files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import tomli


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table of that file name in ``data/``, as a dictionary; every file names its source."""
    return read_table(Path(__file__).parent / "data" / name)


@cache
def read_table(path: Path) -> dict[str, Any]:
    """A table of data in TOML that stands beside the module which reads it."""
    return tomli.loads(path.read_text(encoding="utf-8"))


def alternatives(name: str, key: str) -> str:
    """The patterns of one list of a table as one group of a larger pattern."""
    return "(?:" + "|".join(load_table(name)[key]) + ")"
