"""Progress of slow work, on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

from planparse.messages import say

_CLEAR = "\r\x1b[K"


def recognition_progress(lang: str) -> Callable[[int, int], None] | None:
    """A function that shows how many pages are recognised; None where nobody would see it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        # The line goes when the work is done: what is left on the terminal is the result.
        line = "" if done >= total else say("progress.recognising", lang, done=done, total=total)
        sys.stderr.write(f"{_CLEAR}{line}")
        sys.stderr.flush()

    return show
