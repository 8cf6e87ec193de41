"""Word lists made on the spot: numbering.xml written level by level, paragraphs that use it, and the labels due.

A case names its paragraphs in a small notation, one word each: ``1/0`` is list 1 at level 0, ``1/`` list 1
without a level, ``/2`` level 2 without a list, ``.`` no list at all, ``=Part`` the style Part (``=Part:1/0``
with numbers of its own), ``~`` a list paragraph without text (``~1/0``), and a leading ``|`` puts the
paragraph into a row of a table. The labels are those of Word by ECMA-376, part 1, 17.9; ``apart`` says
why LibreOffice is known to print another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.readers.make import W, zipped

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
</Types>"""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXT = re.compile(r"^(.*?)\s*Nội dung (\d+)\.$")


def level(at: int, shape: str, text: str, more: str = "", start: int | None = 1, suff: str = "") -> str:
    """A ``w:lvl``; ``more`` stands between its format and its text (lvlRestart, pStyle, isLgl)."""
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    after = f'<w:suff w:val="{suff}"/>' if suff else ""
    return (
        f'<w:lvl w:ilvl="{at}">{begins}<w:numFmt w:val="{shape}"/>{more}{after}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(number: int, *levels: str, more: str = "", after: str = "") -> str:
    """A ``w:abstractNum`` of several levels."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{more}'
        f"{''.join(levels)}{after}</w:abstractNum>"
    )


def num(number: int, of: int, *overrides: str) -> str:
    """A ``w:num`` on an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def restart(at: int, start: int = 1) -> str:
    """An override that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def own(at: int, lvl: str, start: int | None = None) -> str:
    """An override that gives a list a level of its own."""
    begins = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{at}">{begins}{lvl}</w:lvlOverride>'


def style(name: str, place: str | None = None, based_on: str | None = None, kind: str = "paragraph") -> str:
    """A ``w:style`` whose numbers are written as those of a paragraph: ``1/0``."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    numbers = "" if place is None else f"<w:pPr>{_numbers(place)}</w:pPr>"
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}{numbers}</w:style>'


def _numbers(place: str) -> str:
    list_id, _, at = place.partition("/")
    inner = f'<w:ilvl w:val="{at}"/>' if at else ""
    inner += f'<w:numId w:val="{list_id}"/>' if list_id else ""
    return f"<w:numPr>{inner}</w:numPr>"


@dataclass(frozen=True, slots=True)
class Case:
    """A list: its numbering and styles, its paragraphs, and the label of each that has text."""

    name: str
    numbering: tuple[str, ...]
    paragraphs: str
    labels: str
    styles: tuple[str, ...] = ()
    apart: str = ""

    @property
    def expected(self) -> list[str]:
        """The labels one by one: they are written with ``|`` between them, nothing for none."""
        return [label.strip() for label in self.labels.split("|")]

    def save(self, folder: Path) -> Path:
        """The case as a .docx in a folder."""
        path = folder / f"{re.sub(r'[^a-z0-9]+', '-', self.name.lower())}.docx"
        relations = "".join(
            f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
            for name in ("numbering", "styles")
        )
        plain = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        )
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            "word/document.xml": f"<w:document {W}><w:body>{''.join(self._body())}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {W}>{''.join(self.numbering)}</w:numbering>",
            "word/styles.xml": f"<w:styles {W}>{plain}{''.join(self.styles)}</w:styles>",
        }
        path.write_bytes(zipped({name: text.encode() for name, text in parts.items()}))
        return path

    def _body(self) -> list[str]:
        body: list[str] = []
        rows: list[str] = []
        written = 0
        for word in self.paragraphs.split():
            place = word.lstrip("|~")
            empty = "~" in word[:2]
            written += not empty
            paragraph = _paragraph(place, "" if empty else f"Nội dung {written}.")
            if word.startswith("|"):
                rows.append(f"<w:tr><w:tc><w:tcPr/>{paragraph}</w:tc></w:tr>")
                continue
            body += [_table(rows), paragraph]
            rows = []
        # A document ends with a paragraph outside its tables.
        return [*body, _table(rows), "<w:p/>" if rows else ""]


def _table(rows: list[str]) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
        if rows
        else ""
    )


def _paragraph(place: str, text: str) -> str:
    named, numbers = "", place
    if place.startswith("="):
        name, _, numbers = place[1:].partition(":")
        named = f'<w:pStyle w:val="{name}"/>'
    numbered = _numbers(numbers) if "/" in numbers else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{run}</w:p>"


def labels_of(lines: list[str]) -> list[str]:
    """The labels that stand before the texts of a case, in the order of the texts."""
    found: dict[int, str] = {}
    for line in lines:
        if match := _TEXT.match(line.strip()):
            found[int(match[2])] = match[1].strip()
    return [found[at] for at in sorted(found)]
