"""``planparse check FILE…``: plans against themselves and against the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from planparse.cli.base import Command, Option, common, lang_of, reading_options
from planparse.cli.output import check_output, emit, takes_colour, width_of
from planparse.cli.problems import complain, internal_line
from planparse.cli.progress import recognition_progress
from planparse.errors import PlanparseError
from planparse.messages import say

if TYPE_CHECKING:
    from planparse.checks import Rule
    from planparse.register import Register
    from planparse.report.checks import Checked

_LEVELS = ("error", "warning", "info")


def _words(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for one in value for word in one.split(",") if word.strip())


@click.command(cls=Command, help="help.check", epilog="help.check-more")
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json")),
    default="text",
    cls=Option,
    help="help.check-format",
)
@click.option("--select", multiple=True, metavar="CODE", callback=_words, cls=Option, help="help.select")
@click.option("--ignore", multiple=True, metavar="CODE", callback=_words, cls=Option, help="help.ignore")
@click.option("--waivers", metavar="FILE", cls=Option, help="help.waivers")
@click.option("--register", metavar="FILE", cls=Option, help="help.register")
@click.option("--no-register", "bare", is_flag=True, cls=Option, help="help.no-register")
@click.option("--explain", metavar="CODE", cls=Option, help="help.explain")
@click.option("--list", "listing", is_flag=True, cls=Option, help="help.rules")
@click.option(
    "--fail-on", type=click.Choice((*_LEVELS, "never")), default="error", cls=Option, help="help.fail-on"
)
@reading_options
@common
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    style: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    waivers: str | None,
    register: str | None,
    bare: bool,
    explain: str | None,
    listing: bool,
    fail_on: str,
    how: Mapping[str, Any],
    output: str | None,
    debug: bool,
) -> int:
    """Check plans; 1 where something is found at or above ``--fail-on``, 2 where a file is bad."""
    from planparse.waivers import load_waivers

    lang = lang_of(context)
    if explain is not None or listing:
        emit(_pages(explain, lang), output, lang)
        return 0
    if not files:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    check_output(output, files, lang)
    rules = _rules(select, ignore)
    accepted = load_waivers(waivers) if waivers else ()
    known = _register(register, bare=bare)
    found, bad = _check_all(files, rules, accepted, known, lang, how, debug=debug)
    if found:
        emit(_written(found, style, lang, output, several=len(files) > 1), output, lang)
    if bad:
        return 2
    counted = () if fail_on == "never" else _LEVELS[: _LEVELS.index(fail_on) + 1]
    return int(any(one.worst() in counted for one in found))


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
    waivers: tuple[Any, ...],
    register: Register,
    lang: str,
    how: Mapping[str, Any],
    *,
    debug: bool,
) -> tuple[list[Checked], bool]:
    """What was found in each file that can be read; whether any cannot, which is said on standard error."""
    import datetime

    from planparse.checks import check as find
    from planparse.load import load
    from planparse.report.checks import Checked
    from planparse.waivers import divide

    found: list[Checked] = []
    bad = False
    for path in files:
        try:
            plan = load(path, progress=recognition_progress(lang), **how)
            stands, waived = divide(find(plan, rules, register), waivers, path, datetime.date.today())
        except PlanparseError as error:
            bad = True
            complain(error.line(lang))
        except Exception as error:
            bad = True
            complain(internal_line(path, error, lang, debug=debug))
        else:
            found.append(Checked(plan, stands, waived))
    return found, bad


def _written(found: list[Checked], style: str, lang: str, output: str | None, *, several: bool) -> str:
    if style == "json":
        from planparse.report.checks import check_record
        from planparse.report.record import to_json

        records = [check_record(one, lang) for one in found]
        return to_json(records if several else records[0])
    from planparse.report.checks import check_text

    return check_text(found, lang, width=width_of(output), colour=takes_colour(output))


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
