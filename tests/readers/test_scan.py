"""Scans from end to end: a made page, slanted and noisy, read by tesseract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from extractors.pipeline import extract
from planparse.errors import ReadError
from planparse.readers import read
from tests.programs import need_program
from tests.readers import make


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as a scanner gives it: turned by 2°, noisy, with a stamp and a stroke of blue ink."""
    make.fonts()
    folder = tmp_path_factory.mktemp("scan")
    document = pypdfium2.PdfDocument(make.plan_pdf(folder / "plan.pdf"))
    page = document[0].render(scale=300 / 72).to_pil().convert("RGB")
    assert len(document) == 1
    document.close()
    draw = ImageDraw.Draw(page)
    draw.ellipse((1500, 2950, 1850, 3300), outline=(215, 50, 60), width=14)
    draw.line((1400, 3150, 2000, 3080), fill=(50, 60, 200), width=8)
    turned = np.asarray(page.rotate(2, Image.Resampling.BICUBIC, fillcolor="white")).astype(float)
    noise = np.random.default_rng(3).normal(0, 25, (*turned.shape[:2], 1))
    noisy = np.clip(turned * 0.9 + 12 + noise, 0, 255).astype("uint8")
    path = folder / "scan.pdf"
    Image.fromarray(noisy).save(path, resolution=300, quality=85)
    return path


def test_a_scan_is_read_as_its_page(scan: Path) -> None:
    need_program("tesseract")
    told: list[tuple[int, int]] = []
    document = read(scan, progress=lambda done, total: told.append((done, total)))
    assert (document.source.format, document.source.pages, document.source.ocr) == ("pdf", 1, True)
    assert told == [(1, 1)]
    texts = [block.text for block in document.blocks]
    lines = make.plan_lines()
    assert fuzz.ratio("\n".join(texts), "\n".join(lines)) > 97
    assert sum(line in texts for line in lines) >= 0.7 * len(lines)
    plan = extract(document)
    assert plan.meta.number == "45/KH-UBND"
    assert [section.path for section in plan.sections if section.level == 1] == [("I",), ("II",)]
    assert "210/KH-UBND" in {citation.number for citation in plan.citations}
    for notice in document.notices:
        if notice.code == "ocr-low-confidence":
            assert notice.span is not None
            assert document.text_of(notice.span) == notice.arguments["word"]


def test_a_page_is_recognised_once(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_program("tesseract")
    monkeypatch.setenv("PLANPARSE_CACHE", str(tmp_path))
    image = tmp_path / "a.tif"
    empty = Image.new("L", (1000, 300), 255)
    empty.save(image, save_all=True, append_images=[line_of_print()], dpi=(300, 300))
    first = read(image)
    assert [(block.text, block.page) for block in first.blocks] == [("Mở sáu phòng đọc mới", 2)]
    assert (first.source.format, first.source.pages, first.source.ocr) == ("tiff", 2, True)
    kept = list((tmp_path / "ocr").iterdir())
    assert len(kept) == 2
    marks = {path: path.stat().st_mtime_ns for path in kept}
    assert read(image).blocks == first.blocks
    assert set((tmp_path / "ocr").iterdir()) == set(kept)
    assert all(path.stat().st_mtime_ns > before for path, before in marks.items())
    for path in kept:
        path.unlink()
    assert read(image, cache=False).blocks == first.blocks
    assert list((tmp_path / "ocr").iterdir()) == []


def line_of_print() -> Image.Image:
    picture = Image.new("L", (1000, 300), 255)
    font = ImageFont.truetype(str(make.serif()), 54)
    ImageDraw.Draw(picture).text((80, 110), "Mở sáu phòng đọc mới", font=font, fill=0)
    return picture


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_without_tesseract_one_error_says_what_to_install(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = scan
    if name.endswith("png"):
        path = tmp_path / name
        Image.new("L", (400, 400), 200).save(path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert (caught.value.code, caught.value.arguments) == ("ocr-missing", {"pages": "1"})
    for lang in ("vi", "en"):
        assert "tesseract-ocr-vie" in caught.value.line(lang)
