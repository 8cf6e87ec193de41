"""Which extracted row answers which gold row, and which of its attributes are right.

Rows fit by what makes them the same thing (a path, a number, a quantity with what it measures) and
are compared loosely in wording; attributes are compared once rows are paired.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evaluation.gold import Part, Row
from extractors.vietnamese.text import fold_words

# What stands for what in the names of bodies: written either way it is the same.
_WRITTEN_OUT = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "tp": "thành phố",
}
_ABBREVIATION = re.compile(r"(?<!\w)(?:" + "|".join(_WRITTEN_OUT) + r")(?!\w)")
_SAME_SIGNS = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "*": None})
_DASH = re.compile(r"\s*-\s*")
_EDGES = " .;:,\"'-()"

# How alike texts must be, of 100.
_ALIKE, _TITLE, _META_TITLE, _NAME = 90.0, 95.0, 92.0, 85.0
_AGENCY, _HEAD, _AIM, _INDICATOR = 88.0, 85.0, 85.0, 75.0
_HEAD_WORDS = 12


def fold(value: object) -> str:
    """A value as text in which spelling, dashes, quotation marks and abbreviations make no difference."""
    text = "" if value is None else str(value)
    text = fold_words(unicodedata.normalize("NFC", text).translate(_SAME_SIGNS))
    text = _DASH.sub("-", " ".join(text.split()))
    return _ABBREVIATION.sub(lambda found: _WRITTEN_OUT[found[0]], text).strip(_EDGES)


def symbol(value: object) -> str:
    """A document number for comparison: without white space, in capitals."""
    text = "" if value is None else str(value)
    return "".join(unicodedata.normalize("NFC", text).replace("*", "").split()).upper()


def alike(one: object, other: object, floor: float = _ALIKE) -> bool:
    """Whether two texts say the same; an empty one is like an empty one only."""
    a, b = fold(one), fold(other)
    return a == b or bool(a and b and fuzz.ratio(a, b) >= floor)


def overlap(quote: object, text: object) -> float:
    """How well the shorter of two stretches stands in the longer one, 0 to 100."""
    a, b = fold(quote), fold(text)
    return float(fuzz.partial_ratio(a, b)) if a and b else 0.0


def same_number(one: object, other: object) -> bool:
    """Whether two figures are the same but for the dust of binary fractions."""
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return abs(one - other) <= 1e-6 * max(1.0, abs(one))


def agreement(gold: Sequence[object], found: Sequence[object]) -> float:
    """F1 of two lists of names, 1 where both are empty."""
    if not gold and not found:
        return 1.0
    hits = sum(any(alike(name, other, _NAME) for other in found) for name in gold)
    return 2 * hits / (len(gold) + len(found))


def _words_alike(gold: object, found: object) -> float:
    return float(fuzz.token_set_ratio(fold(gold), fold(found)))


# ------------------------------------------------------------------ how well two rows fit, 0 to 100


def _fit_section(gold: Row, found: Row) -> float:
    return 100.0 * ([fold(label) for label in gold["path"]] == [fold(x) for x in found.get("path") or ()])


def _fit_citation(gold: Row, found: Row) -> float:
    if fold(gold["type"]) != fold(found.get("type")):
        return 0.0
    if gold["number"]:
        same = symbol(gold["number"]) == symbol(found.get("number"))
    else:
        same = alike(gold["name"], found.get("name"))
    return overlap(gold["quote"], found.get("text")) if same else 0.0


def _fit_target(gold: Row, found: Row) -> float:
    if (gold["kind"] == "unquantified") != (found.get("kind") == "unquantified"):
        return 0.0
    if gold["kind"] == "unquantified":
        fit = overlap(gold["quote"], found.get("text"))
        return fit if fit >= _AIM else 0.0
    uppers = (gold["upper"], found.get("upper"))
    if (
        not same_number(gold["value"], found.get("value"))
        or not (uppers == (None, None) or same_number(*uppers))
        or fold(gold["unit"]) != fold(found.get("unit"))
    ):
        return 0.0
    measured = _words_alike(gold["indicator"], found.get("indicator"))
    return 40.0 + 0.4 * measured + 0.2 * overlap(gold["quote"], found.get("text"))


def _fit_assignment(gold: Row, found: Row) -> float:
    if _words_alike(gold["agency"], found.get("agency")) < _AGENCY:
        return 0.0
    opening = " ".join(str(found.get("task") or "").split()[:_HEAD_WORDS])
    fit = overlap(gold["quote"], opening)
    return fit if fit >= _HEAD else 0.0


def _fit_allocation(gold: Row, found: Row) -> float:
    if not same_number(gold["value"], found.get("value")) or not alike(gold["to"], found.get("to")):
        return 0.0
    return 50.0 + 0.5 * _words_alike(gold["indicator"], found.get("indicator"))


def _fit_deadline(gold: Row, found: Row) -> float:
    if gold["due"] != found.get("due") or gold["every"] != found.get("every"):
        return 0.0
    return overlap(gold["quote"], found.get("text"))


FITS: Mapping[Part, Callable[[Row, Row], float]] = {
    "sections": _fit_section,
    "citations": _fit_citation,
    "targets": _fit_target,
    "assignments": _fit_assignment,
    "allocations": _fit_allocation,
    "deadlines": _fit_deadline,
}

# ------------------------------------------------------------- which attributes are right, 0 to 1

Judge = Callable[[Row, Row], float]


def _equal(key: str) -> Judge:
    return lambda gold, found: float(gold[key] == found.get(key))


def _similar(key: str, floor: float = _ALIKE) -> Judge:
    return lambda gold, found: float(alike(gold[key], found.get(key), floor))


def _measured(gold: Row, found: Row) -> float:
    if gold["indicator"] is None:
        return 1.0
    return float(_words_alike(gold["indicator"], found.get("indicator")) >= _INDICATOR)


def _pinpoint(gold: Row, found: Row) -> float:
    one, other = (
        {fold(key): fold(value) for key, value in (row.get("pinpoint") or {}).items() if value is not None}
        for row in (gold, found)
    )
    return float(one == other)


ATTRIBUTES: Mapping[Part, Mapping[str, Judge]] = {
    "sections": {"kind": _equal("kind"), "title": _similar("title", _TITLE)},
    "citations": {"date": _equal("date"), "issuer": _similar("issuer"), "pinpoint": _pinpoint},
    "targets": {
        "kind": _equal("kind"),
        "comparator": _equal("comparator"),
        "direction": _equal("direction"),
        "per": _equal("per"),
        "indicator": _measured,
    },
    "assignments": {
        "role": _equal("role"),
        "requested": _equal("requested"),
        "partners": lambda gold, found: agreement(gold["partners"], found.get("partners") or ()),
    },
    "allocations": {"unit": _similar("unit"), "indicator": _measured},
    "deadlines": {},
}


def _names(signers: Sequence[Row] | None) -> list[str]:
    return [fold(signer.get("name")) for signer in signers or ()]


META_RIGHT: Mapping[str, Callable[..., bool]] = {
    "document_type": alike,
    "issuer": alike,
    "place": alike,
    "title": lambda gold, found: alike(gold, found, _META_TITLE),
    "number": lambda gold, found: symbol(gold) == symbol(found),
    "level": lambda gold, found: bool(gold == found),
    "date": lambda gold, found: bool(gold == found),
    "period": lambda gold, found: bool(gold == found),
    "implements": lambda gold, found: [*map(symbol, gold or ())] == [*map(symbol, found or ())],
    "signers": lambda gold, found: _names(gold) == _names(found),
    "recipients": lambda gold, found: agreement(gold or (), found or ()) >= 0.9,
}

# ---------------------------------------------------------------------------------------- pairing


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices of the rows that answer each other, and of those on either side that none answers."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def pair(gold: Sequence[Row], found: Sequence[Row], fit: Callable[[Row, Row], float]) -> Pairing:
    """The best fits first, each row once.

    Of equal fits the firm gold row goes before the optional one, then the nearer place in the
    document: a quote that stands several times is told apart by its order.
    """
    ranked: list[tuple[float, bool, float, int, int]] = []
    for i, row in enumerate(gold):
        for j, other in enumerate(found):
            if (score := fit(row, other)) > 0:
                apart = abs(i / len(gold) - j / len(found))
                ranked.append((-round(score, 3), bool(row.get("optional")), apart, i, j))
    taken: dict[int, int] = {}
    answers: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(ranked):
        if i not in taken and j not in answers:
            taken[i] = j
            answers.add(j)
            pairs.append((i, j))
    return Pairing(
        tuple(pairs),
        tuple(i for i in range(len(gold)) if i not in taken),
        tuple(j for j in range(len(found)) if j not in answers),
    )
