"""Makes the sample plans from their sources: ``python -m corpus.samples.build [--out DIR] [--pdf]``.

For each source it writes NAME.txt, NAME.docx and gold/NAME.json, for each ward expected/NAME.json, and the
list of planted differences in README.md. ``--pdf`` also prints the plans that ask for it through LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.samples.expected import differences_page, expected
from corpus.samples.markup import MarkupError, Source, read_sources
from corpus.samples.render import to_docx, to_text
from corpus.samples.truth import gold

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
README = "README.md"
BEGIN, END = "<!-- planted differences: written by build.py -->\n", "<!-- end -->\n"


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _readme(records: dict[str, Any]) -> str:
    """The hand-written page of this folder with its table of planted differences made anew."""
    page = (HERE / README).read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{differences_page(records)}\n{END}{after}"


def files(sources: dict[str, Source]) -> dict[str, bytes]:
    """Every file of the build but the PDFs, by its path below the folder of samples."""
    made: dict[str, bytes] = {}
    records: dict[str, Any] = {}
    for name, source in sources.items():
        made[f"{name}.txt"] = to_text(source).encode()
        made[f"{name}.docx"] = to_docx(source)
        made[f"gold/{name}.json"] = _json(gold(source)).encode()
        if "parent" in source.front:
            records[name] = expected(source, sources[source.front["parent"]])
            made[f"expected/{name}.json"] = _json(records[name]).encode()
    made[README] = _readme(records).encode()
    return made


def print_pdf(documents: Sequence[Path], out: Path) -> None:
    """Print Word files to PDF. Raises RuntimeError where LibreOffice is not to be had or fails."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise RuntimeError(
            "--pdf needs LibreOffice: no soffice on the PATH (Debian: apt install libreoffice-writer)"
        )
    with tempfile.TemporaryDirectory() as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(out), *map(str, documents)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not all((out / f"{path.stem}.pdf").exists() for path in documents):
        raise RuntimeError(f"soffice failed: {done.stderr.strip() or done.stdout.strip()}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build into a folder; 0 when all went well, 2 with one line on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.samples.build", description="Make the sample plans."
    )
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: this one)")
    parser.add_argument("--pdf", action="store_true", help="also print PDFs through LibreOffice")
    options = parser.parse_args(arguments)
    try:
        sources = read_sources(SOURCES)
        for name, content in files(sources).items():
            path = options.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if options.pdf:
            wanted = [
                options.out / f"{name}.docx" for name, source in sources.items() if source.front.get("pdf")
            ]
            print_pdf(wanted, options.out)
    except (MarkupError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
