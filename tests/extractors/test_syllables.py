"""Words of Vietnamese whose marks break the rules of the writing, and words that only look so."""

import pytest

from extractors.vietnamese.syllables import badly_marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # no syllable ends in c, ch, p or t without sắc or nặng
        ("câp", [("câp", None)]),
        ("đat", [("đat", None)]),
        ("lỏp", [("lỏp", None)]),
        ("cấp đạt lớp quyết mét", []),
        # the last vowel of two bears the mark where a final follows, and of iê, yê, uô, ươ always
        ("tòan trứơc thúôc", [("tòan", "toàn"), ("trứơc", "trước"), ("thúôc", "thuốc")]),
        ("hùynh tùân", [("hùynh", "huỳnh"), ("tùân", "tuần")]),
        ("qùa qúy", [("qùa", "quà"), ("qúy", "quý")]),
        ("toàn trước thuốc huỳnh tuần quà giàu giếng gió gìn ngoéo của mùa", []),
        # without a final both places are in use
        ("hòa hoà thủy thuỷ khỏe khoẻ", []),
        # names, words without marks, parts of words and addresses are left alone
        ("Đăk Lăk, Siu Hơp, TÒAN, cap, vắc-xin, lâp@xa.vn, lâp/xa", []),
    ],
)
def test_marks_that_no_syllable_bears(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[start:end], right) for start, end, right in badly_marked(text)] == found
