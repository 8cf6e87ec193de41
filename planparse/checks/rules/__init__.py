"""The rules by family, one module each; the letter of a code names the family."""

from __future__ import annotations

from planparse.checks.model import Rule
from planparse.checks.rules import (
    agencies,
    citations,
    dates,
    form,
    numbering,
    references,
    register,
    targets,
    wording,
)

FAMILIES: tuple[tuple[Rule, ...], ...] = (
    form.RULES,
    numbering.RULES,
    citations.RULES,
    references.RULES,
    register.RULES,
    dates.RULES,
    targets.RULES,
    agencies.RULES,
    wording.RULES,
)
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in FAMILIES for rule in family), key=lambda rule: rule.code)
)
