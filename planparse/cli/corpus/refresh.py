"""``planparse corpus refresh``: extract again, with this version, from the text that is kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, Option, lang_of, spoken
from planparse.cli.corpus.base import with_corpus
from planparse.messages import say

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-refresh", epilog="help.corpus-refresh-more")
@click.option("--all", "everything", is_flag=True, cls=Option, help="help.corpus-all")
@with_corpus
@spoken
@click.pass_context
def refresh(context: click.Context, everything: bool, store: Corpus, debug: bool) -> int:
    """Extract plans anew, and compare again what had been compared."""
    from extractors.pipeline import extract

    lang = lang_of(context)
    total, done = len(store), 0
    pairs = store.pairs()
    renewed: set[int] = set()
    for number, (held, added) in enumerate(store.refresh(extract, everything=everything), 1):
        if added is not None:
            renewed.add(held.id)
            done += 1
        if sys.stderr.isatty():
            line = "" if number >= total else say("corpus.refreshing", lang, done=number, total=total)
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
    compared = _compare_again([pair for pair in pairs if renewed & set(pair)], store, lang)
    print(say("corpus.refreshed", lang, count=done, total=total, compared=compared), file=sys.stderr)
    return 0


def _compare_again(pairs: list[tuple[int, int]], store: Corpus, lang: str) -> int:
    if not pairs:
        return 0
    from planparse.compare import compare
    from planparse.report.record import comparison_record

    for local, parent in pairs:
        record = comparison_record(compare(store.plan(local), store.plan(parent)), lang)
        store.add_findings(local, parent, record["findings"])
    return len(pairs)
