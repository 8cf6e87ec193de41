"""The lists that the Word reader is held to, grouped by what they are about."""

from __future__ import annotations

from tests.readers.lists import Case, abstract, level, num, own, restart, style

_NO_LEGAL = "LibreOffice reads isLgl of no level and writes the levels above as they are"
_OVERRIDE_ONCE = "LibreOffice takes startOverride once; by 17.9.27 it holds whenever the level is restarted"
_NO_WORDS = "LibreOffice has no vietnameseCounting and writes the bare number"
_NO_DASHES = "LibreOffice has no numberInDash and writes the bare number"
_DRAWS = "LibreOffice draws a bullet of its own where the file has none"
_STYLE_LEVEL = (
    "LibreOffice takes level 1 for a style that names none; by 17.9.23 the level that names the style"
)
_NO_BASE = "LibreOffice does not follow a numbering style to the one it is based on"
_NO_RESTART = "LibreOffice restarts every level after any level above it and ignores lvlRestart"

PLAN = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "-"),
    level(5, "bullet", "+"),
)
DECIMAL = abstract(
    0,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2."),
    level(2, "decimal", "%1.%2.%3."),
    level(3, "decimal", "%1.%2.%3.%4."),
)
LAW = abstract(
    0,
    level(0, "upperRoman", "Chương %1"),
    level(1, "decimal", "Mục %2"),
    level(2, "decimal", "Điều %3.", '<w:lvlRestart w:val="0"/>'),
    level(3, "decimal", "%4."),
    level(4, "lowerLetter", "%5)"),
)


def _one(
    shape: str, text: str = "%1.", start: int | None = 1, more: str = "", suff: str = ""
) -> tuple[str, str]:
    return abstract(0, level(0, shape, text, more, start, suff)), num(1, 0)


