"""Lines under a task that say who and when: ``Bộ phận chủ trì: …``, ``Phối hợp: …``, ``Thời gian: …``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.vietnamese.tables import load_table

Kind = Literal["lead", "partner", "time", "other"]


@cache
def _label() -> re.Pattern[str]:
    data = load_table("assignments.toml")["label"]

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(data[key], key=len, reverse=True))

    return re.compile(
        rf"""(?:^|(?<=[.;\n(…]))[\s\-–+*•]{{0,6}}
        (?: (?P<other>{any_of("other")})
          | (?P<time>{any_of("time")})
          | (?:(?:{any_of("who")})\s+)?(?P<partner>{any_of("partner")})
          | (?P<who>(?:{any_of("who")})\s+)?(?P<lead>{any_of("lead")}) )
        \s{{0,4}}:""",
        re.VERBOSE,
    )


@dataclass(frozen=True, slots=True)
class Label:
    """One label with its value: offsets into the block's text."""

    kind: Kind
    at: int
    start: int
    end: int


# Labels that say who leads even without a noun before them; thực hiện alone says too little.
_BARE_LEADS = ("chủ trì", "phụ trách", "đầu mối", "chịu trách nhiệm")


def labels(low: str) -> tuple[Label, ...]:
    """The labels of one block, or none where no label says who leads, helps or by when."""
    if ":" not in low:
        return ()
    found = list(_label().finditer(low))
    done: list[Label] = []
    for match, following in zip(found, [*found[1:], None], strict=False):
        kind: Kind = "other"
        if match["lead"] and (match["who"] or match["lead"].startswith(_BARE_LEADS)):
            kind = "lead"
        elif match["partner"]:
            kind = "partner"
        elif match["time"]:
            kind = "time"
        elif not match["other"]:
            continue
        done.append(Label(kind, match.start(), match.end(), following.start() if following else len(low)))
    return tuple(done)
