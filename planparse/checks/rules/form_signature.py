"""Who signs (F3): quyền hạn, chức vụ, họ tên. Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.7."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.letterhead.closing import positions
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_words
from planparse.checks.components import Authority, knowledge
from planparse.checks.model import Hit, Rule
from planparse.checks.rules.form_scope import in_force, lettered, starts, typed
from planparse.checks.subject import Subject

# Deputies whose title does not begin with `phó`.
_DEPUTIES = {"thứ trưởng": "bộ trưởng"}
_COUNCILS = ("ủy ban nhân dân", "ubnd")


def _judged(subject: Subject) -> bool:
    """Whether one person signs, in letters that can be trusted; joint documents have several."""
    return lettered(subject) and typed(subject) and len(subject.foot.names) <= 1


def _is_position(whom: str) -> bool:
    return bool(positions().match(whom.upper()))


def _is_body(whom: str) -> bool:
    return not _is_position(whom) and starts(whom, load_table("form.toml")["bodies"])


def _rank(subject: Subject) -> str | None:
    """The position that signs: the first above the name that a table knows, else the first."""
    ranks = [line.folded for line in subject.foot.positions]
    return next((rank for rank in ranks if _is_position(rank)), ranks[0] if ranks else None)


def _is_deputy(rank: str) -> bool:
    return rank.startswith("phó ") or any(rank.startswith(name) for name in _DEPUTIES)


def _head_of(rank: str) -> str:
    """Whose deputy a position is: `phó chủ tịch thường trực` gives `chủ tịch`."""
    for name, head in _DEPUTIES.items():
        if rank.startswith(name):
            return head
    return regex.sub(r"\s+(?:thường trực|phụ trách|điều hành).*", "", rank.removeprefix("phó "))


def _collective(subject: Subject) -> bool:
    return starts(fold_words(subject.meta.issuer or ""), knowledge()["collective"]["starts"])


def authority(subject: Subject) -> Iterator[Hit]:
    """TM. for a collective, KT., TL., TUQ., Q. for the head; a deputy signs with KT."""
    if not _judged(subject) or not subject.foot.signed:
        return
    signs = subject.foot.authorities
    for each in signs:
        if each.sign == "TM" and _is_position(each.whom):
            yield Hit(each.line.span, {"whom": each.whom.upper()}, variant="person")
        elif each.sign != "TM" and _is_body(each.whom):
            yield Hit(each.line.span, {"sign": each.sign, "whom": each.whom.upper()}, variant="body")
        elif each.sign == "TM" and _foreign(subject, each):
            yield Hit(each.line.span, {"issuer": str(subject.meta.issuer)}, variant="foreign")
    rank = _rank(subject)
    if rank is None:
        return
    line = next(line for line in subject.foot.positions if line.folded == rank)
    kt = next((each for each in signs if each.sign == "KT"), None)
    if kt and _is_position(kt.whom):
        if _is_deputy(kt.whom):
            yield Hit(kt.line.span, {"whom": kt.whom.upper()}, variant="deputy")
        elif _is_position(rank) and not _is_deputy(rank):
            yield Hit(line.span, {"rank": rank.upper(), "whom": kt.whom.upper()}, variant="head")
        elif _is_deputy(rank) and not _same(_head_of(rank), kt.whom):
            yield Hit(kt.line.span, {"rank": rank.upper(), "whom": kt.whom.upper()}, variant="mismatch")
    elif kt is None and _is_deputy(rank) and not any(each.sign in ("TL", "TUQ") for each in signs):
        yield Hit(line.span, {"rank": rank.upper(), "whom": _head_of(rank).upper()}, variant="missing")
    council = any(each.sign == "TM" and each.whom.startswith(_COUNCILS) for each in signs)
    if council and kt is None and _is_position(rank) and _head_of(rank) != "chủ tịch":
        delegated = any(each.sign in ("TL", "TUQ") for each in signs)
        if not delegated and not _head_of(rank).startswith("chủ tịch"):
            yield Hit(line.span, {"rank": rank.upper()}, variant="rank")


def _same(head: str, whom: str) -> bool:
    return head.startswith(whom) or whom.startswith(head)


def _foreign(subject: Subject, sign: Authority) -> bool:
    """Whether a council signs what another body issues, or another body what a council issues."""
    issuer = fold_words(subject.meta.issuer or "")
    if not subject.head.issuer or not issuer:
        return False
    if issuer.startswith("ủy ban nhân dân"):
        return starts(sign.whom, knowledge()["collective"]["others"])
    return issuer.startswith(("sở ", "phòng ")) and sign.whom.startswith(_COUNCILS)


def collective(subject: Subject) -> Iterator[Hit]:
    """What a council issues is signed on its behalf: `TM. ỦY BAN NHÂN DÂN` above `CHỦ TỊCH`."""
    foot = subject.foot
    if not _judged(subject) or not foot.signed or not _collective(subject):
        return
    if subject.meta.document_type not in knowledge()["collective"]["types"]:
        return
    if any(each.sign in ("TM", "TL", "TUQ") for each in foot.authorities):
        return
    rank = _rank(subject) or ""
    first = foot.authorities[0].line if foot.authorities else foot.positions[0]
    if _head_of(rank).startswith("chủ tịch") or any(a.whom.startswith("chủ tịch") for a in foot.authorities):
        yield Hit(first.span, {"issuer": str(subject.meta.issuer)})


def authority_style(subject: Subject) -> Iterator[Hit]:
    """`T/M`, `KT CHỦ TỊCH`, `TM. UBND`."""
    if not _judged(subject) or not in_force(subject):
        return
    for each in subject.foot.authorities:
        if not each.plain:
            yield Hit(each.line.span, {"written": f"{each.sign}."}, variant="sign")
        elif each.sign == "TM" and regex.match(r"(?:ubnd|hđnd)(?!\p{L})", each.whom):
            written = "ỦY BAN NHÂN DÂN" if each.whom.startswith("ubnd") else "HỘI ĐỒNG NHÂN DÂN"
            yield Hit(each.line.span, {"written": f"TM. {written}"}, variant="name")


def position_missing(subject: Subject) -> Iterator[Hit]:
    """`KT. CHỦ TỊCH` and then a name."""
    foot = subject.foot
    if _judged(subject) and foot.authorities and not foot.positions:
        last = foot.authorities[-1]
        # `Q. CHỦ TỊCH` is itself the position.
        if last.sign != "Q":
            yield Hit(last.line.span)


def name_missing(subject: Subject) -> Iterator[Hit]:
    """Nobody's name stands under the position."""
    foot = subject.foot
    if not lettered(subject) or not typed(subject) or "closing" not in subject.zones:
        return
    if not foot.signed:
        if foot.heading is not None and not foot.names and not foot.rest:
            yield Hit(None, variant="signature")
    elif not foot.names and not foot.rest:
        last = foot.positions[-1] if foot.positions else foot.authorities[-1].line
        yield Hit(last.span, variant="name")


def name_honours(subject: Subject) -> Iterator[Hit]:
    """`ThS. Nguyễn Văn A` where the decree wants the bare name."""
    if not lettered(subject) or not typed(subject):
        return
    table = knowledge()["names"]
    issuer = fold_words(" ".join(line.text for line in subject.head.issuer) or subject.meta.issuer or "")
    own = fold_words(subject.meta.issuer or "")
    armed = any(word in f"{issuer} {own} " for word in table["armed"])
    learned = starts(own, table["learned"])
    unwanted = [] if armed else [*table["ranks"], *([] if learned else table["honours"])]
    for line in subject.foot.names:
        for title in sorted(unwanted, key=len, reverse=True):
            if regex.match(rf"{regex.escape(title)}(?:\.\s*|\s+|,\s*)(?=\p{{Lu}})", line.text):
                yield Hit(line.span, {"title": title})
                break


RULES = (
    Rule("F301", "signing-authority", "warning", authority),
    Rule("F302", "signing-for-the-body", "info", collective),
    Rule("F303", "authority-style", "info", authority_style),
    Rule("F304", "position-missing", "warning", position_missing),
    Rule("F305", "signature-missing", "warning", name_missing),
    Rule("F306", "name-with-title", "warning", name_honours),
)
