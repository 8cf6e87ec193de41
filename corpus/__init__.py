"""The store of extracted plans, and the sample plans.

`Corpus` is one file of SQLite with plans, their text and what was read from them::

    with Corpus("corpus.db") as corpus:
        added = corpus.add(plan)                          # extractors.plan.Plan, or its JSON record
        corpus.add_findings(local_id, parent_id, rows)    # of planparse/diff/1
        corpus.search("dao tao nghe", level="ward", facets=True)
        corpus.query("SELECT unit, count(*) FROM v_targets GROUP BY unit")
        corpus.remove("plans/ward.docx")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.errors import CorpusError
    from corpus.search import Hit, Results
    from corpus.sql import Answer
    from corpus.store import Added, Corpus, Held

__all__ = ["Added", "Answer", "Corpus", "CorpusError", "Held", "Hit", "Results"]

_HOME = {"CorpusError": "errors", "Hit": "search", "Results": "search", "Answer": "sql"}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: the sample plans need no database."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"corpus.{_HOME.get(name, 'store')}"), name)
