"""Old and other word processor files (.doc, .odt, .rtf), by way of LibreOffice, or antiword for .doc.

LibreOffice writes a .docx that the Word reader then reads. It runs headless with a profile of its
own, in which macros are off, nothing linked is loaded and no network is reached.
"""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from extractors.document import Block, Notice
from planparse.errors import ReadError
from planparse.limits import CONVERSION_SECONDS
from planparse.readers import programs
from planparse.readers.docx import Tracked, read_docx
from planparse.readers.text import read_text

SOFFICE, ANTIWORD = "soffice", "antiword"
PACKAGES = "libreoffice-writer-nogui, antiword"
"""What to install on Debian and its kin."""

ANTIWORD_SECONDS = 10.0
"""It reads a hundred pages in a tenth of a second, or never ends."""

_FILTER = "docx:MS Word 2007 XML"
# What reads each kind: left to itself, LibreOffice takes a damaged file for plain text.
_IMPORT = {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
_NOWHERE = "127.0.0.1:9"  # the discard port: a proxy that lets nothing through
# Settings of the throwaway profile, by their path in LibreOffice's configuration schema.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Java/Disabled", "Enable", "false"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyPort", "9"),
)


def read_office(
    data: bytes, path: str, *, kind: str, seconds: float = CONVERSION_SECONDS, tracked: Tracked = "accepted"
) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks of a ``doc``, ``odt`` or ``rtf`` file and what its reader has to know.

    Raises:
        ReadError: ``converter-missing`` where no program can read it; ``broken-document`` where
            those that are there cannot; ``reader-timeout``; ``encrypted-document``.
    """
    if kind == "doc" and _is_encrypted_doc(data):
        raise ReadError("encrypted-document", path)
    soffice = programs.find(SOFFICE)
    slow = False
    if soffice is not None:
        try:
            made = convert([(kind, data)], seconds=seconds)[0]
        except TimeoutError:
            slow, made = True, None
        if made is not None:
            return read_converted(made, path, kind, tracked)
    antiword = programs.find(ANTIWORD) if kind == "doc" else None
    if antiword is not None:
        text = _antiword(data, antiword, ANTIWORD_SECONDS)
        if text is not None:
            return read_text(text), (Notice("read-with-antiword"),)
    if slow:
        raise ReadError("reader-timeout", path, {"seconds": f"{seconds:g}"})
    if soffice is None and antiword is None:
        raise ReadError("converter-missing", path, {"format": f".{kind}", "packages": PACKAGES})
    raise ReadError("broken-document", path, {"format": f".{kind}"})


def read_converted(
    data: bytes, path: str, kind: str, tracked: Tracked = "accepted"
) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
    """The blocks of the .docx that was made of a file of that kind.

    Raises:
        ReadError: ``broken-document`` where nothing came of it.
    """
    try:
        return read_docx(data, path, tracked=tracked)
    except ReadError as error:
        if error.code == "broken-docx":
            raise ReadError("broken-document", path, {"format": f".{kind}"}) from error
        raise


def convert(files: Sequence[tuple[str, bytes]], seconds: float = CONVERSION_SECONDS) -> list[bytes | None]:
    """The .docx of each file, given as its kind (``doc``, ``odt``, ``rtf``) and its content.

    None stands for a file that LibreOffice does not read, or not in time. Starting it takes most of
    the time, so many files in one call, one for each kind, cost little more than one; ``seconds``
    bounds all of them together.

    Raises:
        TimeoutError: no file was done in time.
        FileNotFoundError: LibreOffice is not installed.
    """
    soffice = programs.find(SOFFICE)
    if soffice is None:
        raise FileNotFoundError(SOFFICE)
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / "in" / f"{at}.{kind}" for at, (kind, _) in enumerate(files)]
        made = [folder / "out" / f"{at}.docx" for at in range(len(files))]
        for one in ("in", "out", "profile/user", "tmp"):
            (folder / one).mkdir(parents=True)
        _write_profile(folder / "profile" / "user")
        for source, (_, data) in zip(sources, files, strict=True):
            source.write_bytes(data)
        late = False
        until = time.monotonic() + seconds
        for kind in sorted({kind for kind, _ in files}):
            command: list[str | Path] = [
                soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--norestore", "--nolockcheck", "--nodefault", "--nologo", f"--infilter={_IMPORT[kind]}",
                "--convert-to", _FILTER, "--outdir", folder / "out",
                *(source for source in sources if source.suffix == f".{kind}"),
            ]  # fmt: skip
            try:
                programs.run(command, max(0.1, until - time.monotonic()), _environment(folder))
            except TimeoutError:
                late = True
        if late and not any(map(_whole, made)):
            raise TimeoutError(SOFFICE)
        return [one.read_bytes() if _whole(one) else None for one in made]


def _whole(made: Path) -> bool:
    """Whether a .docx has been written to its end."""
    return made.is_file() and zipfile.is_zipfile(made)


def _environment(folder: Path) -> dict[str, str]:
    """What LibreOffice sees: its home and its temporary files lie in the folder that will vanish."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), f"http://{_NOWHERE}")
    own = {"HOME": str(folder), "TMPDIR": str(folder / "tmp"), "SAL_USE_VCLPLUGIN": "svp"}
    return {"LANG": "C.UTF-8", **kept, **proxies, **own}


def _write_profile(user: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _antiword(data: bytes, program: str, seconds: float) -> str | None:
    """The text of a .doc with each paragraph on one line, None where antiword does not read it."""
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "in.doc"
        source.write_bytes(data)
        try:
            code, output = programs.run([program, "-m", "UTF-8.txt", "-w", "0", source], seconds)
        except (TimeoutError, OSError):
            return None
    text = output.decode("utf-8", "replace")
    return text if code == 0 and text.strip() else None


def _is_encrypted_doc(data: bytes) -> bool:
    """Whether the head of the Word stream, where it begins the file's first sector, says so.

    [MS-DOC] 2.5.2: wIdent is A5EC and bit 8 of the flags at offset 10 is fEncrypted.
    """
    head = data[512:524]
    return head[:2] == b"\xec\xa5" and bool(int.from_bytes(head[10:12], "little") & 0x0100)
