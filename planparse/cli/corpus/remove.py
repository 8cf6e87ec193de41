"""``planparse corpus remove PATH…``: plans out of the corpus."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, lang_of, spoken
from planparse.cli.corpus.base import with_corpus
from planparse.cli.problems import complain
from planparse.errors import PlanparseError
from planparse.messages import say

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-remove", epilog="help.corpus-remove-more")
@click.argument("plans", nargs=-1, required=True, metavar="PATH…")
@with_corpus
@spoken
@click.pass_context
def remove(context: click.Context, plans: tuple[str, ...], store: Corpus, debug: bool) -> int:
    """Remove plans; 2 where one is not in the corpus, the others are removed."""
    lang = lang_of(context)
    # A corpus that is not there is not made by removing from it.
    _ = store.reader
    removed = missing = 0
    for which in plans:
        if store.names(which):
            removed += store.remove(which)
        else:
            missing += 1
            complain(PlanparseError("corpus-no-such-plan", str(store.path), {"name": which}).line(lang))
    print(say("corpus.removed", lang, count=removed), file=sys.stderr)
    return 2 if missing else 0
