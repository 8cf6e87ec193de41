"""Words that no Vietnamese syllable can be (W102): the wrong mark, none, or the mark on the wrong vowel.

Two rules of the writing suffice and need no dictionary: a syllable that ends in c, ch, p or t bears sắc or
nặng (`cấp`, `đạt`, never `câp`), and of `iê`, `yê`, `uô`, `ươ`, and of `oa`, `oe`, `uy` with a final behind
them, the second vowel bears the mark (`toàn`, `trước`, never `tòan`, `trứơc`). Names keep their own writing,
so words with a capital are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SAC, _NANG = "\u0301", "\u0323"
_TONES = {_SAC, _NANG, "\u0300", "\u0309", "\u0303"}
_ONSET = r"(?:ngh?|gh|gi|qu|kh|th|tr|ch|ph|nh|[bcdđghklmnpqrstvx])?"


def _with(vowels: str, tones: str) -> str:
    """Each vowel with each tone, composed."""
    return "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones)


_VOWELS = "aăâeêioôơuưy"
_UNFIT = _VOWELS + _with(_VOWELS, "\u0300\u0309\u0303")
_ANY = "".join(_TONES)
_FREE = r"(?<![\w@./’'-])"
_ENDS = r"(?![\w@/’'-])"
_STOPPED = re.compile(rf"{_FREE}{_ONSET}[{_UNFIT}]{{1,3}}(?:ch|[cpt]){_ENDS}")
_MISPLACED = re.compile(
    rf"{_FREE}{_ONSET}(?:[{_with('iy', _ANY)}]ê|[{_with('u', _ANY)}]ô|[{_with('ư', _ANY)}]ơ"
    rf"|[{_with('o', _ANY)}][ae](?=[a-z])|(?<!q)[{_with('u', _ANY)}]y(?=[a-z]))"
    rf"(?:ch|ng|nh|[cimnoptuy])?{_ENDS}"
)


def impossible(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Start and end of each impossible word, and its right form where only the mark is misplaced."""
    for found in _STOPPED.finditer(text):
        # Without a mark or a letter of the alphabet's own it may be any language's word.
        if not found[0].isascii():
            yield found.start(), found.end(), None
    for found in _MISPLACED.finditer(text):
        yield found.start(), found.end(), _moved(found[0])


def _moved(word: str) -> str:
    """The word with its tone one vowel further on."""
    letters = list(word)
    for index, letter in enumerate(letters):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), None)
        if tone is not None:
            letters[index] = unicodedata.normalize("NFC", parts.replace(tone, ""))
            letters[index + 1] = unicodedata.normalize("NFC", letters[index + 1] + tone)
            break
    return "".join(letters)
