"""Pages to look at: two sample plans compared, and plans whose text wants to be more than text."""

import datetime
from dataclasses import replace
from pathlib import Path

from extractors.document import Block, Document, Source
from extractors.pipeline import extract
from planparse.checks import check
from planparse.compare import compare
from planparse.load import load
from planparse.report.formats import Options
from planparse.report.reviewed import Reviewed, examine, review
from planparse.waivers import Waiver

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
DAY = datetime.date(2026, 6, 1)

HOSTILE = {
    "script": "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>",
    "end of script": "</script></style></title><script>window.hacked = 1</script><!--",
    "attribute": '" onmouseover="window.hacked = 1" autofocus onfocus="window.hacked = 1" x="',
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} {0} {parent}",
    "bidi": "đạt \u202e%05 tấi tí\u202c \u2066x\u2069 \u200f",
    "ansi": "\x1b[2J\x1b]0;hacked\x07\x9b31m",
    "long line": "dài " * 25_000,
    "long word": "x" * 100_000,
    "block of 1 MB": "Xã hội hóa, số 5; " * 60_000,
}


def reviewed(local="ha-lang-2026", parent="hai-xuyen-2026", *, waive=(), known=()):
    """Two samples compared; findings of the codes ``waive`` are waived, those of ``known`` known."""
    found = compare(load(SAMPLES / f"{local}.docx"), load(SAMPLES / f"{parent}.docx"))
    waivers = [Waiver("đã thống nhất", "Nguyễn Thị Hoa", DAY, code=code) for code in waive]
    baseline = frozenset(f.fingerprint for f in found.findings if f.code in known)
    return review(found, waivers, baseline, DAY)


def hostile_plan(text, *, number, issuer):
    """A plan with that text wherever text can stand."""
    lines = (
        f"ỦY BAN NHÂN DÂN {issuer}",
        f"Số: {number}/KH-UBND",
        "KẾ HOẠCH",
        f"Việc làm năm 2026 {text[:200]}",
        f"Căn cứ Nghị định số 61/2015/NĐ-CP {text[:1000]}",
        f"I. CHỈ TIÊU {text[:500]}",
        f"- {text[:1000]} đạt ít nhất {number}0% hộ nghèo {text}",
        f"- Mở {number} lớp dạy nghề {text[:1000]}",
        "II. TỔ CHỨC THỰC HIỆN",
        f"1. Phòng Kinh tế {text[:100]}",
        f"- Chủ trì {text[:1000]}; báo cáo trước ngày {number}/11/2026.",
    )
    return extract(Document(tuple(map(Block, lines)), Source(path=f"{text[:60]}.txt")))


def hostile_review(text):
    """Two such plans compared."""
    local = hostile_plan(text, number=5, issuer="PHƯỜNG BÌNH KHÊ")
    parent = hostile_plan(text, number=7, issuer="THÀNH PHỐ VÂN HẢI")
    parent = replace(parent, meta=replace(parent.meta, level="province", title=text[:300]))
    return Reviewed(compare(local, parent))


def hostile_checks(text):
    """Such a plan checked."""
    plan = hostile_plan(text, number=5, issuer="PHƯỜNG BÌNH KHÊ")
    return (examine(plan, check(plan)),)


def checked(*names):
    """Samples checked."""
    plans = [load(SAMPLES / f"{name}.docx") for name in names or ("ha-lang-2026",)]
    return tuple(examine(plan, check(plan)) for plan in plans)


VI, EN = Options(lang="vi"), Options(lang="en")
