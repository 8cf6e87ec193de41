"""Texts without marks, for those who type none."""

from __future__ import annotations

import unicodedata

from extractors.vietnamese.text import strip_accents

# One pass over the text where every letter with marks is one character, which NFC makes of Vietnamese.
_LETTERS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _table() -> dict[int, str]:
    letters = [unicodedata.normalize("NFC", letter + tone) for letter in _LETTERS for tone in _TONES]
    letters += [letter.upper() for letter in letters]
    plain = {ord(letter): strip_accents(letter) for letter in letters}
    # Đ is also typed as the Icelandic eth, which looks the same.
    return plain | {ord("đ"): "d", ord("Đ"): "D", ord("Ð"): "D", ord("ð"): "d"}


_TABLE = _table()


def folded(text: str) -> str:
    """The text in lower case without marks, đ as d."""
    text = text.translate(_TABLE)
    return text.lower() if text.isascii() else strip_accents(text).lower()
