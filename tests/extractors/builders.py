"""One-line makers of documents, contexts and plans for tables of cases."""

from extractors.context import Context
from extractors.document import Block, CellPlace, Document
from extractors.pipeline import extract, prepare
from extractors.plan import Plan, Target


def document(*texts: str) -> Document:
    """A document of one paragraph a text."""
    return Document(tuple(Block(text) for text in texts))


def table(rows: list[list[str]], number: int = 0) -> list[Block]:
    """The cell blocks of a plain table."""
    return [
        Block(text, "cell", cell=CellPlace(number, r, c))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def context(*texts: str) -> Context:
    return prepare(document(*texts))[0]


def plan(*texts: str) -> Plan:
    return extract(document(*texts))


def targets_of(bullet: str, heading: str = "CHỈ TIÊU CỤ THỂ") -> tuple[Target, ...]:
    """The targets of one bullet below a heading."""
    return plan("KẾ HOẠCH", "Việc làm năm 2026", f"I. {heading}", f"- {bullet}").targets
