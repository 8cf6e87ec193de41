"""Speed of the comparison: the whole command against importing python-docx, pairing, the Word report."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.plan import Plan

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# What must hold: the first and the last a ratio, the second in seconds of processor time.
COMMAND, PAIRING, WORD = 5.0, 1.0, 2.0
_TARGETS = 500
# Paragraphs of prose that make a plan of the samples one of some sixty pages.
_PADDING = 630
_PROSE = (
    "Những năm qua, đời sống của Nhân dân trên địa bàn từng bước đổi thay; đường làng ngõ xóm khang trang "
    "hơn, chợ quê đông vui hơn, nếp sống của các gia đình vẫn giữ được sự thuận hòa, gắn bó vốn có của vùng "
    "đất này"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in words, and whether it keeps its bound (None where it has none)."""

    name: str
    text: str
    kept: bool | None = None


def _many(plan: Plan, order: random.Random) -> Plan:
    """The plan with its targets repeated to the number wanted, each copy about another place."""
    from dataclasses import replace

    rows = [row for row in plan.targets if row.kind != "baseline"]
    found = [
        replace(row, id=f"{row.id}-{copy}", indicator=f"{row.indicator} khu vực {copy}", part_of=None)
        for copy in range(_TARGETS // len(rows) + 1)
        for row in rows
    ][:_TARGETS]
    order.shuffle(found)
    return replace(plan, targets=tuple(found))


def comparison() -> Iterator[Figure]:
    """`planparse diff` of two plans of some ten pages, and 500 targets against 500."""
    from evaluation.timing import process_seconds, seconds
    from planparse.compare.targets import compare_targets
    from planparse.compare.words import Vocabulary
    from planparse.load import load

    pair = [str(_SAMPLES / f"{name}.docx") for name in ("bach-khe-2026", "hai-xuyen-2026")]
    base = process_seconds(("-c", "import docx"))
    own = process_seconds(("-m", "planparse", "diff", *pair, "--fail-on", "never"))
    yield Figure("python -c 'import docx'", f"{base:.3f} s")
    yield Figure("planparse diff of two docx", f"{own:.3f} s, {own / base:.2f} ×", own / base <= COMMAND)

    order = random.Random(5)
    local, parent = (_many(load(path), order) for path in pair)
    vocabulary = Vocabulary((local.meta, parent.meta))
    taken = seconds(lambda: compare_targets(parent, local, vocabulary))
    yield Figure(f"{_TARGETS} targets against {_TARGETS}", f"{taken:.2f} s", taken <= PAIRING)

    yield from _word(Path(pair[1]))


def _word(parent: Path) -> Iterator[Figure]:
    """The Word report on a plan of sixty pages, against python-docx loading and saving that plan."""
    from evaluation.timing import seconds
    from planparse.compare import compare
    from planparse.load import load
    from planparse.report.docx_comments import write_review
    from planparse.report.formats import Options
    from planparse.report.reviewed import review

    with tempfile.TemporaryDirectory() as folder:
        path = _long(Path(folder) / "local.docx")
        data = path.read_bytes()
        reviewed = review(compare(load(path), load(parent)))

        def theirs() -> None:
            import docx

            docx.Document(io.BytesIO(data)).save(io.BytesIO())

        base = seconds(theirs, runs=9)
        own = seconds(lambda: write_review(reviewed, Options()), runs=9)
    told = sum(finding.status != "kept" for finding in reviewed.comparison.findings)
    yield Figure("python-docx loads and saves 60 pages", f"{1000 * base:.0f} ms")
    yield Figure(
        f"Word report on them, {told} findings",
        f"{1000 * own:.0f} ms, {own / base:.2f} ×",
        own / base <= WORD,
    )


def _long(path: Path) -> Path:
    """A ward's plan of the samples with paragraphs put in that are no duty and no target of anybody."""
    import docx
    from docx.text.paragraph import Paragraph

    document: Any = docx.Document(str(_SAMPLES / "ha-lang-2026.docx"))
    heading = next(one for one in document.paragraphs if one.text.startswith("III."))
    model = next(one for one in document.paragraphs if one.text.startswith("- "))
    for number in range(_PADDING):
        added = Paragraph(deepcopy(model._p), model._parent)
        added.runs[0].text = f"{_PROSE} (đoạn {number})."
        heading._p.addprevious(added._p)
    document.save(str(path))
    return path
