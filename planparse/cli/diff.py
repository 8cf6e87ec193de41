"""``planparse diff LOCAL PARENT``: a local plan against its parent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, lang_of, reading_options
from planparse.cli.problems import complain, internal_line, tell_doubts
from planparse.cli.progress import recognition_progress
from planparse.cli.reports import Wanted, check_outputs, report_options
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from planparse.compare import Comparison


@click.command(cls=Command, help="help.diff", epilog="help.diff-more")
@click.argument("local", metavar="LOCAL")
@click.argument("parent", metavar="PARENT")
@reading_options
@report_options("diff")
@click.pass_context
def diff(
    context: click.Context, local: str, parent: str, how: Mapping[str, Any], wanted: Wanted, debug: bool
) -> int:
    """Compare two plans; 1 where something is found at or above ``--fail-on``, 2 where a file is bad."""
    from planparse.report.formats import write_review
    from planparse.report.reviewed import load_baseline, review
    from planparse.waivers import load_waivers

    lang = lang_of(context)
    check_outputs(wanted, (local, parent), lang)
    waivers = load_waivers(wanted.waivers) if wanted.waivers else ()
    baseline = load_baseline(wanted.baseline) if wanted.baseline else frozenset()
    comparison = _comparison(local, parent, lang, how, debug=debug)
    if comparison is None:
        return 2
    reviewed = review(comparison, waivers, baseline)
    wanted.write(lambda name, options: write_review(name, reviewed, options), lang, several=False)
    counted = wanted.counts()
    return int(any(f.severity in counted and f.status != "kept" for f in reviewed.comparison.findings))


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
    for plan in plans:
        tell_doubts(plan, lang)
    return compare(plans[0], plans[1]) if len(plans) == 2 else None
