"""How a batch goes, on standard error: a bar on a terminal, plain lines elsewhere; then what came of it."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planparse.batch.model import Kind, Made
from planparse.batch.run import Watcher
from planparse.batch.sources import Skipped
from planparse.cli.problems import complain
from planparse.messages import say
from planparse.report.inert import shorten
from planparse.report.wording import number

if TYPE_CHECKING:
    from rich.progress import Progress

_EXAMPLES, _WIDTH = 3, 60
# A plain line comes after a tenth of the work, but no more often than this, and at least so often.
_SECONDS, _LONGEST = 2.0, 60.0


@contextmanager
def watching(lang: str) -> Iterator[Watcher]:
    """Somebody who tells how a batch goes as long as the context lasts."""
    if not sys.stderr.isatty():
        yield _Lines(lang)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield _Bar(lang, progress)


class _Lines(Watcher):
    """Plain lines: where a stage stands now and then, and what is left out."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._kind: Kind = "pair"
        self._total = self._done = self._earlier = self._told = 0
        self._start = self._last = time.monotonic()

    def phase(self, kind: Kind, total: int, done: int) -> None:
        """A stage begins."""
        self._kind, self._total, self._done, self._earlier, self._told = kind, total, done, done, done
        self._start = self._last = time.monotonic()
        if done:
            told = {"kind": self._name(), "done": done, "total": total}
            self._say(say("batch.phase.taken-up", self._lang, **told))

    def done(self, made: Made) -> None:
        """One more job is done."""
        self._done += 1
        self._show()

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        """What is left out, a line for each reason."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in skipped:
            found[one.reason].append(shorten(one.path, _WIDTH))
        for reason, paths in found.items():
            examples = ", ".join(paths[:_EXAMPLES]) + (", …" if len(paths) > _EXAMPLES else "")
            told = say(f"batch.skipped.{reason}", self._lang)
            line = say("batch.skipped.line", self._lang, count=len(paths), reason=told, examples=examples)
            self._say(line)

    def _name(self) -> str:
        return say(f"batch.phase.{self._kind}", self._lang)

    def _say(self, line: str) -> None:
        complain(line)

    def _rate(self) -> float:
        return (self._done - self._earlier) / max(1e-6, time.monotonic() - self._start)

    def _show(self) -> None:
        now = time.monotonic()
        waited = now - self._last
        due = (self._done - self._told) * 10 >= self._total and waited >= _SECONDS
        if self._done < self._total and (due or waited >= _LONGEST):
            self._last, self._told = now, self._done
            left = (self._total - self._done) / self._rate()
            self._say(
                say(
                    "batch.phase.going",
                    self._lang,
                    kind=self._name(),
                    done=self._done,
                    total=self._total,
                    percent=100 * self._done // self._total,
                    rate=number(round(self._rate(), 1), self._lang),
                    left=_duration(left, self._lang),
                )
            )


def _duration(seconds: float, lang: str) -> str:
    for key, size in (("batch.phase.hours", 3600), ("batch.phase.minutes", 60)):
        if seconds >= 2 * size:
            return say(key, lang, count=round(seconds / size))
    return say("batch.phase.seconds", lang, count=max(1, round(seconds)))


class _Bar(_Lines):
    """A bar with rate and estimate; lines stand above it."""

    def __init__(self, lang: str, progress: Progress) -> None:
        super().__init__(lang)
        self._progress = progress
        self._task = progress.add_task("", total=None, rate="", visible=False)

    def phase(self, kind: Kind, total: int, done: int) -> None:
        """A stage begins."""
        super().phase(kind, total, done)
        self._progress.reset(
            self._task, total=total, completed=done, description=self._name(), visible=total > 1, rate=""
        )

    def _say(self, line: str) -> None:
        from planparse.report.inert import inert

        self._progress.console.print(inert(line), markup=False, highlight=False, soft_wrap=True)

    def _show(self) -> None:
        rate = f"{number(round(self._rate(), 1), self._lang)}/s"
        self._progress.update(self._task, completed=self._done, rate=rate)
