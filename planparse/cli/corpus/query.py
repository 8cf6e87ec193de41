"""``planparse corpus query SQL``: one SELECT over the tables and views."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, Option, common, lang_of
from planparse.cli.corpus.base import check_not_the_corpus, with_corpus
from planparse.cli.output import check_output, emit, width_of
from planparse.cli.problems import complain
from planparse.messages import say

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-query", epilog="help.corpus-query-more")
@click.argument("sql", metavar="SQL")
@click.option(
    "--format",
    "style",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    cls=Option,
    help="help.corpus-query-format",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=10_000, metavar="N", cls=Option, help="help.corpus-rows"
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    metavar="S",
    cls=Option,
    help="help.corpus-timeout",
)
@with_corpus
@common
@click.pass_context
def query(
    context: click.Context,
    sql: str,
    style: str,
    limit: int,
    timeout: float,
    store: Corpus,
    output: str | None,
    debug: bool,
) -> int:
    """Print the answer; a warning where there are more rows than ``--limit``."""
    from planparse.report.corpus import answer_csv, answer_json, answer_table

    lang = lang_of(context)
    check_output(output, (), lang)
    check_not_the_corpus(output, store)
    answer = store.query(sql, seconds=timeout, most=limit)
    if style == "table":
        result = answer_table(answer, width=width_of(output))
    else:
        result = answer_json(answer) if style == "json" else answer_csv(answer)
    emit(result, output, lang)
    if answer.cut:
        complain(say("corpus.cut", lang, limit=limit))
    return 0
