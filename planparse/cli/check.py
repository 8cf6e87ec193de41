"""``planparse check FILE…``: plans against themselves and against the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, lang_of, reading_options
from planparse.cli.output import emit
from planparse.cli.problems import complain, internal_line, tell_doubts
from planparse.cli.progress import recognition_progress
from planparse.cli.reports import Wanted, check_outputs, report_options
from planparse.errors import PlanparseError
from planparse.messages import say

if TYPE_CHECKING:
    from extractors.plan import Plan
    from planparse.checks import Problem, Rule
    from planparse.register import Register


def _words(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for one in value for word in one.split(",") if word.strip())


@click.command(cls=Command, help="help.check", epilog="help.check-more")
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option("--select", multiple=True, metavar="CODE", callback=_words, cls=Option, help="help.select")
@click.option("--ignore", multiple=True, metavar="CODE", callback=_words, cls=Option, help="help.ignore")
@click.option("--register", metavar="FILE", cls=Option, help="help.register")
@click.option("--no-register", "bare", is_flag=True, cls=Option, help="help.no-register")
@click.option("--explain", metavar="CODE", cls=Option, help="help.explain")
@click.option("--list", "listing", is_flag=True, cls=Option, help="help.rules")
@reading_options
@report_options("check")
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    register: str | None,
    bare: bool,
    explain: str | None,
    listing: bool,
    how: Mapping[str, Any],
    wanted: Wanted,
    debug: bool,
) -> int:
    """Check plans; 1 where something is found at or above ``--fail-on``, 2 where a file is bad."""
    from planparse.report.formats import write_checks
    from planparse.report.reviewed import examine, load_baseline
    from planparse.waivers import load_waivers

    lang = lang_of(context)
    if explain is not None or listing:
        emit(_pages(explain, lang), wanted.outputs[0][1], lang)
        return 0
    if not files:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    check_outputs(wanted, (*files, *([register] if register else [])), lang)
    rules = _rules(select, ignore)
    waivers = load_waivers(wanted.waivers) if wanted.waivers else ()
    baseline = load_baseline(wanted.baseline) if wanted.baseline else frozenset()
    known = _register(register, bare=bare)
    found, bad = _check_all(files, rules, known, lang, how, debug=debug)
    checked = [examine(plan, problems, waivers, baseline, rules=rules) for plan, problems in found]
    if checked:
        several = len(files) > 1
        wanted.write(lambda name, options: write_checks(name, checked, options), lang, several=several)
    if bad:
        return 2
    return int(any(one.worst() in wanted.counts() for one in checked))


def _rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    from planparse.checks import selected

    try:
        return selected(select, ignore)
    except KeyError as error:
        raise PlanparseError("unknown-rule", None, {"code": str(error.args[0])}) from error


def _register(path: str | None, *, bare: bool) -> Register:
    """The register that comes with planparse (not with ``bare``), with that of a file laid over it."""
    from planparse.register import Register, load_register, starter

    known = Register() if bare else starter()
    return known if path is None else known.with_more(load_register(path))


def _check_all(
    files: tuple[str, ...],
    rules: tuple[Rule, ...],
    register: Register,
    lang: str,
    how: Mapping[str, Any],
    *,
    debug: bool,
) -> tuple[list[tuple[Plan, tuple[Problem, ...]]], bool]:
    """The problems of each file that can be read; whether any cannot, which is said on standard error."""
    from planparse.checks import check as find
    from planparse.load import load

    found: list[tuple[Plan, tuple[Problem, ...]]] = []
    bad = False
    for path in files:
        try:
            plan = load(path, progress=recognition_progress(lang), **how)
            found.append((plan, find(plan, rules, register)))
            tell_doubts(plan, lang)
        except PlanparseError as error:
            bad = True
            complain(error.line(lang))
        except Exception as error:
            bad = True
            complain(internal_line(path, error, lang, debug=debug))
    return found, bad


def _pages(code: str | None, lang: str) -> str:
    """The page of one rule, or a line for each rule."""
    from planparse.checks import RULES
    from planparse.checks.page import page_markdown, page_of

    if code is not None:
        rule = next((r for r in RULES if code.upper() == r.code or code == r.name), None)
        if rule is None:
            raise PlanparseError("unknown-rule", None, {"code": code})
        return page_markdown(page_of(rule.code, lang), rule.severity, rule.name, lang)
    rows = [
        f"{rule.code}  {say(f'severity.{rule.severity}', lang):<9}  {page_of(rule.code, lang).title}"
        for rule in RULES
    ]
    return "\n".join(rows) + "\n"
