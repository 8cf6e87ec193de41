"""Text of documents made harmless for a terminal: control characters are shown, never obeyed."""

from __future__ import annotations

import re
import unicodedata

# Everything that a terminal obeys, hides, or turns round: controls (Cc), formats such as the bidi
# marks (Cf), lone surrogates (Cs), line and paragraph separators.
_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# No characters at all, and not allowed in XML: a workbook that holds one does not open.
_NOWHERE = "\ufffe\uffff"
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
# Printable text of the planes in use here has none of them: a plain search settles most strings.
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U00010000-\U0010ffff]"
)


def inert(text: str) -> str:
    """One line of the text in which white space is one space and each control a visible code point."""
    text = _SPACE.sub(" ", text).strip()
    return _SUSPECT.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) not in _HARMFUL and character not in _NOWHERE:
        return character
    return f"<U+{ord(character):04X}>"


def inert_json(text: str) -> str:
    """JSON in which such characters are escapes: the same values, and nothing for a terminal to obey.

    The text must be JSON with its line feeds only between values, as ``json.dumps`` gives it.
    """
    return _SUSPECT.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    harmful = unicodedata.category(character) in _HARMFUL or character in _NOWHERE
    if character == "\n" or not harmful:
        return character
    number = ord(character)
    if number > 0xFFFF:
        number -= 0x10000
        return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
    return f"\\u{number:04x}"


def shorten(text: str, width: int) -> str:
    """The inert text, cut between words to at most ``width`` characters with an ellipsis."""
    text = inert(text)
    if len(text) <= width:
        return text
    cut = text[: max(1, width - 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:.-") + "…"
