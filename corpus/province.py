"""The province or city that a plan belongs to, by its own words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from extractors.plan import Plan

# `Ủy ban nhân dân thành phố Hải Xuyên`, `Tỉnh ủy Lâm Đồng`: a body of a province, and the words behind.
_BODY = re.compile(
    r"\b(?:[Tt]ỉnh ủy|[Tt]hành ủy|[Tt]ỉnh|[Tt]hành phố|TP\.?)\s+(?P<name>\w+(?:[ \-]+\w+){0,3})"
)


def province_of(plan: Plan) -> str | None:
    """The name (``Hải Xuyên``): of a province's own plan its issuer's, else that of the bodies cited most.

    None for central plans and where nothing names one.
    """
    level = plan.meta.level
    if level == "central":
        return None
    if level == "province":
        return _named(plan.meta.issuer) or plan.meta.place
    told = Counter(
        name
        for citation in plan.citations
        if citation.issuer and (name := _named(citation.issuer)) is not None
    )
    own = _named(plan.meta.issuer)
    if level is None and own:
        return own
    return told.most_common(1)[0][0] if told else own


def _named(issuer: str | None) -> str | None:
    """The province in the name of a body; the last one, since a ward stands before its city."""
    for found in reversed(list(_BODY.finditer(issuer or ""))):
        # The name is the words that begin with a capital.
        words = list(takewhile(lambda word: word[0].isupper(), found["name"].split()))
        if words:
            return " ".join(words)
    return None
