"""Labels that Word computes. The numbers of a list are those that Word prints."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from planparse.readers.numbering import Numbering
from tests.readers.make import W


def level(at: int, shape: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "\uf0b7"),
    level(5, "bullet", "+"),
)


class Paper:
    """Paragraphs asked for their labels one after the other."""

    def __init__(self, *parts: str, styles: str = "") -> None:
        self.numbering = Numbering(
            parse_xml(f"<w:numbering {W}>{''.join(parts)}</w:numbering>"),
            parse_xml(f"<w:styles {W}>{styles}</w:styles>"),
        )

    def label(self, list_id: int | None = None, at: int | None = None, style: str = "") -> str | None:
        inner = "" if at is None else f'<w:ilvl w:val="{at}"/>'
        inner += "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
        own = f"<w:numPr>{inner}</w:numPr>" if inner else ""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return self.numbering.label(parse_xml(f"<w:p {W}><w:pPr>{named}{own}</w:pPr></w:p>"))

    def labels(self, *places: tuple[int, int]) -> list[str | None]:
        return [self.label(list_id, at) for list_id, at in places]


def test_levels_count_under_each_other() -> None:
    paper = Paper(OUTLINE, num(1, 0))
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 3), (1, 3), (1, 4), (1, 5), (1, 0), (1, 1)]
    assert paper.labels(*places) == [
        "I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "a)", "b)", "-", "+", "II.", "1.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "start", "expected"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("upperRoman", 3, ["III.", "IV."]),
        ("lowerRoman", 8, ["viii.", "ix."]),
        ("upperLetter", 25, ["Y.", "Z."]),
        ("lowerLetter", 26, ["z.", "aa."]),
        ("decimal", 0, ["0.", "1."]),
        ("none", 1, [".", "."]),
        ("ordinalText", 1, ["1.", "2."]),
    ],
)
def test_shapes(shape: str, start: int, expected: list[str]) -> None:
    paper = Paper(abstract(0, level(0, shape, "%1.", start=start)), num(1, 0))
    assert paper.labels((1, 0), (1, 0)) == expected


def test_lists_on_one_abstract_list_count_together() -> None:
    paper = Paper(OUTLINE, num(1, 0), num(2, 0))
    assert paper.labels((1, 0), (2, 0), (1, 0)) == ["I.", "II.", "III."]


def test_a_list_may_start_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    paper = Paper(OUTLINE, num(1, 0), num(2, 0, restart))
    assert paper.labels((1, 0), (1, 0), (2, 0), (2, 0)) == ["I.", "II.", "I.", "II."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "Điều %1.")}</w:lvlOverride>'
    paper = Paper(OUTLINE, num(1, 0, own))
    assert paper.labels((1, 0), (1, 1)) == ["Điều 1.", "1."]


def test_a_level_that_never_restarts() -> None:
    law = abstract(
        0, level(0, "upperRoman", "Chương %1"), level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    )
    paper = Paper(law, num(1, 0))
    assert paper.labels((1, 0), (1, 1), (1, 0), (1, 1)) == ["Chương I", "Điều 1.", "Chương II", "Điều 2."]


def test_a_level_that_restarts_after_the_first_one_only() -> None:
    levels = [
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2."),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
    ]
    paper = Paper(abstract(0, *levels), num(1, 0))
    assert paper.labels((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)) == [
        "I.", "1.", "a)", "2.", "b)", "II.", "a)",
    ]  # fmt: skip


def test_a_legal_level_writes_plain_numbers() -> None:
    paper = Paper(
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")), num(1, 0)
    )
    assert paper.labels((1, 0), (1, 0), (1, 1)) == ["I.", "II.", "2.1"]


def test_a_level_that_is_skipped_counts_as_begun() -> None:
    paper = Paper(OUTLINE, num(1, 0))
    assert paper.labels((1, 2), (1, 1), (1, 0)) == ["1.1.", "2.", "II."]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:basedOn '
    'w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Point"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId '
    'w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Part"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


def test_a_style_may_name_the_list() -> None:
    paper = Paper(OUTLINE, num(1, 0), styles=STYLES)
    assert [paper.label(style=style) for style in ("Part", "Point", "Child", "Normal", "A", "")] == [
        "I.", "1.", "II.", None, None, None,
    ]  # fmt: skip


def test_a_level_may_name_its_style() -> None:
    linked = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:pStyle w:val="Part"/>')
    )
    assert Paper(linked, num(1, 0), styles=STYLES).label(style="Part") == "1."


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    assert Paper(OUTLINE, num(1, 0), styles=STYLES).label(0, 0, style="Part") is None


def test_a_list_may_point_to_a_numbering_style() -> None:
    pointer = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
    style = (
        '<w:style w:type="numbering" w:styleId="Outline"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    paper = Paper(OUTLINE, pointer, num(1, 0), num(2, 1), styles=style)
    assert paper.labels((2, 0), (2, 1)) == ["I.", "1."]


@pytest.mark.parametrize(("list_id", "at"), [(0, 0), (7, 0), (1, 8), (1, 99), (None, 0)])
def test_places_outside_any_list(list_id: int | None, at: int) -> None:
    assert Paper(OUTLINE, num(1, 0)).label(list_id, at) is None


def test_a_document_without_lists() -> None:
    assert Numbering(None, None).label(parse_xml(f"<w:p {W}/>")) is None
