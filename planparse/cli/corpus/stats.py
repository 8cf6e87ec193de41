"""``planparse corpus stats``: what the corpus holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, Option, common, lang_of
from planparse.cli.corpus.base import check_not_the_corpus, with_corpus
from planparse.cli.output import check_output, emit, width_of

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-stats")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json")),
    default="text",
    cls=Option,
    help="help.corpus-stats-format",
)
@with_corpus
@common
@click.pass_context
def stats(context: click.Context, style: str, store: Corpus, output: str | None, debug: bool) -> int:
    """Print counts, and the most frequent values as small plots."""
    from corpus.stats import stats as count
    from planparse.report.corpus import stats_json, stats_text

    lang = lang_of(context)
    check_output(output, (), lang)
    check_not_the_corpus(output, store)
    with store.reading() as connection:
        counts, tables = count(connection)
    shown = stats_json if style == "json" else stats_text
    emit(shown(counts, tables, lang, width_of(output)), output, lang)
    return 0
