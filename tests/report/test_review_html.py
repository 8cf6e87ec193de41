"""The page of a comparison: every finding once, at its place, and nothing in it but text."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from extractors.document import Block, CellPlace, Document
from extractors.pipeline import extract
from planparse.compare import compare
from planparse.report.formats import write_review
from planparse.report.page import frame
from planparse.report.page.frame import digest
from planparse.report.review_html import anchors
from planparse.report.reviewed import Reviewed
from tests.factories import aim, bare, city, plan
from tests.report.pages import EN, HOSTILE, VI, hostile_review, reviewed

PAIR = reviewed()
MIXED = reviewed("bach-khe-2026", waive=("target-missing",), known=("section-added",))


def asset(name):
    return (Path(frame.__file__).parent / "assets" / name).read_text(encoding="utf-8")


def _page(given=PAIR, options=VI):
    return html.document_fromstring(write_review("html", given, options))


def _listed(page):
    return page.xpath("//article[@data-f]")


@pytest.mark.parametrize("options", [VI, EN], ids=["vi", "en"])
@pytest.mark.parametrize("given", [PAIR, MIXED], ids=["pair", "mixed"])
def test_every_finding_is_there_once(given, options):
    page = _page(given, options)
    everything = (*given.comparison.findings, *(one.item for one in given.waived), *given.known)
    told = Counter((a.get("data-f"), a.get("data-type"), a.get("data-status")) for a in _listed(page))
    assert told == Counter((f.id, f.type, f.status) for f in everything)
    assert page.get("lang") == options.lang


def test_counts_are_those_of_the_comparison():
    page = _page()
    for severity in ("error", "warning", "info"):
        count = sum(f.severity == severity and f.status != "kept" for f in PAIR.comparison.findings)
        (chip,) = page.xpath(f"//label[contains(@class, 'chip {severity}')]//b")
        assert int(chip.text) == count
        assert page.xpath(f"//details[@id='g-{severity}']//h2/span")[0].text == str(count)
        assert len(page.xpath(f"//details[@id='g-{severity}']/article")) == count
    total = sum(int(re.search(r"\d+", c.text_content())[0]) for c in page.find_class("c") if c.tag == "span")
    assert total == len(PAIR.comparison.findings)


def test_names_are_unique_and_links_lead_somewhere():
    for page in (_page(), _page(MIXED)):
        names = page.xpath("//@id")
        assert len(names) == len(set(names))
        assert {link[1:] for link in page.xpath("//a/@href")} <= set(names)


def test_both_plans_stand_in_the_page_word_for_word():
    page = _page()
    for side, one in (("p", PAIR.comparison.parent), ("l", PAIR.comparison.local)):
        for number, block in enumerate(one.document.blocks):
            (element,) = page.xpath(f"//*[@id='{side}{number}']")
            assert block.text in element.text_content()
    assert set(page.xpath("//div[@class='plan']/@lang")) == {"vi"}


def test_rows_are_marked_at_their_place():
    page = _page()
    for finding in PAIR.comparison.findings:
        for side, row in (("p", finding.parent), ("l", finding.local)):
            if row is None or finding.type in ("group", "section"):
                continue
            marks = page.xpath(f"//*[@id='{side}-{finding.id}']")
            assert len(marks) == 1, finding.id
            assert marks[0].get("data-f") == finding.id


def test_what_changed_is_told_word_by_word():
    local = plan(aim("80%", "tỷ lệ hộ vay vốn", 80, bullet="Tỷ lệ hộ vay vốn đạt 80%"))
    parent = city(
        aim("ít nhất 90%", "tỷ lệ hộ vay vốn", 90, "%", ">=", bullet="Tỷ lệ hộ vay vốn đạt ít nhất 90%")
    )
    page = _page(Reviewed(compare(local, parent)))
    (article,) = [a for a in _listed(page) if a.get("data-type") == "target"]
    assert [mark.text_content() for mark in article.xpath(".//mark")] == ["ít nhất 90%", "80%"]
    (plot,) = article.xpath(".//svg[@role='img']")
    assert plot.get("aria-label") == "Cấp trên: ≥ 90%; Địa phương: 80%"


def test_a_number_that_is_gone_is_marked_on_the_parents_side():
    local = plan(bare("Tỷ lệ hộ được vay vốn ưu đãi"))
    parent = city(
        aim(
            "ít nhất 50%",
            "tỷ lệ hộ được vay vốn ưu đãi",
            50,
            "%",
            ">=",
            bullet="Tỷ lệ hộ được vay vốn ưu đãi đạt ít nhất 50%",
        )
    )
    page = _page(Reviewed(compare(local, parent)))
    (article,) = page.xpath("//article[@data-status='unquantified']")
    assert "ít nhất 50%" in " ".join(mark.text_content() for mark in article.xpath(".//mark"))


def test_waived_and_known_findings_are_listed_apart():
    page = _page(MIXED)
    waived = page.xpath("//details[@id='g-waived']/article")
    assert len(waived) == len(MIXED.waived) > 0
    assert "đã thống nhất (Nguyễn Thị Hoa" in waived[0].text_content()
    assert len(page.xpath("//details[@id='g-known']/article")) == len(MIXED.known) > 0


def test_the_policy_lets_only_the_pages_own_style_and_script_run():
    page = _page()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert f"style-src '{digest(page.xpath('//style')[0].text)}'" in policy
    (script,) = page.xpath("//script[not(@type)]")
    assert f"script-src '{digest(script.text)}'" in policy
    assert "</" not in asset("script.js").replace("</g", "")
    assert not page.xpath("//@style | //@src | //link | //*[starts-with(name(@*[1]), 'on')]")
    assert not re.search(r"url\(|@import", asset("style.css"))


def test_tables_keep_their_columns_where_cells_are_empty():
    cells = [
        Block("TT", "cell", cell=CellPlace(0, 0, 0, rows=2)),
        Block("Số hộ", "cell", cell=CellPlace(0, 0, 1, columns=2)),
        Block("2026", "cell", cell=CellPlace(0, 1, 1)),
        Block("2027", "cell", cell=CellPlace(0, 1, 2)),
        Block("Cộng", "cell", cell=CellPlace(0, 2, 1)),
    ]
    given = Reviewed(compare(extract(Document(tuple(cells))), city()))
    rows = _page(given).xpath("//section[@id='l-text']//tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["TT", "Số hộ"],
        ["2026", "2027"],
        ["", "Cộng"],
    ]


def test_two_plans_without_anything_are_a_page_too():
    given = Reviewed(compare(plan(), city()))
    assert len(_listed(_page(given))) == len(given.comparison.findings)


@pytest.mark.parametrize(
    ("pairs", "chain"),
    [
        ([(1, 1), (2, 2), (3, 3)], [(1, 1), (2, 2), (3, 3)]),
        ([(1, 9), (2, 2), (3, 3), (4, 1)], [(2, 2), (3, 3)]),
        ([(5, 5), (1, 1), (1, 2), (1, 3)], [(1, 1), (5, 5)]),
        ([], []),
    ],
)
def test_partners_by_which_the_sides_scroll_rise_on_both(pairs, chain):
    rows = plan(*(aim(f"{n}%", f"chỉ tiêu {n}", n) for n in range(1, 12))).targets
    base = PAIR.comparison.findings[0]
    findings = [_between(base, rows[0], a, b) for a, b in pairs]
    assert anchors(findings) == chain


def _between(finding, row, parent, local):
    sides = (replace(row, span=replace(row.span, block=block)) for block in (parent, local))
    return replace(finding, type="target", **dict(zip(("parent", "local"), sides, strict=True)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(text):
    given = hostile_review(text)
    written = write_review("html", given, VI)
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200f\x00-\x08\x0b-\x1f\x7f-\x9f]", written)
    page = html.document_fromstring(written, parser=html.HTMLParser(huge_tree=True))
    assert [script.get("type") for script in page.xpath("//script")] == ["application/json", None]
    assert not page.xpath("//img | //*[@onerror or @onmouseover or @onfocus or @autofocus]")
    assert len(page.xpath("//style")) == len(page.xpath("//title")) == 1
    told = Counter(a.get("data-f") for a in _listed(page))
    assert told == Counter(f.id for f in given.comparison.findings)
    assert all(isinstance(n, int) for pair in json.loads(page.xpath("//script")[0].text) for n in pair)
    assert "49" not in page.xpath("//title")[0].text


def test_the_page_of_endless_blocks_is_little_larger_than_their_text():
    given = hostile_review(HOSTILE["block of 1 MB"])
    text = sum(
        len(b.text.encode())
        for one in (given.comparison.local, given.comparison.parent)
        for b in one.document.blocks
    )
    assert len(write_review("html", given, VI).encode()) < 8 * text
