"""A console of rich that writes into a text: only what it is told to, and colour only where it is wanted."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 40


def console_on(out: StringIO, width: int, colour: bool) -> Console:
    """A console of ``width`` columns (at least 40) in which nothing of a plan is taken for markup."""
    # At the place of use: most calls draw no table.
    from rich.console import Console

    return Console(
        file=out,
        width=max(_NARROWEST, width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
