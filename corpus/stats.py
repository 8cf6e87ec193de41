"""Counts of what a corpus holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_TOP = 10
_COUNTS = (
    "plans", "blocks", "sections", "citations", "targets", "assignments", "allocations", "deadlines",
    "comparisons", "findings",
)  # fmt: skip
# What is counted by what; the largest come first, but years in their order.
_TABLES: Mapping[str, str] = {
    "level": "SELECT level, count(*) FROM plans GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "province": "SELECT province, count(*) FROM plans GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "year": "SELECT * FROM (SELECT year, count(*) FROM plans GROUP BY 1 ORDER BY 2 DESC LIMIT ?) ORDER BY 1",
    "document_type": "SELECT document_type, count(*) FROM plans GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "format": "SELECT format, count(*) FROM plans GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "target": "SELECT kind, count(*) FROM targets GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "unit": "SELECT unit, count(*) FROM targets WHERE unit IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "role": "SELECT role, count(*) FROM assignments GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
    "agency": "SELECT min(agency), count(*) FROM assignments GROUP BY canonical ORDER BY 2 DESC, 1 LIMIT ?",
    "cited": "SELECT coalesce(min(number), min(name), min(text)), count(DISTINCT plan_id) FROM citations "
    "GROUP BY canonical ORDER BY 2 DESC, 1 LIMIT ?",
    "finding": "SELECT status, count(*) FROM findings WHERE type = 'target' GROUP BY 1 ORDER BY 2 DESC, 1 "
    "LIMIT ?",
}

Counted = tuple[tuple[str | None, int], ...]


def stats(connection: sqlite3.Connection) -> tuple[Mapping[str, int], Mapping[str, Counted]]:
    """How many rows of each kind there are, and by name the most frequent values with their counts."""
    counts = {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _COUNTS
    }
    tables = {
        name: tuple((None if row[0] is None else str(row[0]), int(row[1])) for row in found)
        for name, statement in _TABLES.items()
        if (found := connection.execute(statement, (_TOP,)).fetchall())
    }
    return counts, tables
