"""Texts to measure on: normal ones, and ones that are made to be slow to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

from extractors.document import Block, Document

# What each hostile text repeats: words and signs that grammar rules look for, without what they end in.
HOSTILE: Mapping[str, str] = {
    "số": "số ",
    "digits": "0123456789",
    "figures": "1 ",
    "I.": "I. ",
    "1.1.": "1.1. ",
    "a)": "a) ",
    "dashes": "-",
    "điều khoản điểm": "điều khoản điểm ",
    "100%": "100% ",
    "phối hợp với": "phối hợp với ",
    "phấn đấu đạt": "phấn đấu đạt 5 ",
    "trong đó": "trong đó 3 hộ, ",
    "ngày tháng năm": "ngày 1 tháng 2 năm ",
    "Nghị định": "Nghị định số ",
    "Luật": "Luật ",
    "citations": "Nghị định số 5/2020/NĐ-CP, ",
    # Cut at twelve characters these are two kinds of labels in turn.
    "labels in turn": "1. aaaaaaaaa a) bbbbbbbbb ",
    "UBND": "UBND các ",
    "chủ trì": "Sở Nội vụ chủ trì, ",
    "trước ngày": "trước ngày ",
    "brackets": "(",
    "quotation marks": "“",
    "commas": ", ",
    "spaces": "a    ",
    "colons": "a: ",
    "semicolons": "a; ",
    "capitals": "PHÒNG ",
    "sentences": "A. ",
    "full stops": ".",
}


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8"))


def repeated(unit: str, amount: int) -> str:
    """A unit over and over, up to about ``amount`` bytes."""
    return unit * max(1, amount // size(unit))


# Grammars look at a text by where it stands, so hostile text has to stand in every such place.
_PLACES = (
    ("KẾ HOẠCH", "Thử tốc độ đọc năm 2026"),
    ("I. CHỈ TIÊU", "1. Chỉ tiêu cụ thể"),
    ("II. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế"),
)


def in_places(paragraphs: Sequence[str]) -> Document:
    """A small plan in which the paragraphs stand, in equal shares, in opening, targets and assignments.

    Every paragraph is a bullet; the first share has none, as an opening has none.
    """
    share = -(-len(paragraphs) // len(_PLACES))
    blocks: list[Block] = []
    for place, headings in enumerate(_PLACES):
        blocks += [Block(heading) for heading in headings]
        mark = "- " if place else ""
        blocks += [Block(mark + text) for text in paragraphs[place * share : (place + 1) * share]]
    return Document(tuple(blocks))


def bare(paragraphs: Sequence[str]) -> Document:
    """The paragraphs alone."""
    return Document(tuple(map(Block, paragraphs)))


def whole(text: str) -> tuple[str, ...]:
    """The text as three endless paragraphs, one a place."""
    third = -(-len(text) // len(_PLACES))
    return tuple(text[start : start + third] for start in range(0, len(text), third))


def pieces(text: str, length: int) -> tuple[str, ...]:
    """The text as paragraphs of about ``length`` characters, cut at spaces where there are any."""
    found: list[str] = []
    start = 0
    while start < len(text):
        end = text.rfind(" ", start, start + length + 1) if start + length < len(text) else len(text)
        end = end if end > start else min(start + length, len(text))
        if piece := text[start:end].strip():
            found.append(piece)
        start = end + (text[end : end + 1] == " ")
    return tuple(found)


def normal(documents: tuple[Document, ...], amount: int) -> tuple[Document, ...]:
    """Documents in turn until they hold ``amount`` bytes."""
    chosen: list[Document] = []
    total = 0
    for document in cycle(documents):
        if total >= amount:
            break
        chosen.append(document)
        total += weight(document)
    return tuple(chosen)


def weight(document: Document) -> int:
    """Bytes of UTF-8 of all blocks."""
    return sum(size(block.text) for block in document.blocks)


def running_text(documents: tuple[Document, ...], amount: int) -> str:
    """The words of normal documents without line ends."""
    words = " ".join(block.text for document in documents for block in document.blocks)
    return repeated(" ".join(words.split()) + " ", amount)


# Sentences in the manner of court opinions, written for this purpose; a citation in some 300 bytes,
# full and short ones in turn.
_OPINION = (
    "The motion was denied by the court below, and the appeal that followed raises a single question, "
    "whether an order that leaves the amount of the award to be settled by a referee is one from which "
    "an appeal may be taken at all. ",
    "We have held that such an order is final. Hollis v. Marden Freight Co., 412 U.S. 318, 325 (1973). ",
    "Nothing that has happened since gives reason to doubt the rule, which the parties themselves followed "
    "for the better part of two years before either of them thought to question it. ",
    "Other courts agree. See, e.g., Ostrander v. Pell, 87 F.3d 1102, 1107 (9th Cir. 1996). ",
    "The clerk entered the judgment on the day on which it was announced, and notice went out by mail; "
    "that the letter came back unopened is a misfortune, not a defect in the service. ",
    "The statute says nothing of notice, 42 U.S.C. § 1983, and counsel point to no rule that does. ",
    "Counsel conceded at argument that the record holds no evidence of delay on either side, and we see "
    "none; the weeks that passed were spent on the inventory that both had asked the court to order. ",
    "That reading cannot stand after Marden Freight, 412 U.S. at 327. ",
    "The district judge weighed the testimony and found it wanting in every material respect. Id. at 328. ",
    "It follows that the judgment must be reversed and the case remanded for further proceedings, in which "
    "the parties may offer whatever evidence of value they have. ",
)


def opinions(amount: int) -> str:
    """English text with case citations, about ``amount`` bytes."""
    return repeated("".join(_OPINION), amount)
