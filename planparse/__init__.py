"""Reads Vietnamese administrative plans and compares a local plan with its parent.

From a program::

    import planparse

    plan = planparse.parse("ward.docx")                    # extractors.plan.Plan
    comparison = planparse.diff("ward.docx", "city.docx")  # paths or plans
    problems = planparse.check("ward.docx")
    with planparse.Corpus("corpus.db") as corpus:
        corpus.add(plan)
        corpus.search("dao tao nghe", level="ward").hits
        corpus.targets()                                   # a pandas DataFrame

What each needs is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus import Corpus, CorpusError
    from planparse.api import check, diff, parse
    from planparse.errors import PlanparseError

__all__ = ["Corpus", "CorpusError", "PlanparseError", "check", "diff", "parse"]

_HOME = {
    "parse": "planparse.api",
    "diff": "planparse.api",
    "check": "planparse.api",
    "Corpus": "corpus",
    "CorpusError": "corpus",
    "PlanparseError": "planparse.errors",
}


def __getattr__(name: str) -> Any:
    """One of the public names, loaded now."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
