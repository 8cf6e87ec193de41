"""``planparse parse FILE…``: one record a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, common, lang_of, reading_options
from planparse.cli.output import check_output, emit, on_terminal, takes_colour, width_of
from planparse.cli.problems import complain, internal_line
from planparse.cli.progress import recognition_progress
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from extractors.plan import Plan


@click.command(cls=Command, help="help.parse", epilog="help.parse-more")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "style",
    type=click.Choice(("summary", "json", "jsonl", "markdown", "html")),
    cls=Option,
    help="help.parse-format",
)
@click.option("--blocks", is_flag=True, cls=Option, help="help.blocks")
@reading_options
@common
@click.pass_context
def parse(
    context: click.Context,
    files: tuple[str, ...],
    style: str | None,
    blocks: bool,
    how: Mapping[str, Any],
    output: str | None,
    debug: bool,
) -> int:
    """Read plans and print what was extracted; 2 where a file could not be read."""
    lang = lang_of(context)
    check_output(output, files, lang)
    chosen = style or ("summary" if on_terminal(output) else "json")
    problems: list[str] = []
    plans = _plans(files, lang, problems, how, debug=debug)
    if chosen == "json":
        from planparse.report.record import plan_record, to_json

        records = [plan_record(plan, lang, blocks=blocks) for plan in plans]
        if records:
            emit(to_json(records[0] if len(files) == 1 else records), output, lang)
    else:
        texts = _texts(plans, chosen, lang, output, blocks=blocks)
        if output is None:
            for text in texts:
                emit(text, None, lang)
        elif whole := "".join(texts):
            emit(whole, output, lang)
    return 2 if problems else 0


def _plans(
    files: tuple[str, ...], lang: str, problems: list[str], how: Mapping[str, Any], *, debug: bool
) -> Iterator[Plan]:
    """The plans that can be read; each file that cannot is named on standard error and in ``problems``.

    ``how`` holds the options of ``load``.
    """
    from planparse.load import load

    for path in files:
        try:
            plan = load(path, progress=recognition_progress(lang), **how)
        except PlanparseError as error:
            line = error.line(lang)
        except Exception as error:
            line = internal_line(path, error, lang, debug=debug)
        else:
            yield plan
            continue
        problems.append(path)
        complain(line)


def _texts(
    plans: Iterator[Plan], style: str, lang: str, output: str | None, *, blocks: bool
) -> Iterator[str]:
    if style == "jsonl":
        from planparse.report.record import plan_record, to_jsonl

        for plan in plans:
            yield to_jsonl(plan_record(plan, lang, blocks=blocks))
        return
    if style == "html":
        from planparse.report.html_plan import html_page

        # A page has one beginning and one end, so all plans are read before the first is written.
        if read := tuple(plans):
            yield html_page(read, lang)
        return
    if style == "markdown":
        from planparse.report.markdown_plan import plan_markdown

        for number, plan in enumerate(plans):
            text = plan_markdown(plan, lang)
            yield f"\n{text}" if number else text
        return
    from planparse.report.summary import plan_summary

    for number, plan in enumerate(plans):
        text = plan_summary(plan, lang, width=width_of(output), colour=takes_colour(output))
        yield f"\n{text}" if number else text
