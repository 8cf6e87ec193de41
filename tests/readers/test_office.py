"""Old and other word processor files, by way of LibreOffice and antiword; what is said without them."""

from __future__ import annotations

import http.server
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest
from docx import Document

from extractors.pipeline import extract
from planparse.errors import ReadError
from planparse.readers import Limits, office, programs, read, read_many
from tests.programs import need_program
from tests.readers import make
from tests.test_formats import SAMPLES, facts

FORMATS = ["doc", "odt", "rtf", "html"]
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``doc``, ``odt``, ``rtf``, ``html``: sample plans as a word processor saves them."""
    soffice = need_program("soffice")
    folder = tmp_path_factory.mktemp("saved")
    sources = [SAMPLES / f"{name}.docx" for name in ("ha-lang-2026", "bach-khe-2026")]
    document = Document(str(make.plan_docx(folder / "plan.docx")))
    document.add_paragraph()  # Word has one after a table at the end
    plan = make.save_docx(document, folder / "plan.docx")
    for kind in FORMATS:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder / kind]
        subprocess.run([*command, *sources, plan], check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", ["ha-lang-2026", "bach-khe-2026"])
@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_plan_gives_the_same_rows(saved: Path, kind: str, name: str) -> None:
    document = read(saved / kind / f"{name}.{kind}")
    assert document.source.format == kind
    assert facts(extract(document)) == facts(extract(read(SAMPLES / f"{name}.txt")))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_plan_gives_the_same_blocks(saved: Path, kind: str) -> None:
    assert [block.text for block in read(saved / kind / f"plan.{kind}").blocks] == make.plan_lines()


def test_labels_that_the_word_processor_computes_are_kept(saved: Path, tmp_path: Path) -> None:
    document = Document()
    for text in ("Mục tiêu", "Nội dung"):
        document.add_paragraph(text, style="List Number")
    make.save_docx(document, tmp_path / "a.docx")
    soffice = need_program("soffice")
    for kind in ("doc", "odt", "rtf", "html"):
        profile = f"-env:UserInstallation={(saved / 'profile').as_uri()}"
        command = [
            soffice,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            tmp_path,
            tmp_path / "a.docx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found = [(block.label, block.text) for block in read(tmp_path / f"a.{kind}").blocks]
        assert found == [("1.", "Mục tiêu"), ("2.", "Nội dung")], kind


def test_many_files_in_one_call(saved: Path) -> None:
    paths = [
        saved / "doc" / "plan.doc",
        saved / "missing.doc",
        saved / "odt" / "plan.odt",
        saved / "html" / "plan.html",
        saved / "rtf" / "plan.rtf",
    ]
    found = list(read_many(paths))
    assert [one.code if isinstance(one, ReadError) else one.source.format for one in found] == [
        "doc", "missing-file", "odt", "html", "rtf",
    ]  # fmt: skip
    for one in found:
        if not isinstance(one, ReadError):
            assert [block.text for block in one.blocks] == make.plan_lines()


def test_the_name_does_not_matter(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes((saved / "doc" / "plan.doc").read_bytes())
    assert read(path).source.format == "doc"


def _without(monkeypatch: pytest.MonkeyPatch, *absent: str) -> None:
    usual = programs.find
    monkeypatch.setattr(programs, "find", lambda name: None if name in absent else usual(name))


def test_antiword_reads_what_libreoffice_is_not_there_for(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_program("antiword")
    _without(monkeypatch, "soffice")
    data = (saved / "doc" / "plan.doc").read_bytes()
    blocks, notices = office.read_office(data, "plan.doc", kind="doc")
    assert [notice.code for notice in notices] == ["read-with-antiword"]
    body = [block.text for block in blocks]
    assert [text for text in make.BODY if text not in body] == []


@pytest.mark.parametrize(
    ("kind", "absent"), [("doc", ("soffice", "antiword")), ("odt", ("soffice",)), ("rtf", ("soffice",))]
)
def test_without_a_program_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, kind: str, absent: tuple[str, ...]
) -> None:
    _without(monkeypatch, *absent)
    with pytest.raises(ReadError) as caught:
        office.read_office(b"x", f"plan.{kind}", kind=kind)
    assert caught.value.code == "converter-missing"
    line = caught.value.line("vi")
    assert f".{kind}" in line and "libreoffice-writer-nogui" in line and "\n" not in line


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", OLE2 + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 4096),
        ("a.rtf", b"{\\rtf1" + bytes(range(1, 256)) * 10),
        (
            "a.odt",
            make.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a>"}),
        ),
    ],
)
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, name: str, data: bytes) -> None:
    need_program("soffice")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name, limits=Limits(seconds=60))
    assert caught.value.code in {"broken-document", "empty-file"}


def test_files_with_a_password(tmp_path: Path) -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"\x01\x02"}
    (tmp_path / "a.odt").write_bytes(make.zipped({**parts, "META-INF/manifest.xml": manifest}))
    flags = (0x0100).to_bytes(2, "little")
    head = b"\xec\xa5" + b"\0" * 8 + flags
    (tmp_path / "a.doc").write_bytes(OLE2 + b"\0" * 504 + head + "WordDocument".encode("utf-16-le"))
    for name in ("a.odt", "a.doc"):
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert caught.value.code == "encrypted-document"


def test_an_open_document_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.readers.formats.MAX_UNPACKED", 100_000)
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b" " * 1_000_000}
    (tmp_path / "a.odt").write_bytes(make.zipped(parts))
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.odt")
    assert caught.value.code == "unpacks-too-large"


class _Counting(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_no_network_and_no_linked_file(saved: Path, tmp_path: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("Bí mật", encoding="utf-8")
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        rtf = (
            rb"{\rtf1\ansi M\'f3t {\field{\*\fldinst INCLUDEPICTURE "
            + f'"{address}/a.png" \\\\d'.encode()
            + rb"}{\fldrslt }}{\field{\*\fldinst INCLUDETEXT "
            + f'"{secret.as_uri()}"'.encode()
            + rb"}{\fldrslt }}\par}"
        )
        (tmp_path / "a.rtf").write_bytes(rtf)
        with zipfile.ZipFile(saved / "odt" / "plan.odt") as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        link = (
            f'<text:p>Một<draw:frame draw:name="a"><draw:image xlink:href="{address}/b.png" xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p><text:section text:name="s">'
            f'<text:section-source xlink:href="{secret.as_uri()}"/><text:p/></text:section></office:text>'
        )
        parts["content.xml"] = parts["content.xml"].replace(b"</office:text>", link.encode())
        (tmp_path / "a.odt").write_bytes(make.zipped(parts))
        for name in ("a.rtf", "a.odt"):
            assert "Bí mật" not in " ".join(block.text for block in read(tmp_path / name).blocks)
        assert _Counting.asked == []
    finally:
        server.shutdown()
        server.server_close()
