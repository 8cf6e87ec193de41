"""Agencies and their tasks (A)."""

from __future__ import annotations

from planparse.checks.model import Rule

RULES: tuple[Rule, ...] = ()
