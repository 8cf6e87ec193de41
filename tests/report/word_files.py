"""Word files for the tests of comments: taken apart, and looked at as a reader of them sees them."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from extractors.document import Span
from planparse.readers.docx import Tracked, read_docx, trace
from planparse.readers.docx_trace import Places
from planparse.readers.wordml import W, child, parse
from planparse.report.word.comments import Comment, add_comments
from planparse.report.word.package import WordFile

NOW = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
CHANGED = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> etree._Element:
    found = child(parse(parts(data)["word/document.xml"]), "body")
    assert found is not None
    return found


def written(data: bytes) -> str:
    """All text of the body, deleted text too, and nothing else."""
    return "".join(one.text or "" for one in body(data).iter(W + "t", W + "delText"))


def anchored(data: bytes) -> dict[int, str]:
    """The text between the marks of each comment."""
    found: dict[int, str] = {}
    open_: set[int] = set()
    for one in body(data).iter():
        number = int(one.get(W + "id", "-1")) if isinstance(one.tag, str) else -1
        if one.tag == W + "commentRangeStart":
            open_.add(number)
            found[number] = ""
        elif one.tag == W + "commentRangeEnd":
            open_.remove(number)
        elif one.tag in (W + "t", W + "delText"):
            for each in open_:
                found[each] += one.text or ""
    assert not open_
    return found


def comments(data: bytes) -> dict[int, list[str]]:
    """The paragraphs of each comment."""
    part = parts(data).get("word/comments.xml")
    root = parse(part) if part else []
    return {
        int(one.get(W + "id", "-1")): [
            "".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in one.iter(W + "p")
        ]
        for one in root
    }


def span_of(blocks: Any, phrase: str) -> Span:
    """The first place of a phrase."""
    for number, block in enumerate(blocks):
        if phrase in block.text:
            start = block.text.index(phrase)
            return Span(number, start, start + len(phrase))
    raise AssertionError(f"{phrase!r} is not in {[block.text for block in blocks]}")


def remarked(path: Path, *phrases: str, tracked: Tracked = "accepted", quick: bool = True) -> bytes:
    """The file with a comment `n` at each phrase; ``quick`` as where a text stands alone."""
    blocks, _ = read_docx(path.read_bytes(), str(path), tracked=tracked)
    return remarked_spans(path, [span_of(blocks, phrase) for phrase in phrases], tracked=tracked, quick=quick)


def remarked_spans(
    path: Path, spans: Sequence[Span], *, tracked: Tracked = "accepted", quick: bool = True
) -> bytes:
    data = path.read_bytes()
    blocks, _ = read_docx(data, str(path), tracked=tracked)
    file = WordFile(data, str(path))
    start = child(file.parts.document, "body") if quick and tracked == "accepted" else None
    places = Places(blocks, start, lambda: trace(file.parts, str(path), tracked=tracked))
    made = [Comment(places.of(span), (str(number),)) for number, span in enumerate(spans)]
    add_comments(file, made, "Nguyễn Thị Hoa", NOW)
    return file.saved()
