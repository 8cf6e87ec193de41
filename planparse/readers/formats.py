"""What kind of file it is, by what it holds: names lie."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import Literal

from extractors.document import Notice
from planparse.errors import ReadError
from planparse.readers.syllables import share_of_syllables

Format = Literal["text", "docx", "pdf"]

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|font)\b", re.IGNORECASE)
# Files whose first bytes say what they are, and that are no documents of this tool.
_OTHERS = {
    b"{\\rtf": "RTF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
    b"%!PS": "PostScript",
    b"<?xml": "XML",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f]")


def format_of(data: bytes, path: str) -> Format:
    """The format of a file's content.

    Raises:
        ReadError: ``legacy-doc``, ``encrypted-docx``, ``broken-docx`` or ``unknown-format``.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, path)
    if data.startswith(_OLE2):
        if _ENCRYPTED_PACKAGE in data:
            raise ReadError("encrypted-docx", path)
        if "WordDocument".encode("utf-16-le") in data:
            raise ReadError("legacy-doc", path)
        raise ReadError("unknown-format", path, {"detail": "OLE2"})
    start = data[:4096].lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    if _HTML.match(start) or (start.startswith(b"<?xml") and _HTML.search(start)):
        raise ReadError("unknown-format", path, {"detail": "HTML"})
    for sign, name in _OTHERS.items():
        if start.startswith(sign):
            raise ReadError("unknown-format", path, {"detail": name})
    return "text"


def _packed(data: bytes, path: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        # The parts of a package name their kind, even where its end is cut off.
        if b"word/" in data or b"[Content_Types].xml" in data[:4096]:
            raise ReadError("broken-docx", path, {"detail": "ZIP"}) from error
        raise ReadError("unknown-format", path, {"detail": "ZIP"}) from error
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    for folder, name in (
        ("xl/", "Excel"),
        ("ppt/", "PowerPoint"),
        ("content.xml", "OpenDocument"),
        ("word/", ""),
    ):
        if any(one.startswith(folder) for one in names):
            if not name:
                raise ReadError("broken-docx", path, {"detail": "word/document.xml"})
            raise ReadError("unknown-format", path, {"detail": name})
    raise ReadError("unknown-format", path, {"detail": "ZIP"})


def decode(data: bytes, path: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file in UTF-8, UTF-16 or UTF-32, or in Windows-1258 where that gives Vietnamese.

    A few broken bytes in a long text are left out and told in a notice.

    Raises:
        ReadError: ``unknown-format`` where it is none of them.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), path), ()
            except UnicodeDecodeError as error:
                raise ReadError("unknown-format", path, {"detail": encoding}) from error
    try:
        return _checked(data.decode("utf-8"), path), ()
    except UnicodeDecodeError:
        pass
    for encoding in _without_bom(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and share_of_syllables(text) > 0.6:
            return text, ()
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost <= len(text) // 500 and not _CONTROL.search(text) and share_of_syllables(text) > 0.6:
        return text.replace("\ufffd", ""), (Notice("undecodable-bytes", {"count": str(lost)}),)
    raise ReadError("unknown-format", path, {"detail": data[:8].hex(" ")})


def _without_bom(data: bytes) -> tuple[str, ...]:
    """The encodings to try: in UTF-16 every other byte of plain letters is zero."""
    head = data[:4096]
    if head[1::2].count(0) > len(head) // 8:
        return ("utf-16-le",)
    if head[0::2].count(0) > len(head) // 8:
        return ("utf-16-be",)
    return ("cp1258",)


def _checked(text: str, path: str) -> str:
    if _CONTROL.search(text):
        # UTF-16 without its mark can pass for UTF-8 with zeros between the letters.
        for encoding in _without_bom(text.encode("utf-8", "surrogatepass")):
            if encoding.startswith("utf-16"):
                try:
                    other = text.encode("utf-8").decode(encoding)
                except UnicodeError:
                    break
                if not _CONTROL.search(other) and share_of_syllables(other) > 0.6:
                    return other
        raise ReadError("unknown-format", path, {"detail": text[:8].encode("utf-8").hex(" ")})
    return text
