"""From paired rows to figures: outcomes row by row, then precision, recall, F1, attributes, calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from evaluation.gold import META, PARTS, Gold, Part, Row
from evaluation.match import ATTRIBUTES, FITS, META_RIGHT, pair

Verdict = Literal["right", "partly", "missed", "extra", "optional"]
_WHOLE = 0.999
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row.

    ``right`` and ``partly`` are gold rows that were found, the latter with a wrong attribute; ``missed``
    are gold rows that were not, ``extra`` are rows that no label answers. ``optional`` ones count
    nowhere. ``key`` is the same for one row in every run; ``attributes`` give the share that is right.
    """

    document: str
    part: str
    key: str
    verdict: Verdict
    attributes: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
    gold: Row | None = None
    found: Row | None = None

    @property
    def wrong(self) -> tuple[str, ...]:
        """The attributes that are not wholly right."""
        return tuple(name for name, share in self.attributes.items() if share < _WHOLE)

    def record(self) -> dict[str, Any]:
        """As JSON: what a later run needs to tell gains from losses."""
        return {
            "document": self.document,
            "part": self.part,
            "key": self.key,
            "verdict": self.verdict,
            "wrong": list(self.wrong),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one part; every share is between 0 and 1, and 1 where there was nothing to find."""

    precision: float
    recall: float
    f1: float
    strict_f1: float
    gold: int
    found: int
    attributes: Mapping[str, float]

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "strict_f1": self.strict_f1,
            "gold": self.gold,
            "found": self.found,
            "attributes": dict(self.attributes),
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the rows that are given a confidence of `SURE` or more: how many, found, and right in all."""

    rows: int
    found: int
    right: int


def _title(part: Part, row: Row) -> str:
    """What tells a row from others of its part, the same for a label and for what is extracted."""
    if part == "sections":
        return "/".join(row.get("path") or ())
    if part == "citations":
        return f"{row.get('type')} {row.get('number') or row.get('name')}"
    if part == "targets":
        figure = f"{row.get('value')}{'' if row.get('upper') is None else '-' + str(row['upper'])}"
        named = row.get("quote") or row.get("text") or ""
        return f"{named if row.get('value') is None else figure + ' ' + str(row.get('unit'))} | " + str(
            row.get("indicator") or ""
        )
    if part == "assignments":
        opening = " ".join(str(row.get("quote") or row.get("task") or "").split()[:8])
        return f"{row.get('agency')}: {opening}"
    if part == "allocations":
        return f"{row.get('to')} | {row.get('indicator')} | {row.get('value')}"
    return f"{row.get('quote') or row.get('text')} ({row.get('due')}, {row.get('every')})"


def _keys(part: Part, rows: Sequence[Row]) -> list[str]:
    """Titles, told apart by their order where they are the same."""
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for row in rows:
        title = _title(part, row)
        seen[title] += 1
        keys.append(title if seen[title] == 1 else f"{title} #{seen[title]}")
    return keys


def judge(gold: Gold, record: Mapping[str, Any]) -> list[Outcome]:
    """What became of every label and every extracted row of one document.

    Takes the labels and the plan's JSON record; parts that the labels do not have are not scored.
    """
    outcomes: list[Outcome] = []
    meta = record.get("meta") or {}
    for name in META:
        if name in gold.meta:
            ok = META_RIGHT[name](gold.meta[name], meta.get(name))
            sides: tuple[Row, Row] = ({name: gold.meta[name]}, {name: meta.get(name)})
            outcomes.append(
                Outcome(gold.name, "meta", name, "right" if ok else "missed", gold=sides[0], found=sides[1])
            )
    for part in gold.rows:
        outcomes += _judge_part(gold, part, list(record.get(part) or ()))
    return outcomes


def _judge_part(gold: Gold, part: Part, found: Sequence[Row]) -> Iterable[Outcome]:
    labels = gold.rows[part]
    keys, others = _keys(part, labels), _keys(part, found)
    pairing = pair(labels, found, FITS[part])
    for i, j in sorted(pairing.pairs):
        shares = {name: float(right(labels[i], found[j])) for name, right in ATTRIBUTES[part].items()}
        whole = min(shares.values(), default=1.0) >= _WHOLE
        verdict: Verdict = "right" if whole else "partly"
        if labels[i].get("optional"):
            verdict = "optional"
        sure = found[j].get("confidence")
        yield Outcome(gold.name, part, keys[i], verdict, shares, sure, labels[i], found[j])
    for i in pairing.missed:
        yield Outcome(
            gold.name, part, keys[i], "optional" if labels[i].get("optional") else "missed", gold=labels[i]
        )
    for j in pairing.extra:
        sure = found[j].get("confidence")
        yield Outcome(gold.name, part, others[j], "extra", confidence=sure, found=found[j])


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """The figures of the outcomes of one part; for meta precision and recall are the share that is right."""
    count: Counter[str] = Counter()
    shares: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        count[outcome.verdict] += 1
        if outcome.verdict in ("right", "partly"):
            for name, share in outcome.attributes.items():
                shares[name].append(share)
        # A wrong field of the letterhead is a field found wrong, not one left out.
        count["extra"] += outcome.part == "meta" and outcome.verdict == "missed"
    hits = count["right"] + count["partly"]
    labels, rows = hits + count["missed"], hits + count["extra"]
    return Figures(
        precision=_share(hits, rows),
        recall=_share(hits, labels),
        f1=_harmonic(_share(hits, rows), _share(hits, labels)),
        strict_f1=_harmonic(_share(count["right"], rows), _share(count["right"], labels)),
        gold=labels,
        found=rows,
        attributes={name: sum(values) / len(values) for name, values in shares.items()},
    )


def by_part(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of each part, meta last."""
    sorted_out: dict[str, list[Outcome]] = {part: [] for part in (*PARTS, "meta")}
    for outcome in outcomes:
        sorted_out[outcome.part].append(outcome)
    return {part: figures(rows) for part, rows in sorted_out.items()}


def calibration(outcomes: Iterable[Outcome], sure: float = SURE) -> dict[str, Calibration]:
    """Of the rows of each part with a confidence of ``sure`` or more, how many are right.

    Rows that answer an optional label are left out: nobody says whether they are right.
    """
    rows: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.confidence is None or outcome.confidence < sure or outcome.verdict == "optional":
            continue
        rows[outcome.part] += 1
        found[outcome.part] += outcome.verdict in ("right", "partly")
        right[outcome.part] += outcome.verdict == "right"
    return {part: Calibration(rows[part], found[part], right[part]) for part in PARTS if rows[part]}
