"""Every sentence that planparse says, in Vietnamese and in English, from one catalogue.

The catalogue is the folders ``vi`` and ``en`` beside this module, a file for each kind of sentence. A key is
the path to the sentence inside its file, joined with dots (``error.missing-file.reason``); what stands in
braces is filled by the caller.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT: Lang = "vi"


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            yield from _leaves(value, key)
        else:
            yield key, str(value)


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All sentences of one language by key; KeyError where the language is not spoken."""
    if lang not in LANGS:
        raise KeyError(lang)
    sentences: dict[str, str] = {}
    for file in sorted(Path(__file__).with_name(lang).glob("*.toml")):
        sentences.update(_leaves(tomllib.loads(file.read_text(encoding="utf-8"))))
    return sentences


def known(key: str) -> bool:
    """Whether the catalogue holds that key."""
    return key in catalogue(DEFAULT)


def say(key: str, lang: str = DEFAULT, **arguments: object) -> str:
    """The sentence of that key in ``vi`` or ``en`` with its braces filled.

    Raises KeyError where the key, the language or an argument is missing.
    """
    return catalogue(lang)[key].format(**arguments)
