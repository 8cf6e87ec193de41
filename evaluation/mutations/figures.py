"""Figures as plans write them: read out of a quote, changed, and spelled in another way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_QUOTE = re.compile(
    r"""
    (?P<before> (?: (?:ít\ nhất|tối\ thiểu|tối\ đa|không\ quá|không\ thấp\ hơn|khoảng|gần|trên|dưới|hơn|đạt|từ
        |xuống|còn|lên|ổn\ định|<|≤|>|≥) \s* )* )
    (?P<low> \d[\d.,]*\d | \d )
    (?P<sign> \s?% )?
    (?: (?P<dash> \s?[-–]\s? | \s+đến\s+ ) (?P<high> \d[\d.,]*\d | \d ) )?
    (?P<unit> .*? )
    (?P<tail> \s+trở\s+(?:lên|xuống) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote in its pieces: ``ít nhất`` ``1.500`` `` lao động``; ``high`` is empty unless it is a range."""

    before: str
    low: str
    sign: str
    dash: str
    high: str
    unit: str
    tail: str

    def __str__(self) -> str:
        return f"{self.before}{self.low}{self.sign}{self.dash}{self.high}{self.unit}{self.tail}"

    @property
    def noun(self) -> str:
        """The counted noun, or the unit, as it is written."""
        return self.unit.strip()


def parse(quote: str) -> Quote | None:
    """The pieces of a quote with one figure or a range; None for anything else (``14/19 tiêu chí``)."""
    found = _QUOTE.fullmatch(quote)
    if found is None or re.search(r"\d", found["unit"]) or found["unit"].startswith("/"):
        return None
    return Quote(*(found[name] or "" for name in ("before", "low", "sign", "dash", "high", "unit", "tail")))


def value(written: str) -> float:
    """What a figure in Vietnamese notation says."""
    return float(written.replace(".", "").replace(",", "."))


def written(number: float, like: str) -> str:
    """A number in the style of another: as many decimals, grouped or not, with a leading zero or not."""
    decimals = len(like.partition(",")[2])
    text = f"{number:.{decimals}f}"
    whole, _, rest = text.partition(".")
    if "." in like or (len(whole) > 4 and not like.isdigit()) or (len(whole) > 3 and len(like) <= 3):
        whole = f"{int(whole):,}".replace(",", ".")
    if like.startswith("0") and "," not in like and len(whole) == 1:
        whole = f"0{whole}"
    return f"{whole},{rest}" if rest else whole


def scaled(quote: Quote, factor: float) -> Quote | None:
    """The quote with its figure, or both ends, changed; None where rounding leaves it as it was."""
    ends = [part for part in (quote.low, quote.high) if part]
    changed: list[str] = []
    for end in ends:
        decimals = len(end.partition(",")[2])
        old = value(end)
        step = 10.0**-decimals
        new = round(old * factor / step) * step
        if old >= 100 and decimals == 0:
            # A hundred people more or less, not 37: figures of plans are round.
            new = round(new, -(len(str(int(old))) - 2))
        if abs(new - old) < step / 2:
            new = old + (step if factor > 1 else -step)
        if new <= 0:
            return None
        changed.append(written(new, end))
    low = changed[0]
    high = changed[1] if quote.high else ""
    if (low, high) == (quote.low, quote.high) or (high and value(low) >= value(high)):
        return None
    return replace(quote, low=low, high=high)


def multiplied(quote: Quote, factor: int) -> Quote:
    """The quote with its figure, or both ends, taken so many times, exactly."""
    low, high = (
        written(value(end) * factor, end if "," in end else end.lstrip("0") or "0") if end else ""
        for end in (quote.low, quote.high)
    )
    return replace(quote, low=low, high=high)


def grouped(text: str) -> str | None:
    """``3.010`` as ``3010`` and the other way; None for figures below a thousand."""
    if "," in text:
        return None
    if "." in text:
        return text.replace(".", "")
    return f"{int(text):,}".replace(",", ".") if len(text) > 3 and not text.startswith("0") else None


def zeroed(text: str) -> str | None:
    """``05`` as ``5`` and the other way; None for figures of more than one digit."""
    if not text.isdigit() or len(text.lstrip("0")) != 1:
        return None
    return text.lstrip("0") if text.startswith("0") else f"0{text}"


def money(quote: Quote) -> Quote | None:
    """``330 triệu đồng`` as ``0,33 tỷ đồng`` and the other way; None for other units."""
    unit = quote.unit.lower()
    if quote.high or not unit.startswith((" triệu đồng", " tỷ đồng", " tỉ đồng")):
        return None
    amount = value(quote.low)
    rest = quote.unit[len(" triệu đồng") if "triệu" in unit else len(" tỷ đồng") :]
    if "triệu" in unit and (amount < 30 or "/" in rest):
        return None  # nobody writes `0,0038 tỷ đồng/ngày`
    if "triệu" in unit:
        text = f"{amount / 1000:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        return replace(quote, low=text, unit=f" tỷ đồng{rest}")
    number = amount * 1000
    if abs(number - round(number)) > 1e-6:
        return None
    return replace(quote, low=f"{round(number):,}".replace(",", "."), unit=f" triệu đồng{rest}")


def in_words(number: int) -> str | None:
    """A number below ten thousand in words: 500 is ``năm trăm``; None for others."""
    if not 0 < number < 10_000:
        return None
    thousands, rest = divmod(number, 1000)
    words = [_DIGITS[thousands], "nghìn"] if thousands else []
    hundreds, rest_ = divmod(rest, 100)
    if hundreds or (thousands and rest):
        words += [_DIGITS[hundreds], "trăm"]
    tens, ones = divmod(rest_, 10)
    if tens == 0 and ones:
        words += (["linh"] if words else []) + [_DIGITS[ones]]
    elif tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        if ones:
            last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]
            words.append(last)
    return " ".join(words)
