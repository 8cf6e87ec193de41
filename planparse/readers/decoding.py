"""Bytes of a plain text made into text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from extractors.document import Notice
from extractors.vietnamese.syllables import share_of_syllables
from planparse.errors import ReadError
from planparse.readers.legacy import Legacy, best_reading, convert, mend

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_VALID, _FEW_VALID = 0.75, 0.6
_LEGACY: dict[str, Legacy] = {"TCVN3": "TCVN3", "VNI": "VNI"}


def decode(data: bytes, path: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file in UTF-8, UTF-16, UTF-32, Windows-1258, TCVN3 or VNI.

    The last three are told apart by the share of words that are Vietnamese in each; text that was
    pasted from a TCVN3 or VNI font into a file of Unicode is converted too. A few broken bytes in a
    long text are left out. Both are told in a notice.

    Raises:
        ReadError: ``unknown-format`` where it is none of them.
    """
    text = _unicode(data, path)
    if text is not None:
        text, legacy = mend(text)
        return text, _told(legacy)
    readings = _readings(data)
    best = best_reading(readings)
    if best is None:
        # Too few words with marks to tell: plain letters, most likely in the encoding of Windows.
        best = ("cp1258", share_of_syllables(readings["cp1258"])) if "cp1258" in readings else ("", 0.0)
    name, share = best
    if share < (_FEW_VALID if name in {"cp1258", "utf-8"} else _VALID):
        raise ReadError("unknown-format", path, {"detail": data[:8].hex(" ")})
    if name == "utf-8":
        lost = readings[name].count("\ufffd")
        return readings[name].replace("\ufffd", ""), (Notice("undecodable-bytes", {"count": str(lost)}),)
    return readings[name], _told(_LEGACY.get(name))


def _told(legacy: Legacy | None) -> tuple[Notice, ...]:
    return (Notice("legacy-encoding", {"encoding": legacy}),) if legacy else ()


def _unicode(data: bytes, path: str) -> str | None:
    """The text where it is Unicode as a whole; None where it is not."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), path)
            except UnicodeDecodeError as error:
                raise ReadError("unknown-format", path, {"detail": encoding}) from error
    for even, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # In UTF-16 every other byte of plain letters is zero.
        if data[:4096][even::2].count(0) > len(data[:4096]) // 8:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text) and share_of_syllables(text) > _FEW_VALID:
                return text
    try:
        return _checked(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        return None


def _readings(data: bytes) -> dict[str, str]:
    """What the bytes say in each encoding that they can be in."""
    western = data.decode("cp1252", "replace")
    readings = {"TCVN3": convert(western, "TCVN3"), "VNI": convert(western, "VNI")}
    with suppress(UnicodeDecodeError):
        readings["cp1258"] = data.decode("cp1258")
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= len(broken) // 500:
        readings["utf-8"] = broken
    return {name: text for name, text in readings.items() if not _CONTROL.search(text)}


def _checked(text: str, path: str) -> str:
    if _CONTROL.search(text):
        raise ReadError("unknown-format", path, {"detail": text[:8].encode("utf-8").hex(" ")})
    return text
