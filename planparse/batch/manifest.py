"""Manifests: which local plan goes with which parent, and of which unit it is.

A manifest is a CSV file (UTF-8; comma, semicolon or tab) whose first line names its columns in any order, or
a TOML file with a table ``[[plan]]`` for each plan and, above them, a ``parent`` for those without one:

=======  ====================  ==========================================================
column   in Vietnamese         what stands there
=======  ====================  ==========================================================
local    địa phương, tệp       the local plan; required
parent   cấp trên              its parent; may be empty
unit     đơn vị                what to call the unit; else what the plan says itself
=======  ====================  ==========================================================

Paths are relative to the manifest.
"""

from __future__ import annotations

import csv
import io
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.vietnamese.text import fold_words
from planparse.batch.remote import is_address
from planparse.errors import PlanparseError

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "local": ("file", "địa phương", "tệp", "kế hoạch địa phương"),
    "parent": ("cấp trên", "kế hoạch cấp trên"),
    "unit": ("đơn vị",),
}
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One plan that is to be compared; without ``parent`` it is matched to the one that it carries out."""

    local: str
    parent: str | None = None
    unit: str | None = None


def is_manifest(source: str) -> bool:
    """Whether a source is a manifest, by its name."""
    return source.lower().endswith((".csv", ".tsv", ".toml")) and not Path(source).is_dir()


def read_manifest(path: str) -> tuple[Row, ...]:
    """The rows of a manifest.

    Raises:
        PlanparseError: it cannot be read, or a row does not say which plan it is about.
    """
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise PlanparseError("bad-manifest", path, {"detail": "> 50 MB"})
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PlanparseError("missing-source", path) from error
    except OSError as error:
        raise PlanparseError("not-readable", path, {"detail": error.strerror or ""}) from error
    except UnicodeDecodeError as error:
        raise PlanparseError("bad-manifest", path, {"detail": "UTF-8"}) from error
    rows = _toml(text, path) if path.lower().endswith(".toml") else _csv(text, path)
    base = os.path.dirname(path)  # noqa: PTH120 - empty where there is none
    return tuple(Row(_below(base, row.local) or "", _below(base, row.parent), row.unit) for row in rows)


def _below(base: str, path: str | None) -> str | None:
    if not path or is_address(path):
        return path or None
    return os.path.join(base, path)  # noqa: PTH118


def _toml(text: str, path: str) -> Iterator[Row]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanparseError("bad-manifest", path, {"detail": str(error)}) from error
    plans: Any = data.get("plan")
    if not isinstance(plans, list):
        raise PlanparseError("bad-manifest", path, {"detail": "[[plan]]"})
    for number, plan in enumerate(plans, start=1):
        cells = [plan.get(name) for name in _COLUMNS] if isinstance(plan, dict) else [None]
        if not cells[0] or not all(cell is None or isinstance(cell, str) for cell in cells):
            raise PlanparseError("bad-manifest", path, {"detail": f"[[plan]] {number}: local"})
        parent = cells[1] or data.get("parent")
        yield Row(cells[0], parent if isinstance(parent, str) else None, cells[2] or None)


def _csv(text: str, path: str) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    divider = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=divider)
    try:
        names = [" ".join(fold_words(name).split()) for name in next(rows, [])]
        places = {
            column: next((i for i, name in enumerate(names) if name in (column, *others)), None)
            for column, others in _COLUMNS.items()
        }
        if places["local"] is None:
            raise PlanparseError("bad-manifest", path, {"detail": "local"})
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            cells = [
                row[place].strip() if place is not None and place < len(row) else ""
                for place in places.values()
            ]
            if not cells[0]:
                raise PlanparseError("bad-manifest", path, {"detail": f"{rows.line_num}: local"})
            yield Row(cells[0], cells[1] or None, cells[2] or None)
    except csv.Error as error:
        raise PlanparseError("bad-manifest", path, {"detail": str(error)}) from error
