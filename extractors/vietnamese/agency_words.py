"""The words of agencies and duties, and the questions that the grammar of names asks of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.plan import Level
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_word

# A name of more words than this is running text; the bound keeps every scan linear.
MAX_NAME_WORDS = 40
MAX_LIST_CHARS = 1200
MAX_NAME_CHARS = 400
# Most lists are short: this much is read first, all of it only where the list reaches that far.
FIRST_LOOK = 160
MARGIN = 60

STOPS = ',;:.()[]…"“”'
TOKEN = re.compile(rf"[^\s{re.escape(STOPS)}]+(?:\.[^\s{re.escape(STOPS)}]+)*|\S")
PLURALS = frozenset(("các", "những", "mỗi", "từng"))
CLOSING = {"(": ")", "[": "]", "“": "”", '"': '"'}
# Behind these `trong` goes on with a name (trong tỉnh), else it opens a clause.
_TRONG = frozenset(
    ("và", "tỉnh", "nước", "ngành", "hệ", "khu", "thành", "huyện", "xã", "phường", "toàn", "cụm", "khối")
)


@dataclass(frozen=True, slots=True)
class Head:
    """How the words that open a name behave."""

    kind: Literal["named", "whole", "person"]
    level: Level | None = None
    generic: bool = False
    never: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every set of words that the grammar of names asks, folded."""

    heads: dict[str, Head]
    bare: frozenset[str]
    bare_pairs: frozenset[str]
    never_bare: frozenset[str]
    comma: dict[str, tuple[tuple[str, ...], ...]]
    fields: frozenset[str]
    split_words: frozenset[str]
    abbreviations: dict[str, str]
    levels: dict[str, Level]
    place_singles: frozenset[str]
    place_pairs: frozenset[str]
    beyond_place: frozenset[str]
    verbs: frozenset[str]
    singles: frozenset[str]
    turns: frozenset[str]
    compounds: frozenset[str]
    relatives: frozenset[str]
    strong: frozenset[str]
    organisation: frozenset[str]
    events: frozenset[str]
    nouns: frozenset[str]
    exceptions: frozenset[str]


def fold(text: str) -> str:
    """Each word of a text folded, one blank between them."""
    return " ".join(fold_word(word) for word in text.split())


@cache
def lexicon() -> Lexicon:
    """The tables of agencies and duties, folded and ready to be asked."""
    names, duties = load_table("agencies.toml"), load_table("duties.toml")["verbs"]
    heads: dict[str, Head] = {}
    for kind in ("named", "whole"):
        for word, row in names[kind].items():
            heads[fold(word)] = Head(
                kind,
                row.get("level"),
                row.get("generic", False),
                frozenset(map(fold, row.get("not", ()))),
                frozenset(map(fold, row.get("after", ()))),
            )
    for word in names["person"]["heads"]:
        heads.setdefault(fold(word), Head("person"))
    return Lexicon(
        heads=heads,
        bare=frozenset(map(fold, names["bare"]["words"])),
        never_bare=frozenset(map(fold, names["bare"]["never"])),
        bare_pairs=frozenset(map(fold, names["bare"]["pairs"])),
        comma=_by_first_word(names["comma"]["names"]),
        fields=frozenset(map(fold, names["field"]["names"])),
        split_words=frozenset(map(fold, names["compound"]["pairs"])),
        abbreviations={fold(key): fold(value) for key, value in names["abbreviation"].items()},
        levels={fold(word): level for level, words in names["level"].items() for word in words},
        place_singles=frozenset(map(fold, names["place"]["singles"])),
        place_pairs=frozenset(map(fold, names["place"]["pairs"])),
        beyond_place=frozenset(map(fold, names["place"]["beyond"])),
        verbs=frozenset(map(fold, duties["pairs"])),
        singles=frozenset(map(fold, duties["singles"])),
        turns=frozenset(map(fold, duties["turns"])),
        compounds=frozenset(map(fold, duties["compounds"])),
        relatives=frozenset(map(fold, duties["relatives"])),
        strong=frozenset(map(fold, duties["strong"])),
        organisation=frozenset(map(fold, duties["organisation"])),
        events=frozenset(map(fold, duties["events"])),
        nouns=frozenset(map(fold, duties["nouns"])),
        exceptions=frozenset(map(fold, duties["exceptions"])),
    )


