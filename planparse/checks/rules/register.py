"""Documents that a register knows as repealed or replaced (G)."""

from __future__ import annotations

from planparse.checks.model import Rule

RULES: tuple[Rule, ...] = ()
