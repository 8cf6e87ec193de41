"""Every command that the README shows prints what the README says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHOWN = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", (ROOT / "README.md").read_text(encoding="utf-8"))


def run(command: str) -> str:
    words = shlex.split(command)
    program = {"planparse": ["-m", "planparse"], "python": []}[words[0]]
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PLANPARSE_LANG": "vi"}
    done = subprocess.run(
        [sys.executable, *program, *words[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_readme_says(command: str, shown: str) -> None:
    printed = run(command)
    at = 0
    # `…` alone on a line stands for lines left out.
    for part in re.split(r"^…\n", shown, flags=re.MULTILINE):
        found = printed.find(part.strip("\n"), at)
        assert found >= 0, f"not printed: {part}\n--- printed:\n{printed}"
        at = found + len(part.strip("\n"))


def test_the_readme_shows_commands() -> None:
    assert len(SHOWN) >= 4


CODE = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("code", CODE)
def test_python_in_the_readme_runs(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "lao động" in done.stdout
