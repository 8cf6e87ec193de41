"""``planparse corpus``: the store of extracted plans, one module a command."""

from __future__ import annotations

import click

from planparse.cli.base import Option
from planparse.cli.group import LazyGroup
from planparse.messages import LANGS

_MODULES = {
    name: f"planparse.cli.corpus.{name}"
    for name in (
        "add", "search", "query", "stats", "export", "graph", "schema", "refresh", "remove",
    )
}  # fmt: skip


class CorpusGroup(LazyGroup):
    """The commands of a corpus."""

    modules = _MODULES
    prefix = "corpus-"


@click.group(
    "corpus", cls=CorpusGroup, invoke_without_command=True, help="help.corpus", epilog="help.corpus-more"
)
@click.option("--lang", type=click.Choice(LANGS), cls=Option, expose_value=False, help="help.lang")
@click.pass_context
def corpus(context: click.Context) -> None:
    """Show the help where no command is called."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), color=context.color)
