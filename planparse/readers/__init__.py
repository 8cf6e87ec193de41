"""Files in, documents out: ``read(path)`` gives the blocks of a plan in reading order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.document import Block, Document, Notice, Source
from planparse.errors import ReadError
from planparse.limits import CONVERSION_SECONDS, DEFAULT, Limits
from planparse.readers.formats import Format, format_of

if TYPE_CHECKING:
    from planparse.readers.docx import Tracked
    from planparse.readers.scan import Progress

__all__ = ["Limits", "read", "read_many"]

_OFFICE = frozenset({"doc", "odt", "rtf"})
_PICTURES = frozenset({"png", "jpeg", "tiff"})
# Files that are read in this process, since starting another would take longer than reading them.
_SMALL = {"docx": 4_000_000, "html": 1_000_000}

_Read = tuple[tuple[Block, ...], tuple[Notice, ...], int | None]


def read(
    path: str | Path,
    *,
    tracked: Tracked = "accepted",
    limits: Limits = DEFAULT,
    cache: bool = True,
    progress: Progress | None = None,
) -> Document:
    """The document in a file, whatever its name says it is.

    Plain text, Markdown, Word (.docx, .doc), OpenDocument, RTF, web pages and PDF give blocks in
    one form: Unicode NFC, single spaces, no empty blocks, paragraphs whole again where a line or
    page break had cut them. What the file lost on the way (pages that are only images, a garbled
    text layer) is told in notices. ``tracked`` says how the tracked changes of a Word file are
    read: ``accepted``, or ``original``.

    Scans (PDF pages without a sound text layer, PNG, JPEG, TIFF) are recognised by tesseract;
    ``cache`` says whether recognised pages are kept for the next time, and ``progress`` is called
    with how many pages are recognised, of how many.

    What native code reads (PDF, the old formats) and what is large is read in a process of its
    own, so that neither a crash nor a hang gets any further.

    Raises:
        ReadError: the file is missing, a folder, empty, damaged, encrypted, too large, without
            text, of another format, beyond a limit, or took its reader down; its code says which.
    """
    name = str(path)
    data = _bytes(Path(path), name, limits)
    kind = format_of(data, name)
    given = _read(data, name, kind, tracked, limits, cache=cache, progress=progress)
    return _document(data, name, kind, given)


def read_many(
    paths: Sequence[str | Path],
    *,
    tracked: Tracked = "accepted",
    limits: Limits = DEFAULT,
    cache: bool = True,
    progress: Progress | None = None,
) -> Iterator[Document | ReadError]:
    """The documents in some files, in their order; a file that cannot be read gives its error.

    Files that LibreOffice converts are converted in one call for all of them, which takes little
    longer than one file does; what that call could not do is tried once more by itself. The options are
    those of `read`.
    """
    found: list[tuple[bytes, str, Format] | ReadError] = []
    for path in paths:
        name = str(path)
        try:
            data = _bytes(Path(path), name, limits)
            kind = format_of(data, name)
            # Only what has to be converted is kept in memory until its turn.
            found.append((data if kind in _OFFICE else b"", name, kind))
        except ReadError as error:
            found.append(error)
    made = _converted([one for one in found if not isinstance(one, ReadError)], limits)
    for one in found:
        if isinstance(one, ReadError):
            yield one
            continue
        data, name, kind = one
        try:
            if name in made:
                yield _document(data, name, kind, _read(made[name], name, "docx", tracked, limits))
            else:
                yield read(name, tracked=tracked, limits=limits, cache=cache, progress=progress)
        except ReadError as error:
            yield error


def _converted(files: Sequence[tuple[bytes, str, Format]], limits: Limits) -> dict[str, bytes]:
    """By name, the .docx of each file that LibreOffice has to convert and could."""
    from planparse.readers import isolated

    several = [(kind, data, name) for data, name, kind in files if kind in _OFFICE]
    if len(several) < 2:
        return {}
    try:
        made = isolated.run(
            "convert",
            [(kind, data) for kind, data, _ in several],
            several[0][2],
            limits.seconds * len(several) + 5,
            seconds=limits.seconds * len(several),
        )
    except (ReadError, OSError):
        return {}
    return {name: docx for (_, _, name), docx in zip(several, made, strict=True) if docx is not None}


def _document(data: bytes, name: str, kind: str, given: _Read) -> Document:
    blocks, notices, pages = given
    if not blocks:
        raise ReadError("empty-file", name)
    digest = hashlib.sha256(data).hexdigest()
    recognised = any(notice.code == "ocr-used" for notice in notices)
    source = Source(path=name, format=kind, sha256=digest, pages=pages, ocr=recognised)
    return Document(blocks, source, notices)


def _read(
    data: bytes,
    name: str,
    kind: str,
    tracked: Tracked,
    limits: Limits,
    *,
    cache: bool = True,
    progress: Progress | None = None,
) -> _Read:
    """Blocks, notices and the number of pages. Each format loads its libraries when it needs them."""
    pages: int | None = None
    if kind == "text":
        from planparse.readers.decoding import decode
        from planparse.readers.text import read_text

        text, notices = decode(data, name)
        return read_text(text), notices, None
    if kind == "docx" and len(data) <= _SMALL[kind]:
        from planparse.readers.docx import read_docx

        blocks, notices = read_docx(data, name, tracked=tracked)
    elif kind == "html" and len(data) <= _SMALL[kind]:
        from planparse.readers.html import read_html

        blocks, notices = read_html(data, name)
    elif kind == "pdf":
        blocks, notices, pages = _apart(
            "pdf", data, name, limits, max_pages=limits.pages, cache=cache, progress=progress
        )
    elif kind in _PICTURES:
        blocks, notices, pages = _apart(
            "picture", data, name, limits, max_pages=limits.pages, cache=cache, progress=progress
        )
    elif kind in _OFFICE:
        # A converter that hangs must leave time for the next one.
        seconds = min(0.75 * limits.seconds, CONVERSION_SECONDS)
        blocks, notices = _apart("office", data, name, limits, kind=kind, seconds=seconds, tracked=tracked)
    elif kind == "docx":
        blocks, notices = _apart("docx", data, name, limits, tracked=tracked)
    else:
        blocks, notices = _apart("html", data, name, limits)
    return blocks, notices, pages


def _apart(task: str, data: bytes, name: str, limits: Limits, **options: Any) -> Any:
    from planparse.readers import isolated

    return isolated.run(task, data, name, limits.seconds, **options)


def _bytes(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise ReadError("is-folder", name)
        with path.open("rb") as file:
            size = path.stat().st_size
            # A pipe has no size, and a device no end.
            data = b"" if size > limits.size else file.read(limits.size + 1)
        if max(size, len(data)) > limits.size:
            told = {"size": _megabytes(max(size, len(data))), "limit": _megabytes(limits.size)}
            raise ReadError("too-large", name, told)
    except FileNotFoundError as error:
        raise ReadError("missing-file", name) from error
    except NotADirectoryError as error:
        raise ReadError("missing-file", name) from error
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        raise ReadError("not-readable", name, {"detail": detail}) from error
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError("empty-file", name)
    return data


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g}" if size < 10_000_000 else str(size // 1_000_000)
