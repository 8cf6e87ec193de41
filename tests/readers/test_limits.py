"""Limits on what one file may cost, by the library and by the command line."""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from planparse.cli.base import limits_of
from planparse.errors import ReadError
from planparse.limits import MAX_BYTES, MAX_PAGES, MAX_SECONDS, Limits
from planparse.readers import read
from tests.readers import make


def pdf_of_pages(count: int) -> bytes:
    """A PDF of empty pages, written by hand: reportlab would take minutes for so many."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {count} /Kids [{kids}] >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count
    return _pdf(objects)


def _pdf(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def code_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(path, limits=limits or Limits())
    return caught.value.code


def test_a_pdf_of_a_hundred_thousand_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of_pages(100_000))
    begun = time.monotonic()
    assert code_of(path) == "too-many-pages"
    assert time.monotonic() - begun < 20


LOOPS = {
    "pages that hold themselves": ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R] >>"],
    "a form that draws itself": [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 4 >>\nstream\n/F Do\nendstream",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream",
    ],
    "a length that is its own": [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        "<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LOOPS)
def test_objects_that_go_in_circles(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(LOOPS[name]))
    begun = time.monotonic()
    assert code_of(path, Limits(seconds=20)) in {"empty-file", "broken-pdf", "no-text"}
    assert time.monotonic() - begun < 20


def test_a_file_of_a_gigabyte_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        os.truncate(file.fileno(), 1_000_000_000)
    begun = time.monotonic()
    assert code_of(path) == "too-large"
    assert time.monotonic() - begun < 1


def test_a_pipe_without_end_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def pour() -> None:
        with suppress(BrokenPipeError), path.open("wb") as pipe:
            while True:
                pipe.write(b"plan " * 1000)

    threading.Thread(target=pour, daemon=True).start()
    assert code_of(path, Limits(size=100_000)) == "too-large"


def _document(body: str, head: str = "") -> bytes:
    return make.zipped(
        {"word/document.xml": f"{head}<w:document {make.W}><w:body>{body}</w:body></w:document>".encode()}
    )


def test_entities_that_multiply(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    quadratic = f'<!ENTITY q "{"ha" * 50_000}">'
    for head, text in (
        (f'<!DOCTYPE d [<!ENTITY e0 "ha">{laughs}]>', "&e19;"),
        (f"<!DOCTYPE d [{quadratic}]>", "&q;" * 50_000),
    ):
        path = tmp_path / "a.docx"
        path.write_bytes(_document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", head))
        begun = time.monotonic()
        assert code_of(path, Limits(seconds=30)) in {"empty-file", "broken-docx"}
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("depth", [10, 60, 100, 1_000, 50_000])
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
def test_deep_nesting_gives_text_or_one_error(tmp_path: Path, begin: str, end: str, depth: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_document(begin * depth + "<w:p><w:r><w:t>Sâu</w:t></w:r></w:p>" + end * depth))
    try:
        assert [block.text for block in read(path).blocks] == ["Sâu"]
    except ReadError as error:
        assert error.code == "broken-docx" and depth > 60


def test_a_package_of_overlapping_parts(tmp_path: Path) -> None:
    """Many entries that all name the same packed bytes: small on disk, without end when unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 10_000_000)
        entry = package.infolist()[0]
        for number in range(200):
            again = zipfile.ZipInfo(f"word/{number}.xml")
            again.compress_type = entry.compress_type
            again.header_offset = entry.header_offset
            again.CRC, again.compress_size, again.file_size = entry.CRC, entry.compress_size, entry.file_size
            package.filelist.append(again)
        package._didModify = True  # type: ignore[attr-defined]
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    assert path.stat().st_size < 100_000
    assert code_of(path) in {"unpacks-too-large", "broken-docx"}


def test_the_limits_of_the_command_line() -> None:
    assert limits_of(MAX_BYTES / 1_000_000, MAX_PAGES, MAX_SECONDS) == Limits()
    assert limits_of(0.5, 3, 2.5) == Limits(size=500_000, pages=3, seconds=2.5)
    for beyond in (float("inf"), float("nan")):
        assert limits_of(beyond, 1, beyond) == Limits(10**12, 1, 86_400.0)
