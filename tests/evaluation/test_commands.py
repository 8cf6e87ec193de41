"""``python -m evaluation`` as it is called."""

import json
import subprocess
import sys

import pytest

from evaluation.group import COMMANDS, run


@pytest.fixture
def score(folder, capsys):
    def call(*more):
        code = run(["score", "--gold", str(folder / "gold"), "--source", str(folder), *more])
        return code, capsys.readouterr()

    return call


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name, capsys):
    assert run([name, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_the_help_of_the_group_loads_no_command():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "evaluation", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(name in done.stdout for name in COMMANDS)
    assert not any(heavy in done.stderr for heavy in ("spacy", "rapidfuzz", "extractors", "underthesea"))


def test_ones_own_labels_are_scored(score):
    code, said = score()
    assert code == 0
    assert "targets      P 1.000  R 1.000  F1 1.000  strict 1.000  (2 gold, 2 found)" in said.out


def test_json_holds_figures_and_rows(score):
    _, said = score("--json")
    record = json.loads(said.out)
    assert record["figures"]["deadlines"]["f1"] == 1
    assert {row["part"] for row in record["rows"]} == {"sections", "targets", "assignments", "deadlines"}


def test_a_loss_against_an_earlier_run_is_named_and_gives_code_1(score, folder):
    saved = folder / "run.json"
    assert score("--save", str(saved))[0] == 0
    plan = folder / "plan.txt"
    plan.write_text(plan.read_text(encoding="utf-8").replace("80%", "70%"), encoding="utf-8")
    code, said = score("--against", str(saved), "--misses")
    assert code == 1
    assert "- plan targets: 80 % | hộ làm nghề được vay vốn: right → missed" in said.out
    assert "plan targets MISSED" in said.out
    assert "plan targets EXTRA" in said.out


def test_calibration_is_printed(score):
    assert "confidence of 0.9 or more" in score("--calibration")[1].out


def test_a_bad_run_to_compare_with_is_one_line(score, folder):
    code, said = score("--against", str(folder / "gold" / "plan.json"))
    assert code == 2
    assert said.err.count("\n") == 1
    assert "plan.json" in said.err


def test_bad_labels_are_one_line_and_code_2(score, folder):
    (folder / "gold" / "plan.json").write_text("[1]", encoding="utf-8")
    code, said = score()
    assert (code, said.out) == (2, "")
    assert said.err.count("\n") == 1


def test_the_samples_are_scored_by_default(capsys):
    assert run(["score", "--suffix", ".txt"]) == 0
    assert "5 documents" in capsys.readouterr().out
