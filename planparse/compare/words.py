"""What a phrase of a plan means for the comparison: its telling words, and what it is surely not.

Spelling, abbreviations and synonyms are made equal, verbs of commitment and place names are taken
off; what is left is a set of words. The knowledge is in ``data/words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import tomli

from extractors.plan import Meta
from extractors.vietnamese.text import fold_word

Tokens = tuple[str, ...]

# `12.000` and `2,5` stay one word; `m2` too.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d?", re.UNICODE)


@cache
def table() -> Mapping[str, Any]:
    """``data/words.toml`` as it stands."""
    text = (Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8")
    return tomli.loads(text)


def tokenize(text: str) -> Tokens:
    """The folded words and numbers of a text; numbers without leading zeros, abbreviations written out."""
    abbreviations: Mapping[str, str] = table()["abbreviations"]
    tokens: list[str] = []
    for word in _WORD.findall(text):
        if word[0].isdigit():
            tokens.append(word.lstrip("0") or "0")
            continue
        folded = fold_word(word)
        tokens.extend(abbreviations[folded].split() if folded in abbreviations else (folded,))
    return tuple(tokens)


class Phrases:
    """Phrases to look for in a run of words; of two that begin at one word the longer is found."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Tokens]]) -> None:
        index: dict[str, dict[Tokens, Tokens]] = {}
        for phrase, value in phrases:
            if phrase:
                index.setdefault(phrase[0], {}).setdefault(tuple(phrase), value)
        self._index = {
            first: sorted(found.items(), key=lambda item: -len(item[0])) for first, found in index.items()
        }

    def at(self, tokens: Tokens, start: int) -> tuple[Tokens, Tokens] | None:
        """The longest phrase that begins at that word, with its value."""
        if start >= len(tokens):
            return None
        for phrase, value in self._index.get(tokens[start], ()):
            if tokens[start : start + len(phrase)] == phrase:
                return phrase, value
        return None

    def replace(self, tokens: Tokens) -> Tokens:
        """The words with each phrase put in its other form."""
        index = self._index
        if index.keys().isdisjoint(tokens):
            return tokens
        result: list[str] = []
        start, end = 0, len(tokens)
        while start < end:
            token = tokens[start]
            if token in index and (found := self.at(tokens, start)) is not None:
                result.extend(found[1])
                start += len(found[0])
            else:
                result.append(token)
                start += 1
        return tuple(result)

    def found(self, tokens: Tokens) -> tuple[Tokens, ...]:
        """The values of the phrases that occur, from left to right, none overlapping another."""
        index = self._index
        if index.keys().isdisjoint(tokens):
            return ()
        result: list[Tokens] = []
        start, end = 0, len(tokens)
        while start < end:
            if tokens[start] in index and (found := self.at(tokens, start)) is not None:
                result.append(found[1])
                start += len(found[0])
            else:
                start += 1
        return tuple(result)


@cache
def _synonyms() -> Phrases:
    rows = [[tokenize(form) for form in row["forms"]] for row in table()["synonyms"]]
    return Phrases((form, forms[0]) for forms in rows for form in forms)


@cache
def _titles() -> Phrases:
    rows = [[tokenize(form) for form in row["forms"]] for row in table()["titles"]]
    return Phrases((form, forms[0]) for forms in rows for form in forms)


@cache
def _contrasts() -> Phrases:
    synonyms = _synonyms()
    return Phrases(
        (synonyms.replace(tokenize(form)), (row["name"], form))
        for row in table()["contrasts"]
        for form in row["forms"]
    )


@cache
def _stop() -> frozenset[str]:
    return frozenset(fold_word(token) for token in table()["noise"]["tokens"])


def bare_name(text: str) -> tuple[str | None, Tokens]:
    """The level word and the name of a unit: `Ủy ban nhân dân phường Láng` gives `phường` and `láng`."""
    tokens = tokenize(text)
    body = tokenize("ủy ban nhân dân")
    if tokens[: len(body)] == body:
        tokens = tokens[len(body) :]
    levels = sorted((tokenize(level) for level in table()["noise"]["place_levels"]), key=len, reverse=True)
    for level in levels:
        if tokens[: len(level)] == level and len(tokens) > len(level):
            return ("thành phố" if level == ("tp",) else " ".join(level)), tokens[len(level) :]
    return None, tokens


def _place_phrases(metas: Sequence[Meta]) -> Iterable[tuple[Tokens, Tokens]]:
    noise = table()["noise"]
    leads = [tokenize(lead) for lead in noise["place_leads"]]
    levels = [tokenize(level) for level in noise["place_levels"]]
    texts = [text for meta in metas for text in (meta.issuer, meta.place) if text]
    names = {name for _, name in map(bare_name, texts) if name and len(name) <= 5}
    named = [level + name for level in levels for name in names]
    # A name of one syllable (`Láng`, `1`) is a place only behind its level.
    alone = [name for name in names if len(name) > 1]
    for lead in leads:
        for rest in (*levels, *named, *alone):
            yield lead + rest, ()
    for rest in (*named, *alone):
        yield rest, ()
    yield tokenize("trên địa bàn"), ()


@dataclass(frozen=True)
class Meaning:
    """A phrase made comparable: its telling words in order, and the forms it takes of each contrast."""

    words: Tokens
    contrasts: Mapping[str, frozenset[str]]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words and the pairs of neighbours."""
        pairs = (f"{a} {b}" for a, b in zip(self.words, self.words[1:], strict=False))
        return frozenset(self.words) | frozenset(pairs)


class Vocabulary:
    """The words of two plans: what is noise depends on the places that they are made for."""

    def __init__(self, metas: Sequence[Meta]) -> None:
        noise = [(tokenize(phrase), ()) for phrase in table()["noise"]["phrases"]]
        places = list(_place_phrases(metas))
        self._known: dict[str, Meaning] = {}
        self._noise = Phrases([*places, *noise])
        self._places = Phrases(places)

    def title(self, text: str) -> Meaning:
        """What a heading means: here `chỉ tiêu` and `nhiệm vụ` tell, only places do not."""
        tokens = self._places.replace(_synonyms().replace(_titles().replace(tokenize(text))))
        return Meaning(tuple(word for word in tokens if word not in _stop()), {})

    def meaning(self, text: str) -> Meaning:
        """What a phrase means, without what makes no difference."""
        if (known := self._known.get(text)) is not None:
            return known
        meaning = self._known[text] = self._meaning(text)
        return meaning

    def _meaning(self, text: str) -> Meaning:
        tokens = _synonyms().replace(tokenize(text))
        contrasts: dict[str, set[str]] = {}
        for name, form in _contrasts().found(tokens):
            contrasts.setdefault(name, set()).add(form)
        telling = (word for word in self._noise.replace(tokens) if word not in _stop())
        words = tuple(word for word in telling if not _is_year(word))
        return Meaning(
            words=words or tokens,
            contrasts={name: frozenset(forms) for name, forms in contrasts.items()},
        )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1990" <= word <= "2100"
