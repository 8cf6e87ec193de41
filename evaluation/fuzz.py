"""``python -m evaluation fuzz``: damaged files give a plan or one clear error, and leave nothing behind."""

from __future__ import annotations

import io
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import click

from planparse.errors import PlanparseError
from planparse.limits import Limits
from planparse.messages import known

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
SECONDS = 20.0
"""The time limit that each file is read with."""
_KINDS = {"docx": 5, "pdf": 4, "html": 4, "txt": 4, "doc": 3}  # how often each is drawn
_APART = frozenset({"pdf", "doc"})  # read in a process of their own, which may be ended
_TAGS = (
    "<table><tr><td>",
    "<div>",
    "<ol><li>",
    "<b>",
    "<![CDATA[",
    "<!--",
    "&#0;",
    "</table>",
    "<td rowspan=99999>",
)
_WORDS = ("<w:tbl><w:tr><w:tc>", "<w:p>", "</w:p>", "<w:sdt><w:sdtContent>", "&lt;", "<!ENTITY a 'b'>", "]]>")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: ``plan``, the code of an error, or what must not be."""

    name: str
    kind: str
    result: str
    seconds: float
    bad: bool


def seeds(kinds: Sequence[str] = tuple(_KINDS)) -> dict[str, list[bytes]]:
    """Whole files of each kind, made of the sample plans; ``doc`` only where LibreOffice is there."""
    texts = sorted(SAMPLES.glob("*.txt"))
    found = {
        "docx": [path.read_bytes() for path in sorted(SAMPLES.glob("*.docx"))],
        "pdf": [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))],
        "txt": [path.read_bytes() for path in texts],
        "html": [_page(path.read_text(encoding="utf-8")) for path in texts],
    }
    if "doc" in kinds:
        found["doc"] = _old_word(found["docx"])
    return {kind: found[kind] for kind in kinds if found.get(kind)}


def _page(text: str) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line)
    table = "<table border=1><tr><td rowspan=2>1<td>Phường<tr><td>20 người</table>"
    return f"<html><head><meta charset=utf-8></head><body>{body}{table}</body></html>".encode()


def _old_word(documents: Sequence[bytes]) -> list[bytes]:
    """The documents as .doc; none where LibreOffice is not installed."""
    from planparse.readers import programs

    soffice = programs.find("soffice")
    if soffice is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, data in enumerate(documents[:3]):
            (folder / f"{at}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        sources = sorted(folder.glob("*.docx"))
        programs.run(
            [soffice, profile, "--headless", "--convert-to", "doc", "--outdir", folder, *sources], 120
        )
        return [path.read_bytes() for path in sorted(folder.glob("*.doc"))]


def mutated(data: bytes, kind: str, chance: random.Random) -> bytes:
    """A file with one to four things done to it."""
    for _ in range(chance.randint(1, 4)):
        if kind == "docx" and chance.random() < 0.7:
            data = _repacked(data, chance)
        elif kind == "html" and chance.random() < 0.4:
            data = _nested(data, chance, _TAGS)
        else:
            data = chance.choice(_BYTES)(data, chance)
    return data


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.choice((1, 4, 32, 512)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    return data[:begin] + data[begin + chance.choice((1, 16, 512, 4096)) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    piece = data[begin : begin + chance.choice((8, 64, 1024))]
    return data[:begin] + piece * chance.choice((2, 8, 40)) + data[begin:]


def _blanked(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    length = min(chance.choice((16, 512, 2048)), len(data) - begin)
    return data[:begin] + bytes((chance.choice((0, 32, 255)),)) * length + data[begin + length :]


_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _truncated,
    _cut,
    _repeated,
    _blanked,
)


def _nested(data: bytes, chance: random.Random, tags: Sequence[str]) -> bytes:
    """Tags put in at one place, up to thousands of times."""
    at = chance.randrange(len(data) + 1)
    while at and data[at - 1 : at] != b">":
        at -= 1
    return data[:at] + chance.choice(tags).encode() * chance.choice((1, 20, 300, 5000)) + data[at:]


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """A package with a member removed, damaged or filled with deep nesting, or with itself inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {entry.filename: package.read(entry) for entry in package.infolist()}
    except Exception:  # an earlier mutation has broken it
        return _flipped(data, chance) if data else data
    if not members:
        return data
    name = chance.choice(sorted(members))
    if chance.random() < 0.5 and "word/document.xml" in members:
        name = "word/document.xml"
    match chance.randrange(5):
        case 0:
            del members[name]
        case 1:
            members[name] = chance.choice(_BYTES)(members[name], chance)
        case 2:
            members[name] = _nested(members[name], chance, _WORDS)
        case 3:
            members[f"word/{chance.randrange(100)}.docx"] = data
        case _:
            members[name] = members[chance.choice(sorted(members))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for member, content in members.items():
            # Without the time of day, the same seed gives the same bytes.
            package.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def cases(files: int, seed: int, whole: Mapping[str, Sequence[bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Name, kind and content of each damaged file: the same ones for the same seed."""
    kinds = [kind for kind in _KINDS if whole.get(kind)]
    for number in range(files):
        chance = random.Random(f"{seed}-{number}")
        kind = chance.choices(kinds, [_KINDS[kind] for kind in kinds])[0]
        yield f"{number:05d}.{kind}", kind, mutated(chance.choice(whole[kind]), kind, chance)


def outcomes(found: Iterator[tuple[str, str, bytes]], folder: Path) -> Iterator[Outcome]:
    """Read and extract each file; ``folder`` holds it while it is read, and whatever is left behind."""
    from planparse.load import load

    work = folder / "temporary"
    work.mkdir()
    usual = tempfile.tempdir
    tempfile.tempdir = str(work)
    try:
        for name, kind, data in found:
            path = folder / name
            path.write_bytes(data)
            begun = time.monotonic()
            result, bad = _result(lambda path=path: load(path, limits=Limits(seconds=SECONDS), cache=False))  # type: ignore[misc]
            seconds = time.monotonic() - begun
            path.unlink()
            left = [one.name for one in work.iterdir()] + [
                one.name for one in folder.iterdir() if one != work
            ]
            if left:
                result, bad = f"left behind: {', '.join(left)}", True
            elif seconds > SECONDS + 10 or (kind not in _APART and seconds > SECONDS / 4):
                result, bad = f"slow: {result}", True
            yield Outcome(name, kind, result, seconds, bad)
    finally:
        tempfile.tempdir = usual


def _result(read: Callable[[], object]) -> tuple[str, bool]:
    try:
        read()
    except PlanparseError as error:
        line = error.line("en")
        clear = known(f"error.{error.code}.reason") and "\n" not in line and error.code != "internal"
        return error.code, not clear
    except Exception as error:
        return f"traceback: {type(error).__name__}: {error}"[:120], True
    return "plan", False


@click.command(help="Read damaged files: each gives a plan or one clear error, and nothing is left behind.")
@click.option("--files", default=2_000, show_default=True, help="How many files.")
@click.option("--seed", default=1, show_default=True, help="Which files: the same seed gives the same ones.")
@click.option("--only", type=click.Choice(tuple(_KINDS)), multiple=True, help="Only files of this kind.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the files that went wrong.")
def fuzz(files: int, seed: int, only: tuple[str, ...], keep: Path | None) -> int:
    """Print the results by kind; 1 where a file went wrong."""
    whole = seeds(only or tuple(_KINDS))
    counts: Counter[tuple[str, str]] = Counter()
    worst: dict[str, float] = {}
    wrong: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        for outcome in outcomes(cases(files, seed, whole), Path(name)):
            counts[outcome.kind, outcome.result] += 1
            worst[outcome.kind] = max(worst.get(outcome.kind, 0.0), outcome.seconds)
            if outcome.bad:
                wrong.append(outcome)
                click.echo(f"{outcome.name}: {outcome.result} ({outcome.seconds:.1f} s)", err=True)
    for kind in worst:
        told = ", ".join(f"{result} {n}" for (of, result), n in counts.most_common() if of == kind)
        click.echo(f"{kind:5} {sum(n for (of, _), n in counts.items() if of == kind):5}  {told}")
        click.echo(f"{'':11}slowest {worst[kind]:.1f} s")
    click.echo(f"{files} files, seed {seed}: {len(wrong)} went wrong")
    if keep is not None and wrong:
        keep.mkdir(parents=True, exist_ok=True)
        named = {outcome.name for outcome in wrong}
        for name, _, data in cases(files, seed, whole):
            if name in named:
                (keep / name).write_bytes(data)
    return 1 if wrong else 0
