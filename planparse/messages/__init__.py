"""Every sentence that planparse says, in Vietnamese and in English, from one catalogue.

The catalogue is the folders ``vi`` and ``en`` beside this module, a file for each kind of sentence. A key is
the path to the sentence inside its file, joined with dots (``error.missing-file.reason``); what stands in
braces is filled by the caller. ``{count:page|pages}`` is the first word where the count is one, else the
second.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import tomli

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT: Lang = "vi"
# The first part of the name of a table: `[diff.target]` holds keys that begin with `diff`.
_ROOT = re.compile(r"^\[([\w-]+)", re.MULTILINE)


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            yield from _leaves(value, key)
        else:
            yield key, str(value)


class _Filler(string.Formatter):
    """Fills sentences; ``{count:page|pages}`` chooses a word by the count."""

    def format_field(self, value: Any, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if bar:
            return one if str(value) == "1" else many
        return str(super().format_field(value, spec))


_FILLER = _Filler()


@cache
def _files(lang: str) -> Mapping[str, tuple[str, ...]]:
    """The texts of the files that hold each first part of a key; KeyError for a language not spoken."""
    if lang not in LANGS:
        raise KeyError(lang)
    found: dict[str, list[str]] = {}
    for file in sorted(Path(__file__).with_name(lang).glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        for root in dict.fromkeys(_ROOT.findall(text)):
            found.setdefault(root, []).append(text)
    return {root: tuple(texts) for root, texts in found.items()}


@cache
def _parsed(text: str) -> Mapping[str, str]:
    return dict(_leaves(tomli.loads(text)))


@cache
def _room(lang: str, root: str) -> Mapping[str, str]:
    """The sentences whose keys begin with that; only their files are parsed."""
    sentences: dict[str, str] = {}
    for text in _files(lang).get(root, ()):
        sentences.update(_parsed(text))
    return sentences


def catalogue(lang: str) -> Mapping[str, str]:
    """All sentences of one language by key; KeyError where the language is not spoken."""
    sentences: dict[str, str] = {}
    for root in _files(lang):
        sentences.update(_room(lang, root))
    return sentences


def known(key: str) -> bool:
    """Whether the catalogue holds that key."""
    return key in _room(DEFAULT, key.partition(".")[0])


def say(key: str, lang: str = DEFAULT, **arguments: object) -> str:
    """The sentence of that key in ``vi`` or ``en`` with its braces filled.

    Raises KeyError where the key, the language or an argument is missing.
    """
    return _FILLER.vformat(_room(lang, key.partition(".")[0])[key], (), arguments)
