"""The benchmark of the readers on small files: what it measures, not how fast."""

import pytest

from evaluation import bench_readers
from tests.readers.make import fonts


@pytest.fixture
def small(monkeypatch):
    fonts()
    for name, value in (("_PAGES", 7), ("_SAMPLE", 2), ("_BLOCKS", 20)):
        monkeypatch.setattr(bench_readers, name, value)


def test_every_figure_has_its_bound_and_no_character_is_lost(small):
    results = {result.name: result for result in bench_readers.readers()}
    held = [name for name, result in results.items() if result.kept is not None]
    assert len(held) == 7
    for name, result in results.items():
        if name.endswith("characters wrong"):
            assert (result.figure, result.kept) == ("0.000 %", True)
        if name.endswith("peak memory"):
            assert result.kept
