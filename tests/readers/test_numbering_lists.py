"""Whole lists as Word files: the labels are those written down, and those that LibreOffice prints."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from extractors.document import Block
from planparse.readers.cleaning import clean
from planparse.readers.docx import read_docx
from planparse.readers.numbering import Numbering
from tests.programs import need_program
from tests.readers.list_cases import CASES
from tests.readers.lists import Case, labels_of

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
# Bullets are drawn differently by everyone; what counts is that there is one.
BULLETS = "-+•◦▪–➢✓"


def lines_of(blocks: tuple[Block, ...]) -> list[str]:
    return [
        f"{block.label or ''} {line}" if number == 0 else line
        for block in blocks
        for number, line in enumerate(block.text.split("\n"))
    ]


def read_labels(path: Path) -> list[str]:
    return labels_of(lines_of(read_docx(path.read_bytes(), str(path))[0]))


def plain(labels: list[str]) -> list[str]:
    return [
        "-" if label and (label in BULLETS or "\ue000" <= label <= "\uf8ff") else label for label in labels
    ]


def printed(paths: list[Path], folder: Path) -> dict[str, list[str]]:
    """The lines that LibreOffice prints for each file, all in one call."""
    command = [
        need_program("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "txt:Text:UTF8", "--outdir", str(folder / "text")),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {
        path.stem: (folder / "text" / f"{path.stem}.txt").read_text("utf-8-sig").splitlines()
        for path in paths
    }


def test_there_are_enough_lists_and_each_has_its_name() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_labels(case: Case, tmp_path: Path) -> None:
    assert read_labels(case.save(tmp_path)) == case.expected


def test_libreoffice_prints_the_same_labels(tmp_path: Path) -> None:
    """The labels written down are checked themselves, but for the cases that say why they differ."""
    paths = [case.save(tmp_path) for case in CASES]
    texts = printed(paths, tmp_path)
    differing = {
        case.name
        for case, path in zip(CASES, paths, strict=True)
        if plain(labels_of(texts[path.stem])) != plain(case.expected)
    }
    assert differing <= {case.name for case in CASES if case.apart}


def test_labels_of_real_documents_are_those_of_libreoffice(tmp_path: Path) -> None:
    paths = sorted(REAL.glob("**/*.docx"))
    if not paths:
        pytest.skip("no real documents beside the checkout")
    texts = printed(paths, tmp_path)
    wrong: list[tuple[str, str | None, str]] = []
    for path in paths:
        shown = {clean(line) for line in texts[path.stem]}
        for label, text in labelled(path):
            if text and clean(f"{label or ''} {text}") not in shown:
                # Lines that are only joined otherwise end with nothing that was printed.
                wrong += [(path.name, label, line) for line in shown if line.endswith(text) and line != text]
    assert wrong == []


def labelled(path: Path) -> Iterator[tuple[str | None, str]]:
    """The paragraphs of a document one by one, each with its label."""
    document = Document(str(path))
    numbering = Numbering(document.part.numbering_part.element, document.styles.element)
    for paragraph in document.element.body.iter(qn("w:p")):
        parts = (part.text or " " for part in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))
        yield numbering.label(paragraph), clean("".join(parts))
