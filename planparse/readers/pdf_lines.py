"""The drawn lines of PDF pages as pdfplumber knows them, without the letters, which PDFium reads faster."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent


class _LinesOnly(PDFPageAggregatorWithMarkedContent):
    """A device that draws paths and passes over text: two thirds of a page's time go into its letters."""

    def render_string(self, *args: Any, **kwargs: Any) -> None:
        """Draw no letters."""

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        """Draw no pictures."""


def without_letters(page: Page) -> Page:
    """The same pdfplumber page, laid out without its text; to be called before anything is asked of it."""
    device = _LinesOnly(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return page
