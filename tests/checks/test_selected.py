"""Which rules run: ``--select`` and ``--ignore`` as among linters, the longer beginning winning."""

import pytest

from planparse.checks import RULES, selected

DEFAULTS = {rule.code for rule in RULES if rule.default}


def codes(select=(), ignore=()):
    return {rule.code for rule in selected(select, ignore)}


def of(beginning):
    return {code for code in DEFAULTS if code.startswith(beginning)}


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), DEFAULTS),
        (("N",), (), of("N")),
        (("N", "F"), (), of("N") | of("F")),
        (("N101",), (), {"N101"}),
        (("n101",), (), {"N101"}),
        (("numbering-gap",), (), {"N101"}),
        ((), ("N",), DEFAULTS - of("N")),
        ((), ("N101", "F2"), DEFAULTS - {"N101"} - of("F2")),
        ((), ("numbering-gap",), DEFAULTS - {"N101"}),
        (("N",), ("N1",), of("N") - of("N1")),
        (("N", "N102"), ("N1",), (of("N") - of("N1")) | {"N102"}),
        # Asked for and refused in the same breath: refused.
        (("N101",), ("N101",), set()),
        (("N101",), ("N",), {"N101"}),
        (("N1",), ("F",), of("N1")),
        # A rule that does not run by itself is asked for by its whole code or name.
        (("N203",), (), {"N203"}),
        (("numbering-level",), (), {"N203"}),
        (("N", "N203"), (), of("N") | {"N203"}),
    ],
)
def test_select_and_ignore(select, ignore, expected):
    assert codes(select, ignore) == expected


def test_the_rules_that_run_keep_their_order():
    assert [rule.code for rule in selected(["N", "F"])] == sorted(codes(["N", "F"]))


def test_some_rules_run_only_where_they_are_asked_for():
    assert "N203" not in codes() and "N203" not in codes(["N2"])


@pytest.mark.parametrize("word", ["Q9", "numbering", "N1011"])
@pytest.mark.parametrize("where", ["select", "ignore"])
def test_a_word_that_names_no_rule_is_an_error(word, where):
    with pytest.raises(KeyError) as caught:
        selected(**{where: ["N101", word]})
    assert caught.value.args == (word,)
