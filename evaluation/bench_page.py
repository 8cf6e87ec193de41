"""The interactive page of a long comparison: its size, and how soon a browser lets one work with it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.document import Document

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# What must hold: bytes, and seconds from opening the file to the end of its script with the page painted.
SIZE, OPEN = 2_000_000, 1.0
_PAGES = 60
# A4 with the margins and the 14 pt type of Nghị định 30/2020/NĐ-CP, annex I.
_PAGE = 2400
_RUNS = 5
_FIGURE = re.compile(r"(?<![\d/.,-])\d{2,3}(?![\d/.,-])")
_READY = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
    done([performance.getEntriesByName('ready')[0].startTime, performance.now()]))))"""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in words, and whether it keeps its bound (None where it has none)."""

    name: str
    text: str
    kept: bool | None = None


def long_plan(name: str, pages: int = _PAGES) -> Document:
    """A sample plan's text over and over, each time with other figures and about another area."""
    from planparse.readers import read

    document = read(_SAMPLES / f"{name}.txt")
    blocks = list(document.blocks)
    size = sum(len(block.text) for block in blocks)
    for copy in count(1):
        for block in document.blocks:
            if size >= pages * _PAGE:
                return replace(document, blocks=tuple(blocks))
            text = _FIGURE.sub(lambda found, copy=copy: str(int(found[0]) + copy), block.text)  # type: ignore[misc]
            if text.endswith((".", ";")):
                text = f"{text[:-1]} tại khu vực {copy}{text[-1]}"
            blocks.append(replace(block, text=text))
            size += len(text)
    raise AssertionError("a plan without blocks")


def page() -> Iterator[Figure]:
    """The size of the page of two plans of 60 pages, and the time until Chromium has it ready."""
    from evaluation.timing import seconds
    from extractors.pipeline import extract
    from planparse.compare import compare
    from planparse.report.formats import Options
    from planparse.report.review_html import write_review
    from planparse.report.reviewed import Reviewed

    local, parent = (extract(long_plan(name)) for name in ("bach-khe-2026", "hai-xuyen-2026"))
    pages = sum(len(b.text) for b in parent.document.blocks) / _PAGE
    reviewed = Reviewed(compare(local, parent))
    html = write_review(reviewed, Options())
    size = len(html.encode())
    found = len(reviewed.comparison.findings)
    yield Figure("the pair", f"{pages:.0f} pages each, {found} findings")
    yield Figure("size of the page", f"{size / 1e6:.2f} MB", size < SIZE)
    yield Figure("writing it", f"{seconds(lambda: write_review(reviewed, Options())):.2f} s")
    yield from _opening(html)


def _opening(html: str) -> Iterator[Figure]:
    browser = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        yield Figure("opening it", "needs chromium and playwright")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        taken: list[tuple[float, float]] = []
        for _ in range(_RUNS):
            tab = chromium.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(path.as_uri())
            ready, painted = tab.evaluate(_READY)
            taken.append((ready / 1000, painted / 1000))
            tab.close()
        chromium.close()
    ready, painted = (median(column) for column in zip(*taken, strict=True))
    yield Figure("ready in Chromium", f"{ready:.2f} s, painted {painted:.2f} s", painted < OPEN)
