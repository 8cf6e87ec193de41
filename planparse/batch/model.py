"""What the rooms of a batch hand to each other: jobs, what comes of them, and how they are to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from planparse.errors import PlanparseError
from planparse.limits import DEFAULT, Limits
from planparse.waivers import Waiver

Kind = Literal["head", "sheet", "pair"]
"""``head``: who a plan is, to find its parent; ``sheet``: what a parent asks; ``pair``: a comparison."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How plans are read and what is written of them; the same for all jobs of a batch."""

    tracked: Literal["accepted", "original"] = "accepted"
    cache: bool = True
    limits: Limits = DEFAULT
    lang: str = "vi"
    formats: tuple[str, ...] = ("html",)
    author: str = "planparse"
    waivers: tuple[Waiver, ...] = ()
    """Those that are in force on the day of the run."""
    sift: bool = False
    """Whether what is no local plan is told as such: a folder holds all sorts, a list names what is meant."""


@dataclass(frozen=True, slots=True)
class File:
    """A plan: where it is read, and what it is called in results."""

    path: str
    shown: str


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work under a name of its own."""

    kind: Kind
    name: str
    local: File
    parent: File | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs that one worker does in one go: most often one, several where that saves starting LibreOffice."""

    jobs: tuple[Job, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: files below the output folder (the last one says that it is done), or an error.

    Where the worker wrote them itself ``files`` is empty. ``key`` names inputs, version and options.
    """

    job: Job
    files: tuple[tuple[str, bytes], ...] = ()
    key: str | None = None
    error: PlanparseError | None = None


class Engine(Protocol):
    """Where jobs are done. ``run`` gives what comes of each, in no settled order, and may be called again."""

    @property
    def workers(self) -> int:
        """How many jobs are done at once."""
        ...

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Made]:
        """Do some jobs; a job that takes its worker down twice gives the error ``worker-lost``."""
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


def lost(job: Job, seconds: float) -> Made:
    """What is handed on for a job that took its worker down."""
    error = PlanparseError("worker-lost", job.local.shown, {"seconds": f"{seconds:g}"})
    return Made(job, error=error)


def deadline(chunk: Chunk) -> float:
    """The longest that a worker may sit over a chunk, in seconds: two files to read, and time to compare."""
    return (2 * chunk.settings.limits.seconds + GRACE) * len(chunk.jobs)


GRACE = 60.0
"""Seconds that may go into extraction and comparison of one pair."""
