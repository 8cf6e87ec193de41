"""The package that a Word document is: which of its parts hold text, numbering, styles and notes."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from planparse.errors import ReadError
from planparse.readers.wordml import W, parse

MAX_UNPACKED = 1_000_000_000
"""Bytes that the parts of a .docx may unpack to, pictures included."""
MAX_PART = 200_000_000
"""Bytes that one part of text may unpack to."""

BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, etree.XMLSyntaxError, KeyError, EOFError, OSError,
    ValueError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What reading the parts of a damaged package may raise."""
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(frozen=True, slots=True)
class Package:
    """The roots of the parts that are read; ``notes`` holds footnotes and endnotes by tag and id."""

    document: etree._Element
    numbering: etree._Element | None = None
    styles: etree._Element | None = None
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)

    def note(self, reference: str, number: str) -> etree._Element | None:
        """The note that a reference (``w:footnoteReference``, ``w:endnoteReference``) stands for."""
        return self.notes.get((reference.removesuffix("Reference"), number))


def open_package(data: bytes, path: str) -> Package:
    """The parts of a .docx.

    Raises:
        ReadError: ``broken-docx`` or ``unpacks-too-large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _guard(sum(entry.file_size for entry in package.infolist()), MAX_UNPACKED, path)
            main = main_part(package)
            folder, name = posixpath.split(main)
            document = _part(package, main, path)
            related = dict(_targets(package, posixpath.join(folder, "_rels", f"{name}.rels")))

            def other(kind: str) -> etree._Element | None:
                return _part(package, posixpath.join(folder, related.get(kind, f"{kind}.xml")), path)

            numbering, styles = other("numbering"), other("styles")
            notes: dict[tuple[str, str], etree._Element] = {}
            for kind, tag in _NOTES.items():
                # Most documents bring the part with its separators only, and refer to none of them.
                if document is not None and next(document.iter(f"{W}{tag}Reference"), None) is not None:
                    part = other(kind)
                    for note in [] if part is None else part.iterfind(W + tag):
                        notes[W + tag, note.get(W + "id", "")] = note
    except BROKEN as error:
        raise ReadError("broken-docx", path, {"detail": " ".join(str(error).split())[:120]}) from error
    if document is None:
        raise ReadError("broken-docx", path, {"detail": main})
    return Package(document, numbering, styles, notes)


def _guard(size: int, limit: int, path: str) -> None:
    if size > limit:
        raise ReadError(
            "unpacks-too-large", path, {"size": str(size // 1_000_000), "limit": str(limit // 1_000_000)}
        )


def main_part(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    for kind, target in _targets(package, "_rels/.rels"):
        if kind == "officeDocument":
            return target.lstrip("/")
    return "word/document.xml"


def _targets(package: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """The kinds and targets of a part's relations."""
    if name not in package.namelist() or package.getinfo(name).file_size > MAX_PART:
        return []
    relations = parse(package.read(name))
    return [
        (one.get("Type", "").rsplit("/", 1)[-1], one.get("Target", ""))
        for one in relations
        if isinstance(one.tag, str)
    ]


def _part(package: zipfile.ZipFile, name: str, path: str) -> etree._Element | None:
    name = posixpath.normpath(name).lstrip("/")
    if name not in package.namelist():
        return None
    _guard(package.getinfo(name).file_size, MAX_PART, path)
    return parse(package.read(name))
