"""The group ``planparse``, which loads a command when it is called, and the way out of every call."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from planparse.cli.base import Option, SpokenGroup, lang_of_call
from planparse.cli.problems import UnknownCommand, complain, internal_line, usage_line
from planparse.errors import PlanparseError
from planparse.messages import say

# Command, and the module that holds it under the same name.
COMMANDS = {
    "parse": "planparse.cli.parse",
    "diff": "planparse.cli.diff",
    "check": "planparse.cli.check",
    "batch": "planparse.cli.batch",
    "show": "planparse.cli.show",
    "corpus": "planparse.cli.corpus",
}
_INTERRUPTED = 130


class LazyGroup(SpokenGroup):
    """A group that knows its commands by name only: ``modules`` tells where each is."""

    modules: Mapping[str, str] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now; None where there is none."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = getattr(import_module(self.modules[cmd_name]), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name first, and the arguments that are left for it."""
        if args and not args[0].startswith("-") and args[0] not in self.modules:
            raise UnknownCommand(args[0], ctx)
        return super().resolve_command(ctx, args)


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("planparse")
        except PackageNotFoundError:
            number = "?"
        click.echo(f"planparse {number}")
        context.exit()


@click.group(cls=LazyGroup, invoke_without_command=True, help="help.root")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    cls=Option,
    help="help.version",
)
@click.option("--lang", type=click.Choice(("vi", "en")), cls=Option, expose_value=False, help="help.lang")
@click.pass_context
def planparse(context: click.Context) -> None:
    """Show the help where no command is called."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), color=context.color)


def _unwind_when_ended() -> None:
    """Let SIGTERM leave through the same doors as an error, so that nothing half done stays behind."""
    import signal
    import threading
    from types import FrameType

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, leave)


def run(argv: Sequence[str] | None = None) -> int:
    """Run one call and give its exit code; whatever goes wrong is one line on standard error."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = lang_of_call(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese goes out as UTF-8 whatever the locale; a name that is not UTF-8 is shown, not fatal.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    _unwind_when_ended()
    try:
        result = planparse.main(args=arguments, prog_name="planparse", standalone_mode=False, obj=lang)
    except click.UsageError as error:
        complain(usage_line(error, lang))
        return 2
    except PlanparseError as error:
        complain(error.line(lang))
        return 2
    except click.Abort:
        complain(say("usage.interrupted", lang))
        return _INTERRUPTED
    except Exception as error:
        complain(internal_line(None, error, lang, debug="--debug" in arguments))
        return 2
    return result if isinstance(result, int) else 0
