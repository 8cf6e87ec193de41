"""The page of checked plans: every problem once, at its place, with the rule that it breaks."""

from collections import Counter

import pytest
from lxml import html

from planparse.report.formats import write_checks
from planparse.report.reviewed import Checked
from planparse.waivers import Waived, Waiver
from tests.report.pages import DAY, EN, HOSTILE, VI, checked, hostile_checks

ONE = checked()
TWO = checked("ha-lang-2026", "mai-vi-2026")


def _page(given=ONE, options=VI):
    written = write_checks("html", given, options)
    return html.document_fromstring(written, parser=html.HTMLParser(huge_tree=True))


@pytest.mark.parametrize("options", [VI, EN], ids=["vi", "en"])
@pytest.mark.parametrize("given", [ONE, TWO], ids=["one", "two"])
def test_every_problem_is_there_once(given, options):
    page = _page(given, options)
    told = Counter(
        (a.get("data-f"), a.get("data-rule"), a.get("data-severity"))
        for a in page.xpath("//article[@data-f]")
    )
    assert told == Counter(
        (f"{number}-{p.id}", p.code, p.severity) for number, one in enumerate(given) for p in one.problems
    )


def test_names_are_unique_and_links_lead_somewhere():
    page = _page(TWO)
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(names)


def test_problems_are_marked_where_they_are():
    page = _page()
    for problem in ONE[0].problems:
        if problem.hit.span is not None and problem.quote:
            marks = page.xpath(f"//*[contains(@class, 'm problem')][@data-f='0-{problem.id}']")
            assert marks
            assert page.xpath(f"//*[@id='k0b{problem.hit.span.block}']//*[@data-f='0-{problem.id}']")


def test_each_rule_is_explained_once():
    page = _page(TWO)
    codes = {problem.code for one in TWO for problem in one.problems}
    assert page.xpath("//article[@class='rule']/@id") == [f"r-{code}" for code in sorted(codes)]


def test_waived_and_known_problems_are_listed_apart():
    first, second, *others = ONE[0].problems
    waiver = Waiver("đã thống nhất", "Nguyễn Thị Hoa", DAY, code=first.code)
    page = _page((Checked(ONE[0].plan, tuple(others), (Waived(first, waiver),), (second,)),))
    assert page.xpath("//details[@id='g-waived']/article/@data-f") == [f"0-{first.id}"]
    assert page.xpath("//details[@id='g-known']/article/@data-f") == [f"0-{second.id}"]


def test_a_plan_without_problems_is_a_page_too():
    page = _page((Checked(ONE[0].plan, ()),))
    assert "Không có điều gì phải sửa." in page.text_content()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(text):
    given = hostile_checks(text)
    page = _page(given)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == len(page.xpath("//title")) == 1
    assert not page.xpath("//img | //*[@onerror or @onmouseover or @onfocus or @autofocus]")
    assert len(page.xpath("//article[@data-f]")) == len(given[0].problems)
