"""The experiment finds the pairs that reviewers made, and measures how surely."""

from evaluation.score import SAMPLES
from evaluation.segmentation import Case, load_cases, measure


def test_the_best_match_is_right_where_words_are_shared():
    case = Case("plan", ("hộ dùng nước sạch", "lớp dạy nghề"), ("lớp dạy nghề", "hộ dùng nước"), {0: 1, 1: 0})
    figures = measure([case], str.lower)
    assert (figures.pairs, figures.right) == (2, 1.0)
    assert figures.lead > 0


def test_a_match_that_only_ties_is_not_right():
    case = Case("plan", ("trẻ em",), ("trẻ em", "trẻ em"), {0: 0})
    assert measure([case], str.lower).right == 0


def test_the_samples_give_pairs_within_their_lists():
    cases = load_cases(SAMPLES / "expected", SAMPLES / "gold")
    assert len(cases) == 4
    for case in cases:
        assert case.answers
        assert len(set(case.answers.values())) == len(case.answers)
        assert all(p < len(case.parent) and q < len(case.local) for p, q in case.answers.items())
