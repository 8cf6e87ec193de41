"""Letters: case, tone marks and spelling made comparable without moving an offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def lower(text: str) -> str:
    """The text in lower case, one character for one character, so that offsets stay the same."""
    # Đ is also typed as the Icelandic eth (U+00D0), which looks the same.
    small = text.lower().replace("ð", "đ")
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("ð", "đ")


# Tone marks over oa, oe, uy are written on either vowel; the old placement is folded to the new
# one of the seeds' majority (hoà → hòa, uỷ → ủy). The table is built from the vowels, not listed.
def _tone_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
            new = unicodedata.normalize("NFC", first + tone) + second
            table[first + unicodedata.normalize("NFC", second + tone)] = new
    return table


_TONES = _tone_table()


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word in lower case, NFC, with one placement of the tone mark."""
    word = unicodedata.normalize("NFC", word).lower().replace("ð", "đ")
    # Only where the pair ends the syllable is the placement free: hoà, but hoàn; quỳ keeps its y.
    tail = word[-2:]
    if tail in _TONES and not word.endswith(tuple("q" + t for t in _TONES if t[0] == "u")):
        return word[:-2] + _TONES[tail]
    return word


def strip_accents(text: str) -> str:
    """The text without tone and vowel marks, đ as d: for searching by those who type none."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


_WORD = re.compile(r"\w+")


def fold_words(text: str) -> str:
    """The text in lower case with each word folded as by `fold_word`; lengths may change."""
    return _WORD.sub(lambda m: fold_word(m[0]), text.lower())
