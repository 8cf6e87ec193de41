"""A local plan against its parent: what belongs to what, and what became of it.

A new type of finding is one module with a function of two plans and a vocabulary, and one row in
``_COMPARERS``; beneficiaries are judged by the pairs of targets, and so come after them.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.plan import Plan
from planparse.compare.citations import compare_citations
from planparse.compare.deadlines import compare_deadlines
from planparse.compare.duties import compare_duties
from planparse.compare.fingerprints import fingerprinted
from planparse.compare.groups import compare_groups
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
    "assignment": compare_duties,
    "deadline": compare_deadlines,
}
TYPES: tuple[FindingType, ...] = (*_COMPARERS, "group")


def compare(local: Plan, parent: Plan) -> Comparison:
    """Hold a local plan against the plan that it carries out; both are left as they are."""
    vocabulary = Vocabulary((local.meta, parent.meta))
    found = {kind: comparer(parent, local, vocabulary) for kind, comparer in _COMPARERS.items()}
    found["group"] = compare_groups(parent, local, found["target"])
    return Comparison(local, parent, fingerprinted(finding for kind in TYPES for finding in found[kind]))
