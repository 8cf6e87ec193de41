"""Gold labels: one JSON file a document, in the format of the annotation guide, loaded and checked.

Anyone's labels are welcome: a folder of ``NAME.json`` beside a folder of ``NAME.docx`` (or ``.pdf``,
``.txt``). What a row means is in the annotation guide; which keys it must have is here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from planparse.errors import PlanparseError

Row = Mapping[str, Any]
Part = Literal["sections", "citations", "targets", "assignments", "allocations", "deadlines"]
PARTS: tuple[Part, ...] = get_args(Part)
META = (
    "document_type", "number", "issuer", "level", "place", "date", "title", "period", "implements",
    "signers", "recipients",
)  # fmt: skip

_KEYS: Mapping[Part, tuple[str, ...]] = {
    "sections": ("path", "kind", "title"),
    "citations": ("quote", "type", "number", "name", "year", "date", "issuer", "pinpoint"),
    "targets": (
        "quote", "kind", "indicator", "comparator", "value", "upper", "unit", "direction", "per",
        "period", "part_of",
    ),
    "assignments": ("agency", "quote", "role", "partners", "requested", "inline"),
    "allocations": ("to", "indicator", "value", "unit"),
    "deadlines": ("quote", "due", "every"),
}  # fmt: skip
_CHOICES: Mapping[tuple[Part, str], tuple[object, ...]] = {
    ("sections", "kind"): ("heading", "run_in", "item"),
    ("targets", "kind"): ("target", "baseline", "unquantified"),
    ("targets", "comparator"): ("=", ">=", ">", "<=", "<", "~", "range", None),
    ("targets", "direction"): ("increase", "decrease", "maintain", None),
    ("targets", "per"): ("year", "quarter", "month", None),
    ("assignments", "role"): ("lead", "coordinate", "execute"),
    ("deadlines", "every"): ("month", "quarter", "half-year", "year", None),
}
_TEXTS = ("quote", "agency", "to", "type")
_LISTS = ("path", "partners")
_GUIDE = "write it as the annotation guide has it"


class GoldError(PlanparseError):
    """Labels that cannot be used; says which file, which row, what is wrong and what to do."""

    def __init__(
        self, code: str, path: str | Path | None = None, arguments: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, path, arguments)

    def reason(self, lang: str = "en") -> str:
        """What is wrong, in English: labels are made by those who develop."""
        return self.arguments.get("detail", self.code)

    def remedy(self, lang: str = "en") -> str:
        """What to do about it."""
        return self.arguments.get("remedy", _GUIDE)


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one document: its meta, and the rows of each part in the order of the document.

    A part that was not labelled is not in ``rows``; one that the document does not have is empty there.
    """

    name: str
    meta: Row
    rows: Mapping[Part, tuple[Row, ...]]


def _bad(path: Path, detail: str, remedy: str = _GUIDE) -> GoldError:
    return GoldError("bad-gold", path, {"detail": detail, "remedy": remedy})


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def faults(part: Part, row: object) -> Iterator[str]:
    """What is wrong with one row of a part, in words; nothing where it is in order."""
    if not isinstance(row, Mapping):
        yield "is no object"
        return
    # An optional row is there to be passed over: it needs only what finds it.
    for key in _KEYS[part]:
        if key not in row:
            yield f"lacks {key!r}"
    for key in _TEXTS:
        if key in row and key in _KEYS[part] and not (isinstance(row[key], str) and row[key].strip()):
            yield f"{key!r} must be a text"
    for key in _LISTS:
        if key in row and key in _KEYS[part]:
            value = row[key]
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                yield f"{key!r} must be a list of texts"
    for (where, key), choices in _CHOICES.items():
        if where == part and key in row and row[key] not in choices:
            yield f"{key!r} is {row[key]!r}, not one of {', '.join(map(str, choices))}"
    if part == "targets" and "value" in row and "kind" in row:
        if (row["kind"] == "unquantified") != (row["value"] is None):
            yield "a value must be there unless the kind is unquantified"
        elif row["value"] is not None and not _is_number(row["value"]):
            yield "'value' must be a number"
        if (row.get("comparator") == "range") != (row.get("upper") is not None):
            yield "'upper' and the comparator range go together"
    if part == "allocations" and "value" in row and not _is_number(row["value"]):
        yield "'value' must be a number"


def parse(data: object, path: Path) -> Gold:
    """Labels out of a JSON value.

    Raises:
        GoldError: a part is no list, a row lacks a key or has a value that the guide does not know.
    """
    if not isinstance(data, Mapping):
        raise _bad(path, "is no JSON object")
    unknown = sorted(set(data) - {*PARTS, "meta"})
    if unknown:
        raise _bad(path, f"has the unknown part {unknown[0]!r}")
    meta = data.get("meta") or {}
    if not isinstance(meta, Mapping):
        raise _bad(path, "meta is no object")
    rows: dict[Part, tuple[Row, ...]] = {}
    for part in PARTS:
        if data.get(part) is None:
            continue
        listed = data[part]
        if not isinstance(listed, Sequence) or isinstance(listed, str):
            raise _bad(path, f"{part} is no list")
        for number, row in enumerate(listed, start=1):
            for fault in faults(part, row):
                raise _bad(path, f"{part}, row {number}: {fault}")
        rows[part] = tuple(listed)
    return Gold(path.stem, dict(meta), rows)


def load(path: Path) -> Gold:
    """The labels in one file; GoldError where it cannot be used."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _bad(path, error.strerror or type(error).__name__, "give a file that can be read") from error
    except ValueError as error:
        raise _bad(path, f"is no JSON: {error}", "correct or remove it") from error
    return parse(data, path)


@dataclass(frozen=True, slots=True)
class Case:
    """Labels and the file that they are of."""

    gold: Gold
    source: Path


def cases(gold: Path, source: Path, suffixes: Sequence[str], names: Sequence[str] = ()) -> tuple[Case, ...]:
    """The labels of a folder with their sources; of each name the first ending that exists is taken.

    Raises:
        GoldError: there are no labels, or a document is not where it should be.
    """
    found: list[Case] = []
    for path in sorted(gold.glob("*.json")):
        if names and path.stem not in names:
            continue
        choices = [source / f"{path.stem}{suffix}" for suffix in suffixes]
        document = next((choice for choice in choices if choice.exists()), None)
        if document is None:
            raise _bad(path, f"has no document {path.stem}{'|'.join(suffixes)} in {source}", "check --source")
        found.append(Case(load(path), document))
    if not found:
        raise GoldError(
            "no-gold", gold, {"detail": "holds no labels to score", "remedy": "give a folder of NAME.json"}
        )
    return tuple(found)
