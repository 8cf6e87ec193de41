"""The components of form around the body: number, issuer, date, title, signers, recipients.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, section II.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.context import Context
from extractors.layout import find_type, type_and_title
from extractors.letterhead.closing import recipients, signers
from extractors.letterhead.head import number_of, period_of, place_and_date, subject_of, title_of
from extractors.letterhead.implements import implements
from extractors.letterhead.issuer import issuer_of, level_of, parent_of
from extractors.plan import Citation, Meta, Plan
from extractors.vietnamese.tables import load_table


def extract(context: Context, citations: Sequence[Citation]) -> Meta:
    """The components of form; what a document leaves out or open is None."""
    typed = find_type(context.document)
    document_type = None
    if typed is not None:
        found = type_and_title(context.document.blocks[typed].text)
        document_type = found[0] if found else None
    elif any("kính gửi" in low[:40] for low in context.lower[:30]) or subject_of(context):
        document_type = "công văn"
    place, date = place_and_date(context)
    issuer = issuer_of(context, place)
    title = title_of(context)
    return Meta(
        document_type=document_type,
        number=number_of(context),
        issuer=issuer,
        level=level_of(issuer, date) or level_of(parent_of(context), date),
        place=place,
        date=date,
        title=title,
        period=period_of(title) if title else None,
        implements=implements(context, citations),
        signers=signers(context),
        recipients=recipients(context),
    )


def is_plan(meta: Meta, plan: Plan) -> bool:
    """Whether a document is a plan or sets one: by its type, else by what it holds."""
    if meta.document_type is not None:
        return meta.document_type in load_table("form.toml")["plan_types"]
    return len(plan.sections) >= 3 and bool(plan.targets or plan.assignments)
