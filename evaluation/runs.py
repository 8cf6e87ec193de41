"""One run of the score as a record, and two runs held against each other row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.figures import SURE, Outcome, by_part, calibration
from evaluation.gold import GoldError

SCHEMA = "planparse/score/1"
_WORTH: Mapping[str, int] = {"right": 2, "partly": 1, "missed": 0}


def run_record(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """A run as JSON: figures overall and by document, calibration, and every row with its verdict."""
    documents = list(dict.fromkeys(outcome.document for outcome in outcomes))
    return {
        "schema": SCHEMA,
        "documents": documents,
        "figures": _figures(outcomes),
        "by_document": {
            name: _figures([outcome for outcome in outcomes if outcome.document == name])
            for name in documents
        },
        "calibration": {
            "at_least": SURE,
            "parts": {
                part: {"rows": one.rows, "found": one.found, "right": one.right}
                for part, one in calibration(outcomes).items()
            },
        },
        "rows": [outcome.record() for outcome in outcomes],
    }


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {part: figures.record() for part, figures in by_part(outcomes).items()}


def earlier(path: Path) -> Mapping[str, Any]:
    """A run that was saved; GoldError where the file is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _no_run(path) from error
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise _no_run(path)
    return record


def _no_run(path: Path) -> GoldError:
    return GoldError(
        "no-run",
        path,
        {"detail": "holds no run of the score", "remedy": "make one with --save FILE or --json -o FILE"},
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose verdict differs between two runs; None where it was not there."""

    document: str
    part: str
    key: str
    before: str | None
    after: str | None
    gain: bool


def _verdicts(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, str, bool], tuple[int, str]]:
    """Worth and wording of each row; extra rows stand apart from labels of the same key."""
    told: dict[tuple[str, str, str, bool], tuple[int, str]] = {}
    for row in rows:
        verdict, wrong = row["verdict"], row["wrong"]
        if verdict == "optional":
            continue
        extra = verdict == "extra"
        # Of two rows that are right in part the one with fewer wrong attributes is worth more.
        worth = -1000 if extra else 1000 * _WORTH[verdict] - len(wrong)
        words = f"{verdict} ({', '.join(wrong)} wrong)" if wrong else str(verdict)
        told[row["document"], row["part"], row["key"], extra] = worth, words
    return told


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Gains and losses from one run to another, over the documents that both have scored."""
    common = set(before["documents"]) & set(after["documents"])
    old, new = (_verdicts(r for r in run["rows"] if r["document"] in common) for run in (before, after))
    found: list[Change] = []
    for place in dict.fromkeys((*old, *new)):
        # A label that one run does not have is not compared; an extra row that is gone is a gain.
        if not place[3] and (place not in old or place not in new):
            continue
        was, now = old.get(place, (0, None)), new.get(place, (0, None))
        if was[0] != now[0]:
            found.append(Change(*place[:3], was[1], now[1], gain=now[0] > was[0]))
    return tuple(found)
