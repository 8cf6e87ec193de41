"""What recognition often misreads in administrative documents, put right where the form leaves no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import tomli

# A dash that opens an item is recognised as other strokes.
_DASHES = frozenset("~—–_¬=")
# ``163/2024/QH15`` is read as QHI5, QHI15, QHl5: Quốc hội has sat for at most sixteen terms.
_ASSEMBLY = re.compile(r"(?<=/)QH[Il|1\]]{1,2}([0-6])(?=\D|$)")
# The bar of Đ is read twice, a slash as the one between figures of a fraction.
_SAME = (("ĐÐ", "Đ"), ("ÐĐ", "Đ"), ("Ð", "Đ"), ("⁄", "/"))
# A one beside other figures is read as a letter or a bracket.
_ONE_FIRST, _ONE_LAST = re.compile(r"[lI|](\d{1,3})([.,;:)]*)"), re.compile(r"(\d{1,3})[lI|\]]([.,;:]*)")
# The round of a six or a zero before a full stop is read once more, as a letter.
_ROUND = re.compile(r"(\d{1,2})[óòôọ]\.")
_LETTERS = re.compile(r"[^\W\d_]+")
# Marks that recognition loses or confuses; the horn of ơ and ư and the breve of ă it keeps.
_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0303\u0309\u0323"))


def mended(words: Sequence[str]) -> list[str]:
    """The words of a line with such slips put right; as many words as were given."""
    texts = [_mended(word, first=at == 0 and len(words) > 1) for at, word in enumerate(words)]
    for at in range(1, len(texts)):
        texts[at] = _after_day(texts[at - 1], texts[at])
    for at in range(len(texts) - 1):
        texts[at], texts[at + 1] = _paired(texts[at], texts[at + 1])
    return texts


def _after_day(before: str, word: str) -> str:
    """``ngày 27tháng`` parted again; what a hand wrote there and nobody can read is left open."""
    head, month, rest = word.partition("tháng")
    if not month or not head or rest or not before.endswith("ngày"):
        return word
    return f"{head} {month}" if head.isdigit() else month


def _mended(word: str, *, first: bool) -> str:
    if first and word in _DASHES:
        return "-"
    if first and (found := _ROUND.fullmatch(word)):
        return f"{found[1]}."
    word = unicodedata.normalize("NFC", word)
    for wrong, right in _SAME:
        word = word.replace(wrong, right)
    word = _ASSEMBLY.sub(r"QH1\1", word)
    if found := _ONE_FIRST.fullmatch(word):
        return f"1{found[1]}{found[2]}"
    if found := _ONE_LAST.fullmatch(word):
        return f"{found[1]}1{found[2]}"
    return word


@cache
def compounds() -> dict[str, tuple[str, str]]:
    """The words of ``data/compounds.toml``, each under its letters without marks."""
    path = Path(__file__).parent / "data" / "compounds.toml"
    table = tomli.loads(path.read_text(encoding="utf-8"))["compounds"]
    pairs = [tuple(pair.split()) for pair in re.split(r"[,\s]*\n|,", table) if pair.strip()]
    return {f"{bare(first)} {bare(second)}": (first, second) for first, second in pairs}


def bare(word: str) -> str:
    """A word in small letters without the marks that recognition confuses."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_MARKS))


def _paired(first: str, second: str) -> tuple[str, str]:
    """Two words with their marks put right where they are one known word but for these."""
    head, tail = _edge(first, last=True), _edge(second, last=False)
    if not head or not tail or (tail[:1].isupper() and not tail.isupper()):
        return first, second  # ``Văn Bàn`` is a place and no ``văn bản``
    known = compounds().get(f"{bare(head)} {bare(tail)}")
    if known is None or (head.lower(), tail.lower()) == known or _is_known(head, tail):
        return first, second
    return (
        first[: len(first) - len(head)] + _as(known[0], head),
        _as(known[1], tail) + second[len(tail) :],
    )


def _edge(word: str, *, last: bool) -> str:
    """The letters at the end, or at the beginning, of a word with its punctuation."""
    found = _LETTERS.findall(word)
    if not found:
        return ""
    letters: str = found[-1] if last else found[0]
    return letters if (word.endswith(letters) if last else word.startswith(letters)) else ""


def _is_known(head: str, tail: str) -> bool:
    """Whether the two differ from the known word by the place of a tone mark only: ``ủy`` and ``uỷ``."""
    known = compounds()[f"{bare(head)} {bare(tail)}"]
    return all(
        sorted(unicodedata.normalize("NFD", one.lower())) == sorted(unicodedata.normalize("NFD", other))
        for one, other in zip((head, tail), known, strict=True)
    )


def _as(known: str, word: str) -> str:
    """A word written in capitals, with one, or without, as another is."""
    if word.isupper() and len(word) > 1:
        return known.upper()
    return known.capitalize() if word[:1].isupper() else known
