"""What the finders hand to the resolver: one mention in one text, before it has an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention at ``text[start:end]``; the other fields are those of a citation."""

    start: int
    end: int
    type: str
    number: str | None
    name: str | None
    year: int | None
    date: str | None
    issuer: str | None
    pinpoint: Mapping[str, str] | None
    rule: str
    confidence: float
