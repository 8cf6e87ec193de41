"""What kind of file it is, by what it holds: names lie."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from typing import Literal

from planparse.errors import ReadError
from planparse.limits import MAX_UNPACKED

Format = Literal["text", "docx", "pdf", "doc", "odt", "rtf", "html", "png", "jpeg", "tiff"]

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|style|table|tr|td|div|p|span|font|center|br|ol|ul|h[1-6]|b)\b[^<]*>",
    re.IGNORECASE,
)
_LEADING = re.compile(rb"(?:\s+|<\?xml[^>]*>|<!--.{0,2000}?-->|<!\[[^>]{0,200}>)+", re.DOTALL)
_ODT = (b"application/vnd.oasis.opendocument.text", b"application/vnd.sun.xml.writer")
_PICTURES: dict[bytes, Format] = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG": "png",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
# Files whose first bytes say what they are, and that are no documents of this tool.
_OTHERS = {
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
    b"%!PS": "PostScript",
    b"<?xml": "XML",
}  # fmt: skip


def format_of(data: bytes, path: str) -> Format:
    """The format of a file's content.

    Raises:
        ReadError: ``encrypted-docx``, ``encrypted-document``, ``broken-docx`` or ``unknown-format``.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, path)
    if data.startswith(_OLE2):
        if _ENCRYPTED_PACKAGE in data:
            raise ReadError("encrypted-docx", path)
        if "WordDocument".encode("utf-16-le") in data:
            return "doc"
        raise ReadError("unknown-format", path, {"detail": "OLE2"})
    start = data[:4096].lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _is_html(data):
        return "html"
    for sign, picture in _PICTURES.items():
        if data.startswith(sign):
            return picture
    for sign, name in _OTHERS.items():
        if start.startswith(sign):
            raise ReadError("unknown-format", path, {"detail": name})
    return "text"


def _is_html(data: bytes) -> bool:
    """Whether a file begins as a web page does, or as the mail that Word saves one in."""
    head = data[:8192]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"<\x00" in head[:64]:
        head = head.replace(b"\x00", b"")[2 * head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) :]
    head = head.removeprefix(codecs.BOM_UTF8)
    small = head[:2048].lstrip().lower()
    if small.startswith((b"mime-version:", b"from: <saved", b"content-type: multipart/related")):
        return b"multipart/related" in small or b"text/html" in small
    leading = _LEADING.match(head)
    body = head[leading.end() :] if leading else head
    return _HTML.match(body) is not None


def _packed(data: bytes, path: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "content.xml" in names and "mimetype" in names:
                with package.open("mimetype") as kind:
                    if kind.read(100).startswith(_ODT):
                        return _open_document(package, path)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
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


def _open_document(package: zipfile.ZipFile, path: str) -> Format:
    size = sum(entry.file_size for entry in package.infolist())
    if size > MAX_UNPACKED:
        limit = {"size": str(size // 1_000_000), "limit": str(MAX_UNPACKED // 1_000_000)}
        raise ReadError("unpacks-too-large", path, limit)
    if "META-INF/manifest.xml" in package.namelist():
        with package.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1_000_000):
                raise ReadError("encrypted-document", path)
    return "odt"
