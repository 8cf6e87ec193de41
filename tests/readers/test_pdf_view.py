"""Where the blocks of a PDF stand on its pages, and the pictures of the pages."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from planparse.errors import ReadError
from planparse.readers import read
from planparse.readers.pdf import read_placed
from planparse.readers.pdf_view import draw, view
from tests.readers import make

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture(scope="module")
def sample() -> bytes:
    return (SAMPLES / "hai-xuyen-2026.pdf").read_bytes()


def test_every_block_has_its_places(sample: bytes) -> None:
    reading = read_placed(sample, "a.pdf")
    assert reading.blocks == read(SAMPLES / "hai-xuyen-2026.pdf").blocks
    assert len(reading.places) == len(reading.blocks)
    for block, places in zip(reading.blocks, reading.places, strict=True):
        assert places and (block.kind == "cell" or places[0].page == block.page)
        for place in places:
            sheet = reading.sheets[place.page - 1]
            assert -2 <= place.left < place.right <= sheet.width + 2
            assert -2 <= place.top < place.bottom <= sheet.height + 2


def test_a_paragraph_stands_below_the_one_before_it(tmp_path: Path) -> None:
    from reportlab.platypus import Paragraph

    make.fonts()
    story = [Paragraph(f"{number}. Mở phòng đọc tại khu phố.", make.style()) for number in range(1, 6)]
    path = make.pdf_of(tmp_path / "a.pdf", story)
    places = [own[0] for own in read_placed(path.read_bytes(), str(path)).places]
    assert all(a.bottom <= b.top + 3 for a, b in pairwise(places))
    assert {round(place.left) for place in places} == {119}  # margin, padding of the frame, indent


def test_a_cell_over_two_pages_has_two_places(tmp_path: Path) -> None:
    from reportlab.platypus import Spacer

    make.fonts()
    long = " ".join(["tổ chức đọc sách tại các khu phố, trường học,"] * 12)
    rows = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", long, "Phòng Văn hóa"], ["2", "Mở phòng đọc", "Các khu phố"]]
    story = [Spacer(1, 560), make.ruled(rows, [40, 250, 120], splitInRow=1)]
    path = make.pdf_of(tmp_path / "a.pdf", story)
    reading = read_placed(path.read_bytes(), str(path))
    pages = {
        block.text[:7]: [place.page for place in own]
        for block, own in zip(reading.blocks, reading.places, strict=True)
    }
    assert pages["tổ chức"] == [1, 2]


def test_pages_are_drawn_as_they_are_read(sample: bytes) -> None:
    seen = draw(sample, "a.pdf")
    assert len(seen.pictures) == 9
    for picture in seen.pictures:
        image = Image.open(io.BytesIO(picture.png))
        assert image.width / image.height == pytest.approx(picture.width / picture.height, rel=0.01)
        assert 800 < image.width < 850  # 100 dpi of A4


def test_the_letters_stand_where_the_places_say(sample: bytes) -> None:
    seen = draw(sample, "a.pdf")
    for places in seen.places[:40]:
        for place in places:
            picture = seen.pictures[place.page - 1]
            image = Image.open(io.BytesIO(picture.png)).convert("L")
            scale = image.width / picture.width
            inside = image.crop(
                tuple(round(scale * side) for side in (place.left, place.top, place.right, place.bottom))
            )
            assert inside.getextrema()[0] < 100  # ink


def test_a_page_that_is_set_askew_is_drawn_upright(sample: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(sample)
    for page in document:
        page.set_rotation(90)
    out = io.BytesIO()
    document.save(out)
    turned, straight = draw(out.getvalue(), "a.pdf"), draw(sample, "a.pdf")
    assert turned.pictures[0].width < turned.pictures[0].height
    sizes = [Image.open(io.BytesIO(seen.pictures[0].png)).size for seen in (turned, straight)]
    assert sizes[0] == sizes[1]


def test_the_view_is_made_apart(sample: bytes) -> None:
    assert view(sample, "a.pdf") == draw(sample, "a.pdf")


def test_a_broken_file_has_no_view() -> None:
    with pytest.raises(ReadError, match="broken-pdf"):
        view(b"%PDF-1.7\nnothing", "a.pdf")
