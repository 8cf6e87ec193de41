"""One form for the characters of every format: NFC, plain spaces, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width characters, directional marks and byte order marks print nothing, and
# neither do control characters; non-characters are what PDF libraries leave for unmapped glyphs.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u0080-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_MAY_NEED = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e]|  ")
_SPACES = re.compile(r"\s+")
# Bullets drawn as pictures or taken from the private area of Symbol and Wingdings fonts.
_BULLET = re.compile("^[•●▪■□○◦‣⁃∙·➢➤►▶❖✓✔◆◇\ue000-\uf8ff]+\\s*(?=\\S)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
NOT_PRINTED = re.compile(f"(?:\\s|{_PRIVATE.pattern}|{_INVISIBLE.pattern})+")
"""White space, and characters that cleaning takes away."""


def clean(text: str) -> str:
    """One line as every reader hands it over.

    Unicode NFC, each run of white space (no-break spaces and tabs too) one space, none at the
    ends, nothing that does not print. A drawn bullet at the start becomes a dash, as it is in
    most plans, so that the same list looks the same however the file draws it.
    """
    if not text:
        return ""
    if _MAY_NEED.search(text):
        text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = _SPACES.sub(" ", text)
    text = text.strip()
    if text and not text[0].isalnum():
        text = _BULLET.sub("- ", text, count=1)
    return _PRIVATE.sub("", text).strip() if _PRIVATE.search(text) else text


def clean_lines(text: str) -> str:
    """Several lines, each cleaned, empty ones dropped, joined by line feeds: the text of a cell."""
    return "\n".join(line for line in map(clean, text.split("\n")) if line)


def printed(text: str) -> str:
    """What of a text is left when white space and all that cleaning takes away is gone."""
    return NOT_PRINTED.sub("", text)


def is_bullet(character: str) -> bool:
    """Whether a character at the start of a line is a drawn bullet, for which cleaning writes a dash."""
    return _BULLET.match(f"{character}x") is not None
