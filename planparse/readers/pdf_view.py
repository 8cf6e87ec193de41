"""The pages of a PDF as pictures, with the places of the blocks that were read from them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from extractors.document import Block
from planparse.errors import ReadError
from planparse.limits import DEFAULT, Limits
from planparse.readers.pdf import read_placed
from planparse.readers.pdf_page import Sheet
from planparse.readers.pdf_tables import Place

DPI = 100
"""Dots per inch of a picture: enough to read it, and little enough for a file of many pages."""
_COLOURS = 32  # of a picture: text, a stamp and their edges
_MOST_PIXELS = 4_000_000  # of a picture: a poster is drawn smaller


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is read: its size in points, and its picture as PNG."""

    width: float
    height: float
    png: bytes


@dataclass(frozen=True, slots=True)
class View:
    """What was read from a PDF, the places of each block, and the picture of each page."""

    blocks: tuple[Block, ...]
    places: tuple[tuple[Place, ...], ...]
    pictures: tuple[Picture, ...]


def view(data: bytes, path: str, limits: Limits = DEFAULT) -> View:
    """A PDF as it was read, drawn in a process of its own.

    Raises:
        ReadError: as the reader of PDF does.
    """
    from planparse.readers import isolated

    seen: View = isolated.run("view", data, path, limits.seconds, max_pages=limits.pages)
    return seen


def draw(data: bytes, path: str, **options: Any) -> View:
    """As `view`, in this process; the options are those of `read_placed`."""
    reading = read_placed(data, path, **options)
    try:
        pictures = _pictures(data, reading.sheets)
    except pypdfium2.PdfiumError as error:
        raise ReadError("broken-pdf", path, {"detail": str(error)}) from error
    return View(reading.blocks, reading.places, pictures)


def _pictures(data: bytes, sheets: Sequence[Sheet]) -> tuple[Picture, ...]:
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_picture(document, at, sheet) for at, sheet in enumerate(sheets))
    finally:
        document.close()


def _picture(document: Any, at: int, sheet: Sheet) -> Picture:
    page = document[at]
    try:
        # Places count from the corner of the whole sheet, and a page set askew is read turned.
        page.set_cropbox(*page.get_mediabox())
        scale = DPI / 72
        scale *= min(1.0, (_MOST_PIXELS / max(1.0, sheet.width * sheet.height * scale**2)) ** 0.5)
        turned = (sheet.turn - page.get_rotation()) % 360
        bitmap = page.render(scale=scale, rotation=turned)
        try:
            out = io.BytesIO()
            bitmap.to_pil().convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
        finally:
            bitmap.close()
    finally:
        page.close()
    return Picture(sheet.width, sheet.height, out.getvalue())
