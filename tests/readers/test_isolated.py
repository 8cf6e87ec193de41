"""A reader that crashes, hangs or devours takes down its own process only, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from planparse.errors import ReadError
from planparse.readers import Limits, isolated, read
from tests.programs import need_program
from tests.readers import make

TASKS = "tests.readers.misbehaving"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty before and after each test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("task", "data", "code", "detail"),
    [
        ("crash", None, "reader-crashed", {"detail": "signal 11"}),
        ("devour", 2**40, "reader-crashed", {"detail": "MemoryError"}),
        ("recurse", None, "reader-crashed", {"detail": "RecursionError"}),
        ("refuse", "why", "broken-pdf", {"detail": "why"}),
    ],
)
def test_what_goes_wrong_is_one_error(
    temporary: Path, task: str, data: object, code: str, detail: dict[str, str]
) -> None:
    with pytest.raises(ReadError) as caught:
        isolated.run(f"{TASKS}:{task}", data, "plan.pdf", 60)
    assert (caught.value.code, caught.value.path, caught.value.arguments) == (code, "plan.pdf", detail)
    assert list(temporary.iterdir()) == []


def test_a_hang_ends_at_the_time_limit(temporary: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadError) as caught:
        isolated.run(f"{TASKS}:hang", None, "plan.pdf", 1.5)
    assert (caught.value.code, caught.value.arguments) == ("reader-timeout", {"seconds": "1.5"})
    assert time.monotonic() - begun < 20
    assert list(temporary.iterdir()) == []


def test_what_native_code_prints_is_no_part_of_the_result(temporary: Path) -> None:
    assert isolated.run(f"{TASKS}:print_much", {"a": "ă"}, "plan.pdf", 60) == {"a": "ă"}


def test_temporary_files_of_the_task_vanish_with_it(temporary: Path) -> None:
    used = Path(isolated.run(f"{TASKS}:folder", None, "plan.pdf", 60))
    assert used.parent == temporary and not used.exists()


def test_the_time_limit_holds_for_a_pdf(tmp_path: Path) -> None:
    make.fonts()
    path = make.plan_pdf(tmp_path / "plan.pdf")
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(seconds=0.001))
    assert caught.value.code == "reader-timeout"


def _processes(mark: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                status = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if mark.encode() in command and status != "Z":
                found.append(entry.name)
    return found


def _wait(condition: object, seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_killed_program_leaves_no_file_and_no_office_behind(tmp_path: Path, number: signal.Signals) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("no /proc to look for processes in")
    need_program("soffice")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    plan = tmp_path / "plan.rtf"
    plan.write_bytes(rb"{\rtf1\ansi " + rb"K\'e9 ho\'e1ch ph\'e1t tri\'e9n \par " * 100_000 + b"}")
    process = subprocess.Popen(
        [sys.executable, "-m", "planparse", "parse", str(plan)],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Tests that run in the background inherit a SIGINT that is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        # LibreOffice is at work once its profile names where it is.
        assert _wait(lambda: any("soffice.bin" in _command(one) for one in _processes(str(temporary))))
        process.send_signal(number)
        process.wait(timeout=30)
    finally:
        process.kill()
    assert _wait(lambda: not list(temporary.iterdir()))
    assert _wait(lambda: not _processes(str(temporary)))
    assert list(temporary.iterdir()) == []


def _command(number: str) -> str:
    try:
        return Path("/proc", number, "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
