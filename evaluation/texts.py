"""Texts to measure on: normal ones, and ones that are made to be slow to read."""

from __future__ import annotations

from collections.abc import Mapping
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


def one_block(text: str) -> Document:
    """The text as a single paragraph."""
    return Document((Block(" ".join(text.split("\n"))),))


def many_blocks(text: str, length: int) -> Document:
    """The text as paragraphs of about ``length`` characters, cut at spaces where there are any."""
    blocks: list[Block] = []
    start = 0
    while start < len(text):
        end = text.rfind(" ", start, start + length + 1) if start + length < len(text) else len(text)
        end = end if end > start else min(start + length, len(text))
        if piece := text[start:end].strip():
            blocks.append(Block(piece))
        start = end + (text[end : end + 1] == " ")
    return Document(tuple(blocks))


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


def endless_line(documents: tuple[Document, ...], amount: int) -> str:
    """The words of normal documents on one line without an end."""
    words = " ".join(block.text for document in documents for block in document.blocks)
    return repeated(" ".join(words.split()) + " ", amount)
