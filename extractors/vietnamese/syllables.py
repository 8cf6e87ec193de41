"""Vietnamese syllables: how much of a text has their shape, and which words break the rules of the marks.

A syllable has at most one tone mark, an initial consonant, a nucleus and a final consonant, each
from a short closed list (chính tả of the quốc ngữ alphabet). Wrong decoding and broken font maps
give words that do not fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    r"""
    (?: b | ch? | d | đ | gh? | gi | h | kh? | l | m | ngh? | nh? | ph | qu | r | s | th? | tr | v | x )?
    (?P<nucleus> [uo]? (?: a | ă | â | e | ê | i | o | ô | ơ | u | ư | y )
      | iê | yê | ia | ya | uô | uyê | uya | ua | ươ | ưa | oo | uơ )
    (?P<final> ch? | m | ng | nh? | p | t | [iyuo] )?
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case has the shape of a Vietnamese syllable, tone mark and all."""
    apart = unicodedata.normalize("NFD", word)
    bare = apart.translate(_TONES)
    if len(apart) - len(bare) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def share_of_syllables(text: str) -> float:
    """The part of a text's words that are Vietnamese syllables, from 0 to 1; 1 where there are no words.

    Abbreviations in capitals are left out of the count, since they are no syllables anywhere.
    """
    text = unicodedata.normalize("NFC", text[:_SAMPLE])
    words = [word for word in _WORD.findall(text) if not (word.isupper() and len(word) < 6)]
    if not words:
        return 1.0
    return sum(1 for word in words if is_syllable(word.lower())) / len(words)


# Words in lower case only: names keep their own writing.
_PLAIN = re.compile(r"(?<![\w@./’'-])[^\W\d_]+(?![\w@/’'-])")
_STOPS = ("c", "ch", "p", "t")
_STOPPED = ("\u0301", "\u0323")
_ALWAYS_LAST = ("iê", "yê", "uô", "ươ", "uyê")


def badly_marked(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Start and end of each word with an impossible mark, and its right form where the mark is misplaced.

    A syllable that ends in c, ch, p or t bears sắc or nặng (`cấp`, never `câp`); the mark stands on the last
    vowel of `iê`, `yê`, `uô`, `ươ`, and of any two with a final behind them (`toàn`, `trước`, never `tòan`).
    """
    for found in _PLAIN.finditer(text):
        if not found[0].isascii() and found[0].islower():
            wrong, right = _marks(found[0])
            if wrong:
                yield found.start(), found.end(), right


@lru_cache(maxsize=8192)
def _marks(word: str) -> tuple[bool, str | None]:
    """Whether a word of the shape of a syllable is badly marked, and its right form if that can be told."""
    letters = [unicodedata.normalize("NFD", letter) for letter in word]
    bare = [unicodedata.normalize("NFC", letter.translate(_TONES)) for letter in letters]
    toned = [index for index, letter in enumerate(letters) if letter.translate(_TONES) != letter]
    shape = _SYLLABLE.fullmatch("".join(bare))
    if shape is None or len(toned) > 1:
        return False, None
    tone = "".join(mark for letter in letters for mark in letter if ord(mark) in _TONES)
    if shape["final"] in _STOPS and tone not in _STOPPED:
        return True, None
    nucleus, last = shape["nucleus"], shape.end("nucleus") - 1
    if not toned or toned[0] >= last or nucleus == "oo":
        return False, None
    # Where nothing follows, the place is free (`hòa`, `hoà`), but never on the u of qu (`qùa`).
    if not shape["final"] and nucleus not in _ALWAYS_LAST and toned[0] >= shape.start("nucleus"):
        return False, None
    bare[last] = unicodedata.normalize("NFC", bare[last] + tone)
    return True, "".join(bare)
