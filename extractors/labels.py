"""List labels at the start of a block: what they are, and what number they stand for.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6: Phần and Chương in Roman numerals, Mục,
Điều and khoản in Arabic ones, điểm in the letters of the Vietnamese alphabet; plans number
``I.``, ``1.``, ``1.1.``, ``a)``, and write the punctuation as they like.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import regex

from extractors.document import Block


class Style(IntEnum):
    """Kinds of labels in their usual order, the highest level first."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    SUBDIVISION = 3
    ARTICLE = 4
    CAPITAL = 5
    ROMAN = 6
    ARABIC = 7
    ARABIC_BRACKET = 8
    DECIMAL = 9
    LETTER = 10
    SMALL_ROMAN = 11


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: ``name`` without punctuation, ``value`` its place in its list from 1.

    ``end`` is where the text behind it begins. ``other`` is the second reading of a single
    letter that may be a numeral too (``I.``, ``C.``, ``i)``).
    """

    style: Style
    name: str
    value: int
    end: int
    other: Label | None = None
    depth: int = 1


# Điểm run in the Vietnamese alphabet without the letters that plans pass over (ă, â, ê, ô, ơ, ư).
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_WORDS = {
    "phần": Style.PART,
    "chương": Style.CHAPTER,
    "mục": Style.DIVISION,
    "tiểu mục": Style.SUBDIVISION,
    "điều": Style.ARTICLE,
}

_WORDED = regex.compile(
    r"""(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu\ mục|TIỂU\ MỤC|Điều|ĐIỀU)\s+
        (?:(?:thứ|THỨ)\s+(?P<ordinal>\p{L}+)|(?P<number>\d{1,3}\p{Ll}?|[IVXLC]{1,7}))
        (?P<stop>\s*[.:/)–-]\s*|\s*$|\s+(?=\p{Lu}))""",
    regex.VERBOSE,
)
# A letter must follow: `2.5 triệu` and `1. ` alone are no labels, nor is `12.000 lao động`.
_BEHIND = r"(?:\s*(?:[“\"'(\[*…]\s*)*(?=[\p{L}\d])|\s*$)"
_DECIMAL = regex.compile(
    r"(?P<name>\d{1,2}(?:\.\d{1,2}){1,4})(?:\s*(?:[.)/:]{1,2}|[-–](?=\s))\s*(?:(?=[\p{L}“\"(\[])|(?<=\s)(?=\d+[.,]?\d*\s*[\p{L}%]))|\s+(?=[\p{Lu}“\"(]))"
)
_ARABIC = regex.compile(
    r"(?P<name>\d{1,3})(?:\s?(?P<stop>[.:]|/(?=\s|\.|\p{Lu}\p{Ll})\.?|\)\.?|\.\))\s*(?:(?=[\p{L}“\"'(\[…])|(?<=\s)(?=\d+[.,]?\d*\s*[\p{L}%]))|"
    r"\s?[-–]\s+(?=\p{Lu})|[-–]\s+(?=\d+[.,]?\d*\s*[\p{L}%]))"
)
_ROMAN = regex.compile(r"(?P<name>[IVXL]{1,6})\s*(?:[.:/)]{1,2}|[-–](?=\s*\p{Lu}))" + _BEHIND)
_CAPITAL = regex.compile(r"(?P<name>[A-HJ-ZĐ])\s*(?:[.:/)]{1,2}|[-–](?=\s+\p{Lu}))\s+(?=[\p{L}“\"(\d])")
_LETTER = regex.compile(
    r"(?P<name>\p{Ll}|[ivx]{2,4})(?:\s?(?:\)\s*[.:/]?|\.(?!\.)|/\.?)|[-–](?=\s+\p{Lu}))\s*(?=[\p{L}\d“\"'(\[…≥≤>%]|$)"
)

_ROMAN_SHAPE = regex.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral up to 39, or None for letters that are none."""
    small = numeral.lower()
    if not small or not _ROMAN_SHAPE.fullmatch(small):
        return None
    total, last = 0, 0
    for letter in reversed(small):
        value = _ROMAN_DIGITS[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


def letter_value(letter: str) -> int | None:
    """The place of a letter in the alphabet of điểm, from 1; f, j, w and z stand in none."""
    place = LETTERS.find(letter.lower())
    return place + 1 if place >= 0 else None


def _letter(name: str, end: int, small: bool) -> Label | None:
    style = Style.LETTER if small else Style.CAPITAL
    numeral_style = Style.SMALL_ROMAN if small else Style.ROMAN
    as_numeral = roman_value(name)
    as_letter = letter_value(name) if len(name) == 1 else None
    numeral = Label(numeral_style, name, as_numeral, end) if as_numeral else None
    if as_letter is None:
        return numeral
    return Label(style, name, as_letter, end, other=numeral)


def read_label(text: str) -> Label | None:
    """The label at the start of a text, or None.

    Bullets (``-``, ``+``) and bracketed numbers in running text (``(1).``) are no labels.
    """
    if not text:
        return None
    first = text[0]
    if first.isdigit():
        if found := _DECIMAL.match(text):
            parts = found["name"].split(".")
            return Label(Style.DECIMAL, found["name"], int(parts[-1]), found.end(), depth=len(parts))
        if found := _ARABIC.match(text):
            style = Style.ARABIC_BRACKET if found["stop"] and ")" in found["stop"] else Style.ARABIC
            return Label(style, found["name"], int(found["name"]), found.end())
        return None
    if not first.isalpha():
        return None
    second = text[1:2]
    if first in "PCMTĐ" and (found := _WORDED.match(text)):
        number = found["number"] or ""
        value = (
            _ORDINALS.get((found["ordinal"] or "").lower())
            or roman_value(number)
            or (int(number.rstrip("abcdđeghik")) if number[:1].isdigit() else None)
        )
        if value is None:
            return None
        name = regex.sub(r"\s+", " ", text[: found.start("stop")])
        return Label(_WORDS[found["word"].lower()], name, value, found.end())
    if text.startswith(("V/v", "V/V")):
        return None
    if "I" <= first <= "X" and (found := _ROMAN.match(text)):
        value = roman_value(found["name"])
        if value and len(found["name"]) > 1:
            return Label(Style.ROMAN, found["name"], value, found.end())
        if value:
            letter = _letter(found["name"], found.end(), small=False)
            # A single I, V or X is a numeral unless the list of capitals before it says otherwise.
            return Label(Style.ROMAN, found["name"], value, found.end(), other=letter and _plain(letter))
    # A label of one letter ends at it, so that nearly every paragraph is settled here.
    if second.isalpha() and first not in "ivx":
        return None
    if found := _CAPITAL.match(text):
        return _letter(found["name"], found.end(), small=False)
    if found := _LETTER.match(text):
        return _letter(found["name"], found.end(), small=True)
    return None


def _plain(label: Label) -> Label:
    return Label(label.style, label.name, label.value, label.end)


def bullet_of(block: Block) -> str:
    """The bullet that a word processor draws before a block and that stands not in its text, or nothing."""
    return block.label if block.label in ("-", "+") else ""


def label_of(block: Block) -> Label | None:
    """The label of a block: the one its word processor computes, else the one typed in its text."""
    if block.label:
        label = read_label(block.label.strip() + " A")
        return label and Label(label.style, label.name, label.value, 0, label.other, label.depth)
    return read_label(block.text)
