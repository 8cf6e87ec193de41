"""Who is who among the agencies of two plans: the same office, its mirror below, or a local government.

A duty is owed downward where the parent gives it to the governments of the local plan's level (``UBND các xã,
phường``), and mirrored where an office of the parent has one that does the same work at the local level (``Sở
Nội vụ``, ``Phòng Văn hóa - Xã hội``). The knowledge is in ``data/offices.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extractors.plan import Meta
from extractors.vietnamese.agencies import canonical_agency
from extractors.vietnamese.tables import read_table
from planparse.compare.words import bare_name, tokenize

# Names of agencies that are told apart by their words alone share at least so many of them.
_SAME_NAME = 0.75
# A name longer than this is no name; its first words tell enough.
_LONGEST = 400
_LIST = re.compile(r"[,;/&]|\bvà\b")


@dataclass(frozen=True, slots=True)
class Office:
    """An agency made comparable.

    ``names`` is equal for all ways of writing one office, ``fields`` for offices that do the same work at
    two levels; both are empty where the table does not know it, and then its ``words`` tell. It ``is_shared``
    where it stands at each level under the same name and the local plan can hand out its work.
    """

    words: frozenset[str]
    names: frozenset[str]
    fields: frozenset[str]
    is_shared: bool

    def is_same(self, other: Office) -> bool:
        """Whether two agencies of one level are the same office."""
        if self.names or other.names:
            return bool(self.names & other.names)
        if not self.words or not other.words:
            return False
        return len(self.words & other.words) >= _SAME_NAME * len(self.words | other.words)

    def mirrors(self, other: Office) -> bool:
        """Whether two agencies of different levels do the same work."""
        return bool(self.fields & other.fields) or (not self.fields and self.is_same(other))


@cache
def table() -> Mapping[str, Any]:
    """``data/offices.toml`` as it stands."""
    return read_table(Path(__file__).parent / "data" / "offices.toml")


@cache
def _forms() -> tuple[tuple[str, str, str], ...]:
    """Each stretch of a name with what it makes of it: (stretch, name, field)."""
    found = []
    for row in table()["office"]:
        for form in (*row.get("below", ()), *row.get("both", ())):
            found.append((f" {form} ", row["id"], row["id"]))
        for form in row.get("above", ()):
            found.append((f" {form} ", form, row["id"]))
    return tuple(found)


@lru_cache(maxsize=4096)
def office(agency: str) -> Office:
    """What an agency's name says about who it is."""
    words = tokenize(agency[:_LONGEST])
    padded = f" {' '.join(words)} "
    found = [(name, field) for form, name, field in _forms() if form in padded]
    fields = frozenset(field for _, field in found)
    shared = bool(fields) and fields <= frozenset(table()["shared"]["offices"])
    return Office(frozenset(words), frozenset(name for name, _ in found), fields, shared)


@lru_cache(maxsize=4096)
def is_office_of(agency: str, local: Meta) -> bool:
    """Whether an agency is an office of all governments of the local level, or of the local one.

    ``Công an các xã, phường`` and ``Phòng Kinh tế phường Bình Khê`` are for a plan of that ward.
    """
    if local.level is None or not office(agency).fields or canonical_agency(agency)[1] != local.level:
        return False
    text = f" {' '.join(tokenize(agency[:_LONGEST]))} "
    own = bare_name(local.issuer or "")[1]
    levels = table()["governments"][local.level]
    return any(f" các {word} " in text or f" {word} {' '.join(own)} " in text for word in levels) or (
        " cấp xã " in text or " cấp huyện " in text or " cấp phường " in text
    )


@lru_cache(maxsize=4096)
def is_local_government(agency: str, local: Meta) -> bool:
    """Whether an agency's name takes in the government that issued the local plan.

    ``UBND các xã, phường``, ``các sở, ngành và địa phương`` and ``UBND phường Bình Khê`` do for a plan of
    that ward; ``UBND phường Đông Lĩnh`` does not.
    """
    if local.level is None or local.level == "central":
        return False
    names = table()["governments"]
    levels = sorted((tokenize(word) for word in names[local.level]), key=len, reverse=True)
    bodies = sorted((tokenize(word) for word in names["bodies"]), key=len, reverse=True)
    everywhere = [tokenize(word) for word in names["everywhere"]]
    own = bare_name(local.issuer or "")[1]
    under_body = False
    for piece in _LIST.split(agency[:_LONGEST]):
        tokens = tokenize(piece)
        while tokens and tokens[0] in ("các", "những"):
            tokens = tokens[1:]
        plural = tokenize(piece)[:1] == ("các",)
        body, tokens = _after(tokens, bodies)
        if any(tokens[: len(word)] == word for word in everywhere):
            return True
        if body and tokens[:1] == ("các",):
            plural, tokens = True, tokens[1:]
        level, name = _after(tokens, levels)
        # `UBND phường A, phường B`: the body stands before the first only.
        if not level or not (body or under_body or plural or not name):
            under_body = under_body and not tokens
            continue
        under_body = True
        if plural or not name or (own and name[: len(own)] == own):
            return True
    return False


def _after(tokens: Sequence[str], heads: Iterable[Sequence[str]]) -> tuple[bool, tuple[str, ...]]:
    """Whether a list of words begins with one of these, and the words behind it."""
    for head in heads:
        if tuple(tokens[: len(head)]) == tuple(head):
            return True, tuple(tokens[len(head) :])
    return False, tuple(tokens)
