"""Reviews and checks that the tests of several formats report."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from extractors.pipeline import extract
from planparse.checks import RULES, check, selected
from planparse.compare import compare
from planparse.readers import read
from planparse.report.reviewed import Checked, Reviewed, examine, review
from planparse.waivers import Waiver
from tests.factories import aim, bare, cite, city, due, duty, heading, plan

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
WARDS = ("bach-khe-2026", "ha-lang-2026", "mai-vi-2026", "ngoc-trach-2026")
CITY = "hai-xuyen-2026"
TODAY = datetime.date(2026, 6, 30)
LATER = datetime.date(2026, 12, 31)


def waiver(reason: str = "đã thống nhất với cấp trên", **named: str) -> Waiver:
    return Waiver(reason, "Lò Thị Hoa", LATER, **named)  # type: ignore[arg-type]


@cache
def sample(name: str, ending: str = "docx"):
    return extract(read(SAMPLES / f"{name}.{ending}"))


def reviewed(name: str, *waivers: Waiver, baseline: frozenset[str] = frozenset()) -> Reviewed:
    """A ward's sample plan against its city's."""
    return review(compare(sample(name), sample(CITY)), waivers, baseline, TODAY)


def examined(name: str, *waivers: Waiver, baseline: frozenset[str] = frozenset()) -> Checked:
    """A sample plan checked by all rules that are on by themselves."""
    rules = selected()
    return examine(sample(name), check(sample(name), rules), waivers, baseline, TODAY, rules=rules)


@cache
def hostile_review(text: str) -> Reviewed:
    """A comparison in which every word of both plans is that text, all of it found and part of it waived."""
    local = plan(
        aim(f"{text} 70", f"{text} giao việc", 70, text),
        bare(f"{text} mục tiêu riêng"),
        aim(f"{text} 3", f"{text} lớp", 3, "lớp"),
        issuer=text,
        number=text,
        title=text,
        path=f"{text.replace('/', '')}.txt",
        citations=[cite(text, issuer=text), cite(None, name=text)],
        sections=[heading("I", text)],
        duties=[duty(text, f"{text} việc của xã")],
        dues=[due(f"{text} trước ngày 20/6", "trước ngày 20/6", "--06-20")],
    )
    parent = city(
        aim(f"{text} 80", f"{text} giao việc", 80, text),
        aim(f"{text} 90", f"{text} việc khác hẳn", 90, "%"),
        sections=[heading("II", f"{text} cấp trên")],
        section="II",
        duties=[duty("UBND các xã, phường", f"{text} việc của cấp trên giao")],
        citations=[cite("1/2026/NĐ-CP", "nghị định")],
        title=text,
        path=f"{text.replace('/', '')}.parent.txt",
    )
    return review(compare(local, parent), [waiver(text, code="target-added")], frozenset(), TODAY)


@cache
def hostile_check(text: str) -> Checked:
    """A checked plan with that text wherever a problem quotes it, part of it waived."""
    from extractors.document import Block, Document, Source

    lines = (
        "Số: /KH-UBND",
        "KẾ HOẠCH",
        f"Giảm nghèo {text}",
        "I. MỤC TIÊU",
        f"1. Mục tiêu {text}",
        f"Nâng cao đời sống của người nghèo {text} trên địa bàn xã.",
        f"3. Chỉ tiêu {text}",
        f"Hoàn thành trước ngày …/…/2026 {text} theo Kế hoạch số …/KH-UBND {text}.",
        "4. Việc khác",
    )
    found = extract(Document(tuple(map(Block, lines)), Source(path=f"{text.replace('/', '')}.txt")))
    waivers = [waiver(text, code="N101")]
    return examine(found, check(found, RULES), waivers, frozenset(), TODAY, rules=RULES)
