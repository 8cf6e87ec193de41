"""Worker processes that crash and hang: the batch goes on."""

import pytest

from planparse.batch.engine_local import LocalEngine
from planparse.batch.model import Chunk, File, Job, Settings
from planparse.batch.run import Wanted, run_batch
from planparse.batch.store import Store
from planparse.errors import PlanparseError
from tests.batch.plans import files, write

SETTINGS = Settings(formats=("text",), cache=False)


def batch(folder, out, work=None, *, resume=False, jobs=2, **more):
    wanted = Wanted(str(folder / "wards"), (str(folder / "city.txt"),), out, SETTINGS, resume=resume, **more)
    function = f"tests.batch.misbehaving:{work}" if work else "planparse.batch.work:do"
    return run_batch(wanted, lambda: LocalEngine(out, jobs, function))


@pytest.mark.parametrize("work", ["crash", "hang", "hang_in_native_code"])
def test_a_file_that_takes_its_worker_down_twice_is_one_row_of_errors(tmp_path, work):
    wards = write(tmp_path, 5)
    (wards / "ward-02.txt").rename(wards / "poison.txt")
    result = batch(tmp_path, tmp_path / "out", work)
    assert [(f.file, f.error.code) for f in result.overview.failures] == [
        (str(wards / "poison.txt"), "worker-lost")
    ]
    assert len(result.compared) == 4
    assert sorted(path.name for path in (tmp_path / "out" / "records").iterdir()) == [
        "ward-00.json", "ward-01.json", "ward-03.json", "ward-04.json",
    ]  # fmt: skip


def test_a_worker_that_dies_once_costs_nothing(tmp_path):
    wards = write(tmp_path, 4)
    (wards / "ward-02.txt").rename(wards / "poison.txt")
    result = batch(tmp_path, tmp_path / "out", "crash_once")
    assert result.overview.failures == ()
    assert len(result.compared) == 4


def test_what_was_given_up_is_not_tried_again_unless_asked(tmp_path):
    wards = write(tmp_path, 2)
    (wards / "ward-01.txt").rename(wards / "poison.txt")
    out = tmp_path / "out"
    batch(tmp_path, out, "crash")
    again = batch(tmp_path, out, resume=True)
    assert (again.fresh, [f.error.code for f in again.overview.failures]) == (0, ["worker-lost"])
    retried = batch(tmp_path, out, resume=True, retry=True)
    assert (retried.fresh, retried.overview.failures) == (1, ())
    assert batch(tmp_path, out, resume=True).fresh == 0


def test_workers_that_cannot_begin_end_the_batch_with_one_reason(tmp_path):
    write(tmp_path, 3)
    with pytest.raises(PlanparseError) as told:
        wanted = Wanted(str(tmp_path / "wards"), (str(tmp_path / "city.txt"),), tmp_path / "out", SETTINGS)
        run_batch(wanted, lambda: LocalEngine(tmp_path / "out", 2, "no.such.module:work"))
    assert told.value.code == "no-workers"


def test_a_chunk_that_kills_its_worker_is_taken_apart(tmp_path):
    """Of several files in one go only the one that is at fault is given up."""
    wards = write(tmp_path, 3)
    (wards / "ward-01.txt").rename(wards / "poison.txt")
    out = tmp_path / "out"
    store = Store(out, resume=False)
    city = File(str(tmp_path / "city.txt"), "city.txt")
    names = ("ward-00", "poison", "ward-02")
    jobs = tuple(Job("pair", n, File(str(wards / f"{n}.txt"), n), city) for n in names)
    engine = LocalEngine(out, 1, "tests.batch.misbehaving:crash")
    try:
        made = {
            one.job.name: one.error and one.error.code for one in engine.run(iter([Chunk(jobs, SETTINGS)]))
        }
    finally:
        engine.close()
        store.close()
    assert made == {"ward-00": None, "poison": "worker-lost", "ward-02": None}


def test_no_worker_is_left_when_the_batch_is_over(tmp_path):
    write(tmp_path, 4)
    engines = []

    def engine():
        engines.append(LocalEngine(tmp_path / "out", 2))
        return engines[-1]

    run_batch(
        Wanted(str(tmp_path / "wards"), (str(tmp_path / "city.txt"),), tmp_path / "out", SETTINGS), engine
    )
    assert engines[0]._crew == []


def test_results_do_not_depend_on_how_many_work(tmp_path):
    write(tmp_path, 6)
    batch(tmp_path, tmp_path / "one", jobs=1)
    batch(tmp_path, tmp_path / "three", jobs=3)
    assert files(tmp_path / "one") == files(tmp_path / "three")
