"""Pieces of a document made into blocks: paragraphs whole again where a break had cut them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.document import Block
from planparse.readers.cleaning import clean
from planparse.readers.form import split_columns
from planparse.readers.sentences import continues, glue, runs_on

_TAIL = 800  # letters of a growing paragraph that the next line is judged by


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or paragraph before joining, or a finished block such as a cell.

    ``apart`` says that nothing may be joined to the piece before it; ``flows`` that the layout
    itself shows it to go on from there, as the second line of a printed paragraph does. A ``note`` stands
    outside the paragraphs of ``origin``, which refer to it.
    """

    text: str
    page: int | None = None
    label: str | None = None
    apart: bool = False
    flows: bool = False
    block: Block | None = None
    origin: tuple[int, ...] = ()
    note: bool = False


def join(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with those made one that a break had cut; empty ones are dropped."""
    done: list[Piece] = []
    last: Piece | None = None
    # What the growing piece is made of, kept apart until it is whole, so that long joins stay linear.
    parts: list[str] = []
    origin: list[int] = []
    tail = ""

    def close() -> None:
        if last is not None:
            whole = len(parts) == 1
            done.append(last if whole else replace(last, text="".join(parts), origin=tuple(origin)))

    for piece in pieces:
        if piece.block is None and not piece.text:
            continue
        if last is not None and _joins(last, tail, piece):
            end = tail[-2:]
            parts.append(glue(end, piece.text)[len(end) :])
            origin.extend(piece.origin)
            tail = (tail + parts[-1])[-_TAIL:]
            continue
        close()
        last, parts, origin, tail = piece, [piece.text], list(piece.origin), piece.text[-_TAIL:]
    close()
    return done


def _joins(last: Piece, tail: str, piece: Piece) -> bool:
    """Whether a piece goes on the one before it, of which ``tail`` is the end."""
    if last.block is not None or piece.block is not None or piece.label is not None or piece.apart:
        return False
    return piece.flows or continues(tail, piece.text)


def to_blocks(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Joined pieces as the blocks that a reader hands over."""
    return tuple(
        piece.block if piece.block is not None else Block(piece.text, label=piece.label, page=piece.page)
        for piece in pieces
    )


def raw_pieces(raw: str, label: str | None = None, origin: tuple[int, ...] = ()) -> Iterator[Piece]:
    """The pieces of one paragraph that may hold line breaks, page breaks and tabs.

    A line break inside a running sentence is white space; between the lines of a letterhead or a
    title it separates.
    """
    if "\n" not in raw and "\f" not in raw and "\t" not in raw and "    " not in raw:
        yield Piece(clean(raw), label=label, origin=origin)
        return
    before = ""
    for page in raw.split("\f"):
        for line in page.split("\n"):
            columns = split_columns(line)
            for column in columns:
                text = clean(column)
                if not text:
                    continue
                flows = before != "" and len(columns) == 1 and runs_on(before, text)
                yield Piece(
                    text, label=label, origin=origin, flows=flows, apart=before == "" and label is not None
                )
                before, label = text, None
