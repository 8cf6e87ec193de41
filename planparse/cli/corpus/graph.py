"""``planparse corpus graph``: who cites whom, who implements whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, Option, common, lang_of
from planparse.cli.corpus.base import check_not_the_corpus, with_corpus
from planparse.cli.output import check_output, emit

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-graph", epilog="help.corpus-graph-more")
@click.option(
    "--format", "style", type=click.Choice(("graphml", "dot")), cls=Option, help="help.corpus-graph-format"
)
@with_corpus
@common
@click.pass_context
def graph(context: click.Context, style: str | None, store: Corpus, output: str | None, debug: bool) -> int:
    """Print the graph."""
    from corpus.graph import graph as make
    from corpus.graph import to_dot, to_graphml

    lang = lang_of(context)
    check_output(output, (), lang)
    check_not_the_corpus(output, store)
    dot = style == "dot" or (style is None and (output or "").lower().endswith((".dot", ".gv")))
    with store.reading() as connection:
        made = make(connection)
    emit("".join(to_dot(made) if dot else to_graphml(made)), output, lang)
    return 0
