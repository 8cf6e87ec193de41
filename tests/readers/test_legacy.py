"""Vietnamese from before Unicode: the tables, the fonts that name an encoding, and texts without fonts."""

from __future__ import annotations

import csv
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planparse.readers
from planparse.readers import read
from planparse.readers.legacy import by_font, convert, legacy_of_font, mend, share_of_marked, together
from tests.programs import absent, need_program
from tests.readers import make

DATA = Path(planparse.readers.__file__).with_name("data")
SENTENCE = (
    "Ủy ban nhân dân phường Sông Mây phối hợp với các khu phố mở thêm phòng đọc, vận động người dân "
    "đóng góp sách cũ, tổ chức ngày hội đọc sách và khen thưởng những gia đình có tủ sách đẹp."
)
LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def in_tcvn3(text: str) -> str:
    """As the characters that a .Vn font draws it from: small letters only have tone marks."""
    codes = {row["letter"]: chr(int(row["byte"], 16)) for row in reversed(rows("tcvn3.csv"))}
    return "".join(codes.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def in_vni(text: str) -> str:
    """As the characters that a VNI font draws it from."""
    codes = {row["letter"]: row["written"] for row in rows("vni.csv")}
    return "".join(
        codes.get(letter.lower(), letter.lower()).upper() if letter.isupper() else codes.get(letter, letter)
        for letter in unicodedata.normalize("NFC", text)
    )


def test_tcvn3_is_what_iconv_says() -> None:
    iconv = need_program("iconv")
    codes = bytes(range(0xA1, 0x100))
    said = subprocess.run(
        [iconv, "-f", "TCVN", "-t", "UTF-8"], input=b"\n".join(bytes([c]) for c in codes), capture_output=True
    )
    if said.returncode != 0:
        absent("an iconv that knows TCVN")
    assert [row["letter"] for row in rows("tcvn3.csv")] == said.stdout.decode().split("\n")
    assert [int(row["byte"], 16) for row in rows("tcvn3.csv")] == list(codes)


# The published rules: a sign stands for a tone, or for a hat or a breve with a tone, behind any vowel.
TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def test_vni_follows_its_rules_of_composition() -> None:
    expected = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    for vowel, letter in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}.items():
        for sign, tone in TONES.items():
            expected[vowel + sign] = letter + tone
    for vowel in "aeo":
        for sign, tone in HATS.items():
            expected[vowel + sign] = f"{vowel}\u0302{tone}"
    for sign, tone in BREVES.items():
        expected[f"a{sign}"] = f"a\u0306{tone}"
    del expected["yï"]  # it has a sign of its own
    table = {row["written"]: row["letter"] for row in rows("vni.csv")}
    assert table == {written: unicodedata.normalize("NFC", letter) for written, letter in expected.items()}


def test_both_tables_hold_every_letter() -> None:
    for name in ("tcvn3.csv", "vni.csv"):
        assert set(LETTERS) <= {row["letter"] for row in rows(name)}


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", ("TCVN3", False)),
        (".vntime", ("TCVN3", False)),
        (".VnTimeH", ("TCVN3", True)),
        (".VnArial NarrowH", ("TCVN3", True)),
        ("'.VnTime'", ("TCVN3", False)),
        ("VNI-Times", ("VNI", False)),
        ("VNI Helve", ("VNI", False)),
        ("VNI-Symbol", None),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
        (None, None),
    ],
)
def test_fonts(font: str | None, expected: object) -> None:
    assert legacy_of_font(font) == expected


@pytest.mark.parametrize(
    ("written", "legacy", "expected"),
    [
        ("KÕ ho¹ch", "TCVN3", "Kế hoạch"),
        ("KÕ HO¹CH ph¸t triÓn", "TCVN3", "KẾ HOẠCH phát triển"),
        ("UBND ph\u00adêng Hµ S¬n", "TCVN3", "UBND phường Hà Sơn"),
        ("Keá hoaïch", "VNI", "Kế hoạch"),
        ("KEÁ HOAÏCH", "VNI", "KẾ HOẠCH"),
        ("ÑÖÔØNG", "VNI", "ĐƯỜNG"),
        ("Ñöôøng phoá Kyø Lyù", "VNI", "Đường phố Kỳ Lý"),
        ("soá 12/KH-UBND, 50%", "VNI", "số 12/KH-UBND, 50%"),
    ],
)
def test_conversion(written: str, legacy: str, expected: str) -> None:
    assert convert(written, legacy) == expected  # type: ignore[arg-type]


