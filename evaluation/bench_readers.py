"""How fast files are read: PDF against pdfplumber, Word against a bare loop of python-docx, in one run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from evaluation.bench import Result
from evaluation.timing import seconds

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
# What must hold: times as fast as pdfplumber, megabytes, share of characters, times as long as python-docx.
PLAIN, RULED, MEMORY, ERROR, WORD = 6.0, 4.0, 250.0, 0.001, 4.0
_PAGES = 180
_RULED_ONE_IN = 6
_SAMPLE = 60  # pages that pdfplumber is timed on: it takes all pages alike
_BLOCKS = 4_000  # paragraphs of the Word file
_MEMORY = """
import re, resource, sys
from pathlib import Path
from planparse.readers.pdf import read_pdf
read_pdf(Path(sys.argv[1]).read_bytes(), sys.argv[1])
# On Linux the usage of a process begins with that of the one it was forked from; its status does not.
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(peak[1] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def readers() -> Iterator[Result]:
    """Rates of the readers of PDF and of Word, as ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _word(folder)
        try:
            import reportlab  # noqa: F401
        except ImportError:
            yield Result("pdf", "reportlab not installed: pip install 'planparse[bench]'")
            return
        if not _FONT.exists():
            yield Result("pdf", "no font with Vietnamese letters: install fonts-dejavu-core")
            return
        yield from _pdf(folder / "plain.pdf", "without ruled tables", PLAIN, ruled=False)
        yield from _pdf(folder / "ruled.pdf", "ruled tables on one page in six", RULED, ruled=True)


def _paragraphs() -> Iterator[str]:
    """The paragraphs of the samples, over and over."""
    from planparse.readers import read

    blocks = [block for path in sorted(_SAMPLES.glob("*.txt")) for block in read(path).blocks]
    return cycle([block.text for block in blocks if block.kind == "paragraph" and len(block.text) > 60])


def _pdf(path: Path, told: str, bound: float, *, ruled: bool) -> Iterator[Result]:
    import pdfplumber

    from planparse.readers.pdf import read_pdf

    texts = _write_pdf(path, ruled=ruled)
    data = path.read_bytes()

    def theirs() -> None:
        with pdfplumber.open(path, pages=list(range(1, _SAMPLE + 1))) as document:
            for page in document.pages:
                page.extract_text()
                page.close()

    own = _PAGES / seconds(lambda: read_pdf(data, str(path)), runs=3)
    other = _SAMPLE / seconds(theirs, runs=1)
    blocks = read_pdf(data, str(path))[0]
    yield Result(f"pdf, {told}: pdfplumber", f"{other:.1f} pages/s")
    yield Result(f"pdf, {told}: planparse", f"{own:.1f} pages/s, {own / other:.1f} ×", own / other >= bound)
    wrong = _error("".join(texts), "".join(block.text for block in blocks))
    yield Result(f"pdf, {told}: characters wrong", f"{100 * wrong:.3f} %", wrong <= ERROR)
    memory = _memory(path)
    yield Result(f"pdf, {told}: peak memory", f"{memory:.0f} MB", memory <= MEMORY)


def _write_pdf(path: Path, *, ruled: bool) -> list[str]:
    """A plan of ``_PAGES`` pages; its texts in reading order."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Serif", str(_FONT)))
    look: dict[str, Any] = {"fontName": "Serif", "fontSize": 12, "leading": 16, "spaceAfter": 6}
    body = ParagraphStyle("body", alignment=4, firstLineIndent=28, **look)
    small = ParagraphStyle("cell", **{**look, "fontSize": 9, "leading": 11, "spaceAfter": 0})
    paragraphs = _paragraphs()
    texts: list[str] = []
    story: list[Any] = []
    for page in range(_PAGES):
        if page:
            story.append(PageBreak())
        if ruled and page % _RULED_ONE_IN == 0:
            rows = _rows(islice(paragraphs, 12), page)
            texts.extend(cell for row in rows for cell in row)
            cells = [[Paragraph(cell, small) for cell in row] for row in rows]
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            story.append(Table(cells, colWidths=[30, 270, 100, 50], style=grid))
            continue
        room = 2_300  # characters that a page holds
        while room > 0:
            text = next(paragraphs)
            if len(text) + 90 > room:
                break
            room -= len(text) + 90
            texts.append(text)
            story.append(Paragraph(text, body))
    template = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=85, rightMargin=57, topMargin=57)
    template.build(story)
    return texts


def _rows(tasks: Iterator[str], page: int) -> list[list[str]]:
    head = [["TT", f"Nhiệm vụ của phần {page}", "Chủ trì", "Năm"]]
    return head + [[str(n), text[:160].strip(), "Phòng Kinh tế", "2026"] for n, text in enumerate(tasks, 1)]


def _error(expected: str, found: str) -> float:
    """The share of characters that are wrong, white space left aside."""
    from rapidfuzz.distance import Levenshtein

    right, read = "".join(expected.split()), "".join(found.split())
    return Levenshtein.distance(right, read) / max(1, len(right))


def _memory(path: Path) -> float:
    """The peak memory of a process that reads a file, in MB."""
    command: Sequence[str] = [sys.executable, "-c", _MEMORY, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / (1_000_000 if sys.platform == "darwin" else 1_000)


def _word(folder: Path) -> Iterator[Result]:
    import docx

    from planparse.readers.docx import read_docx

    path = folder / "plan.docx"
    document = docx.Document()
    for text in islice(_paragraphs(), _BLOCKS):
        document.add_paragraph(text)
    document.save(str(path))
    data = path.read_bytes()

    def theirs() -> None:
        for paragraph in docx.Document(str(path)).paragraphs:
            paragraph.text  # noqa: B018

    base = seconds(theirs)
    own = seconds(lambda: read_docx(data, str(path)))
    yield Result("docx: python-docx, paragraph.text", f"{base:.3f} s for {_BLOCKS} paragraphs")
    yield Result("docx: planparse", f"{own:.3f} s, {own / base:.2f} ×", own / base <= WORD)
