"""Files in, documents out: ``read(path)`` gives the blocks of a plan in reading order."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.document import Block, Document, Notice, Source
from planparse.errors import ReadError
from planparse.readers.formats import decode, format_of

__all__ = ["MAX_BYTES", "read"]

MAX_BYTES = 200_000_000
"""The largest file that is read, in bytes."""


def read(path: str | Path) -> Document:
    """The document in a file, whatever its name says it is.

    Plain text, Markdown, Word (.docx) and digital PDF give blocks in one form: Unicode NFC, single
    spaces, no empty blocks, paragraphs whole again where a line or page break had cut them. What
    the file lost on the way (pages that are only images, a garbled text layer) is told in notices.

    Raises:
        ReadError: the file is missing, a folder, empty, damaged, encrypted, too large, without
            text or of another format; its code says which.
    """
    name = str(path)
    data = _bytes(Path(path), name)
    kind = format_of(data, name)
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    pages: int | None = None
    # Each format loads its libraries only when a file needs them: start-up time is the user's.
    if kind == "pdf":
        from planparse.readers.pdf import read_pdf

        blocks, notices, pages = read_pdf(data, name)
    elif kind == "docx":
        from planparse.readers.docx import read_docx

        blocks, notices = read_docx(data, name)
    else:
        from planparse.readers.text import read_text

        text, notices = decode(data, name)
        blocks = read_text(text)
    if not blocks:
        raise ReadError("empty-file", name)
    digest = hashlib.sha256(data).hexdigest()
    return Document(blocks, Source(path=name, format=kind, sha256=digest, pages=pages), notices)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise ReadError("is-folder", name)
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = {"size": str(size // 1_000_000), "limit": str(MAX_BYTES // 1_000_000)}
            raise ReadError("too-large", name, limit)
        data = path.read_bytes()
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
