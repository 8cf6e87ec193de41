"""What of a Word document is shown: results of fields and not their codes, styles that hide text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from planparse.readers.wordml import W, child, switch, value


@dataclass(slots=True)
class Fields:
    """The fields that are open: what stands in their code is no text, what stands in their result is."""

    open: list[bool] = field(default_factory=list)  # True from the separator on

    def sign(self, kind: str | None) -> None:
        """A ``w:fldChar`` of that kind."""
        if kind == "begin":
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()

    @property
    def shown(self) -> bool:
        """Whether what stands here is text."""
        return all(self.open)

    def end_paragraph(self) -> None:
        """A code never runs over a paragraph; one that is left open must not swallow the document."""
        if not self.shown:
            self.open.clear()


class Styles:
    """Whether a style hides its text or writes it in capitals."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._known: dict[str, tuple[bool | None, bool | None, str | None]] = {}
        for style in [] if styles is None else styles.iterfind(W + "style"):
            look = child(style, "rPr")
            own = (switch(look, "vanish"), switch(look, "caps"), value(style, "basedOn"))
            self._known[style.get(W + "styleId", "")] = own
        self._plain = not any(hidden or caps for hidden, caps, _ in self._known.values())

    def look(self, style: str | None) -> tuple[bool | None, bool | None]:
        """``(hidden, capitals)``, each None where neither the style nor those it is based on say."""
        hidden: bool | None = None
        caps: bool | None = None
        for _ in range(0 if self._plain else 32):
            if style is None or style not in self._known:
                break
            own_hidden, own_caps, style = self._known[style]
            hidden = own_hidden if hidden is None else hidden
            caps = own_caps if caps is None else caps
        return hidden, caps
