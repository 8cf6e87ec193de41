"""Plans for load tests."""

from itertools import islice

from evaluation.many_plans import CITY, names, write_plans
from planparse.compare import compare
from planparse.load import load


def test_no_two_names_are_the_same():
    made = list(islice(names(), 500))
    assert len(set(made)) == 500


def test_plans_are_of_different_wards_and_find_their_city(tmp_path):
    paths = write_plans(tmp_path, 3, pages=4)
    plans = [load(path) for path in paths]
    assert len({plan.meta.issuer for plan in plans}) == 3
    assert all(sum(len(block.text) for block in plan.document.blocks) > 9_000 for plan in plans)
    city = load(CITY)
    statuses = [{f.status for f in compare(plan, city).findings if f.type == "target"} for plan in plans]
    assert all({"missing", "apportioned"} <= found for found in statuses)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_plans(tmp_path / name, 1)
    assert (tmp_path / "a/phuong-00000.docx").read_bytes() == (tmp_path / "b/phuong-00000.docx").read_bytes()
