"""The command line: ``planparse``, one module a command.

Nothing heavy is imported here: commands are loaded when they are called, and what they need when
they need it, so that ``planparse --help`` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from planparse.cli.group import run


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 nothing found, 1 found, 2 bad call or input."""
    raise SystemExit(run(argv))
