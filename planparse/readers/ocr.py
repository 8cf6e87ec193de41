"""Letters recognised in pictures, by tesseract: its call, and the words it gives with their places."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from planparse.readers.images import Prepared, Rule

LANGUAGE = "vie"
SETTINGS = ("--psm", "3", "-c", "thresholding_method=2")
"""Pages are taken apart by tesseract itself; Sauvola's threshold keeps the thin marks over vowels."""

TIMEOUT = 180.0
"""Seconds after which the recognition of a page is given up; it takes two to three."""

_PROBE_TIMEOUT = 20.0
_WORD_LEVEL = "5"
_COLUMNS = 12
_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Engine:
    """The tesseract that was found: its path and its version."""

    path: str
    version: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A recognised word: its box in pixels, how sure it is (0 to 100), and which line it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Recognition:
    """A page as it was recognised: its size in points, its words, its ruled lines."""

    width: float
    height: float
    dpi: float
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]

    @property
    def quality(self) -> float:
        """How sure its words are on the whole, from 0 to 100: each counts by its letters."""
        letters = sum(len(mark.text) for mark in self.marks)
        return sum(len(mark.text) * mark.confidence for mark in self.marks) / max(1, letters)


def engine() -> Engine | None:
    """Tesseract with its data for Vietnamese; None where either is not installed."""
    path = shutil.which("tesseract")
    return None if path is None else _probed(path)


@lru_cache(maxsize=4)
def _probed(path: str) -> Engine | None:
    try:
        version, languages = (
            subprocess.run([path, option], capture_output=True, timeout=_PROBE_TIMEOUT, check=True)
            for option in ("--version", "--list-langs")
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if LANGUAGE not in languages.stdout.decode("utf-8", "replace").split():
        return None
    # Versions up to 4 say it on standard error.
    said = (version.stdout or version.stderr).decode("utf-8", "replace").split("\n", 1)[0]
    return Engine(path, said.strip())


def recognise(found: Engine, page: Prepared) -> Recognition | None:
    """The words of a page; None where tesseract fails on it or does not end in time."""
    told = _call(found, page.image, ("-l", LANGUAGE, "--dpi", str(round(page.dpi)), *SETTINGS, "tsv"))
    if told is None:
        return None
    return Recognition(page.width, page.height, page.dpi, tuple(parsed(told)), page.rules)


def turn_of(found: Engine, page: Prepared) -> int:
    """By how many degrees, clockwise, the page has to be turned to stand upright; 0 where it is unclear."""
    told = _call(found, page.image, ("-l", "osd", "--dpi", str(round(page.dpi)), "--psm", "0")) or ""
    turn = _TURN.search(told)
    return int(turn[1]) % 360 if turn else 0


def _call(found: Engine, image: Image.Image, options: Sequence[str]) -> str | None:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    # One thread a page: pages run side by side, and the threads of one page only wait for each other.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [found.path, "stdin", "stdout", *options],
            input=buffer.getvalue(),
            capture_output=True,
            env=environment,
            timeout=TIMEOUT,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def parsed(tsv: str) -> Iterator[Mark]:
    """The words of tesseract's table; rows that are no words, or are damaged, are passed over."""
    for row in tsv.split("\n"):
        fields = row.rstrip("\r").split("\t", _COLUMNS - 1)
        if len(fields) != _COLUMNS or fields[0] != _WORD_LEVEL or not fields[-1].strip():
            continue
        try:
            block, paragraph, line = map(int, fields[2:5])
            left, top, width, height = map(int, fields[6:10])
            confidence = float(fields[10])
        except ValueError:
            continue
        yield Mark(
            fields[-1].strip(), left, top, left + width, top + height, confidence, (block, paragraph, line)
        )
