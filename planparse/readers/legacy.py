"""Vietnamese in the encodings from before Unicode: TCVN3 (ABC) and VNI.

Their fonts draw Vietnamese letters for the characters of Western Europe, so that a file holds
``KÕ ho¹ch`` or ``Keá hoaïch`` for ``Kế hoạch``. The font's name says which it is; where there are no
fonts the share of valid syllables does.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from extractors.vietnamese.syllables import is_syllable

Legacy = Literal["TCVN3", "VNI"]

_DATA = Path(__file__).with_name("data")
# ``.VnTime`` and ``.VnArial NarrowH``; ``VNI-Times``. The final H of the first kind draws capitals.
_TCVN3_FONT = re.compile(r"\.vn\w", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[- ]\w", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"dings|symbol", re.IGNORECASE)
_FOREIGN = re.compile("[\u0080-\u00ff\u0102-\u01b0]")
_UNICODE = re.compile("[\u0103\u0111\u0129\u0169\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_EDGES = " \t\r\n.,;:!?()[]{}<>\"'/\\|-–—_=+*&%#@~`^“”‘’…«»\u00a0\u0093\u0094\u0091\u0092\u0096\u0097\u0085"
_SAMPLE = 200_000
_MANY = 4  # words with marks that a text must have to be judged by
_VALID = 0.75


def legacy_of_font(name: str | None) -> tuple[Legacy, bool] | None:
    """The encoding that a font's name stands for, and whether the font draws all letters as capitals.

    >>> legacy_of_font(".VnTimeH")
    ('TCVN3', True)
    """
    if not name:
        return None
    name = name.strip().strip("\"'")
    if _TCVN3_FONT.match(name):
        return "TCVN3", name.endswith("H")
    if _VNI_FONT.match(name) and not _SYMBOL_FONT.search(name):
        return "VNI", False
    return None


def convert(text: str, legacy: Legacy, capitals: bool = False) -> str:
    """A text whose characters stand for letters of a legacy encoding, as Unicode.

    ``capitals`` says that the font draws capitals for small letters. TCVN3 has no capitals with
    tone marks, so in a word written in capitals the small ones count as capitals too.
    """
    if legacy == "VNI":
        text = _from_vni(text)
        return text.upper() if capitals else text
    text = text.translate(_tcvn3())
    return text.upper() if capitals else _whole_capitals(text)


def mend(text: str) -> tuple[str, Legacy | None]:
    """A text without fonts, converted where it is Vietnamese in a legacy encoding; else as it is.

    It counts as such where its words with characters beyond ASCII are no Vietnamese syllables as
    they stand and most of them are once converted.
    """
    if not _FOREIGN.search(text):
        return text, None
    as_it_is = share_of_marked(text)
    if as_it_is is None or as_it_is >= _VALID:
        return text, None
    found = best_reading({name: _READERS[name](text[:_SAMPLE]) for name in _READERS})
    if found is None or found[1] < max(_VALID, as_it_is + 0.2):
        return text, None
    name: Legacy = "VNI" if found[0] == "VNI" else "TCVN3"
    return _READERS[name](text), name


def best_reading(readings: dict[str, str]) -> tuple[str, float] | None:
    """Of several readings of one file the one with the largest share of valid marked syllables."""
    shares = {name: share for name, text in readings.items() if (share := share_of_marked(text)) is not None}
    if not shares:
        return None
    best = max(shares, key=lambda name: shares[name])
    return best, shares[best]


def share_of_marked(text: str) -> float | None:
    """The part of the words with characters beyond ASCII that are Vietnamese syllables.

    None where there are too few of them to tell. A word is what stands between white space, marks
    of punctuation at its ends left aside: a wrong reading puts signs into the midst of words.
    """
    marked = valid = 0
    for found in _TOKEN.finditer(unicodedata.normalize("NFC", text[:_SAMPLE])):
        token = found[0]
        if token.isascii():
            continue
        word = token.strip(_EDGES)
        if not word or word.isascii():
            continue
        marked += 1
        valid += word.isalpha() and is_syllable(word.lower())
    return valid / marked if marked >= _MANY else None


@cache
def _tcvn3() -> dict[int, str]:
    return {int(row["byte"], 16): row["letter"] for row in _rows("tcvn3.csv")}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    letters = {row["written"]: row["letter"] for row in _rows("vni.csv")}
    first = "".join(sorted({written[0] for written in letters}))
    signs = "".join(sorted({written[1] for written in letters if len(written) == 2}))
    both = f"[{first}{first.upper()}][{signs}{signs.upper()}]?"
    return re.compile(both), letters


def _from_vni(text: str) -> str:
    pattern, letters = _vni()

    def letter(found: re.Match[str]) -> str:
        written = found[0]
        small = letters.get(written.lower())
        if small is not None:
            # The sign may be of the other case than its vowel: the vowel decides.
            return small.upper() if written[0].isupper() else small
        alone = letters.get(written[0].lower(), written[0].lower())
        rest = written[1:]
        rest = letters.get(rest.lower(), rest) if rest else ""
        head = alone.upper() if written[0].isupper() else alone
        return head + (rest.upper() if written[1:].isupper() else rest)

    return pattern.sub(letter, text)


def _whole_capitals(text: str) -> str:
    """Words in capitals with their toned vowels made capitals too: ``HOạCH``, and ``Kế`` before it."""
    if text.islower() or not any(map(str.isupper, text)):
        return text
    parts = re.split(r"(\s+)", text)
    raised = [_in_capitals(part) for part in parts]
    for at in range(0, len(parts), 2):
        beside = (at >= 2 and raised[at - 2]) or (at + 2 < len(parts) and raised[at + 2])
        if not raised[at] and beside and _toned_only(parts[at]):
            raised[at] = True
    return "".join(part.upper() if up else part for part, up in zip(parts, raised, strict=True))


def _in_capitals(word: str) -> bool:
    return sum(map(str.isupper, word)) >= 2 and _toned_only(word)


def _toned_only(word: str) -> bool:
    """Whether a word's small letters are all of those that TCVN3 has no capitals for."""
    return bool(word) and all(letter in _toned() for letter in word if letter.islower())


