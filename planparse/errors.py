"""What can go wrong with an input: one family of errors, each with the file, the reason and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class PlanparseError(Exception):
    """An input or a call that cannot be worked with.

    ``code`` names the reason (``empty-file``), ``path`` the file, ``arguments`` what fills the
    sentences. The sentences themselves stand in the message catalogue, under
    ``error.<code>.reason`` and ``error.<code>.remedy``.
    """

    def __init__(
        self, code: str, path: str | Path | None = None, arguments: Mapping[str, str] | None = None
    ) -> None:
        self.code = code
        self.path = None if path is None else str(path)
        self.arguments: Mapping[str, str] = dict(arguments or {})
        super().__init__(code, self.path, self.arguments)

    def __reduce__(self) -> tuple[type[PlanparseError], tuple[str, str | None, Mapping[str, str]]]:
        """Errors cross the borders of processes in a batch, so they can be pickled."""
        return type(self), (self.code, self.path, self.arguments)

    def _say(self, part: str, lang: str) -> str:
        # At the place of use: whoever only reads documents needs no catalogue.
        from planparse.messages import say

        return say(f"error.{self.code}.{part}", lang, path=self.path or "", **self.arguments)

    def reason(self, lang: str = "vi") -> str:
        """What is wrong, in ``vi`` or ``en``."""
        return self._say("reason", lang)

    def remedy(self, lang: str = "vi") -> str:
        """What the user can do about it, in ``vi`` or ``en``."""
        return self._say("remedy", lang)

    def line(self, lang: str = "vi") -> str:
        """File, reason and remedy on one line, as the command line prints them."""
        told = f"{self.reason(lang)}; {self.remedy(lang)}"
        line = told if self.path is None else f"{self.path}: {told}"
        return " ".join(line.split())

    def __str__(self) -> str:
        filled = " ".join(f"{key}={value}" for key, value in self.arguments.items())
        return " ".join(part for part in (self.path and f"{self.path}:", self.code, filled) if part)


class ReadError(PlanparseError):
    """A file that no reader can turn into a document."""
