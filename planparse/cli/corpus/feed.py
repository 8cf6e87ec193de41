"""A batch into the corpus: its plans, and what was found in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planparse.cli.corpus.add import add_files
from planparse.cli.corpus.base import as_planparse
from planparse.messages import say

if TYPE_CHECKING:
    from planparse.batch.run import Result


def feed(db: str, out: Path, result: Result, lang: str, how: Mapping[str, Any], *, debug: bool) -> bool:
    """Add the plans of a batch and the findings of its records; whether all could be read.

    Plans that the corpus has already are not read again.

    Raises:
        PlanparseError: the database is of no use.
    """
    from corpus import Corpus, CorpusError

    records = [json.loads((out / pair.record).read_text(encoding="utf-8")) for pair in result.overview.pairs]
    files = dict.fromkeys(record[side]["path"] for side in ("parent", "local") for record in records)
    try:
        with Corpus(db) as store:
            store.prepare()
            counted = add_files(list(files), store, lang, how, force=False, debug=debug)
            for record in records:
                if all(store.find(path=record[side]["path"]) is not None for side in ("local", "parent")):
                    store.add_comparison(record)
    except CorpusError as error:
        raise as_planparse(error) from error
    told = {name: counted[name] for name in ("added", "updated", "unchanged", "failed")}
    print(say("corpus.added", lang, **told), file=sys.stderr)
    return not counted["failed"]
