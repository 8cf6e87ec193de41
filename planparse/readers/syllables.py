"""How much of a text is Vietnamese, by the shape of its syllables.

A syllable has at most one tone mark, an initial consonant, a nucleus and a final consonant, each
from a short closed list (chính tả of the quốc ngữ alphabet). Wrong decoding and broken font maps
give words that do not fit.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    r"""
    (?: b | ch? | d | đ | gh? | gi | h | kh? | l | m | ngh? | nh? | ph | qu | r | s | th? | tr | v | x )?
    (?: [uo]? (?: a | ă | â | e | ê | i | o | ô | ơ | u | ư | y )
      | iê | yê | ia | ya | uô | uyê | uya | ua | ươ | ưa | oo | uơ )
    (?: ch? | m | ng | nh? | p | t | [iyuo] )?
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
