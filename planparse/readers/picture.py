"""Picture files (PNG, JPEG, TIFF with one page or many): scans that no PDF was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image

from extractors.document import Block, Notice
from planparse.errors import ReadError
from planparse.limits import MAX_PAGES
from planparse.readers.images import opened, pages_of
from planparse.readers.pdf import assembled
from planparse.readers.pdf_page import Sheet
from planparse.readers.scan import Progress
from planparse.readers.scan_pages import scanned


def read_picture(
    data: bytes,
    path: str,
    *,
    max_pages: int = MAX_PAGES,
    cache: bool = True,
    progress: Progress | None = None,
) -> tuple[tuple[Block, ...], tuple[Notice, ...], int]:
    """The blocks of a picture file, what its reader has to know, and the number of its pages.

    Raises:
        ReadError: ``broken-image``, ``image-too-large``, ``too-many-pages``, ``ocr-missing`` or ``no-text``.
    """
    picture, count = opened(data, path)
    if count > max_pages:
        raise ReadError("too-many-pages", path, {"pages": str(count), "limit": str(max_pages)})
    unread = Sheet((), 595.0, 842.0, 12.0, images=1, paths=0, covered=1.0)

    def pictures(_: Sequence[int]) -> Iterator[tuple[int, Image.Image, float]]:
        for at, (page, dpi) in enumerate(pages_of(picture, path)):
            yield at, page, dpi

    scans = scanned([unread] * count, pictures, cache=cache, progress=progress)
    reading = assembled([unread] * count, scans, path)
    return reading.blocks, reading.notices, count
