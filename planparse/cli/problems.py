"""What the command line says when something is wrong: one line, the file first, the remedy last."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from planparse.errors import PlanparseError
from planparse.messages import say

if TYPE_CHECKING:
    from extractors.plan import Plan


class UnknownCommand(click.UsageError):
    """A command that the group does not have."""

    def __init__(self, command: str, ctx: click.Context) -> None:
        super().__init__(command, ctx)
        self.command = command


class Surplus(click.UsageError):
    """More arguments than the command takes."""

    def __init__(self, arguments: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(arguments), ctx)
        self.arguments = arguments


def complain(line: str) -> None:
    """One line on standard error; what it quotes cannot act on the terminal."""
    from planparse.report.inert import inert

    print(inert(line), file=sys.stderr)


def tell_doubts(plan: Plan, lang: str) -> None:
    """A line on standard error for each thing that could not be read for sure.

    Gaps in the numbering are the plan's own and left to ``check``.
    """
    from planparse.report.record import notice_sentence

    for notice in plan.notices:
        if not notice.code.startswith("numbering-"):
            complain(f"{plan.document.source.path}: {notice_sentence(notice, lang)}")


def internal_line(path: str | None, error: BaseException, lang: str, *, debug: bool) -> str:
    """The line for a failure of the program itself; with ``debug`` its traceback goes before."""
    if debug:
        import traceback

        traceback.print_exception(error)
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return PlanparseError("internal", path, {"detail": detail[:200]}).line(lang)


def usage_line(error: click.UsageError, lang: str) -> str:
    """What is wrong with a call, and where its help is."""
    command = error.ctx.command_path if error.ctx else "planparse"
    return f"{command}: {_reason(error, lang)}; {say('usage.hint', lang, command=command)}"


def _reason(error: click.UsageError, lang: str) -> str:
    if isinstance(error, click.NoSuchOption):
        return say("usage.no-such-option", lang, name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return say("usage.missing-argument", lang, name=_name(error))
    if isinstance(error, click.BadOptionUsage):
        return say("usage.missing-value", lang, name=error.option_name)
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param else None
        if isinstance(kind, click.Choice):
            return say("usage.choice", lang, name=_name(error), choices=", ".join(map(str, kind.choices)))
        return say("usage.bad-value", lang, name=_name(error), detail=error.message)
    if isinstance(error, UnknownCommand):
        return say("usage.no-such-command", lang, name=error.command)
    if isinstance(error, Surplus):
        return say("usage.surplus", lang, detail=" ".join(error.arguments))
    return say("usage.other", lang, detail=error.message)


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.ctx else (error.param.name or "")
