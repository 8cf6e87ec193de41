"""What the reader saw, block by block: as a record, and as a table on a terminal."""

from __future__ import annotations

from io import StringIO

from extractors.document import Block, Document
from planparse.messages import say
from planparse.report.console import console_on
from planparse.report.inert import inert
from planparse.report.record import Record, block_record, notice_sentence

BLOCKS_SCHEMA = "planparse/blocks/1"


def blocks_record(document: Document, lang: str = "vi") -> Record:
    """The record of a document: where it came from, its blocks, and what its reader has to know."""
    source = document.source
    return {
        "schema": BLOCKS_SCHEMA,
        "source": {
            "path": source.path,
            "format": source.format,
            "sha256": source.sha256,
            "pages": source.pages,
            "ocr": source.ocr,
        },
        "blocks": [block_record(block) for block in document.blocks],
        "warnings": [
            {"code": notice.code, "message": notice_sentence(notice, lang)} for notice in document.notices
        ],
    }


def kind_of(block: Block, lang: str) -> str:
    """What a block is: a paragraph, or a cell with its row and column as people count them."""
    if block.cell is None:
        return say(f"show.{block.kind}", lang)
    return say("show.cell-at", lang, row=block.cell.row + 1, column=block.cell.column + 1)


def heading(document: Document, lang: str) -> str:
    """The file, its format, its pages and the number of its blocks, on one line."""
    source = document.source
    told = [inert(source.format)]
    if source.pages:
        told.append(say("plan.pages", lang, count=source.pages))
    if source.ocr:
        told.append(say("show.ocr", lang))
    told.append(say("show.blocks", lang, count=len(document.blocks)))
    return f"{inert(source.path or say('report.unnamed', lang))} ({', '.join(told)})"


def blocks_text(document: Document, lang: str = "vi", *, width: int = 80, colour: bool = False) -> str:
    """The blocks as a table of ``width`` columns, then the warnings."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = StringIO()
    console = console_on(out, width, colour)
    console.print(Text(heading(document, lang), style="bold"))
    paged = any(block.page for block in document.blocks)
    labelled = any(block.label for block in document.blocks)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, expand=False)
    table.add_column("#", justify="right", no_wrap=True)
    if paged:
        table.add_column(Text(say("show.page", lang)), justify="right", no_wrap=True)
    table.add_column(Text(say("show.kind", lang)), no_wrap=True)
    if labelled:
        table.add_column(Text(say("show.label", lang)), overflow="fold", max_width=14)
    table.add_column(Text(say("show.text", lang)), overflow="fold")
    for number, block in enumerate(document.blocks):
        cells = [str(number)]
        if paged:
            cells.append(str(block.page or ""))
        cells.append(kind_of(block, lang))
        if labelled:
            cells.append(inert(block.label or ""))
        cells.append("\n".join(map(inert, block.text.split("\n"))))
        table.add_row(*map(Text, cells))
    console.print(table)
    for notice in document.notices:
        console.print(Text(f"{say('summary.warnings', lang)}: {inert(notice_sentence(notice, lang))}"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"
