"""Components of form (F): letterhead (F1), end of the body and nơi nhận (F2), signature (F3)."""

from __future__ import annotations

from planparse.checks.model import Rule
from planparse.checks.rules import form_foot, form_head, form_signature

RULES: tuple[Rule, ...] = (*form_head.RULES, *form_foot.RULES, *form_signature.RULES)
