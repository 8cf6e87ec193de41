"""How batches scale: two workers against one, and memory from a tenth of the work to its end."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from evaluation.bench import Result
from evaluation.many_plans import CITY, write_plans
from planparse.batch.engine_local import LocalEngine
from planparse.batch.model import Kind, Made, Settings
from planparse.batch.run import Wanted, Watcher, run_batch

# What must hold: times as fast with two workers as with one, and times as much memory as at a tenth.
FASTER, MEMORY = 1.8, 1.5
_PLAN = 10_000  # bytes of the text asked for, for each plan
_FEWEST = 100
# From so many plans on a run is long enough to be measured once.
_MANY = 500


class _Meter(Watcher):
    """The rate of comparison and the memory of this process and its workers."""

    def __init__(self) -> None:
        self.total = self.done_ = 0
        self.at_tenth = self.most = 0
        self._first = self._last = 0.0

    def phase(self, kind: Kind, total: int, done: int) -> None:
        self.total, self.done_ = total, 0

    def done(self, made: Made) -> None:
        self.done_ += 1
        tenth = max(1, self.total // 10)
        self._last = time.perf_counter()
        if self.done_ == tenth:
            # What comes before is starting up.
            self._first = self._last
            self.at_tenth = self.most = _memory()
        elif self.done_ > tenth and self.done_ % max(1, self.total // 50) == 0:
            self.most = max(self.most, _memory())

    def rate(self) -> float:
        """Plans a second from a tenth of the work on."""
        return (self.total - max(1, self.total // 10)) / (self._last - self._first)


def _processor_time() -> float:
    """Seconds of this process and of the children that have ended."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _memory() -> int:
    """Kilobytes that this process and its children hold now."""
    own = Path(f"/proc/{os.getpid()}")
    children = [pid for path in own.glob("task/*/children") for pid in path.read_text().split()]
    total = 0
    for pid in (own.name, *children):
        try:
            told = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        except OSError:
            continue
        total += int(told[1]) if told else 0
    return total


def batches(amount: int) -> Iterator[Result]:
    """Ten-page Word files against one parent, with one worker and with two; the text report of each."""
    count = max(_FEWEST, amount // _PLAN)
    rounds = 3 if count < _MANY else 1
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    yield Result(
        "plans of ten pages", f"{count}, load of the machine {load:.2f}, {os.cpu_count()} processors"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        write_plans(folder / "in", count)
        rates = {1: 0.0, 2: 0.0}
        costs = {1: float("inf"), 2: float("inf")}
        # In turn, and the best of each: what others do on the machine for a while costs neither.
        for round_, workers in product(range(rounds), (1, 2)):
            meter = _Meter()
            before = _processor_time()
            seconds = _run(folder, workers, meter)
            rates[workers] = max(rates[workers], meter.rate())
            costs[workers] = min(costs[workers], _processor_time() - before)
            yield Result(f"{workers} at work", f"{meter.rate():.2f} plans/s, {seconds:.1f} s in all")
            if round_ == 0 and Path("/proc/self/status").exists():
                times = meter.most / max(1, meter.at_tenth)
                told = f"{meter.at_tenth // 1000} MB at a tenth, at most {times:.2f} × that"
                yield Result(f"memory with {workers}", told, times <= MEMORY)
        ratio = rates[2] / rates[1]
        yield Result("two against one", f"{ratio:.2f} ×", ratio >= FASTER)
        # What else runs on the machine takes its part of the processors: without it, this would be left.
        yield Result("two against one, by processor time", f"{2 * costs[1] / costs[2]:.2f} ×")


def _run(folder: Path, workers: int, meter: _Meter) -> float:
    out = Path(tempfile.mkdtemp(dir=folder))
    settings = Settings(formats=("text",), cache=False)
    start = time.perf_counter()
    wanted = Wanted(str(folder / "in"), (str(CITY),), out, settings)
    result = run_batch(wanted, lambda: LocalEngine(out, workers), meter)
    if result.overview.failures:
        raise RuntimeError(str(result.overview.failures[0].error))
    return time.perf_counter() - start
