"""Numbers in Vietnamese notation: ``1.870`` is 1870, ``2,5`` is 2.5, ``một trăm`` is 100."""

from __future__ import annotations

import re

# One written number: groups of digits with stops and commas; parse_number tells what they mean.
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORDS = (*_UNITS, *_SCALES, "mười", "mươi", "trăm", "linh", "lẻ", "rưỡi")
NUMBER_WORD = "(?:" + "|".join(_WORDS) + ")"
OTHER_NOTATION = str.maketrans(",.", ".,")
"""Turns a figure in Vietnamese notation into one in English notation, and back."""
SPELLED = re.compile(rf"(?<!\w){NUMBER_WORD}(?:\s{NUMBER_WORD}){{1,9}}(?!\w)")


def parse_number(text: str, counted: bool = False) -> float | None:
    """The value of a number in digits, or None.

    ``counted`` says that whole things are counted: then one comma before three digits divides
    thousands (``10,000 người``), where a rate would read a decimal comma.
    """
    text = text.strip()
    if len(text) > 30:
        return None
    if text.isdecimal() and text.isascii():
        return float(text)
    if not DIGITS.fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text) or (counted and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text)):
        return float(text.replace(",", ""))
    if text.count(",") == 1 and "." not in text:
        return float(text.replace(",", "."))
    if text.count(".") == 1 and "," not in text:
        return float(text)
    if "." not in text and "," not in text:
        return float(text)
    return None


_SAID_TWICE = re.compile(
    rf"((?<!\w){NUMBER_WORD}(?:\s(?:{NUMBER_WORD}|phẩy)){{0,8}}\sphần trăm \()"
    r"(\d{1,3}(?:,\d{1,3})?\s?%)\)",
    re.IGNORECASE,
)


def said_once(text: str) -> str:
    """A text with blanks for the words before a rate that says them again: `bốn mươi phần trăm (40%)`."""
    if "phần trăm (" not in text:
        return text
    return _SAID_TWICE.sub(lambda found: " " * len(found[1]) + found[2] + " ", text)


def format_number(value: float) -> str:
    """A figure in Vietnamese notation with at most four decimals: `2.500`, `2,5`."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.translate(OTHER_NOTATION)


def parse_spelled(text: str) -> float | None:
    """The value of a number in words up to the thousands of millions (``hai mươi lăm`` is 25), or None."""
    total = 0.0
    group = 0.0
    digit: int | None = None
    last = 1.0
    for word in text.lower().split():
        if word in _UNITS:
            if digit is not None:
                return None
            digit = _UNITS[word]
        elif word == "mười":
            if digit is not None:
                return None
            group, last = group + 10, 10
        elif word == "mươi":
            if digit is None:
                return None
            group, digit, last = group + 10 * digit, None, 10
        elif word == "trăm":
            if digit is None:
                return None
            group, digit, last = group + 100 * digit, None, 100
        elif word in _SCALES:
            value = group + (digit or 0)
            if value == 0:
                return None
            total, group, digit, last = total + value * _SCALES[word], 0.0, None, float(_SCALES[word])
        elif word == "rưỡi":
            group += last / 2
        elif word not in ("linh", "lẻ"):
            return None
    return total + group + (digit or 0)