def _padded(shape: str) -> str:
    """A list in a format that Word offers to newer programs only."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice xmlns:w14='
        '"http://schemas.microsoft.com/office/word/2010/wordml" Requires="w14">'
        f'<w:numFmt w:val="custom" w:format="{shape}"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    return abstract(0, level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', choice))


FORMATS = (
    Case("decimal", _one("decimal"), "1/0 1/0 1/0", "1. | 2. | 3."),
    Case("decimal past nine", _one("decimal", start=9), "1/0 1/0", "9. | 10."),
    Case("decimal with a bracket", _one("decimal", "%1)"), "1/0 1/0", "1) | 2)"),
    Case("decimal in brackets", _one("decimal", "(%1)"), "1/0 1/0", "(1) | (2)"),
    Case("decimal bare", _one("decimal", "%1"), "1/0 1/0", "1 | 2"),
    Case("decimal zero", _one("decimalZero", start=9), "1/0 1/0", "09. | 10."),
    Case("upper roman", _one("upperRoman", start=3), "1/0 1/0 1/0", "III. | IV. | V."),
    Case("upper roman large", _one("upperRoman", start=48), "1/0 1/0 1/0", "XLVIII. | XLIX. | L."),
    Case("lower roman", _one("lowerRoman", "%1)", start=8), "1/0 1/0", "viii) | ix)"),
    Case("upper letter", _one("upperLetter", start=25), "1/0 1/0 1/0", "Y. | Z. | AA."),
    Case("lower letter", _one("lowerLetter", "%1)", start=4), "1/0 1/0", "d) | e)"),
    Case("lower letter doubled", _one("lowerLetter", "%1)", start=26), "1/0 1/0 1/0", "z) | aa) | bb)"),
    Case("ordinal", _one("ordinal", "%1"), "1/0 1/0 1/0 1/0", "1st | 2nd | 3rd | 4th"),
    Case("ordinal teens", _one("ordinal", "%1", start=11), "1/0 1/0 1/0", "11th | 12th | 13th"),
    Case("no number but a word", _one("none", "Lưu ý:"), "1/0 1/0", "Lưu ý: | Lưu ý:"),
    Case("nothing at all", _one("none", ""), "1/0 1/0", " | "),
    Case("decimal with words", _one("decimal", "Điều %1."), "1/0 1/0", "Điều 1. | Điều 2."),
    Case("roman with words", _one("upperRoman", "PHẦN %1:"), "1/0 1/0", "PHẦN I: | PHẦN II:"),
    Case("number in dashes", _one("numberInDash", "%1"), "1/0 1/0", "- 1 - | - 2 -", apart=_NO_DASHES),
    Case("no start is zero", _one("decimal", start=None), "1/0 1/0", "0. | 1."),
    Case("upper letter past forty", _one("upperLetter", start=52), "1/0 1/0", "ZZ. | AAA."),
    Case("roman past a hundred", _one("lowerRoman", start=99), "1/0 1/0", "xcix. | c."),
    Case(
        "three digits",
        (_padded("001, 002, 003, ..."), num(1, 0)),
        "1/0 1/0",
        "001. | 002.",
    ),
    Case("counted in words", _one("vietnameseCounting"), "1/0 1/0", "một. | hai.", apart=_NO_WORDS),
    Case("starts at zero", _one("decimal", start=0), "1/0 1/0", "0. | 1."),
    Case("dash", _one("bullet", "-"), "1/0 1/0", "- | -"),
    Case("plus", _one("bullet", "+"), "1/0 1/0", "+ | +"),
    Case("round bullet", _one("bullet", "•"), "1/0 1/0", "- | -"),
    Case("symbol bullet", _one("bullet", "\uf0b7"), "1/0 1/0", "- | -"),
    Case("bullet without a sign", _one("bullet", ""), "1/0 1/0", " | ", apart=_DRAWS),
    Case("space after the label", _one("decimal", suff="space"), "1/0 1/0", "1. | 2."),
    Case("nothing after the label", _one("decimal", "%1.", suff="nothing"), "1/0 1/0", "1. | 2."),
    Case("blank in the label", _one("decimal", "Bước %1: "), "1/0 1/0", "Bước 1: | Bước 2:"),
)

LEVELS = (
    Case(
        "levels of a plan",
        (PLAN, num(1, 0)),
        "1/0 1/1 1/2 1/2 1/1 1/2 1/3 1/3 1/4 1/5 1/0 1/1 1/2",
        "I. | 1. | 1.1. | 1.2. | 2. | 2.1. | a) | b) | - | + | II. | 1. | 1.1.",
    ),
    Case(
        "four levels of numbers",
        (DECIMAL, num(1, 0)),
        "1/0 1/1 1/2 1/3 1/3 1/2 1/3 1/1 1/2 1/0 1/1",
        "1. | 1.1. | 1.1.1. | 1.1.1.1. | 1.1.1.2. | 1.1.2. | 1.1.2.1. | 1.2. | 1.2.1. | 2. | 2.1.",
    ),
    Case("a level is skipped", (DECIMAL, num(1, 0)), "1/0 1/2 1/2 1/1", "1. | 1.1.1. | 1.1.2. | 1.2."),
    Case("a deep level comes first", (DECIMAL, num(1, 0)), "1/1 1/1 1/0", "1.1. | 1.2. | 2."),
    Case("the deepest comes first", (DECIMAL, num(1, 0)), "1/3 1/2 1/1 1/0", "1.1.1.1. | 1.1.2. | 1.2. | 2."),
    Case(
        "levels start where they say",
        (
            abstract(0, level(0, "decimal", "%1.", start=3), level(1, "lowerLetter", "%2)", start=5)),
            num(1, 0),
        ),
        "1/0 1/1 1/1 1/0 1/1",
        "3. | e) | f) | 4. | e)",
    ),
    Case(
        "roman above numbers",
        (abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.")), num(1, 0)),
        "1/0 1/1 1/0 1/1 1/1",
        "I. | I.1. | II. | II.1. | II.2.",
    ),
    Case(
        "letters above numbers",
        (abstract(0, level(0, "upperLetter", "%1."), level(1, "decimal", "%1%2)")), num(1, 0)),
        "1/0 1/1 1/1 1/0 1/1",
        "A. | A1) | A2) | B. | B1)",
    ),
    Case(
        "a level that shows only the one above",
        (abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "Khoản %1")), num(1, 0)),
        "1/0 1/1 1/1 1/0 1/1",
        "1. | Khoản 1 | Khoản 1 | 2. | Khoản 2",
    ),
    Case(
        "levels in another order",
        (abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2/%1")), num(1, 0)),
        "1/0 1/1 1/1 1/0 1/1",
        "1. | 1/1 | 2/1 | 2. | 1/2",
    ),
    Case(
        "zero above",
        (abstract(0, level(0, "decimalZero", "%1."), level(1, "decimalZero", "%1.%2.")), num(1, 0)),
        "1/0 1/1 1/1",
        "01. | 01.01. | 01.02.",
    ),
    Case(
        "nine levels",
        (
            abstract(
                0,
                *(
                    level(at, "decimal", f"{'.'.join(f'%{n + 1}' for n in range(at + 1))}.")
                    for at in range(9)
                ),
            ),
            num(1, 0),
        ),
        "1/0 1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/8 1/8 1/0",
        "1. | 1.1. | 1.1.1. | 1.1.1.1. | 1.1.1.1.1. | 1.1.1.1.1.1. | 1.1.1.1.1.1.1. | 1.1.1.1.1.1.1.1. | "
        "1.1.1.1.1.1.1.1.1. | 1.1.1.1.1.1.1.1.2. | 2.",
    ),
    Case(
        "a level without a number between two with",
        (
            abstract(0, level(0, "decimal", "%1."), level(1, "none", ""), level(2, "lowerLetter", "%3)")),
            num(1, 0),
        ),
        "1/0 1/1 1/2 1/2 1/1 1/2",
        "1. | | a) | b) | | a)",
    ),
    Case(
        "a level below one without a number",
        (
            abstract(0, level(0, "none", ""), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3.")),
            num(1, 0),
        ),
        "1/0 1/1 1/2 1/0 1/1",
        "| 1. | 1.1. | | 1.",
    ),
    Case("bullets do not disturb numbers", (PLAN, num(1, 0)), "1/0 1/1 1/4 1/4 1/1", "I. | 1. | - | - | 2."),
    Case(
        "chapters and articles",
        (LAW, num(1, 0)),
        "1/0 1/2 1/3 1/4 1/2 1/3",
        "Chương I | Điều 1. | 1. | a) | Điều 2. | 1.",
    ),
    Case(
        "articles count through the chapters",
        (LAW, num(1, 0)),
        "1/0 1/2 1/2 1/0 1/2 1/1 1/2",
        "Chương I | Điều 1. | Điều 2. | Chương II | Điều 3. | Mục 2 | Điều 4.",
        apart=_NO_RESTART,
    ),
    Case(
        "restart after the first level only",
        (
            abstract(
                0,
                level(0, "upperRoman", "%1."),
                level(1, "decimal", "%2."),
                level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
            ),
            num(1, 0),
        ),
        "1/0 1/1 1/2 1/1 1/2 1/0 1/1 1/2",
        "I. | 1. | a) | 2. | b) | II. | 1. | a)",
        apart=_NO_RESTART,
    ),
    Case(
        "restart after the level above, said aloud",
        (
            abstract(
                0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="1"/>')
            ),
            num(1, 0),
        ),
        "1/0 1/1 1/1 1/0 1/1",
        "1. | a) | b) | 2. | a)",
    ),
    Case(
        "legal numbers below a roman level",
        (abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")), num(1, 0)),
        "1/0 1/0 1/1 1/1",
        "I. | II. | 2.1 | 2.2",
        apart=_NO_LEGAL,
    ),
    Case(
        "legal numbers switched off",
        (
            abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", '<w:isLgl w:val="0"/>')),
            num(1, 0),
        ),
        "1/0 1/0 1/1",
        "I. | II. | II.1",
    ),
    Case(
        "a legal level of letters",
        (
            abstract(0, level(0, "upperLetter", "%1."), level(1, "lowerLetter", "%1.%2", "<w:isLgl/>")),
            num(1, 0),
        ),
        "1/0 1/0 1/1 1/1",
        "A. | B. | 2.1 | 2.2",
        apart=_NO_LEGAL,
    ),
)

LISTS = (
    Case(
        "two lists on one abstract list",
        (PLAN, num(1, 0), num(2, 0)),
        "1/0 2/0 1/0 2/0",
        "I. | II. | III. | IV.",
    ),
    Case(
        "two abstract lists",
        (PLAN, DECIMAL.replace('Id="0"', 'Id="1"'), num(1, 0), num(2, 1)),
        "1/0 2/0 1/0 2/0 2/1",
        "I. | 1. | II. | 2. | 2.1.",
    ),
    Case(
        "a list starts anew",
        (DECIMAL, num(1, 0), num(2, 0, restart(0))),
        "1/0 1/0 2/0 2/0",
        "1. | 2. | 1. | 2.",
    ),
    Case(
        "a list starts at five", (DECIMAL, num(1, 0), num(2, 0, restart(0, 5))), "1/0 2/0 2/0", "1. | 5. | 6."
    ),
    Case(
        "each of three lists starts anew",
        (DECIMAL, num(1, 0), num(2, 0, restart(0)), num(3, 0, restart(0))),
        "1/0 1/1 2/0 2/1 2/1 3/0 3/1",
        "1. | 1.1. | 1. | 1.1. | 1.2. | 1. | 1.1.",
    ),
    Case(
        "only the second level starts anew",
        (PLAN, num(1, 0), num(2, 0, restart(1))),
        "1/0 1/1 1/1 2/1 2/1",
        "I. | 1. | 2. | 1. | 2.",
    ),
    Case(
        "a level that was started anew begins there again",
        (PLAN, num(1, 0, restart(1, 4))),
        "1/0 1/1 1/1 1/0 1/1",
        "I. | 4. | 5. | II. | 4.",
        apart=_OVERRIDE_ONCE,
    ),
    Case(
        "all levels started anew",
        (DECIMAL, num(1, 0), num(2, 0, *(restart(at) for at in range(9)))),
        "1/0 1/1 1/1 2/0 2/1 2/1 2/0 2/1",
        "1. | 1.1. | 1.2. | 1. | 1.1. | 1.2. | 2. | 2.1.",
    ),
    Case(
        "a level of its own",
        (PLAN, num(1, 0, own(0, level(0, "decimal", "Điều %1.")))),
        "1/0 1/1 1/0",
        "Điều 1. | 1. | Điều 2.",
    ),
    Case(
        "a level of its own with a start",
        (PLAN, num(1, 0, own(0, level(0, "decimal", "Điều %1.", start=7), start=7))),
        "1/0 1/0",
        "Điều 7. | Điều 8.",
    ),
    Case(
        "only one of two lists has a level of its own",
        (PLAN, num(1, 0), num(2, 0, own(1, level(1, "lowerLetter", "%2)")))),
        "1/0 1/1 2/0 2/1 2/1",
        "I. | 1. | II. | a) | b)",
    ),
    Case(
        "a list goes on after another had started anew",
        (DECIMAL, num(1, 0), num(2, 0, restart(0))),
        "1/0 1/0 2/0 1/0 2/0",
        "1. | 2. | 1. | 2. | 3.",
    ),
    Case(
        "lower levels go on in a list that had started anew",
        (PLAN, num(1, 0), num(2, 0, restart(1))),
        "1/0 2/1 2/1 1/1 1/0 2/1",
        "I. | 1. | 2. | 3. | II. | 1.",
    ),
    Case(
        "a list that only restarts later",
        (DECIMAL, num(1, 0), num(2, 0, restart(0))),
        "2/0 2/0 1/0 1/1",
        "1. | 2. | 3. | 3.1.",
    ),
    Case("interrupted by text", (PLAN, num(1, 0)), "1/0 . . 1/0 1/1 . 1/1", "I. | | | II. | 1. | | 2."),
    Case(
        "interrupted by another list",
        (PLAN, abstract(1, level(0, "bullet", "-")), num(1, 0), num(2, 1)),
        "1/0 1/1 2/0 2/0 1/1 1/0",
        "I. | 1. | - | - | 2. | II.",
    ),
    Case("number zero is no list", (PLAN, num(1, 0)), "1/0 0/0 1/0", "I. | | II."),
    Case("a list that is not there", (PLAN, num(1, 0)), "1/0 9/0 1/0", "I. | | II."),
    Case("a list without a level", (PLAN, num(1, 0)), "1/ 1/1 1/", "I. | 1. | II."),
    Case("list paragraphs without text count", (DECIMAL, num(1, 0)), "1/0 ~1/0 1/0", "1. | 3."),
    Case("in the rows of a table", _one("decimal"), "|1/0 |1/0 |1/0", "1. | 2. | 3."),
    Case("through a table", (DECIMAL, num(1, 0)), "1/0 |1/1 |1/1 1/0", "1. | 1.1. | 1.2. | 2."),
    Case(
        "a table counts for itself",
        (PLAN, abstract(1, level(0, "decimal", "%1")), num(1, 0), num(2, 1)),
        "1/0 1/1 |2/0 |2/0 1/1 |2/0",
        "I. | 1. | 1 | 2 | 2. | 3",
    ),
    Case(
        "many lists of bullets",
        (abstract(0, level(0, "bullet", "-")), *(num(at, 0) for at in range(1, 5))),
        "1/0 2/0 3/0 4/0",
        "- | - | - | -",
    ),
)

_LINKED = abstract(
    0,
    level(0, "upperRoman", "%1.", '<w:pStyle w:val="Part"/>'),
    level(1, "decimal", "%2.", '<w:pStyle w:val="Point"/>'),
    level(2, "lowerLetter", "%3)", '<w:pStyle w:val="Letter"/>'),
)
_OUTLINE = (style("Part", "1/"), style("Point", "1/1"), style("Letter", "1/2"))

STYLES = (
    Case(
        "styles name their levels",
        (_LINKED, num(1, 0)),
        "=Part =Point =Letter =Letter =Point =Part",
        "I. | 1. | a) | b) | 2. | II.",
        _OUTLINE,
    ),
    Case(
        "a style that is based on one with a list",
        (_LINKED, num(1, 0)),
        "=Part =Child =Part",
        "I. | II. | III.",
        (*_OUTLINE, style("Child", based_on="Part")),
    ),
    Case(
        "a style two steps from its list",
        (PLAN, num(1, 0)),
        "=Grandchild =Grandchild",
        "I. | II.",
        (style("Part", "1/0"), style("Child", based_on="Part"), style("Grandchild", based_on="Child")),
    ),
    Case(
        "a style that is based on one with a list and changes the level",
        (PLAN, num(1, 0)),
        "=Part =Child =Child =Part =Child",
        "I. | 1. | 2. | II. | 1.",
        (style("Part", "1/0"), style("Child", "/1", based_on="Part")),
    ),
    Case(
        "a style that leaves the list of its base",
        (PLAN, num(1, 0)),
        "=Part =Plain =Part",
        "I. | | II.",
        (style("Part", "1/0"), style("Plain", "0/", based_on="Part")),
    ),
    Case(
        "a style that takes another list than its base",
        (PLAN, abstract(1, level(0, "bullet", "-")), num(1, 0), num(2, 1)),
        "=Part =Dash =Part",
        "I. | - | II.",
        (style("Part", "1/0"), style("Dash", "2/0", based_on="Part")),
    ),
    Case(
        "a paragraph leaves the list of its style",
        (_LINKED, num(1, 0)),
        "=Part =Part:0/0 =Part",
        "I. | | II.",
        _OUTLINE,
    ),
    Case(
        "a paragraph changes the level of its style",
        (PLAN, num(1, 0)),
        "=Part =Part:/1 =Part:/1 =Part",
        "I. | 1. | 2. | II.",
        (style("Part", "1/0"),),
    ),
    Case(
        "a paragraph changes the list of its style",
        (
            PLAN,
            abstract(1, level(0, "decimal", "(%1)"), level(1, "lowerLetter", "(%2)")),
            num(1, 0),
            num(2, 1),
        ),
        "=Part =Part:2/0 =Part:2/1 =Part",
        "I. | (1) | (a) | II.",
        (style("Part", "1/0"),),
    ),
    Case(
        "styles and direct numbers count together",
        (_LINKED, num(1, 0)),
        "=Part 1/0 1/1 =Point =Part",
        "I. | II. | 1. | 2. | III.",
        _OUTLINE,
    ),
    Case(
        "a list points to a numbering style",
        (
            abstract(
                0,
                level(0, "upperRoman", "%1."),
                level(1, "decimal", "%2."),
                more='<w:styleLink w:val="Outline"/>',
            ),
            abstract(1, more='<w:numStyleLink w:val="Outline"/>'),
            num(1, 0),
            num(2, 1),
        ),
        "2/0 2/1 2/1 2/0",
        "I. | 1. | 2. | II.",
        (style("Outline", "1/", kind="numbering"),),
    ),
    Case(
        "a list that points to a numbering style starts anew",
        (
            abstract(
                0,
                level(0, "decimal", "%1."),
                level(1, "lowerLetter", "%2)"),
                more='<w:styleLink w:val="Outline"/>',
            ),
            abstract(1, more='<w:numStyleLink w:val="Outline"/>'),
            num(1, 0),
            num(2, 1),
            num(3, 1, restart(0)),
        ),
        "2/0 2/0 3/0 3/1 3/0",
        "1. | 2. | 1. | a) | 2.",
        (style("Outline", "1/", kind="numbering"),),
    ),
    Case(
        "a list of a style starts anew",
        (_LINKED, num(1, 0), num(2, 0, restart(0))),
        "=Part =Point =Part:2/0 =Point =Part:2/0",
        "I. | 1. | I. | 1. | II.",
        _OUTLINE,
    ),
    Case(
        "a level names the style, the style no level",
        (_LINKED, num(1, 0)),
        "=Part =Point =Letter =Point",
        "I. | 1. | a) | 2.",
        (style("Part", "1/"), style("Point", "1/"), style("Letter", "1/")),
        apart=_STYLE_LEVEL,
    ),
    Case(
        "a paragraph names the list and leaves the level to its style",
        (PLAN, num(1, 0), num(2, 0, restart(1))),
        "=Part =Point =Point:2/ =Point:2/",
        "I. | 1. | 1. | 2.",
        (style("Part", "1/0"), style("Point", "1/1")),
    ),
    Case(
        "a numbering style that is based on another",
        (PLAN, abstract(1, more='<w:numStyleLink w:val="Child"/>'), num(1, 0), num(2, 1)),
        "2/0 2/1",
        "I. | 1.",
        (style("Outline", "1/", kind="numbering"), style("Child", based_on="Outline", kind="numbering")),
        apart=_NO_BASE,
    ),
    Case(
        "a style in a table",
        (_LINKED, num(1, 0)),
        "=Part |=Point |=Point =Part |=Point",
        "I. | 1. | 2. | II. | 1.",
        _OUTLINE,
    ),
)

CASES = (*FORMATS, *LEVELS, *LISTS, *STYLES)
