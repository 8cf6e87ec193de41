"""Programs and fonts that some tests need: absent, they skip by name, or fail where they are required."""

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = os.environ.get("PLANPARSE_REQUIRE_PROGRAMS") == "1"


def absent(name: str) -> None:
    """Skip the test for want of ``name``; fail where all programs have to be there."""
    if REQUIRED:
        pytest.fail(f"{name} is not installed; scripts/system-packages installs it")
    pytest.skip(f"{name} is not installed")


def need_program(name: str) -> str:
    """The path of a program."""
    path = shutil.which(name)
    if path is None:
        absent(name)
    return str(path)


def need_file(path: Path, name: str) -> Path:
    """The path of a file that a system package brings."""
    if not path.exists():
        absent(name)
    return path
