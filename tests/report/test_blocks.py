"""Blocks as a table, as a record and as a page."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

from extractors.document import Block, CellPlace, Document, Notice, Source
from planparse.readers.pdf_tables import Place
from planparse.readers.pdf_view import Picture, View
from planparse.report.blocks import blocks_record, blocks_text
from planparse.report.blocks_html import blocks_html

DOCUMENT = Document(
    (
        Block("Mục tiêu", label="1.", page=1),
        Block("Tổ chức đọc sách tại các khu phố, trường học và công viên, mỗi tháng một lần.", page=1),
        Block("12 hộ\nmới", kind="cell", page=2, cell=CellPlace(0, 1, 2, rows=2)),
    ),
    Source("ke-hoach.pdf", "pdf", "ab" * 32, 2),
    (Notice("page-without-text", {"page": "2"}),),
)
VIEW = View(
    DOCUMENT.blocks,
    (
        (Place(1, 10, 20, 50, 40),),
        (Place(1, 10, 60, 90, 70), Place(1, 5, 70, 80, 80)),
        (Place(2, 0, 0, 100, 200),),
    ),
    (Picture(100, 200, b"one"), Picture(100, 200, b"two")),
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str, name: str) -> list[dict[str, str | None]]:
    parser = _Tags()
    parser.feed(html)
    return [attributes for tag, attributes in parser.found if tag == name]


def test_the_table_shows_number_page_kind_label_and_the_whole_text() -> None:
    lines = blocks_text(DOCUMENT, "vi").splitlines()
    assert lines[0] == "ke-hoach.pdf (pdf, 2 trang, 3 khối)"
    assert lines[1].split() == ["#", "Trang", "Loại", "Nhãn", "Văn", "bản"]
    assert lines[3].split() == ["0", "1", "đoạn", "1.", "Mục", "tiêu"]
    assert "ô 2,3" in lines[6]
    assert " ".join(" ".join(lines[4:6]).split()).endswith("công viên, mỗi tháng một lần.")
    assert lines[-1].startswith("Cảnh báo: trang 2 chỉ có hình ảnh")


def test_the_table_fits_its_width() -> None:
    for width in (40, 60, 80, 120):
        assert max(map(len, blocks_text(DOCUMENT, "vi", width=width).splitlines())) <= width


def test_columns_that_would_be_empty_are_left_out() -> None:
    lines = blocks_text(Document((Block("Mục tiêu"),)), "en").splitlines()
    assert lines[1].split() == ["#", "Kind", "Text"]


def test_text_cannot_act_on_the_terminal() -> None:
    assert "\x1b" not in blocks_text(Document((Block("a\x1b[31mb"),)))


def test_the_record() -> None:
    record = blocks_record(DOCUMENT, "en")
    assert record["schema"] == "planparse/blocks/1"
    assert record["source"]["pages"] == 2
    assert record["blocks"][0] == {
        "text": "Mục tiêu",
        "kind": "paragraph",
        "label": "1.",
        "page": 1,
        "cell": None,
    }
    assert record["blocks"][2]["cell"] == {"table": 0, "row": 1, "column": 2, "rows": 2, "columns": 1}
    assert record["warnings"][0]["code"] == "page-without-text"


def test_blocks_are_listed_where_there_are_no_pages() -> None:
    html = blocks_html(DOCUMENT, "vi")
    assert re.findall(r'<tr id="b(\d+)"', html) == ["0", "1", "2"]
    assert "12 hộ<br>mới" in html and not tags(html, "img")


def test_pages_are_drawn_with_their_blocks_over_them() -> None:
    html = blocks_html(DOCUMENT, "vi", VIEW)
    pictures = [str(tag["src"]) for tag in tags(html, "img")]
    assert pictures == [f"data:image/png;base64,{base64.b64encode(png).decode()}" for png in (b"one", b"two")]
    boxes = [tag for tag in tags(html, "a") if "box" in str(tag["class"])]
    assert [(box["href"], box["class"], box["style"]) for box in boxes] == [
        ("#b0", "box paragraph", "left:10.00%;top:10.00%;width:40.00%;height:10.00%"),
        ("#b1", "box paragraph", "left:5.00%;top:30.00%;width:85.00%;height:10.00%"),
        ("#b2", "box cell", "left:0.00%;top:0.00%;width:100.00%;height:100.00%"),
    ]
    assert "<b>0 đoạn</b>" in html and "<b>2 ô</b>" in html


def test_blocks_of_another_reading_are_listed_beside_their_page() -> None:
    other = View((), (), VIEW.pictures)
    html = blocks_html(DOCUMENT, "vi", other)
    assert "box paragraph" not in html
    assert re.findall(r'<tr id="b(\d+)"', html) == ["0", "1", "2"]


def test_the_page_loads_nothing_and_obeys_nothing() -> None:
    hostile = Document((Block('<script>alert(1)</script> "x" \u202e'),), Source('<b>"x".pdf'))
    html = blocks_html(hostile, "vi", View(hostile.blocks, ((Place(1, 0, 0, 1, 1),),), VIEW.pictures))
    assert not tags(html, "script") and "\u202e" not in html
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", html)
