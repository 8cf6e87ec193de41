"""A plan as Markdown: true headings, lists and tables, and no text taken for markup."""

import re

import pytest
from markdown_it import MarkdownIt

from extractors.document import Block, CellPlace, Document, Notice
from extractors.pipeline import extract
from planparse.report.markdown_plan import plan_markdown
from planparse.report.markup import paragraph, plain

TEXTS = (
    "KẾ HOẠCH",
    "Phát triển nghề đan lát năm 2026",
    "Căn cứ Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ;",
    "I. CHỈ TIÊU",
    "1. Dạy nghề",
    "- Mở ít nhất 12 lớp dạy nghề.",
    "+ Trong đó 03 lớp cho người khuyết tật.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Kinh tế",
    "Chủ trì triển khai.",
)


def _plan(*blocks, notices=()):
    made = tuple(one if isinstance(one, Block) else Block(one) for one in blocks)
    return extract(Document(made, notices=tuple(notices)))


def headings(text):
    return re.findall(r"^(#+) (.*)$", text, re.MULTILINE)


def test_title_and_sections_are_headings_in_their_order():
    assert headings(plan_markdown(_plan(*TEXTS))) == [
        ("#", "KẾ HOẠCH Phát triển nghề đan lát năm 2026"),
        ("##", "I. CHỈ TIÊU"),
        ("###", "1. Dạy nghề"),
        ("##", "II. TỔ CHỨC THỰC HIỆN"),
        ("###", "1. Phòng Kinh tế"),
    ]


def test_bullets_are_one_list_with_its_second_level():
    text = plan_markdown(_plan(*TEXTS))
    assert "- Mở ít nhất 12 lớp dạy nghề.\n  - Trong đó 03 lớp cho người khuyết tật.\n\n" in text


def test_labels_that_word_computes_are_written():
    text = plan_markdown(_plan("KẾ HOẠCH", "Việc làm", Block("CHỈ TIÊU", label="I."), "- Đạt 80% hộ."))
    assert ("##", "I. CHỈ TIÊU") in headings(text)


def test_tables_stay_tables():
    cells = [
        Block("TT", "cell", cell=CellPlace(0, 0, 0)),
        Block("Đơn vị", "cell", cell=CellPlace(0, 0, 1)),
        Block("1", "cell", cell=CellPlace(0, 1, 0)),
        Block("Thôn 1\nvà | Thôn 2", "cell", cell=CellPlace(0, 1, 1)),
    ]
    text = plan_markdown(_plan("Việc làm", *cells, "Hết"))
    assert "| TT | Đơn vị |\n| --- | --- |\n| 1 | Thôn 1 và \\| Thôn 2 |" in text


def test_a_document_without_title_or_rows():
    assert plan_markdown(_plan("Xin chào.")).startswith("# không có tên tệp\n\nXin chào.\n")


def test_warnings_are_told():
    text = plan_markdown(_plan(*TEXTS, notices=[Notice("unaccepted-changes", {"count": "1"})]), "en")
    assert "1 tracked change that is not accepted" in text


@pytest.mark.parametrize(
    "text",
    [
        "*đậm* _nghiêng_ ~~gạch~~ `mã`",
        "<script>alert(1)</script><b>x</b>",
        "[liên kết](javascript:alert(1)) ![ảnh](http://a.vn/x.png)",
        "https://a.vn/?q=1 www.a.vn",
        "# không là đề mục",
        "&lt;b&gt; &amp;",
        "a | b",
        "$x$",
    ],
)
def test_no_text_is_markup(text):
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for written in (plain(f"chữ {text}"), paragraph(text)):
        inline = [token for token in parser.parse(written) if token.type == "inline"]
        assert len(inline) == 1
        children = inline[0].children
        assert {child.type for child in children} <= {"text", "text_special"}
        assert "".join(child.content for child in children).endswith(text)


@pytest.mark.parametrize("text", ["1. Mục", "12) Mục", "- mục", "+ mục", "= mục", "2026. Hết"])
def test_a_paragraph_is_no_list(text):
    tokens = [token.type for token in MarkdownIt().parse(paragraph(text))]
    assert tokens == ["paragraph_open", "inline", "paragraph_close"]


def test_nothing_hidden_is_written():
    text = plan_markdown(_plan("KẾ HOẠCH", "Việc\u202e làm\x1b[2J", "I. CHỈ TIÊU", "- Đạt 80%\x00 hộ"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", text)
