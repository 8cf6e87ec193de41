"""Components of form (F)."""

from __future__ import annotations

from planparse.checks.model import Rule

RULES: tuple[Rule, ...] = ()
