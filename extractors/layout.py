"""The zones of a document: letterhead, title, opening, body, closing, appendix.

Order and wording of the components: Nghị định 30/2020/NĐ-CP, annex I, part I, section II.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.context import Zone
from extractors.document import Document
from extractors.labels import label_of
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words

# How many blocks the letterhead may take: a table of two columns with some lines in each cell.
_LETTERHEAD_BLOCKS = 40

# Words that open the first sentence of a plan and never continue a title.
_OPENERS = (
    "căn cứ", "thực hiện", "để ", "nhằm ", "trên cơ sở", "tiếp tục", "triển khai", "xét ", "theo ",
    "ủy ban nhân dân", "ubnd", "trong năm", "kính gửi",
)  # fmt: skip
_ANNOUNCES = regex.compile(r"(?:như sau|sau đây|cụ thể|các nội dung sau|nội dung sau|sau)\s*:\s*$")
_CLOSING = regex.compile(r"nơi nhận|(?:tm|t/m|kt|tl|tuq|k/t|t/l|q)\s*\.?\s+\p{L}")
_CAPITALS = regex.compile(r"(?:\p{Lu}|[^\p{L}])+")
_APPENDIX = regex.compile(
    r"phụ\s+lục|phụ\s+biểu|biểu\s+(?:mẫu|số|\d)|mẫu\s+(?:số|\d)|danh\s+(?:mục|sách)|"
    r"bảng\s+(?:tổng|phân|giao)|đề\s+cương"
)
_ATTACHED = regex.compile(r"\(?\s*(?:ban hành\s+)?kèm\s+theo")


@lru_cache(maxsize=1)
def _type_line() -> regex.Pattern[str]:
    cited = (row["name"] for row in load_table("document_types.toml")["type"])
    names = sorted(
        (n.upper() for n in (*cited, *load_table("form.toml")["more_types"])), key=len, reverse=True
    )
    return regex.compile(
        r"(?P<type>" + "|".join(map(regex.escape, names)) + r")(?:\s*[:.]?\s*$|\s+(?P<rest>\S.*))",
        regex.DOTALL,
    )


def type_and_title(text: str) -> tuple[str, str] | None:
    """The type of document (lower case) and what stands behind it in the same block, or None.

    Only a name in capitals counts: ``KẾ HOẠCH``, but not ``Kế hoạch này``.
    """
    found = _type_line().match(text)
    if not found:
        return None
    return found["type"].lower(), found["rest"] or ""


def is_capitals(text: str) -> bool:
    """Whether every letter is a capital, and there are at least two."""
    # `isupper` settles nearly every text at its first small letter.
    return text.isupper() and sum(c.isalpha() for c in text) >= 2 and bool(_CAPITALS.fullmatch(text))


def find_type(document: Document) -> int | None:
    """The block that names the type of document, or None."""
    for index, block in enumerate(document.blocks[:_LETTERHEAD_BLOCKS]):
        found = type_and_title(block.text)
        if found and not label_of(block):
            return index
    return None


def _goes_on(text: str, low: str, labelled: bool) -> bool:
    """Whether a block after the first line of a title is still title."""
    return (
        len(text) < 400
        and text[-1:] not in ".;:,"
        and not low.startswith(_OPENERS)
        and not labelled
        and not text.startswith(("-", "+", "*"))
    )


def _start_of_appendix(document: Document, lower: tuple[str, ...], start: int) -> int:
    """The first block of the annexes behind the closing, or the number of blocks."""
    blocks = document.blocks
    for index in range(start, len(blocks)):
        if _APPENDIX.match(lower[index]) and (
            is_capitals(blocks[index].text[:8]) or blocks[index].kind == "paragraph"
        ):
            return index
        if type_and_title(blocks[index].text):
            return index
        if _ATTACHED.match(lower[index]):
            # The annex's heading stands above the note that says to what it belongs.
            while (
                index - 1 > start
                and is_capitals(blocks[index - 1].text)
                and not _CLOSING.match(lower[index - 1])
            ):
                index -= 1
            return index
    return len(blocks)


def _closing_starts(document: Document, lower: tuple[str, ...], index: int) -> bool:
    text = document.blocks[index].text
    low = lower[index]
    if low.startswith("nơi nhận"):
        return True
    return bool(_CLOSING.match(low)) and is_capitals(text.split("\n")[0])


def lay_out(document: Document, lower: tuple[str, ...]) -> tuple[Zone, ...]:
    """The zone of each block. Where a component is missing its zone is missing too."""
    blocks = document.blocks
    typed = find_type(document)
    if typed is not None:
        title = typed
        opening = _title_end(document, lower, typed)
    else:
        sheet = _letterhead_end(document, lower)
        title = opening = 0 if sheet is None else sheet + 1
    body = opening
    while body < len(blocks) and not label_of(blocks[body]) and not _closing_starts(document, lower, body):
        body += 1
        # A plan without numbers begins behind the sentence that announces it (`như sau:`).
        if _ANNOUNCES.search(lower[body - 1]):
            break
    closing = body
    while closing < len(blocks) and not _closing_starts(document, lower, closing):
        closing += 1
    appendix = len(blocks)
    if closing < len(blocks):
        appendix = _start_of_appendix(document, lower, closing + 1)
    bounds: tuple[tuple[Zone, int], ...] = (
        ("letterhead", title),
        ("title", opening),
        ("opening", body),
        ("body", closing),
        ("closing", appendix),
        ("appendix", len(blocks)),
    )
    zones: list[Zone] = []
    for zone, end in bounds:
        zones += [zone] * (end - len(zones))
    return tuple(zones)


def _title_end(document: Document, lower: tuple[str, ...], typed: int) -> int:
    """The block behind the title that begins with the type line at ``typed``."""
    blocks = document.blocks
    index = typed + 1
    first = not (type_and_title(blocks[typed].text) or ("", ""))[1]
    while index < len(blocks):
        text, low = blocks[index].text, lower[index]
        labelled = label_of(blocks[index]) is not None
        aside = bool(text.startswith("(") and _ATTACHED.match(low)) or not any(c.isalnum() for c in text)
        opens_title = first and not labelled and len(text) < 1200 and text[-1:] not in ";:"
        if not (aside or opens_title or _goes_on(text, low, labelled)):
            break
        first = first and aside
        index += 1
    return index


def _letterhead_end(document: Document, lower: tuple[str, ...]) -> int | None:
    """The last block of a letterhead without a type line (công văn, or a type that is not known)."""
    last = None
    for index in range(min(15, len(document.blocks))):
        folded = fold_words(lower[index])
        if (
            "độc lập" in folded
            or "cộng hòa xã hội" in folded
            or folded.startswith(("số:", "v/v"))
            or (", ngày" in folded and len(folded) < 80)
        ):
            last = index
    return last
