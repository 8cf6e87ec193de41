"""One plan against itself and against the form of Nghị định 30/2020/NĐ-CP, as rules with codes.

A new rule is a function in the module of its family under ``rules``, one row in that module's ``RULES``, a
page in ``pages`` and a sentence in the catalogue.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.document import Span
from extractors.plan import Plan
from extractors.vietnamese.text import fold_words
from planparse.checks.model import Hit, Problem, Rule
from planparse.checks.rules import RULES
from planparse.checks.subject import Subject
from planparse.register import Register

__all__ = ["RULES", "Problem", "Rule", "check", "selected"]


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose code begins with one of ``select`` (all where that is empty), without ``ignore``.

    As among linters the longer beginning wins: select `N`, ignore `N1`, select `N102` runs N102.
    KeyError with the word where no rule begins with it.
    """
    wanted, unwanted = tuple(select), tuple(ignore)
    for word in (*wanted, *unwanted):
        if not any(_begins(rule, word) for rule in RULES):
            raise KeyError(word)

    def runs(rule: Rule) -> bool:
        chosen = max((len(w) for w in wanted if _begins(rule, w)), default=-1)
        if not wanted and rule.default:
            chosen = 0
        if not rule.default and chosen < len(rule.code):
            return False
        return chosen > max((len(w) for w in unwanted if _begins(rule, w)), default=-1)

    return tuple(rule for rule in RULES if runs(rule))


def _begins(rule: Rule, word: str) -> bool:
    return rule.code.startswith(word.upper()) or rule.name == word


def check(
    plan: Plan, rules: Sequence[Rule] | None = None, register: Register | None = None
) -> tuple[Problem, ...]:
    """Every problem of a plan, in the order of the document; what is absent from it comes first.

    ``register`` is what citations are held against: the one that comes with planparse where none is given.
    """
    subject = Subject(plan) if register is None else Subject(plan, register)
    found = [(rule, hit) for rule in (selected() if rules is None else rules) for hit in rule.look(subject)]
    found.sort(key=lambda pair: (_place(pair[1].span), pair[0].code))
    seen: Counter[str] = Counter()
    problems: list[Problem] = []
    for number, (rule, hit) in enumerate(found, start=1):
        quote = "" if hit.span is None else subject.text_of(hit.span)
        mark = _fingerprint(rule, hit, quote)
        seen[mark] += 1
        problems.append(
            Problem(
                id=f"p{number}",
                rule=rule,
                hit=hit,
                quote=quote,
                section=None if hit.span is None else subject.section_at(hit.span),
                fingerprint=mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
            )
        )
    return tuple(problems)


def _place(span: Span | None) -> tuple[int, int]:
    return (-1, -1) if span is None else (span.block, span.start)


def _fingerprint(rule: Rule, hit: Hit, quote: str) -> str:
    """The same for the same problem after other text has moved or changed around it."""
    told = "|".join(f"{name}={hit.arguments[name]}" for name in sorted(hit.arguments))
    said = " ".join(fold_words(quote).split())
    return hashlib.sha256(
        f"{rule.code}|{hit.variant}|{said}|{told}".encode(errors="backslashreplace")
    ).hexdigest()[:16]
