"""A plan as a page: everything shown, nothing obeyed."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from extractors.document import Block, CellPlace, Document
from extractors.pipeline import extract
from planparse.report.html_plan import displacy_html, html_page


def _plan(*texts):
    return extract(Document(tuple(map(Block, texts))))


PLAN = _plan(
    "KẾ HOẠCH",
    "Phát triển nghề đan lát năm 2026",
    "Căn cứ Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ;",
    "I. CHỈ TIÊU",
    "- Mở ít nhất 12 lớp dạy nghề, trong đó 03 lớp cho người khuyết tật.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Kinh tế",
    "- Chủ trì, phối hợp với Hội Nông dân triển khai; báo cáo trước ngày 15/11/2026.",
)


def _marks(page):
    return [
        (part, unescape(text))
        for part, text in re.findall(r'<mark class="(\w+)"[^>]*>(.*?)</mark>', page, re.DOTALL)
    ]


def _tags_of(page):
    """The names of all elements and of all attributes."""
    tags, names = set(), set()

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.add(tag)
            names.update(name for name, _ in attrs)

    Parser().feed(page)
    return tags, names


def test_every_row_is_marked_at_its_place():
    assert _marks(displacy_html(PLAN)) == [
        ("citations", "Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ"),
        ("targets", "ít nhất 12 lớp"),
        ("targets", "03 lớp"),
        ("deadlines", "trước ngày 15/11/2026"),
    ]


def test_sections_and_duties_stand_above_their_block():
    tags = re.findall(r'<span class="tag"[^>]*>(.*?)</span>', displacy_html(PLAN, "en"))
    assert tags == ["I", "II", "II.1", "Phòng Kinh tế: leads (Hội Nông dân)"]


def test_the_text_is_whole():
    page = re.sub(r'<div class="tags">.*?</div>', "", displacy_html(PLAN).partition("</dl>")[2])
    plain = " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())
    for block in PLAN.document.blocks:
        assert block.text in plain


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> đạt 80% hộ <b>nghèo</b>",
        '" onmouseover="alert(1) đạt 80% hộ',
        "{part} {0} đạt 80% hộ {bg}",
        "& &amp; đạt 80% hộ",
    ],
)
def test_text_is_never_markup(text):
    page = displacy_html(_plan("KẾ HOẠCH", "Việc làm", "I. CHỈ TIÊU", f"- {text}"))
    tags, names = _tags_of(page)
    assert not tags & {"script", "b"}
    assert "onmouseover" not in names
    assert text in unescape(re.sub(r"</?(?:mark|div)[^>]*>", "", page)).replace("\n", "")


def test_characters_that_turn_text_round_are_replaced():
    page = displacy_html(_plan("KẾ HOẠCH", "Việc làm", "I. CHỈ TIÊU", "- Đạt 80% \u202ehộ\x1b nghèo"))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert ("targets", "Đạt 80%") in _marks(page)


def test_the_page_loads_nothing():
    page = displacy_html(PLAN)
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=|url\(|@import", page)


def test_tables_stay_tables():
    cells = [
        Block("TT", "cell", cell=CellPlace(0, 0, 0, rows=2)),
        Block("Đơn vị", "cell", cell=CellPlace(0, 0, 1, columns=2)),
        Block("Thôn 1", "cell", cell=CellPlace(0, 1, 1)),
        Block("Thôn 2", "cell", cell=CellPlace(0, 1, 2)),
    ]
    page = displacy_html(extract(Document((Block("Việc làm"), *cells, Block("Hết")))))
    assert re.search(
        r'<table><tr><td id="p1-b1" rowspan="2">TT</td><td [^>]*colspan="2">Đơn vị</td></tr>', page
    )
    assert page.count("<table>") == 1


def test_several_plans_are_one_page_with_names_of_their_own():
    page = html_page((PLAN, PLAN), "en")
    assert page.count("<html") == page.count("</html>") == 1
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_document_without_rows_is_a_page_too(lang):
    assert "Xin chào." in displacy_html(_plan("Xin chào."), lang)
