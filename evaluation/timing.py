"""How long things take: processor time within this process, wall time for whole ones."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The best processor time of some runs: what others on the machine do costs nothing here."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def process_seconds(arguments: Sequence[str], runs: int = 9) -> float:
    """The median wall time of a whole Python process, the first run (cold files) left out."""
    taken: list[float] = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return median(taken[1:])
