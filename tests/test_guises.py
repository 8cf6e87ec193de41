"""One plan in many guises: whatever file it comes in, the same rows are read from it.

The plain text is the measure. Word comes with typed labels and with labels that Word computes, PDF
set in one column and with the letterhead in two, and the old formats through LibreOffice.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from extractors.pipeline import extract
from extractors.plan import Plan
from planparse.readers import read
from tests.programs import need_program
from tests.readers import make
from tests.readers.lists import abstract, level, num, restart
from tests.readers.make import W

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
NAMES = ("bach-khe-2026", "hai-xuyen-2026", "mai-vi-2026")
# A label at the start of a paragraph, its level in the list below, and what Word counts there.
LABELS = (
    (re.compile(r"([IVX]+)\. "), 0),
    (re.compile(r"(\d+)\. "), 1),
    (re.compile(r"\d+\.(\d+)\. "), 2),
    (re.compile(r"([a-z])\) "), 3),
    (re.compile(r"(-) "), 4),
    (re.compile(r"(\+) "), 5),
)
OUTLINE = abstract(
    90,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "-"),
    level(5, "bullet", "+"),
)
_LABEL = re.compile(r"^(?:[IVXLC]+\.|\d+(?:\.\d+)*\.|[a-zđ]\)|[-+])\s+")


def bare(text: str | None) -> str:
    """A text without the label before it: a label that Word computes stands in no text."""
    return _LABEL.sub("", text or "")


def facts(plan: Plan) -> dict[str, Any]:
    return {
        "sections": [(s.path, s.level, s.kind, s.title) for s in plan.sections],
        "citations": [(c.text, c.canonical, c.number, c.date, c.issuer, c.pinpoint) for c in plan.citations],
        "targets": [
            (bare(t.text), t.kind, t.indicator, t.comparator, t.value, t.upper, t.unit, t.direction, t.per)
            for t in plan.targets
        ],
        "assignments": [
            (a.agency, bare(a.task), a.role, a.partners, a.requested, a.inline, a.due)
            for a in plan.assignments
        ],
        "deadlines": [(d.text, d.due, d.every) for d in plan.deadlines],
        "allocations": [(a.to, a.indicator, a.value, a.unit) for a in plan.allocations],
        "meta": plan.meta,
    }


def same(name: str, path: Path) -> None:
    """The rows of a file are those of the plan's text."""
    expected, found = facts(extract(read(SAMPLES / f"{name}.txt"))), facts(extract(read(path)))
    for part, rows in expected.items():
        assert found[part] == rows, part


every_plan = pytest.mark.parametrize("name", NAMES)


@every_plan
def test_word_with_typed_labels(name: str) -> None:
    same(name, SAMPLES / f"{name}.docx")


def automatic(name: str, path: Path) -> int:
    """The plan in Word with its labels taken out of the text and left to Word; how many there are."""
    document = docx.Document(str(SAMPLES / f"{name}.docx"))
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(OUTLINE.replace("<w:abstractNum ", f"<w:abstractNum {W} ", 1)))
    numbers = iter(range(90, 10_000))

    def new_list(at: int, start: int) -> int:
        number = next(numbers)
        override = "" if at > 3 else restart(at, start)
        numbering.append(parse_xml(num(number, 90, override).replace("<w:num ", f"<w:num {W} ", 1)))
        return number

    current = new_list(0, 1)
    counts: dict[int, int] = {}
    changed = 0
    for paragraph in document.paragraphs:
        found = next(((p.match(paragraph.text), at) for p, at in LABELS if p.match(paragraph.text)), None)
        if found is None or found[0] is None:
            continue
        label, at = found
        wanted = _count(label[1], at)
        if at < 4:
            counts = {deeper: count for deeper, count in counts.items() if deeper <= at}
            if counts.get(at, 0) + 1 != wanted:
                current = new_list(at, wanted)
            counts[at] = wanted
        _drop(paragraph, len(label[0]))
        place = f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="{current}"/></w:numPr>'
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(place))
        changed += 1
    document.save(str(path))
    return changed


def _count(label: str, at: int) -> int:
    if at == 0:
        return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].index(label) + 1
    if at == 3:
        return ord(label) - ord("a") + 1
    return int(label) if label.isdigit() else 0


def _drop(paragraph: Any, length: int) -> None:
    """Take the first letters out of a paragraph."""
    for text in paragraph._p.iter(qn("w:t")):
        cut = min(length, len(text.text or ""))
        text.text = (text.text or "")[cut:]
        length -= cut
        if not length:
            return


@every_plan
def test_word_with_labels_that_word_computes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    assert automatic(name, path) > 20
    labels = [block.label for block in read(path).blocks if block.label]
    assert len(labels) > 20
    same(name, path)


@pytest.mark.parametrize("name", ["bach-khe-2026", "hai-xuyen-2026"])
def test_pdf_with_its_letterhead_in_two_columns(name: str) -> None:
    same(name, SAMPLES / f"{name}.pdf")


@pytest.mark.parametrize("name", ["bach-khe-2026", "mai-vi-2026"])
def test_pdf_in_one_column(name: str, tmp_path: Path) -> None:
    from reportlab.platypus import Paragraph

    make.fonts()
    head, body = make.style(indent=0, alignment=1), make.style()
    texts = [block.text for block in read(SAMPLES / f"{name}.txt").blocks]
    begins = next(at for at, text in enumerate(texts) if len(text) > 120 or text.startswith("Căn cứ"))
    story = [Paragraph(text, head if at < begins else body) for at, text in enumerate(texts)]
    same(name, make.pdf_of(tmp_path / "plan.pdf", story))


def converted(names: tuple[str, ...], suffix: str, folder: Path) -> Iterator[Path]:
    """The samples in another format, made by LibreOffice in one call."""
    command = [
        need_program("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", suffix, "--outdir", str(folder)),
        *(str(SAMPLES / f"{name}.docx") for name in names),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / f"{name}.{suffix}" for name in names)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Path]]:
    """The samples in an old format, converted once."""
    made: dict[str, dict[str, Path]] = {}

    def of(suffix: str) -> dict[str, Path]:
        if suffix not in made:
            folder = tmp_path_factory.mktemp(suffix)
            made[suffix] = dict(zip(NAMES, converted(NAMES, suffix, folder), strict=True))
        return made[suffix]

    return of


@every_plan
@pytest.mark.parametrize("suffix", ["doc", "odt", "html", "rtf"])
def test_old_and_odd_formats(name: str, suffix: str, old: Callable[[str], dict[str, Path]]) -> None:
    same(name, old(suffix)[name])
