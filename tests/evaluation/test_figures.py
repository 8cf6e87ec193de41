"""From rows to figures, and from two runs to gains and losses."""

import pytest

from evaluation.figures import by_part, calibration, judge
from evaluation.runs import changes, run_record
from tests.evaluation import rows

LABELS = [
    rows.target("đạt 80%", "hộ dùng nước sạch", 80),
    rows.target("12 lớp", "lớp dạy nghề", 12, "lớp"),
    rows.target("5 xã", "xã điểm", 5, "xã"),
    rows.target("3 đội", "đội văn nghệ", 3, "đội", optional=True),
]


def _judged(*found, name="plan"):
    return judge(rows.gold(name, targets=LABELS), {"targets": list(found)})


def test_precision_recall_and_strict():
    # One right, one with a wrong comparator, one missed, one that no label answers.
    outcomes = _judged(
        rows.found(LABELS[0]),
        rows.found(LABELS[1], comparator=">="),
        rows.found(rows.target("7 hộ", "hộ khác", 7, "hộ")),
    )
    one = by_part(outcomes)["targets"]
    assert (one.precision, one.recall, one.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert one.strict_f1 == pytest.approx(1 / 3)
    assert one.attributes["comparator"] == 0.5
    assert (one.gold, one.found) == (3, 3)


def test_optional_labels_neither_reward_nor_cost():
    without = by_part(_judged(*map(rows.found, LABELS[:3])))["targets"]
    with_it = by_part(_judged(*map(rows.found, LABELS)))["targets"]
    assert without == with_it
    assert without.f1 == 1


def test_a_part_without_labels_is_not_scored():
    outcomes = judge(rows.gold(sections=[]), {"targets": [rows.found(LABELS[0])], "sections": []})
    assert outcomes == []


def test_meta_is_the_share_of_right_fields():
    labels = rows.gold(meta={"number": "5/KH-UBND", "level": "ward", "signers": [{"name": "Lò Thị Mơ"}]})
    found = {"meta": {"number": "5 /KH-UBND", "level": "district", "signers": [{"name": "LÒ THỊ MƠ"}]}}
    one = by_part(judge(labels, found))["meta"]
    assert one.recall == pytest.approx(2 / 3)


def test_calibration_counts_only_sure_rows():
    outcomes = _judged(
        rows.found(LABELS[0]),
        rows.found(LABELS[1], comparator=">="),
        rows.found(LABELS[2], confidence=0.5),
        rows.found(rows.target("7 hộ", "hộ khác", 7, "hộ")),
        rows.found(LABELS[3]),
    )
    one = calibration(outcomes)["targets"]
    assert (one.rows, one.found, one.right) == (3, 2, 1)


def test_gains_and_losses_row_by_row():
    stray = rows.found(rows.target("7 hộ", "hộ khác", 7, "hộ"))
    before = run_record(_judged(rows.found(LABELS[0]), rows.found(LABELS[1], comparator=">="), stray))
    after = run_record(_judged(rows.found(LABELS[1]), rows.found(LABELS[2])))
    told = {(change.key, change.before, change.after): change.gain for change in changes(before, after)}
    assert told == {
        ("80 % | hộ dùng nước sạch", "right", "missed"): False,
        ("12 lớp | lớp dạy nghề", "partly (comparator wrong)", "right"): True,
        ("5 xã | xã điểm", "missed", "right"): True,
        ("7 hộ | hộ khác", "extra", None): True,
    }


def test_one_run_against_itself_has_neither():
    record = run_record(_judged(rows.found(LABELS[0])))
    assert changes(record, record) == ()


def test_only_documents_of_both_runs_are_compared():
    before = run_record(_judged(rows.found(LABELS[0])))
    after = run_record(_judged(name="other"))
    assert changes(before, after) == ()
