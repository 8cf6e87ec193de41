"""``planparse corpus export``: the corpus as files for other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planparse.cli.base import Command, Option, lang_of, spoken
from planparse.cli.corpus.base import with_corpus
from planparse.cli.output import refusal
from planparse.messages import say

if TYPE_CHECKING:
    from corpus import Corpus


@click.command(cls=Command, help="help.corpus-export", epilog="help.corpus-export-more")
@click.option(
    "--format",
    "style",
    type=click.Choice(("parquet", "csv", "jsonl", "docbin")),
    required=True,
    cls=Option,
    help="help.corpus-export-format",
)
@click.option("-o", "--output", metavar="DIR", required=True, cls=Option, help="help.corpus-export-output")
@with_corpus
@spoken
@click.pass_context
def export(context: click.Context, style: str, store: Corpus, output: str, debug: bool) -> int:
    """Write the files; each is written whole or not at all."""
    from corpus.export import export as write
    from planparse.report.record import plan_record

    lang = lang_of(context)
    try:
        files = write(store, style, Path(output), lambda plan: plan_record(plan, lang, blocks=True))
    except OSError as error:
        raise refusal(output, error, lang) from error
    names = ", ".join(path.name for path in files)
    print(say("corpus.exported", lang, count=len(store), folder=output, files=names), file=sys.stderr)
    return 0
