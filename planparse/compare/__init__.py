"""A local plan against its parent: what belongs to what, and what became of it.

A new type of finding is one module with a function of two plans and a vocabulary, and one row in
``_COMPARERS``.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.plan import Plan
from planparse.compare.citations import compare_citations
from planparse.compare.model import Comparison, Finding, FindingType
from planparse.compare.sections import compare_sections
from planparse.compare.targets import compare_targets
from planparse.compare.words import Vocabulary

__all__ = ["TYPES", "Comparison", "Finding", "compare"]

_Comparer = Callable[[Plan, Plan, Vocabulary], list[Finding]]
_COMPARERS: dict[FindingType, _Comparer] = {
    "target": compare_targets,
    "citation": compare_citations,
    "section": compare_sections,
}
TYPES: tuple[FindingType, ...] = tuple(_COMPARERS)


def compare(local: Plan, parent: Plan) -> Comparison:
    """Hold a local plan against the plan that it carries out; both are left as they are."""
    vocabulary = Vocabulary((local.meta, parent.meta))
    findings = (found for comparer in _COMPARERS.values() for found in comparer(parent, local, vocabulary))
    return Comparison(local, parent, tuple(findings))
