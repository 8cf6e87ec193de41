"""One plan as text, Word and PDF gives the same blocks."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from planparse.readers import read
from tests.readers import make


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


def test_text_gives_its_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("\n\n".join(make.plan_lines()), encoding="utf-8")
    assert texts(path) == make.plan_lines()


def test_word_gives_the_same(tmp_path: Path) -> None:
    assert texts(make.plan_docx(tmp_path / "plan.docx")) == make.plan_lines()


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({}, id="first lines indented, justified"),
        pytest.param({"indent": 0}, id="no indent, space between paragraphs"),
        pytest.param({"alignment": 0}, id="ragged right"),
        pytest.param({"fontSize": 14, "leading": 21}, id="large print over more pages"),
    ],
)
def test_pdf_gives_the_same(tmp_path: Path, look: dict[str, int]) -> None:
    make.fonts()
    assert texts(make.plan_pdf(tmp_path / "plan.pdf", **look)) == make.plan_lines()


@pytest.mark.parametrize("width", [60, 72, 90])
@pytest.mark.parametrize("indent", ["", "      "])
def test_text_with_fixed_line_length_gives_the_same(tmp_path: Path, width: int, indent: str) -> None:
    lines = make.plan_lines()
    body = [
        textwrap.fill(line, width, initial_indent=indent, break_on_hyphens=False, break_long_words=False)
        if len(line) > 60
        else line
        for line in lines
    ]
    path = tmp_path / "plan.txt"
    path.write_text("\n\n".join(body) if not indent else "\n".join(body), encoding="utf-8")
    assert texts(path) == lines


def test_the_pages_of_a_pdf_are_told(tmp_path: Path) -> None:
    make.fonts()
    document = read(make.plan_pdf(tmp_path / "plan.pdf", fontSize=16, leading=26))
    pages = [block.page for block in document.blocks]
    assert document.source.pages is not None and document.source.pages > 1
    assert pages[0] == 1 and pages[-1] == document.source.pages
    assert pages == sorted(page or 0 for page in pages)
