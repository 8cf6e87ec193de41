"""The sample wards against their city: what falls short in duties, deadlines and beneficiaries, and nothing else."""

import json
from functools import cache
from pathlib import Path

import pytest

import corpus.samples
from planparse.compare import compare
from planparse.load import load

SAMPLES = Path(corpus.samples.__file__).parent
WARDS = sorted(path.stem for path in SAMPLES.glob("expected/*.json"))
KINDS = {"assignment": "assignments", "deadline": "deadlines", "group": "groups"}


@cache
def sample(name):
    return load(SAMPLES / f"{name}.docx")


@cache
def findings(name):
    record = json.loads((SAMPLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return record, compare(sample(name), sample(record["parent"])).findings


def words(finding):
    row = finding.parent
    return row.task if finding.type == "assignment" else row.name if finding.type == "group" else row.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WARDS)
def test_what_a_reviewer_must_hear_of(name, kind):
    record, found = findings(name)
    grave = [f for f in found if f.type == kind and f.severity != "info"]
    expected = record[KINDS[kind]]
    got = [
        (f.status, f.effect, words(f).startswith(row["quote"]))
        for f, row in zip(grave, expected, strict=True)
    ]
    assert got == [(row["status"][0], row.get("effect"), True) for row in expected]


# What is only for information, read by eye: the first words of the parent's row and what became of it.
TOLD = {
    "bach-khe-2026": [
        ("missing-perhaps", "Lồng ghép nội dung Kế hoạch"),
        ("missing-perhaps", "Phối hợp với các cơ sở giáo dục nghề nghiệp"),
        ("missing-perhaps", "Rà soát, cập nhật danh sách"),
        ("altered-stronger", "định kỳ 06 tháng (trước ngày 20/6)"),
        ("altered-stronger", "hằng năm (trước ngày 05/12)"),
    ],
    "ha-lang-2026": [
        ("missing-shared", "Chủ trì vận động, quản lý"),
        ("missing-shared", "Lồng ghép nội dung Kế hoạch"),
        ("missing-perhaps", "Phối hợp với các cơ sở giáo dục nghề nghiệp"),
        ("altered-unclear", "định kỳ 06 tháng (trước ngày 20/6)"),
        ("altered-unclear", "hằng năm (trước ngày 05/12)"),
    ],
    "mai-vi-2026": [
        ("missing-shared", "Chủ trì vận động, quản lý"),
        ("missing-shared", "Lồng ghép nội dung Kế hoạch"),
        ("missing-perhaps", "Phối hợp với các cơ sở giáo dục nghề nghiệp"),
        ("missing-perhaps", "Rà soát, cập nhật danh sách"),
        ("altered-stronger", "định kỳ 06 tháng (trước ngày 20/6)"),
    ],
    "ngoc-trach-2026": [
        ("missing-perhaps", "Chủ trì vận động, quản lý"),
        ("missing-perhaps", "Phối hợp với các cơ sở giáo dục nghề nghiệp"),
        ("missing-perhaps", "Rà soát, cập nhật danh sách"),
    ],
}


@pytest.mark.parametrize("name", WARDS)
def test_what_is_told_for_information(name):
    told = [
        (f.message.key.rpartition(".")[2], words(f))
        for f in findings(name)[1]
        if f.type in KINDS and f.severity == "info" and f.status not in ("kept", "added")
    ]
    assert [
        (key, text[: len(start)]) for (key, text), (_, start) in zip(told, TOLD[name], strict=True)
    ] == TOLD[name]


@pytest.mark.parametrize("name", [*WARDS, "hai-xuyen-2026"])
def test_a_sample_against_itself(name):
    assert {f.status for f in compare(sample(name), sample(name)).findings} == {"kept"}
