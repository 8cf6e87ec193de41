"""``planparse diff LOCAL PARENT``: a local plan against its parent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, common, lang_of, reading_options
from planparse.cli.output import check_output, emit, takes_colour, width_of
from planparse.cli.problems import complain, internal_line
from planparse.cli.progress import recognition_progress
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.compare import Comparison

_LEVELS = ("error", "warning", "info")


@click.command(cls=Command, help="help.diff", epilog="help.diff-more")
@click.argument("local", metavar="LOCAL")
@click.argument("parent", metavar="PARENT")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json")),
    default="text",
    cls=Option,
    help="help.diff-format",
)
@click.option(
    "--fail-on",
    type=click.Choice((*_LEVELS, "never")),
    default="error",
    cls=Option,
    help="help.fail-on",
)
@reading_options
@common
@click.pass_context
def diff(
    context: click.Context,
    local: str,
    parent: str,
    style: str,
    fail_on: str,
    how: Mapping[str, Any],
    output: str | None,
    debug: bool,
) -> int:
    """Compare two plans; 1 where something is found at or above ``--fail-on``, 2 where a file is bad."""
    lang = lang_of(context)
    check_output(output, (local, parent), lang)
    comparison = _comparison(local, parent, lang, how, debug=debug)
    if comparison is None:
        return 2
    if style == "json":
        from planparse.report.record import comparison_record, to_json

        text = to_json(comparison_record(comparison, lang))
    else:
        from planparse.report.text import comparison_text

        text = comparison_text(comparison, lang, width=width_of(output), colour=takes_colour(output))
    emit(text, output, lang)
    return int(_fails(comparison, fail_on))


def _comparison(
    local: str, parent: str, lang: str, how: Mapping[str, Any], *, debug: bool
) -> Comparison | None:
    """The comparison; None where a file cannot be read, which has been said on standard error.

    ``how`` holds the options of ``load``.
    """
    from planparse.compare import compare
    from planparse.load import load

    plans = []
    for path in (local, parent):
        try:
            plans.append(load(path, progress=recognition_progress(lang), **how))
        except PlanparseError as error:
            complain(error.line(lang))
        except Exception as error:
            complain(internal_line(path, error, lang, debug=debug))
    return compare(plans[0], plans[1]) if len(plans) == 2 else None


def _fails(comparison: Comparison, fail_on: str) -> bool:
    """Whether anything that is not simply kept is as grave as that, or graver."""
    if fail_on == "never":
        return False
    counted = _LEVELS[: _LEVELS.index(fail_on) + 1]
    return any(f.severity in counted and f.status != "kept" for f in comparison.findings)
