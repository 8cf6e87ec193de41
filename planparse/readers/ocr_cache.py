"""Recognised pages kept between calls, each under the hash of its picture and of how it was read.

They lie in the user's cache folder (``~/.cache/planparse/ocr`` on Linux; ``PLANPARSE_CACHE`` names
another one), readable by that user only. The oldest go when they take up more than 100 MB together;
the whole folder may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from dataclasses import astuple
from pathlib import Path

from PIL import Image

from planparse.readers.images import Rule
from planparse.readers.ocr import LANGUAGE, SETTINGS, Engine, Mark, Recognition

LIMIT = 100_000_000
"""Bytes that all kept pages may take up together."""

_FORM = "1"  # of what is kept, and of how pages are prepared
_SUFFIX, _SPARE = ".json.gz", ".new-"
_LARGEST = 20_000_000  # letters of one kept page


def folder() -> Path:
    """Where recognised pages are kept."""
    named = os.environ.get("PLANPARSE_CACHE")
    if named:
        return Path(named) / "ocr"
    from platformdirs import user_cache_path

    return user_cache_path("planparse", appauthor=False) / "ocr"


def key_of(page: Image.Image, dpi: float, found: Engine) -> str:
    """The name of a page: the hash of its pixels, its dots per inch, the settings and the version."""
    digest = hashlib.sha256(page.tobytes())
    about = (_FORM, found.version, LANGUAGE, *SETTINGS, f"{dpi:.3f}", page.mode, *map(str, page.size))
    digest.update("\0".join(about).encode())
    return digest.hexdigest()


def load(key: str) -> Recognition | None:
    """What was kept under that name; None where nothing sound is."""
    path = _path(key)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            kept = json.loads(file.read(_LARGEST))
        marks = tuple(
            Mark(text, left, top, right, bottom, sure, (block, paragraph, line))
            for text, left, top, right, bottom, sure, block, paragraph, line in kept["marks"]
        )
        rules = tuple(Rule(*rule) for rule in kept["rules"])
        found = Recognition(kept["width"], kept["height"], kept["dpi"], marks, rules)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # what is used stays longest
    return found


def save(key: str, page: Recognition) -> None:
    """Keep a page, whole or not at all; a folder that cannot be written to is no error."""
    kept = {
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "marks": [
            (m.text, m.left, m.top, m.right, m.bottom, round(m.confidence, 1), *m.line) for m in page.marks
        ],
        "rules": [astuple(rule) for rule in page.rules],
    }
    raw = gzip.compress(json.dumps(kept, ensure_ascii=False).encode(), mtime=0)
    path = _path(key)
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, spare = tempfile.mkstemp(dir=path.parent, prefix=_SPARE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(spare).replace(path)
        except BaseException:
            Path(spare).unlink(missing_ok=True)
            raise


def trim(limit: int = LIMIT) -> None:
    """Take the pages that were not used for longest out, until the rest is within the limit."""
    files: list[tuple[float, int, Path]] = []
    with contextlib.suppress(OSError):
        for path in folder().iterdir():
            if path.name.endswith(_SUFFIX) or path.name.startswith(_SPARE):
                about = path.stat()
                files.append((about.st_mtime, about.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= limit:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size


def _path(key: str) -> Path:
    return folder() / f"{key}{_SUFFIX}"
