"""Which plan carries out which: by what each says of itself and of the documents that it carries out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.vietnamese.text import fold_words
from planparse.compare.places import RANKS, unit_key
from planparse.errors import PlanparseError


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a plan says it carries out, as it cites it."""

    number: str
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Who a plan is, and what it carries out."""

    number: str | None
    issuer: str | None
    level: str | None
    date: str | None
    implements: tuple[Named, ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """What two files of one plan have in common."""
        return self.number and symbol(self.number), self.issuer and unit_key(self.issuer), self.date


def head_of(record: Mapping[str, Any]) -> Head:
    """A head from its JSON."""
    named = tuple(Named(row["number"], row["date"], row["issuer"]) for row in record["implements"])
    return Head(record["number"], record["issuer"], record["level"], record["date"], named)


class Parents:
    """The plans among which parents are looked for, found by their numbers."""

    def __init__(self, heads: Sequence[tuple[str, Head]]) -> None:
        """``heads`` are names of plans, each with its head."""
        self._heads = dict(heads)
        self._by_number: dict[str, list[str]] = {}
        for name, head in heads:
            if head.number:
                self._by_number.setdefault(symbol(head.number), []).append(name)

    def of(self, name: str, head: Head, shown: str) -> str:
        """The plan that one carries out: of several the one nearest above it.

        Raises:
            PlanparseError: ``names-no-parent`` where it names none; ``no-parent`` where none of those that it
                names is here; ``ambiguous-parent`` where several fit
                equally well.
        """
        best: list[tuple[tuple[int, int], str]] = []
        for named in head.implements:
            for other in self._by_number.get(symbol(named.number), ()):
                fit = None if other == name else _fit(named, self._heads[other])
                rank = RANKS.get(self._heads[other].level or "", -1)
                if fit is not None and rank <= RANKS.get(head.level or "", 9):
                    best.append(((rank, fit), other))
        if not best:
            if not head.implements:
                raise PlanparseError("names-no-parent", shown)
            numbers = ", ".join(named.number for named in head.implements)
            raise PlanparseError("no-parent", shown, {"numbers": numbers})
        top = max(score for score, _ in best)
        # A plan that is here in two formats is one plan: the first of its files stands for it.
        found = {self._heads[other].identity: other for score, other in reversed(best) if score == top}
        if len(found) > 1:
            raise PlanparseError("ambiguous-parent", shown, {"count": str(len(found))})
        return next(iter(found.values()))


def symbol(number: str) -> str:
    """A number as it is compared: `048 /KH-UBND` is `48/KH-UBND`."""
    return re.sub(r"^0+(?=\d)", "", "".join(fold_words(number).split()).replace("–", "-"))


def _fit(named: Named, head: Head) -> int | None:
    """How well a plan is what is cited: date and issuer, as far as both are known; None where one differs."""
    fit = 0
    if named.date and head.date:
        # A date may be cited by month or year only.
        if not head.date.startswith(named.date) and not named.date.startswith(head.date):
            return None
        fit += 2
    if named.issuer and head.issuer:
        if unit_key(named.issuer) != unit_key(head.issuer):
            return None
        fit += 1
    return fit
