"""Recognition in parts: tesseract's table, pictures made fit, pages kept, slips put right."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.document import Block
from planparse.errors import ReadError
from planparse.readers import images, ocr_cache
from planparse.readers.images import Rule, opened, pages_of, prepared, skew
from planparse.readers.ocr import Engine, Mark, Recognition, parsed
from planparse.readers.pdf_page import Sheet, Word
from planparse.readers.pdf_tables import Place, tables_of_rules
from planparse.readers.scan import Doubt, scan_of
from planparse.readers.scan_labels import counted
from planparse.readers.scan_pages import doubtful, is_garbled, is_picture, listed
from planparse.readers.scan_words import compounds, mended
from tests.readers import make

ENGINE = Engine("/usr/bin/tesseract", "tesseract 5")


def page(*marks: Mark) -> Recognition:
    return Recognition(595.0, 842.0, 300.0, marks, ())


def mark(text: str, left: int = 0, confidence: float = 95.0, line: int = 1, high: int = 40) -> Mark:
    return Mark(text, left, 100 * line, left + 25 * len(text), 100 * line + high, confidence, (1, 1, line))


# tesseract's table


def test_only_words_are_taken_from_the_table() -> None:
    tsv = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t1\t0\t10\t20\t90\t40\t-1\t\n"
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tKế\r\n"
        "5\t1\t1\t1\t1\t2\t50\t20\t50\t40\t41.25\thoạch\n"
        "5\t1\t1\t1\t2\t1\t50\t20\t50\t40\t95\t \n"
        "5\t1\t1\n"
        "5\t1\t1\t1\tx\t1\t50\t20\t50\t40\t95\tsố\n"
    )
    assert list(parsed(tsv)) == [
        Mark("Kế", 10, 20, 40, 60, 96.5, (1, 1, 1)),
        Mark("hoạch", 50, 20, 100, 60, 41.25, (1, 1, 1)),
    ]


@given(st.text())
def test_no_table_is_an_error(tsv: str) -> None:
    list(parsed(tsv))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("~ Mở 06 phòng đọc", "- Mở 06 phòng đọc"),
        ("— Mở 06 phòng đọc", "- Mở 06 phòng đọc"),
        ("giai đoạn 2026 — 2030", "giai đoạn 2026 — 2030"),
        ("Luật số 74/2025/QHI5 ngày", "Luật số 74/2025/QH15 ngày"),
        ("Luật số 74/2025/QHI15,", "Luật số 74/2025/QH15,"),
        ("Luật số 74/2025/QH15 và 20/2008/QH12.", "Luật số 74/2025/QH15 và 20/2008/QH12."),
        ("ngày l2 tháng 1l năm 2026", "ngày 12 tháng 11 năm 2026"),
        ("ngày 1] tháng 3", "ngày 11 tháng 3"),
        ("[1] Báo cáo l", "[1] Báo cáo l"),
        ("Nghị định số 33/NÐ-CP, 1105⁄KH-ĐKT", "Nghị định số 33/NĐ-CP, 1105/KH-ĐKT"),
        ("Sông Mây, ngày 27tháng 12 năm 2026", "Sông Mây, ngày 27 tháng 12 năm 2026"),
        ("Sông Mây, ngày A4‡Ctháng 12 năm 2026", "Sông Mây, ngày tháng 12 năm 2026"),
        ("6ó. Những vấn đề khác", "6. Những vấn đề khác"),
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("VI. TỎ CHỨC THỰC HIỆN", "VI. TỔ CHỨC THỰC HIỆN"),
        ("Tô chức kiêm tra, (đôn đôc)", "Tổ chức kiểm tra, (đôn đốc)"),
        ("Uỷ ban nhân dân huyện Văn Bàn", "Uỷ ban nhân dân huyện Văn Bàn"),
        ("mức chi tiêu và tình hình thực tế", "mức chi tiêu và tình hình thực tế"),
    ],
)
def test_slips_are_put_right(read: str, meant: str) -> None:
    assert " ".join(mended(read.split())) == meant


def test_no_two_compounds_are_alike_without_their_marks() -> None:
    table = compounds()
    assert len({f"{first} {second}" for first, second in table.values()}) == len(table) > 150
    for first, second in table.values():
        assert mended([first, second]) == [first, second]


@given(st.lists(st.text(min_size=1), max_size=6))
def test_as_many_words_come_out_as_went_in(words: list[str]) -> None:
    assert len(mended(words)) == len(words)


# numerals counted by their strokes


@pytest.mark.parametrize(
    ("printed", "read", "meant"),
    [
        ("III.", "II.", "III."),
        ("III.", "IH.", "III."),
        ("III.", "HI.", "III."),
        ("II.", "IL.", "II."),
        ("II.", "H.", "II."),
        ("I.", "I.", "I."),
        ("VII.", "VH.", "VII."),
        ("VIII.", "VIH.", "VIII."),
        ("IV.", "IV.", "IV."),
        ("XII.", "XH.", "XII."),
    ],
)
def test_strokes_of_a_numeral_are_counted(printed: str, read: str, meant: str) -> None:
    font = ImageFont.truetype(str(make.serif()), 54)
    picture = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(picture).text((60, 60), printed, font=font, fill=0)
    left, top, right, bottom = map(round, ImageDraw.Draw(picture).textbbox((60, 60), printed, font=font))
    marks = [Mark(read, left, top, right, bottom, 80.0, (1, 1, 1)), mark("MỤC", 400)]
    assert [one.text for one in counted(picture, marks)] == [meant, "MỤC"]


@pytest.mark.parametrize("line", ["1. Phòng", "L. Tolstoy", "I. phòng", "Kế hoạch", "12. Phòng", "c) Phòng"])
def test_what_is_no_numeral_stays(line: str) -> None:
    marks = [mark(text, 300 * at) for at, text in enumerate(line.split())]
    assert counted(Image.new("L", (900, 400), 255), marks) == tuple(marks)


# pictures


def lines_of_print(angle: float) -> Image.Image:
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for top in range(150, 1600, 40):
        for left in range(150, 1090, 55):
            draw.rectangle((left, top, left + 40, top + 16), fill=0)
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize("angle", [-5.0, -2.0, -0.5, 0.0, 0.7, 2.0, 5.0])
def test_the_slant_of_a_page_is_measured(angle: float) -> None:
    measured = skew(np.asarray(lines_of_print(angle)) < 128)
    assert measured == pytest.approx(-angle, abs=0.1)


@pytest.mark.parametrize("angle", [-3.0, 2.0])
def test_a_prepared_page_is_upright(angle: float) -> None:
    upright = prepared(lines_of_print(angle).convert("RGB"), 150).image
    assert skew(np.asarray(upright) < 128) == pytest.approx(0.0, abs=0.1)


def test_an_empty_page_has_no_slant() -> None:
    assert skew(np.zeros((800, 600), bool)) == 0.0


def test_stamps_and_blue_ink_are_dropped_and_print_stays() -> None:
    picture = Image.new("RGB", (600, 800), (248, 250, 255))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 100, 140, 120), fill=(20, 20, 20))
    draw.ellipse((300, 300, 420, 420), outline=(210, 40, 50), width=6)
    draw.line((100, 500, 300, 560), fill=(40, 60, 190), width=5)
    draw.rectangle((200, 350, 500, 358), fill=(30, 25, 28))  # print under the stamp
    grey = np.asarray(prepared(picture, 72).image)
    assert grey[105:115, 105:135].max() < 80
    assert grey[300:345, 300:420].min() > 200 and grey[495:565, 100:300].min() > 200


def test_a_page_printed_in_colour_keeps_its_letters() -> None:
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 140, 120), fill=(30, 40, 180))
    assert np.asarray(prepared(picture, 72).image)[110, 120] < 120


def test_rules_are_taken_out_and_told() -> None:
    picture = Image.new("RGB", (900, 900), "white")
    draw = ImageDraw.Draw(picture)
    for at in (100, 300, 500):
        draw.line((100, at, 700, at), fill="black", width=3)
        draw.line((at + 200, 100, at + 200, 500), fill="black", width=3)
    draw.line((100, 100, 100, 500), fill="black", width=3)
    found = prepared(picture, 150)
    assert np.asarray(found.image)[90:510, 90:710].min() > 150
    assert sum(rule.upright for rule in found.rules) == 4
    assert sum(not rule.upright for rule in found.rules) == 3


def test_cells_between_rules_make_a_table() -> None:
    across = [Rule(50, top, 350, top) for top in (100, 130, 160)]
    upright = [Rule(left, 100, left, 160) for left in (50, 120, 350)]
    words = tuple(
        Word(text, left, left + 30, base, left + 30)
        for text, left, base in [("TT", 60, 120), ("Tên", 130, 120), ("1", 60, 150), ("Sách", 130, 150)]
    )
    outside = Word("Ngoài", 60, 90, 200, 90)
    tables, rest = tables_of_rules([*across, *upright], Sheet((*words, outside), 595, 842, 12, 1, 0), 3)
    assert [(cell.row, cell.column, cell.text) for cell in tables[0].cells] == [
        (0, 0, "TT"),
        (0, 1, "Tên"),
        (1, 0, "1"),
        (1, 1, "Sách"),
    ]
    assert rest == [outside] and tables[0].page == 3


def test_the_pages_of_a_picture_file_come_at_300_dpi(tmp_path: Path) -> None:
    first, second = Image.new("L", (1240, 1754), 255), Image.new("1", (2480, 3508), 1)
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second], dpi=(150, 150))
    picture, count = opened((tmp_path / "a.tif").read_bytes(), "a.tif")
    pages = list(pages_of(picture, "a.tif"))
    assert next((one.size, round(dpi)) for one, dpi in pages) == ((2480, 3508), 300)
    assert len(pages) == count == 2 and {one.mode for one, _ in pages} == {"RGB"}


def test_a_photograph_without_a_scale_is_taken_for_a4(tmp_path: Path) -> None:
    Image.new("RGB", (1240, 1754), "white").save(tmp_path / "a.jpg", dpi=(72, 72))
    [(one, dpi)] = pages_of(opened((tmp_path / "a.jpg").read_bytes(), "a.jpg")[0], "a.jpg")
    assert round(dpi) == 300 and one.width == pytest.approx(2480, abs=3)


def test_a_picture_beyond_all_measure_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 10_000)
    Image.new("1", (200, 200)).save(tmp_path / "a.png")
    with pytest.raises(ReadError) as caught:
        opened((tmp_path / "a.png").read_bytes(), "a.png")
    assert caught.value.code == "image-too-large"


def test_a_cut_picture_is_told(tmp_path: Path) -> None:
    Image.effect_noise((300, 300), 50).save(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()[:2000]
    with pytest.raises(ReadError) as caught:
        list(pages_of(opened(data, "a.jpg")[0], "a.jpg"))
    assert caught.value.code == "broken-image"


@pytest.mark.filterwarnings("ignore")
@given(st.sampled_from(["PNG", "JPEG", "TIFF"]), st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_gives_pages_or_one_error(form: str, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(buffer, form)
    raw = bytearray(buffer.getvalue())
    for _ in range(4):
        raw[data.draw(st.integers(0, min(len(raw), 400) - 1))] = data.draw(st.integers(0, 255))
    try:
        list(pages_of(opened(bytes(raw), "a")[0], "a"))
    except ReadError as error:
        assert error.code in {"broken-image", "image-too-large"}


# recognised pages as sheets


def test_words_of_a_line_share_their_base_line() -> None:
    scan = scan_of(page(mark("Kế"), mark("hoạch,", 80, high=52), mark("này", 260, high=52)), 1)
    assert [word.text for word in scan.sheet.words] == ["Kế", "hoạch,", "này"]
    assert len({word.base for word in scan.sheet.words}) == 1


def test_strokes_of_a_pen_are_no_words() -> None:
    marks = [mark("Kế"), mark("|", 80, confidence=20), mark("ì", 200, confidence=4, line=2, high=300)]
    assert [word.text for word in scan_of(page(*marks), 1).sheet.words] == ["Kế"]


def test_a_signature_beside_the_last_recipient_is_no_writing() -> None:
    marks = [mark("Lưu:"), mark("VT.", 120), mark("Ni?", 900, 38), mark("mĐA", 1010, 12)]
    assert [word.text for word in scan_of(page(*marks), 1).sheet.words] == ["Lưu:", "VT."]


def test_a_number_filled_in_by_hand_stays() -> None:
    marks = [mark("Số:4{", 0, 20), mark("/KH-UBND", 160, 30)]
    assert [word.text for word in scan_of(page(*marks), 1).sheet.words] == ["Số:4{", "/KH-UBND"]


def test_words_of_low_confidence_are_doubts_with_their_neighbours() -> None:
    scan = scan_of(page(mark("năm"), mark("2O26", 120, confidence=40), mark("đạt", 300)), 4)
    assert [(d.text, d.before, d.after, d.page) for d in scan.doubts] == [("2O26", "năm", "đạt", 4)]


def test_doubts_find_their_place() -> None:
    blocks = [Block("Mở phòng đọc tại phòng họp", page=1), Block("phòng đọc", page=2)]
    places = [[Place(1, 50, 100, 400, 140)], [Place(2, 50, 100, 400, 140)]]
    doubts = [Doubt("phòng", 1, 200, 120, "tại", "họp"), Doubt("đọc", 2, 90, 120, "phòng", "")]
    found = [(n.arguments["word"], n.span) for n in doubtful(doubts, blocks, places)]
    assert [(word, span and (span.block, span.start, span.end, span.page)) for word, span in found] == [
        ("phòng", (0, 17, 22, 1)),
        ("đọc", (1, 6, 9, 2)),
    ]


def test_which_pages_are_pictures() -> None:
    word = Word("Sao y", 0, 30, 20, 30)
    assert is_picture(Sheet((), 595, 842, 12, 1, 0))
    assert is_picture(Sheet((word,) * 6, 595, 842, 12, 1, 0, covered=0.98))
    assert not is_picture(Sheet((word,) * 6, 595, 842, 12, 1, 0, covered=0.1))
    assert not is_picture(Sheet((word,) * 300, 595, 842, 12, 1, 0, covered=1.0))
    assert not is_picture(Sheet((), 595, 842, 12, 0, 0))


def test_which_pages_are_garbled() -> None:
    def sheet(text: str) -> Sheet:
        return Sheet(tuple(Word(one, 0, 30, 20, 30) for one in text.split() * 10), 595, 842, 12, 0, 0)

    assert is_garbled(sheet("7KӵF KLӋQ QJKLӋS FKҩS h‡nh"))
    assert not is_garbled(sheet("Thực hiện nhiệm vụ được giao"))


@pytest.mark.parametrize(
    ("indexes", "text"), [([0], "1"), ([0, 1, 2], "1–3"), ([0, 2, 3, 7], "1, 3–4, 8"), ([], "")]
)
def test_pages_are_listed_as_people_write_them(indexes: list[int], text: str) -> None:
    assert listed(indexes) == text


# the cache


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANPARSE_CACHE", str(tmp_path))
    return tmp_path / "ocr"


KEPT = Recognition(595.2, 841.9, 300.0, (mark("Kế"), mark("hoạch", 80)), (Rule(1.0, 2.0, 3.0, 2.0),))


def test_a_page_is_kept_and_found(cache: Path) -> None:
    ocr_cache.save("a" * 64, KEPT)
    assert ocr_cache.load("a" * 64) == KEPT
    assert ocr_cache.load("b" * 64) is None
    assert [path.stat().st_mode & 0o077 for path in (cache, *cache.iterdir())] == [0, 0]


@pytest.mark.parametrize("damage", [b"", b"junk", b"\x1f\x8b\x08\x00junk"])
def test_a_damaged_page_is_none(cache: Path, damage: bytes) -> None:
    ocr_cache.save("a" * 64, KEPT)
    next(cache.iterdir()).write_bytes(damage)
    assert ocr_cache.load("a" * 64) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PLANPARSE_CACHE", str(tmp_path / "file"))
    ocr_cache.save("a" * 64, KEPT)
    assert ocr_cache.load("a" * 64) is None
    ocr_cache.trim()


def test_the_pages_not_used_for_longest_go_first(cache: Path) -> None:
    for at, name in enumerate("abc"):
        ocr_cache.save(name * 64, KEPT)
        os.utime(next(cache.glob(f"{name}*")), (at, at))
    size = next(cache.iterdir()).stat().st_size
    ocr_cache.trim(2 * size)
    assert sorted(path.name[0] for path in cache.iterdir()) == ["b", "c"]


def test_the_key_is_of_the_picture_its_scale_and_the_version() -> None:
    white, grey = Image.new("RGB", (9, 9), "white"), Image.new("RGB", (9, 9), "grey")
    keys = {
        ocr_cache.key_of(white, 300, ENGINE),
        ocr_cache.key_of(grey, 300, ENGINE),
        ocr_cache.key_of(white, 200, ENGINE),
        ocr_cache.key_of(white, 300, Engine(ENGINE.path, "tesseract 6")),
    }
    assert len(keys) == 4
    assert ocr_cache.key_of(white.copy(), 300, ENGINE) in keys
