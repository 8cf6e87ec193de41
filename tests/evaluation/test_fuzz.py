"""Damaged files give a plan or one clear error; the generator gives the same ones for the same seed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaluation import fuzz

KINDS = ("docx", "pdf", "html", "txt")


@pytest.fixture(scope="module")
def whole() -> dict[str, list[bytes]]:
    return fuzz.seeds(KINDS)


def test_the_same_seed_gives_the_same_files(whole: dict[str, list[bytes]]) -> None:
    assert list(fuzz.cases(20, 3, whole)) == list(fuzz.cases(20, 3, whole))
    assert list(fuzz.cases(20, 3, whole)) != list(fuzz.cases(20, 4, whole))


def test_every_kind_is_drawn_and_damaged(whole: dict[str, list[bytes]]) -> None:
    drawn = list(fuzz.cases(60, 1, whole))
    assert {kind for _, kind, _ in drawn} == set(KINDS)
    assert sum(data in whole[kind] for _, kind, data in drawn) < 10


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04"])
@pytest.mark.parametrize("kind", KINDS)
def test_even_the_smallest_file_can_be_damaged(kind: str, data: bytes) -> None:
    for number in range(40):
        fuzz.mutated(data, kind, random.Random(number))


def test_damaged_files_give_a_plan_or_one_clear_error(tmp_path: Path, whole: dict[str, list[bytes]]) -> None:
    found = list(fuzz.outcomes(fuzz.cases(80, 2030, whole), tmp_path))
    assert len(found) == 80
    assert [outcome for outcome in found if outcome.bad] == []
    assert {"plan"} < {outcome.result for outcome in found}


def test_what_must_not_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import planparse.load

    def fail(*_: object, **__: object) -> None:
        raise KeyError("w:p")

    monkeypatch.setattr(planparse.load, "load", fail)
    (outcome,) = fuzz.outcomes(iter([("a.txt", "txt", b"x")]), tmp_path)
    assert outcome.bad and outcome.result.startswith("traceback: KeyError")


def test_a_file_that_is_left_behind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    import planparse.load

    def litter(*_: object, **__: object) -> None:
        tempfile.mkstemp(prefix="litter")

    monkeypatch.setattr(planparse.load, "load", litter)
    (outcome,) = fuzz.outcomes(iter([("a.txt", "txt", b"x")]), tmp_path)
    assert outcome.bad and outcome.result.startswith("left behind: litter")
