"""Commands and options whose help stands in the message catalogue, in the language of the call."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

import click

from planparse.cli.problems import Surplus
from planparse.limits import MAX_BYTES, MAX_PAGES, MAX_SECONDS, Limits
from planparse.messages import DEFAULT, LANGS, say

_F = TypeVar("_F", bound=Callable[..., Any])


def lang_of_call(arguments: Sequence[str]) -> str:
    """The language that a call asks for, known before it is parsed: ``--lang``, else PLANPARSE_LANG."""
    chosen = os.environ.get("PLANPARSE_LANG", "")
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and number + 1 < len(arguments):
            chosen = arguments[number + 1]
        elif argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
    return chosen if chosen in LANGS else DEFAULT


def lang_of(context: click.Context) -> str:
    """The language of the call that is being run."""
    chosen = context.find_root().obj
    return chosen if chosen in LANGS else DEFAULT


class Option(click.Option):
    """An option whose ``help`` is a key of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option as it is written, and what it does."""
        record = super().get_help_record(ctx)
        return None if record is None else (record[0], say(self.help or "", lang_of(ctx)))


class _Spoken(click.Command):
    """Help in the language of the call; ``help`` and ``epilog`` are keys of the catalogue."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, said in the language of the call."""
        names = self.get_help_option_names(ctx)
        if not names:
            return None

        def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
            if wanted and not context.resilient_parsing:
                click.echo(context.get_help(), color=context.color)
                context.exit()

        return Option(names, is_flag=True, is_eager=True, expose_value=False, callback=show, help="help.help")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line: how the command is called."""
        lang = lang_of(ctx)
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{say('help.usage', lang)}: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name."""
        own = [piece for p in self.get_params(ctx) for piece in p.get_usage_pieces(ctx)]
        return [say("help.arguments", lang_of(ctx)), *own]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or "", lang_of(ctx)))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What one should know besides."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(self.epilog, lang_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, one a row."""
        records = [record for p in self.get_params(ctx) if (record := p.get_help_record(ctx))]
        if records:
            with formatter.section(say("help.options", lang_of(ctx))):
                formatter.write_dl(records)


class Command(_Spoken):
    """One command of the group."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments told apart; UsageError where they are not those of the command."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise Surplus(ctx.args, ctx)
        return rest


class SpokenGroup(_Spoken, click.Group):
    """A group whose help lists its commands without loading them."""

    prefix = ""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the program's name."""
        return [*super().collect_usage_pieces(ctx)[:1], say("help.subcommand", lang_of(ctx))]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        _Spoken.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its one sentence of the catalogue, ``help.<prefix><command>``."""
        lang = lang_of(ctx)
        with formatter.section(say("help.commands", lang)):
            names = self.list_commands(ctx)
            formatter.write_dl([(name, say(f"help.{self.prefix}{name}", lang)) for name in names])


def reading_options(function: _F) -> _F:
    """How files are read; the command gets it as ``how``, keywords of ``load`` and ``read``.

    ``--tracked``, ``--no-cache``, and what one file may cost: ``--max-size``, ``--max-pages``, ``--timeout``.
    """
    megabytes, seconds = MAX_BYTES // 1_000_000, MAX_SECONDS
    options = (
        click.option(
            "--tracked", type=click.Choice(("accepted", "original")), default="accepted",
            cls=Option, help="help.tracked",
        ),
        click.option("--no-cache", "no_cache", is_flag=True, cls=Option, help="help.no-cache"),
        click.option(
            "--max-size", type=click.FloatRange(min=0, min_open=True), default=megabytes, metavar="MB",
            cls=Option, help="help.max-size",
        ),
        click.option(
            "--max-pages", type=click.IntRange(min=1), default=MAX_PAGES, metavar="N", cls=Option,
            help="help.max-pages",
        ),
        click.option(
            "--timeout", type=click.FloatRange(min=0, min_open=True), default=seconds, metavar="S",
            cls=Option, help="help.timeout",
        ),
    )  # fmt: skip

    @wraps(function)
    def command(
        *args: Any,
        tracked: str,
        no_cache: bool,
        max_size: float,
        max_pages: int,
        timeout: float,
        **others: Any,
    ) -> Any:
        how = {"tracked": tracked, "cache": not no_cache, "limits": limits_of(max_size, max_pages, timeout)}
        return function(*args, how=how, **others)

    decorated: Any = command
    for option in reversed(options):
        decorated = option(decorated)
    return cast(_F, decorated)


def limits_of(max_size: float, max_pages: int, timeout: float) -> Limits:
    """The limits that the command line names in megabytes, pages and seconds."""
    # Beyond a day or a terabyte no limit means anything, and neither do infinity and "not a number".
    megabytes = max_size if max_size < 1e6 else 1e6
    return Limits(int(megabytes * 1_000_000), max_pages, timeout if timeout < 86_400 else 86_400.0)


def common(function: _F) -> _F:
    """The options that every command has: one ``-o``, ``--lang`` and ``--debug``."""
    output = click.option("-o", "--output", metavar="FILE", cls=Option, help="help.output")
    return output(spoken(function))


def spoken(function: _F) -> _F:
    """``--lang`` and ``--debug``."""
    options = (
        click.option("--lang", type=click.Choice(LANGS), cls=Option, expose_value=False, help="help.lang"),
        click.option("--debug", is_flag=True, cls=Option, help="help.debug"),
    )
    for option in reversed(options):
        function = option(function)
    return function
