"""Small plots as SVG, drawn here and coloured by the page's style: nothing is left to the browser."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from extractors.plan import Target
from planparse.messages import say
from planparse.report.inert import shorten
from planparse.report.wording import amount

# Where bars begin, behind their names, and the widest one; both in per cent of the plot.
_LEFT, _WIDEST = 22.0, 40.0
_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}
_ROW = 19
# Percentages below this could not be told apart on a scale to 100.
_SMALL = 20


def bars(parent: Target, local: Target, names: tuple[str, str], lang: str) -> Markup | None:
    """The parent's figure over the local one on one scale; None where they cannot stand on one.

    ``names`` are short ones, which stand before the bars. Percentages stand on a scale from 0 to 100,
    small ones on one of their own.
    """
    given = (parent, local)
    values = [row.value for row in given if row.value is not None]
    if len(values) < 2 or parent.unit != local.unit or min(values) < 0:
        return None
    most = max(max(row.value or 0, row.upper or 0) for row in given)
    scale = 100.0 if parent.unit == "%" and _SMALL <= most <= 100 else most
    if scale <= 0:
        return None
    said = [_SIGNS.get(row.comparator or "", "") + shorten(amount(row, lang), 22) for row in given]
    label = say(
        "page.plot",
        lang,
        parent=names[0],
        local=names[1],
        parent_amount=said[0],
        local_amount=said[1],
    )
    parts = [f'<svg class="plot" width="100%" height="{2 * _ROW}" role="img" aria-label="{escape(label)}">']
    for number, (row, text) in enumerate(zip(given, said, strict=True)):
        parts.append(_bar(row, text, names[number], number * _ROW, scale, ("of-parent", "of-local")[number]))
    return Markup("".join([*parts, "</svg>"]))


def _bar(row: Target, text: str, whose: str, top: int, scale: float, name: str) -> str:
    value, upper = row.value or 0.0, row.upper or 0.0
    width = max(0.4, _WIDEST * value / scale)
    end = max(width, _WIDEST * upper / scale)
    start = f'x="{_LEFT}%" y="{top + 4}" height="11" rx="2"'
    parts = [f'<text class="whose" y="{top + 14}">{escape(whose)}</text>']
    if row.unit == "%" and scale == 100.0:
        parts.append(f'<rect class="track" {start} width="{_WIDEST}%"/>')
        place = _WIDEST
    else:
        place = end
    if end > width:
        parts.append(f'<rect class="{name} upto" {start} width="{end:.2f}%"/>')
    parts.append(f'<rect class="{name}" {start} width="{width:.2f}%"/>')
    parts.append(f'<text x="{_LEFT + place:.2f}%" dx="6" y="{top + 14}">{escape(text)}</text>')
    return "".join(parts)


def shares(counts: Sequence[tuple[str, int]], label: str) -> Markup:
    """One bar cut into the shares of each status, in the order given."""
    total = sum(count for _, count in counts) or 1
    parts, left = [], 0.0
    for status, count in counts:
        width = 100 * count / total
        parts.append(f'<rect class="s-{status}" x="{left:.2f}%" width="{width:.2f}%" height="8"/>')
        left += width
    return Markup(
        f'<svg class="shares" width="100%" height="8" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
