"""A cluster of dask workers: one that is at hand (``--scheduler tcp://…``), or one made on this machine.

Results come back over the network and are written here, so the workers need no way to the output folder; the
plans they read themselves, from a folder that all share or from object storage. Workers may come and go: what
one had begun another does again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from planparse.batch.model import Chunk, Made, deadline, lost
from planparse.batch.store import commit
from planparse.batch.work import do
from planparse.errors import PlanparseError

# So many chunks for each thread of the cluster are under way: enough that none waits, few enough to hold.
_AHEAD = 3
_CONNECT_SECONDS = 20


def work(chunk: Chunk) -> list[Made]:
    """What comes of a chunk, all at once; runs on the cluster."""
    return list(do(chunk))


class DaskEngine:
    """A cluster as an engine of batches."""

    def __init__(self, out: Path, workers: int, scheduler: str | None = None) -> None:
        """Reach a scheduler, or start one with some workers on this machine.

        Raises:
            PlanparseError: dask is not installed, the scheduler does not answer, or its workers do not know
                planparse.
        """
        try:
            import dask
            import distributed
        except ImportError as error:
            raise PlanparseError("needs-extra", None, {"package": "dask", "extra": "dask"}) from error
        # The package has no types.
        self._dask: Any = distributed
        self._out = out
        self._cluster: Any = None
        with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
            if scheduler is None:
                self._cluster = self._dask.LocalCluster(
                    n_workers=max(1, workers), threads_per_worker=1, processes=True, dashboard_address=None,
                    silence_logs="CRITICAL",
                )  # fmt: skip
        try:
            self._client: Any = self._dask.Client(
                self._cluster or scheduler, timeout=_CONNECT_SECONDS, set_as_default=False
            )
            self._client.submit(_known, pure=False).result(timeout=_CONNECT_SECONDS * 3)
        except (OSError, TimeoutError, ValueError, ImportError, AttributeError) as error:
            if self._cluster is not None:
                self._cluster.close()
            detail = f"{type(error).__name__}: {error}"[:200]
            raise PlanparseError("no-cluster", scheduler, {"detail": detail}) from error

    @property
    def workers(self) -> int:
        """The threads that there are now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Made]:
        """Do some jobs; see ``Engine``."""
        suspects: deque[Chunk] = deque()
        under_way: dict[str, Chunk] = {}
        futures = self._dask.as_completed(loop=self._client.loop)

        def refill(most: int) -> None:
            while len(under_way) < most and (chunk := next(chunks, None)) is not None:
                future = self._client.submit(work, chunk, pure=False)
                under_way[future.key] = chunk
                futures.add(future)

        refill(self.workers * _AHEAD)
        for future in futures:
            chunk = under_way.pop(future.key)
            made = self._result(future)
            if made is None:
                # Whatever lay with a worker that died is under suspicion; each is heard by itself.
                suspects.extend(Chunk((job,), chunk.settings) for job in chunk.jobs)
            else:
                yield from (commit(self._out, one) for one in made)
            refill(self.workers * _AHEAD)
        for chunk in suspects:
            made = self._result(self._client.submit(work, chunk, pure=False))
            if made is None:
                yield from (lost(job, deadline(chunk)) for job in chunk.jobs)
            else:
                yield from (commit(self._out, one) for one in made)

    def _result(self, future: Any) -> list[Made] | None:
        """What came of a chunk; None where its workers died of it, or seem to have."""
        try:
            made: list[Made] = future.result()
        except self._dask.KilledWorker:
            return None
        finally:
            future.release()
        return made

    def close(self) -> None:
        """Leave the cluster, and end it where it was made here."""
        with suppress(Exception):
            self._client.close(timeout=5)
        if self._cluster is not None:
            with suppress(Exception):
                self._cluster.close(timeout=10)


def _known() -> str:
    """Runs on the cluster: whether planparse is there."""
    from planparse.batch.work import version

    return version()
