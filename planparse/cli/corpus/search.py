"""``planparse corpus search TEXT``: passages by their words, facts by what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, common, lang_of
from planparse.cli.corpus.base import check_not_the_corpus, with_corpus
from planparse.cli.output import check_output, emit, takes_colour, width_of

if TYPE_CHECKING:
    from corpus import Corpus

# As corpus.search.KINDS has them; the help is shown without loading it.
KINDS = (
    "text", "target", "baseline", "unquantified", "citation", "assignment", "section", "deadline",
    "allocation",
)  # fmt: skip
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


def _years(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    found = _YEARS.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter("2026, 2026-2030")
    return int(found[1]), int(found[2] or found[1])


@click.command(cls=Command, help="help.corpus-search", epilog="help.corpus-search-more")
@click.argument("text", nargs=-1, metavar="[TEXT]")
@click.option("--kind", type=click.Choice(KINDS), cls=Option, help="help.corpus-kind")
@click.option("--unit", metavar="UNIT", cls=Option, help="help.corpus-unit")
@click.option("--min", "least", type=float, metavar="N", cls=Option, help="help.corpus-min")
@click.option("--max", "most", type=float, metavar="N", cls=Option, help="help.corpus-max")
@click.option("--period", metavar="YEAR[-YEAR]", callback=_years, cls=Option, help="help.corpus-period")
@click.option("--indicator", metavar="TEXT", cls=Option, help="help.corpus-indicator")
@click.option(
    "--level",
    type=click.Choice(("central", "province", "district", "ward")),
    cls=Option,
    help="help.corpus-level",
)
@click.option("--province", metavar="NAME", cls=Option, help="help.corpus-province")
@click.option("--year", type=int, metavar="YEAR", cls=Option, help="help.corpus-year")
@click.option("--type", "document_type", metavar="TYPE", cls=Option, help="help.corpus-type")
@click.option("--cites", metavar="NUMBER", cls=Option, help="help.corpus-cites")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, metavar="N", cls=Option, help="help.corpus-limit"
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, metavar="N", cls=Option, help="help.corpus-offset"
)
@click.option("--facets", is_flag=True, cls=Option, help="help.corpus-facets")
@click.option("--kwic", is_flag=True, cls=Option, help="help.corpus-kwic")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json", "jsonl")),
    default="text",
    cls=Option,
    help="help.corpus-search-format",
)
@with_corpus
@common
@click.pass_context
def search(
    context: click.Context,
    /,
    text: tuple[str, ...],
    least: float | None,
    most: float | None,
    kwic: bool,
    style: str,
    store: Corpus,
    output: str | None,
    debug: bool,
    **filters: Any,
) -> int:
    """Print what is found, best first; 0 also where nothing is."""
    from planparse.report.corpus import hits_json, hits_jsonl, hits_text

    lang = lang_of(context)
    check_output(output, (), lang)
    check_not_the_corpus(output, store)
    typed = " ".join(text) or None
    results = store.search(typed, min=least, max=most, **filters)
    if style == "json":
        result = hits_json(results, kwic=kwic)
    elif style == "jsonl":
        result = hits_jsonl(results, kwic=kwic)
    else:
        result = hits_text(results, lang, kwic=kwic, width=width_of(output), colour=takes_colour(output))
    emit(result, output, lang)
    return 0
