"""The same batch on a cluster: real worker processes, one of them killed in the middle."""

import os
import signal

import pytest

from planparse.batch.engine_local import LocalEngine
from planparse.batch.model import Settings
from planparse.batch.run import Wanted, Watcher, run_batch
from planparse.errors import PlanparseError
from tests.batch.plans import files, write

pytest.importorskip("distributed")
SETTINGS = Settings(formats=("text",), cache=False)


def wanted(folder, out):
    return Wanted(str(folder / "wards"), (str(folder / "city.txt"),), out, SETTINGS)


@pytest.fixture
def cluster():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
    ) as made:
        yield made


class _Killer(Watcher):
    """Kills one worker of a cluster when so many plans are compared."""

    def __init__(self, cluster, after):
        self.cluster, self.left, self.killed = cluster, after, None

    def done(self, made):
        self.left -= made.job.kind == "pair"
        if self.left == 0:
            self.killed = next(iter(self.cluster.workers.values())).pid
            os.kill(self.killed, signal.SIGKILL)


def test_a_cluster_gives_the_same_files_and_loses_nothing_with_a_worker(tmp_path, cluster):
    from planparse.batch.engine_dask import DaskEngine

    write(tmp_path, 20)
    (tmp_path / "wards" / "empty.txt").touch()
    run_batch(wanted(tmp_path, tmp_path / "local"), lambda: LocalEngine(tmp_path / "local", 2))
    killer = _Killer(cluster, after=5)
    out = tmp_path / "dask"
    result = run_batch(wanted(tmp_path, out), lambda: DaskEngine(out, 3, cluster.scheduler_address), killer)
    assert killer.killed is not None
    assert len(result.compared) == 20
    assert files(out) == files(tmp_path / "local")


def test_a_file_that_kills_its_workers_is_given_up_and_the_rest_goes_on(tmp_path, monkeypatch):
    from planparse.batch import engine_dask
    from tests.batch import misbehaving

    wards = write(tmp_path, 4)
    (wards / "ward-02.txt").rename(wards / "poison.txt")
    monkeypatch.setattr(engine_dask, "work", misbehaving.crash_whole)
    out = tmp_path / "out"
    result = run_batch(wanted(tmp_path, out), lambda: engine_dask.DaskEngine(out, 2))
    assert [(f.file, f.error.code) for f in result.overview.failures] == [
        (str(wards / "poison.txt"), "worker-lost")
    ]
    assert len(result.compared) == 3


def test_a_scheduler_that_is_not_there_is_one_reason(tmp_path, monkeypatch):
    from planparse.batch import engine_dask

    monkeypatch.setattr(engine_dask, "_CONNECT_SECONDS", 1)
    write(tmp_path, 1)
    with pytest.raises(PlanparseError) as told:
        run_batch(
            wanted(tmp_path, tmp_path / "out"),
            lambda: engine_dask.DaskEngine(tmp_path / "out", 1, "tcp://127.0.0.1:9"),
        )
    assert told.value.code == "no-cluster"
