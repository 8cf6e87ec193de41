"""What a check hands over: problems, each with the rule that it breaks and the stretch that breaks it.

As with the findings of a comparison no problem holds a sentence: it names one of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.document import Span
from planparse.compare.model import SEVERITIES, Severity

if TYPE_CHECKING:
    from planparse.checks.subject import Subject

__all__ = ["SEVERITIES", "Check", "Hit", "Problem", "Rule", "Severity"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that breaks a rule, as the rule's function gives it.

    ``span`` is None where something is absent from the whole document. ``arguments`` fill the rule's
    sentence, ``check.<name>`` of the catalogue, or ``check.<name>.<variant>`` where the rule has several.
    ``related`` are other stretches that one needs to see: the other mention, the base of a sum.
    """

    span: Span | None
    arguments: Mapping[str, str | float] = field(default_factory=dict)
    variant: str | None = None
    related: tuple[Span, ...] = ()
    confidence: float = 1.0


Check = Callable[["Subject"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a plan must or should be: its code (`N101`), its name, and the function that looks.

    The page that explains it is ``pages/<code>.toml``. Rules that are not ``default`` run only where they
    are selected by code.
    """

    code: str
    name: str
    severity: Severity
    look: Check
    default: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """One hit with its rule, and the id that it has in the report."""

    id: str
    rule: Rule
    hit: Hit
    quote: str
    section: str | None
    fingerprint: str

    @property
    def code(self) -> str:
        """The code of its rule."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """How grave it is: that of its rule."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """The key of its sentence in the catalogue."""
        key = f"check.{self.rule.name}"
        return f"{key}.{self.hit.variant}" if self.hit.variant else key
