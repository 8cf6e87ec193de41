"""What the reader saw as one page: the pages of a PDF with their blocks drawn over them, or the blocks.

The page is one file without scripts; the pictures stand in it, and it loads nothing from anywhere.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from extractors.document import Block, Document
from planparse.messages import say
from planparse.report.blocks import heading, kind_of
from planparse.report.inert import inert
from planparse.report.record import notice_sentence

if TYPE_CHECKING:
    from planparse.readers.pdf_tables import Place
    from planparse.readers.pdf_view import Picture, View

_STYLE = """
body { font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif; margin: 1.5rem; color: #111; background: #eee;
  overflow-wrap: anywhere; }
h1 { font-size: 1.2rem; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
.sheet { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; margin: 1.5rem 0; }
.sheet > h2 { grid-column: 1 / -1; }
.page { position: relative; background: #fff; box-shadow: 0 1px 4px #0006; align-self: start; }
.page img { display: block; width: 100%; }
.box { position: absolute; box-sizing: border-box; border: 1.5px solid #1668c7; }
.box.cell { border-color: #b3541e; }
.box:hover, .box:target { background: #ffe60040; }
.box b { position: absolute; right: 100%; top: -1px; font: 700 10px/1.2 sans-serif; color: #fff;
  background: #1668c7; padding: 0 3px; white-space: nowrap; }
.box.cell b { right: auto; left: 0; background: #b3541e; opacity: .85; }
table { border-collapse: collapse; width: 100%; background: #fff; align-self: start; }
td, th { border: 1px solid #ccc; padding: .2em .5em; text-align: left; vertical-align: top; }
th, td:first-child { white-space: nowrap; }
td:first-child { text-align: right; color: #555; }
tr:target { background: #ffe60040; }
.kind { white-space: nowrap; color: #1668c7; } .cell .kind { color: #b3541e; }
.label { white-space: nowrap; font-weight: bold; }
a { color: inherit; text-decoration: none; }
@media (max-width: 60rem) { .sheet { grid-template-columns: 1fr; } }
"""


def blocks_html(document: Document, lang: str = "vi", view: View | None = None) -> str:
    """A whole HTML page; with ``view`` the pages of a PDF are drawn, with their blocks over them."""
    title = escape(heading(document, lang))
    parts = [f"<h1>{title}</h1>", *_warnings(document, lang)]
    if view is None:
        parts.append(_list(range(len(document.blocks)), document.blocks, lang))
    else:
        parts.extend(_sheets(document, view, lang))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _warnings(document: Document, lang: str) -> Iterator[str]:
    if document.notices:
        listed = "".join(f"<li>{escape(inert(notice_sentence(n, lang)))}</li>" for n in document.notices)
        yield f"<h2>{escape(say('summary.warnings', lang))}</h2><ul>{listed}</ul>"


def _list(numbers: Iterable[int], blocks: tuple[Block, ...], lang: str) -> str:
    chosen = list(numbers)
    labelled = any(blocks[number].label for number in chosen)
    rows = "".join(_row(number, blocks[number], lang, labelled=labelled) for number in chosen)
    keys = ("kind", "label", "text") if labelled else ("kind", "text")
    heads = "<th>#</th>" + "".join(f"<th>{escape(say(f'show.{key}', lang))}</th>" for key in keys)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(number: int, block: Block, lang: str, *, labelled: bool) -> str:
    text = "<br>".join(escape(inert(line)) for line in block.text.split("\n"))
    label = f'<td class="label">{escape(inert(block.label or ""))}</td>' if labelled else ""
    return (
        f'<tr id="b{number}" class="{block.kind}"><td>{number}</td>'
        f'<td class="kind">{escape(kind_of(block, lang))}</td>'
        f"{label}<td>{text}</td></tr>\n"
    )


def _sheets(document: Document, view: View, lang: str) -> Iterator[str]:
    # Where the two readings differ (pages that were recognised), a page shows its blocks beside it only.
    placed = view.places if view.blocks == document.blocks else ((),) * len(document.blocks)
    areas: dict[int, list[tuple[int, Place]]] = {}
    beside: dict[int, list[int]] = {}
    for number, (block, places) in enumerate(zip(document.blocks, placed, strict=True)):
        own = _by_page(places)
        for page, place in own.items():
            areas.setdefault(page, []).append((number, place))
        beside.setdefault(min(own, default=block.page or 1), []).append(number)
    for page, picture in enumerate(view.pictures, start=1):
        drawn = "".join(
            _box(number, document.blocks[number], place, picture, lang)
            for number, place in areas.get(page, ())
        )
        data = base64.b64encode(picture.png).decode()
        name = escape(say("report.page", lang, page=page))
        yield (
            f'<section class="sheet"><h2>{name}</h2><div class="page">'
            f'<img alt="{name}" src="data:image/png;base64,{data}">\n{drawn}</div>\n'
            f"{_list(beside.get(page, ()), document.blocks, lang)}</section>"
        )


def _by_page(places: Iterable[Place]) -> Mapping[int, Place]:
    """One rectangle a page around all the places of a block there."""
    found: dict[int, Place] = {}
    for place in places:
        known = found.get(place.page)
        found[place.page] = (
            place
            if known is None
            else replace(
                known,
                left=min(known.left, place.left),
                top=min(known.top, place.top),
                right=max(known.right, place.right),
                bottom=max(known.bottom, place.bottom),
            )
        )
    return found


def _box(number: int, block: Block, place: Place, picture: Picture, lang: str) -> str:
    left, width = 100 * place.left / picture.width, 100 * (place.right - place.left) / picture.width
    top, height = 100 * place.top / picture.height, 100 * (place.bottom - place.top) / picture.height
    hint = escape(f"{number} {kind_of(block, lang)}: {inert(block.text)}", quote=True)
    return (
        f'<a class="box {block.kind}" href="#b{number}" title="{hint}" '
        f'style="left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%">'
        f"<b>{number} {escape(say(f'show.{block.kind}', lang))}</b></a>\n"
    )
