"""``import planparse``: what a program gets, and the worked example."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import planparse
from extractors.plan import Plan
from planparse.compare import Comparison

ROOM = Path(__file__).resolve().parents[1] / "corpus"
WARD, CITY = ROOM / "samples" / "ha-lang-2026.txt", ROOM / "samples" / "hai-xuyen-2026.txt"


def test_the_functions_take_paths_and_plans():
    ward = planparse.parse(WARD)
    assert isinstance(ward, Plan)
    by_paths, by_plans = planparse.diff(WARD, str(CITY)), planparse.diff(ward, planparse.parse(CITY))
    assert isinstance(by_paths, Comparison) and by_paths == by_plans
    assert planparse.check(WARD) == planparse.check(ward) != ()


def test_a_file_that_cannot_be_read_is_one_error(tmp_path):
    with pytest.raises(planparse.PlanparseError) as caught:
        planparse.parse(tmp_path / "nothing.docx")
    assert "\n" not in caught.value.line("en")


def test_the_public_names_are_there_and_no_others():
    for name in planparse.__all__:
        assert getattr(planparse, name) is not None and name in dir(planparse)
    with pytest.raises(AttributeError):
        planparse.nothing  # noqa: B018


def test_importing_planparse_loads_nothing_heavy():
    program = "import sys, planparse; print([m for m in ('click', 'sqlite3', 'lxml', 'numpy', 'extractors') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOM.parent)
    assert done.stdout == "[]\n"


def test_the_example_runs(capsys):
    pytest.importorskip("pandas")
    notebook = json.loads((ROOM / "example.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5 and all(cell["outputs"] == [] for cell in notebook["cells"] if "outputs" in cell)
    names = {"__name__": "__main__"}
    for number, cell in enumerate(cells):
        exec(compile(cell, f"example.ipynb, cell {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "lao động" in printed and "Ủy ban nhân dân phường" in printed and "Added(" in printed
