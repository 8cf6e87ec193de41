"""The group ``python -m evaluation``: a command's module is loaded when the command is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from planparse.errors import PlanparseError

# Command, the module that holds it under the same name, and its one sentence.
COMMANDS = {
    "score": ("evaluation.score", "Extraction against gold labels: precision, recall, F1, attributes."),
    "bench": ("evaluation.bench", "Rates of extraction and start-up, as ratios within one run."),
    "docbin": ("evaluation.docbin", "Gold or extracted rows as a spaCy DocBin for training."),
    "fuzz": ("evaluation.fuzz", "Damaged files: each gives a plan or one clear error."),
    "generate": ("evaluation.generator.command", "Plans by a seed, at any size, with what is true of them."),
    "mutate": ("evaluation.mutations.command", "Known changes to plans, and how many of them diff finds."),
    "segmentation": ("evaluation.segmentation", "Whether word segmentation helps to pair indicators."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(cls=_LazyGroup)
def evaluation() -> None:
    """Measure what planparse claims."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run one call and give its exit code; a bad input is one line on standard error and code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = None if argv is None else list(argv)
    try:
        result = evaluation.main(args=arguments, prog_name="python -m evaluation", standalone_mode=False)
    except click.ClickException as error:
        print(error.format_message(), file=sys.stderr)
        return 2
    except PlanparseError as error:
        print(error.line("en"), file=sys.stderr)
        return 2
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0