@cache
def _toned() -> frozenset[str]:
    small = {letter for letter in _tcvn3().values() if letter.islower()}
    return frozenset(small - set("ăâêôơưđ"))


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


_READERS: dict[Legacy, Callable[[str], str]] = {
    "TCVN3": lambda text: convert(text, "TCVN3"),
    "VNI": lambda text: convert(text, "VNI"),
}


def letters_of(text: str, legacy: Legacy) -> Iterator[tuple[int, int, str]]:
    """Each letter of such a text, with where the characters that stand for it begin and end.

    Which letters are capitals depends on their neighbours and is left as it is written.
    """
    if legacy == "TCVN3":
        for at, character in enumerate(text):
            yield at, at + 1, character.translate(_tcvn3())
        return
    place = 0
    for found in _vni()[0].finditer(text):
        yield from ((at, at + 1, text[at]) for at in range(place, found.start()))
        yield found.start(), found.end(), _from_vni(found[0])
        place = found.end()
    yield from ((at, at + 1, text[at]) for at in range(place, len(text)))


class Coded(str):
    """Text of a run whose font says that it is in a legacy encoding."""

    __slots__ = ("capitals", "legacy")
    legacy: Legacy
    capitals: bool


def by_font(text: str, font: str | None, capitals: bool = False) -> str:
    """The text of a run, marked where its font says that it has to be converted; ``together`` does it.

    ``capitals`` says that the run is shown in capitals whatever its letters are.

    Text that holds Vietnamese letters beyond Latin-1 is Unicode whatever its font says.
    """
    found = legacy_of_font(font)
    if found is None or _UNICODE.search(text):
        return text.upper() if capitals else text
    coded = Coded(text)
    coded.legacy, coded.capitals = found[0], found[1] or capitals
    return coded


def together(parts: Iterable[str]) -> str:
    """Runs joined to one text, neighbours of one encoding converted as one: runs may cut a letter in two."""
    parts = list(parts)
    if not any(isinstance(part, Coded) for part in parts):
        return "".join(parts)
    whole: list[str] = []
    for key, group in groupby(parts, lambda part: _coding(part)):
        text = "".join(group)
        whole.append(text if key is None else convert(text, key[0], key[1]))
    return "".join(whole)


def _coding(part: str) -> tuple[Legacy, bool] | None:
    return (part.legacy, part.capitals) if isinstance(part, Coded) else None