def _by_first_word(names: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names as words under the word that opens them, the longest first."""
    split = sorted((tuple(keys_of(name)) for name in names), key=len, reverse=True)
    return {first: tuple(name for name in split if name[0] == first) for first in {name[0] for name in split}}


def keys_of(text: str) -> list[str]:
    """The folded words and marks of a text."""
    return [fold_word(found[0]) for found in TOKEN.finditer(text)]


class Scan:
    """The words of a stretch of text, and the questions that the grammar asks of them."""

    __slots__ = ("count", "ends", "keys", "starts", "text", "words")

    def __init__(self, text: str, start: int, limit: int) -> None:
        self.text = text
        spans = [found.span() for found in TOKEN.finditer(text, start, min(len(text), start + limit))]
        self.starts = [at for at, _ in spans]
        self.ends = [at for _, at in spans]
        self.keys = [fold_word(text[begin:end]) for begin, end in spans]
        self.count = len(self.keys)
        self.words = lexicon()

    def key(self, at: int) -> str:
        """The folded word at a token, empty behind the last."""
        return self.keys[at] if at < self.count else ""

    def pair(self, at: int) -> str:
        """Two words together, empty at the last."""
        return f"{self.keys[at]} {self.keys[at + 1]}" if at + 1 < self.count else ""

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return at < self.count and self.text[self.starts[at]].isupper()

    def head(self, at: int) -> tuple[int, Head] | None:
        """The head word of an agency at a token, and the token behind it."""
        if at >= self.count:
            return None
        heads = self.words.heads
        for size in (4, 3, 2, 1):
            if at + size > self.count:
                continue
            found = heads.get(" ".join(self.keys[at : at + size]))
            if found is None:
                continue
            following = self.key(at + size)
            if following in found.never or (found.only and following not in found.only):
                continue
            return at + size, found
        return None

    def bare(self, at: int) -> bool:
        """Whether a common noun stands there that carries on a list under one các."""
        key = self.key(at)
        if key in ("", ","):
            return False
        pair = self.pair(at)
        if pair in self.words.bare_pairs:
            if pair == "tổ chức":
                return not self.verb(at)
            head = self.words.heads.get(pair)
            if head is None and self.capital(at) and key in self.words.heads and not self.capital_list(at):
                # `các trường học, Trạm Y tế phường`: another agency by its name.
                return False
            return head is None or head.generic or pair == "mặt trận" or not self.capital(at)
        if key not in self.words.bare:
            return False
        following = self.key(at + 1)
        if key in ("đoàn", "hội") and self.capital(at) and following in self.words.place_singles:
            return False
        if f"{key} {following}" in self.words.never_bare:
            return False
        head = self.words.heads.get(key)
        # `phòng Kinh tế` in a list under các is an agency of its own, `xã An Bình` a place on the list.
        return not (head is not None and self.capital(at + 1) and not self.capital_list(at))

    def capital_list(self, at: int) -> bool:
        """`Sở, Ban, Ngành`: capitals of courtesy, not names."""
        return self.key(at + 1) in self.words.bare or self.pair(at + 1) in self.words.bare_pairs

    def verb(self, at: int) -> bool:
        """Whether a verb or another word that ends a name stands at a token."""
        key = self.key(at)
        if key == "" or not self.text[self.starts[at]].islower():
            return False
        words = self.words
        pair = self.pair(at)
        if pair == "tổ chức":
            return self._organises(at)
        if pair in words.verbs or pair in words.turns:
            return True
        if key in words.singles:
            before = self.keys[at - 1] if at else ""
            return pair not in words.exceptions and f"{before} {key}" not in words.exceptions
        if key == "trong":
            return self.key(at + 1) not in _TRONG
        if key in ("từ", "đến", "tới"):
            return not (at and self.keys[at - 1] == "quan")
        return f"{pair} {self.key(at + 2)}" in words.turns

    def _organises(self, at: int) -> bool:
        if at and self.keys[at - 1] in PLURALS:
            return False
        following = self.key(at + 2)
        if following == "" or following in STOPS:
            return False
        if self.verb(at + 2) or self.pair(at + 2) in self.words.events:
            return True
        return following not in self.words.organisation

    def place(self, at: int) -> int | None:
        """The token behind a place word (``xã``, ``thị trấn``) with which a name ends, or None."""
        size = 2 if self.pair(at) in self.words.place_pairs else 1
        if size == 1 and self.key(at) not in self.words.place_singles:
            return None
        following = self.key(at + size)
        if not following.isalpha() or following in self.words.beyond_place or self.capital(at + size):
            return None
        if self.pair(at + size) == "trực thuộc":
            return None
        return at + size

    def comma_name(self, at: int) -> int | None:
        """The token behind a name with a comma in it that begins at a token."""
        for name in self.words.comma.get(self.key(at), ()):
            if self.keys[at : at + len(name)] == list(name):
                return at + len(name)
        return None

    def closed(self, at: int) -> int | None:
        """The token behind the bracket or quotation that opens at a token."""
        closing = CLOSING[self.keys[at]]
        for place in range(at + 1, min(self.count, at + MAX_NAME_WORDS)):
            if self.keys[place] == closing:
                return place + 1
        return None
