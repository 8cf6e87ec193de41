"""What ``diff`` and ``check`` have in common: the options of reports, and writing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from planparse.cli.base import Option, spoken
from planparse.cli.output import check_output, emit, on_terminal, takes_colour, width_of
from planparse.errors import PlanparseError
from planparse.report.formats import FORMATS, Options, by_ending, names

_F = TypeVar("_F", bound=Callable[..., Any])
LEVELS = ("error", "warning", "info")
_BINARY = ("docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call wants to have reported, and where."""

    outputs: tuple[tuple[str, str | None], ...]
    waivers: str | None
    baseline: str | None
    fail_on: str
    author: str
    appendix: bool

    def counts(self) -> tuple[str, ...]:
        """The severities that make the exit code 1."""
        return () if self.fail_on == "never" else LEVELS[: LEVELS.index(self.fail_on) + 1]

    def write(self, render: Callable[[str, Options], str | bytes], lang: str, *, several: bool) -> None:
        """Write each report; none is written before all are made."""
        made: list[tuple[str | None, str | bytes]] = []
        for name, path in self.outputs:
            options = Options(
                lang=lang,
                width=width_of(path),
                colour=takes_colour(path),
                author=self.author,
                appendix=self.appendix,
                several=several,
            )
            made.append((path, render(name, options)))
        for path, report in made:
            emit(report, path, lang)


def report_options(command: str) -> Callable[[_F], _F]:
    """The options of reports for ``diff`` or ``check``; the command gets them as ``wanted``.

    ``--format``, ``-o`` (several), ``--waivers``, ``--baseline``, ``--fail-on``, ``--author``,
    ``--no-appendix``, and those of every command.
    """

    def decorate(function: _F) -> _F:
        @wraps(function)
        def called(
            *args: Any,
            style: str | None,
            output: tuple[str, ...],
            waivers: str | None,
            baseline: str | None,
            fail_on: str,
            author: str,
            no_appendix: bool,
            **others: Any,
        ) -> Any:
            outputs = _outputs(command, style, output)
            wanted = Wanted(outputs, waivers, baseline, fail_on, author, not no_appendix)
            return function(*args, wanted=wanted, **others)

        options = (
            click.option(
                "--format", "style", type=click.Choice(names(command)), cls=Option,
                help="help.report-format",
            ),
            click.option(
                "-o", "--output", multiple=True, metavar="FILE", cls=Option, help="help.report-output"
            ),
            click.option("--waivers", metavar="FILE", cls=Option, help="help.waivers"),
            click.option("--baseline", metavar="FILE", cls=Option, help="help.baseline"),
            click.option(
                "--fail-on", type=click.Choice((*LEVELS, "never")), default="error", cls=Option,
                help="help.fail-on",
            ),
            click.option("--author", default="planparse", metavar="NAME", cls=Option, help="help.author"),
            click.option("--no-appendix", is_flag=True, cls=Option, help="help.no-appendix"),
        )  # fmt: skip
        decorated: Any = spoken(called)
        for option in reversed(options):
            decorated = option(decorated)
        return cast(_F, decorated)

    return decorate


def _outputs(command: str, style: str | None, outputs: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """The format and file of each report: one file in the format that is named, several by their endings."""
    if not outputs:
        name = style or "text"
        if name in _BINARY and on_terminal(None):
            raise PlanparseError("binary-to-terminal", None, {"format": name})
        return ((name, None),)
    if len(outputs) == 1:
        return ((style or by_ending(outputs[0], command) or "text", outputs[0]),)
    found: list[tuple[str, str | None]] = []
    for path in outputs:
        told = by_ending(path, command) or style
        if told is None:
            endings = ", ".join(one.endings[0] for one in FORMATS if getattr(one, command))
            raise PlanparseError("format-of-output", path, {"endings": endings})
        found.append((told, path))
    return tuple(found)


def check_outputs(wanted: Wanted, inputs: Sequence[str], lang: str) -> None:
    """PlanparseError where an output cannot be meant, or two reports would go to one file."""
    paths = [path for _, path in wanted.outputs if path is not None]
    given = [*inputs, *(path for path in (wanted.waivers, wanted.baseline) if path)]
    for number, path in enumerate(paths):
        check_output(path, given, lang)
        # `a.json` and `./a.json` are one file.
        if Path(path).resolve() in [Path(other).resolve() for other in paths[:number]]:
            raise PlanparseError("output-twice", path)
