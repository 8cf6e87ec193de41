"""Scores as text: one line a part, the documents below, then whatever else was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.figures import SURE, Calibration, Figures, Outcome, by_part
from evaluation.runs import Change

_WIDTH = 200


def _figure_line(part: str, one: Figures) -> str:
    attributes = " ".join(f"{name}={share:.3f}" for name, share in one.attributes.items())
    return (
        f"{part:12s} P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}  strict {one.strict_f1:.3f}"
        f"  ({one.gold} gold, {one.found} found)  {attributes}"
    ).rstrip()


def overall(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The figures of each part over all documents."""
    documents = len({outcome.document for outcome in outcomes})
    yield f"{documents} documents"
    for part, one in by_part(outcomes).items():
        if one.gold or one.found:
            yield _figure_line(part, one)


def documents(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """F1 and strict F1 of each part, one line a document."""
    names = list(dict.fromkeys(outcome.document for outcome in outcomes))
    width = max(map(len, names), default=0)
    parts = list(by_part(()))
    yield " " * width + "".join(f"  {part:>13s}" for part in parts) + "   (F1/strict)"
    for name in names:
        rows = by_part(outcome for outcome in outcomes if outcome.document == name)
        cells = (
            f"{one.f1:.3f}/{one.strict_f1:.3f}" if one.gold or one.found else "-" for one in rows.values()
        )
        yield f"{name:{width}s}" + "".join(f"  {cell:>13s}" for cell in cells)


def _slim(row: object) -> str:
    if not isinstance(row, Mapping):
        return ""
    kept = {key: value for key, value in row.items() if key not in ("span", "id", "section", "rule")}
    text = json.dumps(kept, ensure_ascii=False)
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def misses(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Every row that is not right: missed, extra, or with a wrong attribute."""
    for one in outcomes:
        place = f"{one.document} {one.part}"
        if one.verdict == "partly":
            for name in one.wrong:
                gold, found = (row.get(name) if row else None for row in (one.gold, one.found))
                yield f"{place}.{name}: {one.key}: gold {gold!r}, found {found!r}"
        elif one.part == "meta" and one.verdict == "missed":
            gold, found = (row.get(one.key) if row else None for row in (one.gold, one.found))
            yield f"{place}.{one.key}: gold {gold!r}, found {found!r}"
        elif one.verdict in ("missed", "extra"):
            yield f"{place} {one.verdict.upper()} {_slim(one.gold or one.found)}"


def calibrated(parts: Mapping[str, Calibration]) -> Iterator[str]:
    """How far a high confidence can be believed."""
    yield f"of the rows with a confidence of {SURE} or more"
    for part, one in parts.items():
        yield (
            f"{part:12s} {one.rows:5d} rows  found in gold {one.found / one.rows:.3f}"
            f"  with every attribute right {one.right / one.rows:.3f}"
        )


def compared(changes: Sequence[Change], common: int) -> Iterator[str]:
    """Gains and losses against an earlier run over the documents in common, row by row."""
    gains = sum(change.gain for change in changes)
    losses = len(changes) - gains
    yield f"against the earlier run, {common} documents in common: {gains} gains, {losses} losses"
    for change in sorted(changes, key=lambda c: (c.gain, c.document, c.part)):
        sign = "+" if change.gain else "-"
        before, after = change.before or "not there", change.after or "gone"
        yield f"{sign} {change.document} {change.part}: {change.key}: {before} → {after}"
