"""``summary.csv`` and ``errors.csv``: the same columns in every language, for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from planparse.report.overview.model import Failure, Overview
from planparse.report.overview.words import failure_sentence

STATUSES = ("kept", "altered", "unquantified", "missing", "added", "apportioned", "copied")
_COLUMNS = (
    "file", "unit", "parent", "worst", "errors", "warnings", *(f"target_{name}" for name in STATUSES),
    "target_weaker", "record", "reports",
)  # fmt: skip


def summary_csv(overview: Overview) -> bytes:
    """A row for each pair that was compared."""
    rows = (
        (
            pair.file, pair.unit, pair.parent, pair.worst or "", pair.errors, pair.warnings,
            *(pair.targets.get(name, 0) for name in STATUSES), pair.weaker, pair.record,
            " ".join(pair.reports),
        )
        for pair in overview.pairs
    )  # fmt: skip
    return _csv(_COLUMNS, rows)


def errors_csv(failures: Sequence[Failure], lang: str) -> bytes:
    """A row for each plan that could not be compared: the file, and what is wrong with it and to be done."""
    return _csv(("file", "error"), ((one.file, failure_sentence(one, lang)) for one in failures))


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", errors="backslashreplace")
