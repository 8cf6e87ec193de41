"""The fonts of runs in Word documents, where they say that the text is in a legacy encoding."""

from __future__ import annotations

from lxml import etree

from planparse.readers.wordml import W, child, value

_ANY_LEGACY = etree.XPath(
    "boolean(//w:rFonts[starts-with(@w:ascii, '.') or starts-with(@w:hAnsi, '.') "
    "or starts-with(@w:ascii, 'VNI') or starts-with(@w:hAnsi, 'VNI') "
    "or starts-with(@w:ascii, 'Vni') or starts-with(@w:hAnsi, 'Vni')])",
    namespaces={"w": W.strip("{}")},
)


class Fonts:
    """The font of a run: its own, else that of its style, of its paragraph's style, or the usual one."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._known: dict[str, tuple[str | None, str | None]] = {}
        self._usual = _font(child(styles, "docDefaults", "rPrDefault", "rPr"))
        self._default: str | None = None
        for style in [] if styles is None else styles.iterfind(W + "style"):
            name = style.get(W + "styleId", "")
            self._known[name] = (_font(child(style, "rPr")), value(style, "basedOn"))
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self._default = name

    def of(self, run: etree._Element | None, paragraph_style: str | None) -> str | None:
        """The name of the font for letters beyond ASCII, by the ``w:rPr`` of a run."""
        return (
            _font(run)
            or self._of_style(value(run, "rStyle"))
            or self._of_style(paragraph_style or self._default)
            or self._usual
        )

    def _of_style(self, style: str | None) -> str | None:
        for _ in range(32):  # a circle of styles ends here
            if style is None or style not in self._known:
                return None
            font, style = self._known[style]
            if font:
                return font
        return None


def legacy_fonts(*parts: etree._Element | None, styles: etree._Element | None) -> Fonts | None:
    """The fonts of a document where any part of it names one of a legacy encoding; else None."""
    if any(part is not None and _ANY_LEGACY(part) for part in (*parts, styles)):
        return Fonts(styles)
    return None


def _font(properties: etree._Element | None) -> str | None:
    """Word takes ``hAnsi`` for the letters of Western Europe, which legacy text is written in."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        return None
    return fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or fonts.get(W + "hAnsiTheme")
