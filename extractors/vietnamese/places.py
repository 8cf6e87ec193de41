"""Names of wards and communes before and after the reorganisation of 1 July 2025.

Source: the 34 resolutions of the Standing Committee of the National Assembly of 16 June 2025 on the
commune-level units of each province (1654 to 1687/NQ-UBTVQH15), as ``data/communes_2025.csv`` lists them: a
row for each new unit with the old ones that it was made of, under the province of today.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import regex

from extractors.vietnamese.text import fold_words

_UNIT = regex.compile(r"(?:xã|phường|thị trấn|đặc khu)\s+\S", regex.IGNORECASE)
_PROVINCE = regex.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", regex.IGNORECASE)


@cache
def _communes() -> Mapping[tuple[str, str], frozenset[str]]:
    """The new units by province and old unit, both folded; an old unit that was divided has several."""
    found: dict[tuple[str, str], set[str]] = {}
    path = Path(__file__).parent / "data" / "communes_2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for old in row["old"].split(", "):
                found.setdefault((fold_words(row["province"]), fold_words(old)), set()).add(row["new"])
    return {key: frozenset(new) for key, new in found.items()}


@lru_cache(maxsize=4096)
def successor(unit: str, province: str) -> str | None:
    """The unit of today that an old ward or commune belongs to (``Phường Láng Thượng`` → ``Láng``).

    ``unit`` is written with its kind, and may name its district behind a comma; ``province`` is the
    province or city, of before or after the mergers. None where nothing is known of such an old unit, or
    where several of one name went to different places. The tables are loaded at the first call.
    """
    name = unit.strip()
    if not _UNIT.match(name):
        return None
    alone, _, district = name.partition(",")
    found = _communes().get((fold_words(_PROVINCE.sub("", province.strip())), fold_words(alone.strip())))
    if found is not None and len(found) == 1:
        return next(iter(found))
    if found is not None and not district:
        return None
    # It knows the districts and the provinces of before, and names the new unit with its kind.
    from underthesea import convert_address

    told = convert_address(f"{name}, {province}")
    ward = told.new.ward if told.new is not None else ""
    return _UNIT_KIND.sub("", ward) if told.status.value == "success" and ward else None


_UNIT_KIND = regex.compile(r"^(?:xã|phường|thị trấn|đặc khu)\s+", regex.IGNORECASE)
