"""``planparse show FILE``: what the reader saw, block by block."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, common, lang_of, reading_options
from planparse.cli.output import check_output, emit, takes_colour, width_of
from planparse.cli.progress import recognition_progress

if TYPE_CHECKING:
    from planparse.limits import Limits
    from planparse.readers.pdf_view import View


@click.command(cls=Command, help="help.show", epilog="help.show-more")
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "html", "json")),
    default="text",
    cls=Option,
    help="help.show-format",
)
@reading_options
@common
@click.pass_context
def show(
    context: click.Context,
    file: str,
    style: str,
    how: Mapping[str, Any],
    output: str | None,
    debug: bool,
) -> int:
    """Read a file and show its blocks with kind, label and page."""
    from planparse.readers import read

    lang = lang_of(context)
    check_output(output, (file,), lang)
    document = read(file, progress=recognition_progress(lang), **how)
    if style == "json":
        from planparse.report.blocks import blocks_record
        from planparse.report.record import to_json

        text = to_json(blocks_record(document, lang))
    elif style == "html":
        from planparse.report.blocks_html import blocks_html

        text = blocks_html(
            document, lang, _view(file, how["limits"]) if document.source.format == "pdf" else None
        )
    else:
        from planparse.report.blocks import blocks_text

        text = blocks_text(document, lang, width=width_of(output), colour=takes_colour(output))
    emit(text, output, lang)
    return 0


def _view(file: str, limits: Limits) -> View:
    from planparse.readers.pdf_view import view

    return view(Path(file).read_bytes(), file, limits)
