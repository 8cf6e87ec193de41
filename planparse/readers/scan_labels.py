"""Roman numerals before headings, counted stroke by stroke: recognition loses them.

``III.`` comes out as ``II.``, ``IH.``, ``HI.`` or ``IIL.``, and the sections below it land under the wrong
one. Their strokes stand apart in the picture, so they can be counted there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from planparse.readers.ocr import Mark

# What a numeral made of strokes is recognised as; what stands for two strokes (H) may be one or two.
_NUMERAL = re.compile(r"(?P<head>[VX]{0,2})(?P<strokes>[IHLTl1|iÌÍ]{1,5})(?P<tail>[VX]?)(?P<mark>[.,)]?)")
_TWO_STROKES = "VX"
_INK = 140
# Parts of the height at which a numeral is nothing but strokes: between its serifs, beside the bar of an H.
_BANDS = ((0.22, 0.38), (0.6, 0.74))


def counted(image: Image.Image, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The words of a page, numerals at the beginning of its lines put right by their strokes."""
    pixels = np.asarray(image)
    done: list[Mark] = []
    for _, line in groupby(marks, key=lambda mark: mark.line):
        words = list(line)
        if len(words) > 1:
            words[0] = _counted(pixels, words[0], words[1])
        done.extend(words)
    return tuple(done)


def _counted(pixels: NDArray[np.uint8], mark: Mark, following: Mark) -> Mark:
    found = _NUMERAL.fullmatch(mark.text)
    if found is None or not following.text[:1].isupper():
        return mark
    if not set(found["strokes"]) & set("IH") and not (following.text.isupper() and len(following.text) > 1):
        return mark  # ``1. Phòng`` and ``L. Tolstoy`` are what they are
    if found["strokes"] == "1" and not found["head"]:
        return mark
    strokes = _strokes(pixels, mark, following.left)
    if strokes is None:
        return mark
    number = strokes - 2 * sum(letter in _TWO_STROKES for letter in found["head"] + found["tail"])
    if not 1 <= number <= (1 if found["tail"] else 3):
        return mark
    return replace(mark, text=f"{found['head']}{'I' * number}{found['tail']}{'.' if found['mark'] else ''}")


def _strokes(pixels: NDArray[np.uint8], mark: Mark, end: int) -> int | None:
    """How many upright strokes a word has; None where it is not clear."""
    high = mark.bottom - mark.top
    left = max(0, mark.left - high // 6)
    right = min(pixels.shape[1], mark.right + high // 6, max(mark.right, end - 1))
    counts = set()
    for low, up in _BANDS:
        band = pixels[mark.top + round(low * high) : mark.top + round(up * high), left:right]
        if band.size == 0:
            return None
        ink = (band < _INK).mean(axis=0) > 0.5
        counts.add(int(np.count_nonzero(np.diff(np.concatenate(([False], ink)).astype(np.int8)) == 1)))
    return counts.pop() if len(counts) == 1 else None
