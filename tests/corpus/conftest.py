"""A small corpus of the sample plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from extractors.document import Block, Document, Source
from extractors.pipeline import extract
from planparse.load import load

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
NAMES = ("bach-khe-2026", "ha-lang-2026", "hai-xuyen-2026", "mai-vi-2026", "ngoc-trach-2026")


def plan_of_lines(*lines, path=None, sha256=None):
    """What is extracted from some paragraphs."""
    return extract(Document(tuple(map(Block, lines)), Source(path=path, sha256=sha256)))


@pytest.fixture(scope="session")
def plans():
    return [load(SAMPLES / f"{name}.txt") for name in NAMES]


@pytest.fixture
def filled(tmp_path, plans):
    with Corpus(tmp_path / "corpus.db") as corpus:
        corpus.add_many(plans)
        yield corpus
