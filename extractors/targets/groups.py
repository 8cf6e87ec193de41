"""Beneficiaries: the groups of people and households that a text names."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.vietnamese.tables import load_table


@lru_cache(maxsize=1)
def _group_pattern() -> re.Pattern[str]:
    names = sorted(load_table("beneficiaries.toml")["groups"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def groups_in(low: str) -> tuple[str, ...]:
    """The beneficiaries that a lower-case text names, in order, without repeats."""
    return tuple(dict.fromkeys(found[0] for found in _group_pattern().finditer(low)))
