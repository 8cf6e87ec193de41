"""A run that is killed goes on where it stopped: real processes, real SIGKILL."""

import os
import random
import signal
import subprocess
import sys

import pytest

from tests.batch.plans import batch, files, write

PLANS = 24
KILLS = 10


def start(folder, *arguments):
    paths = [path for path in sys.path if path]
    return subprocess.Popen(
        [sys.executable, "-m", "planparse", "batch", "wards", "--parent", "city.txt", "--format", "text",
         "--fail-on", "never", "--jobs", "2", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )  # fmt: skip


def run(folder, **how):
    """The batch in this process; gives the names of what was compared or tried."""
    return batch(folder / "wards", folder / "out", folder / "city.txt", **how)[1]


def records(out):
    return {path.name: path.stat().st_mtime_ns for path in (out / "records").glob("*.json")}


def kill_after(process, out, count):
    """Kill the run as soon as so many records are there; False where it has ended before."""
    while process.poll() is None:
        if (out / "records").is_dir() and len(list((out / "records").glob("*.json"))) >= count:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
        try:
            process.wait(timeout=0.003)
        except subprocess.TimeoutExpired:
            continue
    return False


@pytest.mark.parametrize("seed", [5])
def test_killed_at_ten_moments_and_resumed_it_gives_the_same_files(tmp_path, seed):
    write(tmp_path, PLANS)
    (tmp_path / "wards" / "empty.txt").touch()
    run_ = start(tmp_path, "-o", "whole")
    assert run_.wait(timeout=120) == 2  # one file is empty
    chance = random.Random(seed)
    # Each moment is a little later than the last, so that every run has something left to do.
    moments = sorted(chance.sample(range(PLANS), KILLS))
    out, killed = tmp_path / "out", 0
    before: dict[str, int] = {}
    for moment in moments:
        killed += kill_after(start(tmp_path, "-o", "out", "--resume"), out, moment)
        now = records(out)
        # Nothing that was done is done again.
        assert before.items() <= now.items()
        before = now
    assert killed == KILLS
    assert start(tmp_path, "-o", "out", "--resume").wait(timeout=120) == 2
    assert before.items() <= records(out).items()
    assert files(out) == files(tmp_path / "whole")
    spare = [path for path in out.rglob("*") if path.name.startswith(".planparse-")]
    assert spare == []


def test_what_is_done_is_not_read_again(tmp_path):
    wards = write(tmp_path, 3)
    run(tmp_path)
    first = files(tmp_path / "out")
    done = records(tmp_path / "out")
    assert run(tmp_path, resume=True) == []
    assert records(tmp_path / "out") == done
    # A change of one file makes that one new, and only that one.
    path = wards / "ward-01.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("đạt 70%", "đạt 75%"), encoding="utf-8")
    run(tmp_path, resume=True)
    now = records(tmp_path / "out")
    assert {name for name in now if now[name] != done[name]} == {"ward-01.json"}
    assert files(tmp_path / "out") != first


@pytest.mark.parametrize(
    ("what", "harm"),
    [
        ("a record cut short", lambda out: (out / "records/ward-01.json").write_bytes((out / "records/ward-01.json").read_bytes()[:900])),
        ("an empty record", lambda out: (out / "records/ward-01.json").write_bytes(b"")),
        ("a record that is none", lambda out: (out / "records/ward-01.json").write_text("[]\n")),
        ("a report that is gone", lambda out: (out / "reports/ward-01.txt").unlink()),
        ("no journal of parents", lambda out: [path.unlink() for path in (out / ".batch/sheets").iterdir()]),
        ("no summary", lambda out: (out / "summary.csv").unlink()),
        ("a file half written", lambda out: (out / "records/.planparse-x1").write_bytes(b"{")),
    ],
)  # fmt: skip
def test_what_is_damaged_is_made_again(tmp_path, what, harm):
    write(tmp_path, 3)
    run(tmp_path)
    whole = files(tmp_path / "out")
    harm(tmp_path / "out")
    run(tmp_path, resume=True)
    assert files(tmp_path / "out") == whole


def test_other_options_make_other_results(tmp_path):
    write(tmp_path, 2)
    run(tmp_path)
    done = records(tmp_path / "out")
    run(tmp_path, resume=True, lang="en")
    assert all(done[name] != when for name, when in records(tmp_path / "out").items())


def test_a_plan_that_is_gone_goes_from_the_results_too(tmp_path):
    wards = write(tmp_path, 3)
    run(tmp_path)
    (tmp_path / "out" / "records" / "own.json").write_text("{}")
    (wards / "ward-02.txt").unlink()
    run(tmp_path, resume=True)
    assert sorted(records(tmp_path / "out")) == ["own.json", "ward-00.json", "ward-01.json"]
    assert not (tmp_path / "out" / "reports" / "ward-02.txt").exists()


def test_a_bad_file_that_was_mended_is_compared(tmp_path):
    wards = write(tmp_path, 2)
    text = (wards / "ward-01.txt").read_text(encoding="utf-8")
    (wards / "ward-01.txt").write_text("")
    run(tmp_path)
    assert len((tmp_path / "out" / "errors.csv").read_bytes().splitlines()) == 2
    (wards / "ward-01.txt").write_text(text, encoding="utf-8")
    run(tmp_path, resume=True)
    assert (tmp_path / "out" / "errors.csv").read_bytes() == b"file,error\r\n"
    assert sorted(records(tmp_path / "out")) == ["ward-00.json", "ward-01.json"]
