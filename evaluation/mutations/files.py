"""Mutants as files: text or Word, read again in memory, or saved with what is expected of them."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from evaluation.mutations.model import KEPT, Change
from evaluation.mutations.subject import Subject
from extractors.document import Document, Source

Form = Literal["txt", "docx"]
Texts = Sequence[tuple[str, int | None]]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def to_text(texts: Texts) -> str:
    """Paragraphs set apart by empty lines, tables in the notation of Markdown."""
    parts: list[str] = []
    for table, group in groupby(texts, key=lambda one: one[1]):
        rows = [text for text, _ in group]
        if table is None:
            parts += rows
        else:
            divider = "|" + " --- |" * len(_cells(rows[0]))
            parts.append("\n".join([rows[0], divider, *rows[1:]]))
    return "\n\n".join(parts) + "\n"


def to_docx(texts: Texts) -> bytes:
    """A Word file: one paragraph a line with its label as text, tables as tables."""
    import docx

    document = docx.Document()
    for table, group in groupby(texts, key=lambda one: one[1]):
        rows = [text for text, _ in group]
        if table is None:
            for text in rows:
                document.add_paragraph(text)
            continue
        cells = [_cells(row) for row in rows]
        width = max(map(len, cells))
        grid = document.add_table(rows=len(cells), cols=width)
        # python-docx looks every cell up by walking the grid: once is enough.
        places = grid._cells
        for number, row in enumerate(cells):
            for column, text in enumerate(row):
                places[number * width + column].text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_again(texts: Texts, form: Form) -> Document:
    """The mutant as planparse reads it from a file of that form."""
    if form == "txt":
        from planparse.readers.text import read_text

        return Document(read_text(to_text(texts)), Source(format="text"))
    from planparse.readers.docx import read_docx

    blocks, notices = read_docx(to_docx(texts), "mutant.docx")
    return Document(blocks, Source(format="docx"), notices)


def expectations(subject: Subject, change: Change, local: str, parent: str) -> dict[str, Any]:
    """The labels of a comparison as ``score_diff.py`` reads them."""
    places = {goal.number: goal for goal in subject.goals}
    targets = []
    for number, row in enumerate(subject.rows):
        if row["kind"] == "baseline":
            continue
        expected = change.expected.get(number, KEPT)
        one = {key: row.get(key) for key in ("quote", "indicator", "value", "unit", "kind")}
        one["status"] = list(expected.statuses)
        if row.get("optional") or not expected.statuses or number not in places:
            one["optional"] = True
        targets.append(one)
    return {"local": local, "parent": parent, "targets": targets}


def save(subject: Subject, name: str, change: Change, form: Form, folder: Path) -> None:
    """The mutant, its parent and what is expected: ``NAME.txt``, ``PARENT.txt``, ``gold/NAME.json``."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    parent = folder / subject.path.name
    if not parent.exists():
        shutil.copyfile(subject.path, parent)
    texts = change.texts(subject)
    path = folder / f"{name}.{form}"
    path.write_bytes(to_docx(texts) if form == "docx" else to_text(texts).encode("utf-8"))
    record = expectations(subject, change, name, subject.path.stem)
    (folder / "gold" / f"{name}.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
