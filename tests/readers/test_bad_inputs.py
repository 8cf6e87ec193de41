"""Every bad input gives exactly one error of the family, with its code."""

from __future__ import annotations

import codecs
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.errors import PlanparseError, ReadError
from planparse.readers import Limits, read
from tests.programs import need_program
from tests.readers import make

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def truncated_docx(path: Path) -> bytes:
    return make.plan_docx(path).read_bytes()[:-2000]


def docx_with_broken_xml(path: Path) -> bytes:
    return make.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document>"})


def docx_without_body(path: Path) -> bytes:
    return make.zipped({"word/document.xml": b"<document/>"})


BAD: list[tuple[str, bytes | Callable[[Path], bytes], str]] = [
    ("empty", b"", "empty-file"),
    ("only white space", b" \r\n\t\n", "empty-file"),
    ("only a byte order mark", codecs.BOM_UTF8, "empty-file"),
    ("only zeros", b"\x00" * 4096, "empty-file"),
    ("binary junk", bytes(range(256)) * 40, "unknown-format"),
    ("a broken picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "broken-image"),
    ("a moving picture", b"GIF89a" + b"\x00" * 100, "unknown-format"),
    ("a web page without text", b"<!DOCTYPE html><html><body><p>&nbsp;</body></html>", "empty-file"),
    ("a web page of script", b"<html><script>alert('K')</script></html>", "empty-file"),
    ("an archive", make.zipped({"a.txt": b"a"}), "unknown-format"),
    ("a workbook", make.zipped({"xl/workbook.xml": b"<a/>"}), "unknown-format"),
    ("a cut archive", make.zipped({"a.txt": b"a" * 100})[:40], "unknown-format"),
    ("a cut Word file", truncated_docx, "broken-docx"),
    ("a Word file with broken XML", docx_with_broken_xml, "broken-docx"),
    ("a Word file without a body", docx_without_body, "broken-docx"),
    ("a Word file without a document", make.zipped({"word/styles.xml": b"<a/>"}), "broken-docx"),
    ("an encrypted Word file", OLE2 + "EncryptedPackage".encode("utf-16-le"), "encrypted-docx"),
    ("an old workbook", OLE2 + "Workbook".encode("utf-16-le"), "unknown-format"),
    ("a PDF in name only", b"%PDF-1.7\nno more than this", "broken-pdf"),
]


@pytest.mark.parametrize(("data", "code"), [pytest.param(d, c, id=name) for name, d, c in BAD])
@pytest.mark.parametrize("name", ["plan.txt", "plan.docx", "plan.pdf"])
def test_one_error_with_its_code(
    tmp_path: Path, data: bytes | Callable[[Path], bytes], code: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data(tmp_path / "made.docx"))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert (caught.value.code, caught.value.path) == (code, str(path))


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "no" / "plan.docx")
    assert caught.value.code == "missing-file"


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a" / "b")
    assert caught.value.code == "missing-file"


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(ReadError) as caught:
        read("plan\x00.docx")
    assert caught.value.code in {"not-readable", "missing-file"}


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path)
    assert caught.value.code == "is-folder"


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kế hoạch phát triển")
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.txt", limits=Limits(size=10))
    assert caught.value.code == "too-large"


def test_a_word_file_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.readers.docx_package.MAX_UNPACKED", 100_000)
    data = make.zipped({"word/document.xml": b"<a>" + b" " * 1_000_000 + b"</a>"})
    assert len(data) < 10_000
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.docx")
    assert caught.value.code == "unpacks-too-large"


def test_entities_are_neither_fetched_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "ha"><!ENTITY x SYSTEM "{secret.as_uri()}">{levels}]>'
        f"<w:document {make.W}><w:body><w:p><w:r><w:t>Mục &x;&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    (tmp_path / "a.docx").write_bytes(make.zipped({"word/document.xml": xml.encode()}))
    try:
        texts = [block.text for block in read(tmp_path / "a.docx").blocks]
    except ReadError as error:
        assert error.code == "broken-docx"
    else:
        assert texts == ["Mục"]


def test_encrypted_pdf(tmp_path: Path) -> None:
    make.fonts()
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.platypus import Paragraph

    path = make.pdf_of(
        tmp_path / "a.pdf", [Paragraph("Kế hoạch", make.style())], encrypt=StandardEncryption("secret")
    )
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "encrypted-pdf"


def test_a_pdf_of_pictures_only(tmp_path: Path) -> None:
    make.fonts()
    need_program("tesseract")
    from PIL import Image
    from reportlab.platypus import Image as Picture

    Image.new("L", (40, 40), 128).save(tmp_path / "scan.png")
    path = make.pdf_of(tmp_path / "a.pdf", [Picture(str(tmp_path / "scan.png"))])
    with pytest.raises(ReadError) as caught:
        read(path)
    assert (caught.value.code, caught.value.arguments) == ("no-text", {"pages": "1"})


def test_too_many_pages(tmp_path: Path) -> None:
    make.fonts()
    from reportlab.platypus import PageBreak, Paragraph

    story = [Paragraph("Kế hoạch", make.style()), PageBreak(), Paragraph("Mục tiêu", make.style())]
    with pytest.raises(ReadError) as caught:
        read(make.pdf_of(tmp_path / "a.pdf", story), limits=Limits(pages=1))
    assert caught.value.code == "too-many-pages"


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", OLE2, codecs.BOM_UTF16_LE])
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_no_bytes_give_any_other_error(tmp_path: Path, data: bytes, start: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(start + data)
    try:
        document = read(path)
    except ReadError as error:
        assert error.path == str(path)
    else:
        assert document.blocks


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", sorted({code for _, _, code in BAD}))
def test_each_code_has_its_sentences(code: str, lang: str) -> None:
    arguments = {"detail": "chi tiết", "pages": "3", "size": "300", "limit": "200"}
    line = PlanparseError(code, "plans/a.docx", arguments).line(lang)
    assert line.startswith("plans/a.docx: ") and "\n" not in line and "{" not in line


def test_errors_cross_processes() -> None:
    error = ReadError("no-text", "a.pdf", {"pages": "2"})
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, again.path, again.arguments) == (
        ReadError,
        "no-text",
        "a.pdf",
        {"pages": "2"},
    )
