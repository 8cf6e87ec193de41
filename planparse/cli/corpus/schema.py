"""``planparse corpus schema``: the tables and views as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, common, lang_of
from planparse.cli.corpus.base import check_not_the_corpus, with_corpus
from planparse.cli.output import check_output, emit

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-schema")
@with_corpus
@common
@click.pass_context
def schema(context: click.Context, store: Corpus, output: str | None, debug: bool) -> int:
    """Print what SQL may name."""
    lang = lang_of(context)
    check_output(output, (), lang)
    check_not_the_corpus(output, store)
    emit(store.schema() + "\n", output, lang)
    return 0