@given(st.lists(st.text("bcdghklmnpqrstvx" + LETTERS, min_size=1, max_size=7), max_size=20))
def test_conversion_undoes_writing(words: list[str]) -> None:
    text = " ".join(words)
    assert convert(in_tcvn3(text), "TCVN3") == text
    # VNI marks a vowel by the letter behind it, so a bare vowel before a marked one reads otherwise:
    # in Vietnamese the signs that are letters too (ô, ơ's sign, í) never follow one that they could mark.
    vowels = [word for word in words if sum(letter in LETTERS for letter in word) <= 1]
    assert convert(in_vni(" ".join(vowels)), "VNI") == " ".join(vowels)


@given(st.text(max_size=60))
def test_conversion_takes_any_text(text: str) -> None:
    for legacy in ("TCVN3", "VNI"):
        convert(text, legacy)  # type: ignore[arg-type]
    mend(text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "TCVN3", "VNI", "cp1258"]
)
def test_plain_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = f"KẾ HOẠCH\n\n{SENTENCE}\n"
    if encoding == "TCVN3":
        data = in_tcvn3(text.replace("KẾ HOẠCH", "kế hoạch").replace("Ủ", "ủ")).encode("latin-1")
    elif encoding == "VNI":
        data = in_vni(text).encode("cp1252")
    elif encoding == "cp1258":
        data = _as_windows_writes(text)
    else:
        data = text.encode(encoding)
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    document = read(path)
    expected = ["KẾ HOẠCH", SENTENCE]
    if encoding == "TCVN3":  # it has no capitals with tone marks
        expected = [f"kế hoạch {SENTENCE}".replace("Ủ", "ủ")]
    assert [block.text for block in document.blocks] == expected
    codes = [notice.code for notice in document.notices]
    assert codes == (["legacy-encoding"] if encoding in {"TCVN3", "VNI"} else [])


def _as_windows_writes(text: str) -> bytes:
    """Windows-1258 has vowels with hats and horns as letters and tone marks as signs behind them."""
    out = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        out.append(unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else letter)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize("write", [in_tcvn3, in_vni])
def test_text_pasted_from_a_font_into_unicode(tmp_path: Path, write: object) -> None:
    path = tmp_path / "plan.txt"
    small = SENTENCE.replace("Ủ", "ủ")
    path.write_text(write(small), encoding="utf-8")  # type: ignore[operator]
    assert [block.text for block in read(path).blocks] == [small]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        "Le maire a décidé de créer une école près du marché; l'été dernier, la fête a été annulée.",
        "Rồi ghi chú: công ty Nestlé, khách sạn Métropole và phố Révillon vẫn giữ tên cũ.",
        "plain words only",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert mend(text) == (text, None)


def test_a_letter_that_runs_cut_in_two_is_one() -> None:
    parts = [by_font("Keá hoa", "VNI-Times"), by_font("ïch", "VNI-Times"), by_font(" năm", "VNI-Times")]
    assert together([*parts, " 2026"]) == "Kế hoạch năm 2026"


def test_too_few_words_tell_nothing() -> None:
    assert share_of_marked("Kế hoạch") is None


def _run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (_run(in_tcvn3("Mở phòng đọc".lower()), _fonts(".VnTime")), "mở phòng đọc"),
        (_run(in_tcvn3("kế hoạch"), _fonts(".VnTimeH")), "KẾ HOẠCH"),
        (_run(in_tcvn3("kế hoạch"), _fonts(".VnTime") + "<w:caps/>"), "KẾ HOẠCH"),
        (
            _run("ph", _fonts(".VnTime"))
            + f"<w:r><w:rPr>{_fonts('.VnTime')}</w:rPr><w:softHyphen/></w:r>"
            + _run("êng", _fonts(".VnTime")),
            "phường",
        ),
        (_run("Keá hoa", _fonts("VNI-Times")) + _run("ïch", _fonts("VNI-Times")), "Kế hoạch"),
        (_run("Kế hoạch", _fonts(".VnTime")), "Kế hoạch"),
        (_run("Khách sạn Métropole", _fonts("Arial")), "Khách sạn Métropole"),
    ],
)
def test_runs_of_word_by_their_font(tmp_path: Path, runs: str, expected: str) -> None:
    filler = _run("- X", _fonts(".VnTime"))
    path = make.body_docx(tmp_path / "a.docx", f"<w:p>{runs}</w:p>", f"<w:p>{filler}</w:p>")
    assert read(path).blocks[0].text == expected


def test_runs_of_word_by_the_font_of_a_style(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(in_tcvn3("bố trí phòng đọc ở nơi thuận tiện"))
    path = make.save_docx(document, tmp_path / "a.docx")
    assert read(path).blocks[0].text == "bố trí phòng đọc ở nơi thuận tiện"
