"""What comparisons found, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError

_COLUMNS = (
    "comparison_id", "ref", "type", "status", "severity", "effect", "parent_ref", "local_ref", "parent_text",
    "local_text", "changes", "share", "confidence", "message", "fingerprint", "plan_id", "block_id", "start",
    '"end"', "page",
)  # fmt: skip


def put(
    connection: sqlite3.Connection,
    path: Path,
    local: int,
    parent: int,
    findings: Sequence[Mapping[str, Any]],
) -> int:
    """Write the findings of two plans in place of earlier ones; how many. Inside a transaction."""
    for plan_id in (local, parent):
        if connection.execute("SELECT 1 FROM plans WHERE id = ?", (plan_id,)).fetchone() is None:
            raise CorpusError("corpus-no-such-plan", path, {"name": str(plan_id)})
    connection.execute("DELETE FROM comparisons WHERE local_id = ? AND parent_id = ?", (local, parent))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made = connection.execute(
        "INSERT INTO comparisons (local_id, parent_id, added) VALUES (?, ?, ?)", (local, parent, now)
    )
    blocks = {
        plan_id: dict(connection.execute("SELECT number, id FROM blocks WHERE plan_id = ?", (plan_id,)))
        for plan_id in {local, parent}
    }
    rows = [_row(made.lastrowid, finding, local, parent, blocks) for finding in findings]
    marks = ", ".join("?" * len(_COLUMNS))
    connection.executemany(f"INSERT INTO findings ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)
    return len(rows)


def _row(
    comparison: int | None,
    finding: Mapping[str, Any],
    local: int,
    parent: int,
    blocks: Mapping[int, Mapping[int, int]],
) -> tuple[Any, ...]:
    # The place is that in the local plan; what that plan lacks has its place in the parent.
    own, above = finding.get("local"), finding.get("parent")
    plan_id, row = (local, own) if own is not None else (parent, above)
    span = (row or {}).get("span")
    place: tuple[int | None, ...] = (None,) * 4
    if span is not None and span["block"] in blocks[plan_id]:
        place = (blocks[plan_id][span["block"]], span["start"], span["end"], span["page"])
    return (
        comparison,
        finding["id"],
        finding["type"],
        finding["status"],
        finding["severity"],
        finding.get("effect"),
        None if above is None else above.get("id"),
        None if own is None else own.get("id"),
        _text(above),
        _text(own),
        json.dumps(list(finding.get("changes") or ()), ensure_ascii=False),
        finding.get("share"),
        finding.get("confidence"),
        finding.get("message"),
        finding.get("fingerprint"),
        plan_id,
        *place,
    )


def _text(row: Mapping[str, Any] | None) -> str | None:
    """What a row says, whatever its type calls it."""
    if row is None:
        return None
    return next((row[name] for name in ("text", "task", "title") if row.get(name)), None)
