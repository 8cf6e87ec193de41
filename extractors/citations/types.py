"""Types of documents and their abbreviations (Nghị định 30/2020/NĐ-CP, annex III, and its kin)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.vietnamese.tables import load_table

BareNumber = Literal["free", "marked", "symbol"]

# The terms of the National Assembly stand in its symbols: QH15, UBTVQH15.
_ASSEMBLY = re.compile(r"(UBTVQH|QH)[0-9]{0,2}\Z")


@dataclass(frozen=True, slots=True)
class Types:
    """The table, ready for lookups."""

    bare: dict[str, BareNumber]
    by_abbreviation: dict[str, str]
    before: re.Pattern[str]
    last_syllables: tuple[str, ...]


@cache
def types() -> Types:
    """The table of document types; ``before`` finds a type and an optional ``số`` at the end of a text."""
    rows = load_table("document_types.toml")["type"]
    names = sorted((row["name"] for row in rows), key=len, reverse=True)
    words = "|".join(r"\s{1,8}".join(name.split()) for name in names)
    before = re.compile(
        rf"(?<!\w)(?P<type>{words})(?P<mark>[\s:(]{{0,4}}số)?[\s:.*]{{0,12}}\Z",
    )
    return Types(
        bare={row["name"]: row["number"] for row in rows},
        by_abbreviation={a.upper(): row["name"] for row in rows for a in row["abbreviations"]},
        before=before,
        last_syllables=tuple(sorted({name.split()[-1] for name in names})),
    )


def type_of_symbol(parts: list[str]) -> str | None:
    """The type that a symbol's parts stand for (``["KH", "UBND"]`` → kế hoạch); None where they name none."""
    table = types().by_abbreviation
    for part in (part.upper().replace("Ð", "Đ") for part in parts[:2]):
        assembly = _ASSEMBLY.match(part)
        if assembly:
            return "luật" if assembly[1] == "QH" else "nghị quyết"
        if part in table:
            return table[part]
        # A number of the drafting body may stand first: 03/2026/VLN/CV-TA.
        if len(parts) <= 2:
            break
    return None
