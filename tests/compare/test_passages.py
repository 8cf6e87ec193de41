"""A number that was dropped is told from a target that was dropped, by where the local plan still names it."""

import pytest

from extractors.document import Document
from extractors.pipeline import extract
from planparse.compare import compare
from planparse.readers.text import read_text

HEAD = """KẾ HOẠCH
Giảm nghèo và việc làm giai đoạn 2026 - 2030
I. CHỈ TIÊU
"""
PARENT = """- Tạo việc làm mới cho 500 lao động mỗi năm; giảm tỷ lệ hộ cận nghèo xuống dưới 3%.
- 95% hộ nghèo được tiếp cận dịch vụ y tế.
- Giữ gìn vệ sinh đường làng, ngõ xóm.
II. NHIỆM VỤ, GIẢI PHÁP
- Tuyên truyền để hộ nghèo được tiếp cận dịch vụ y tế.
"""


def found(local, parent=PARENT):
    plans = (extract(Document(read_text(HEAD + text))) for text in (local, parent))
    return {
        f.parent.text.split(";")[0]: f
        for f in compare(*plans).findings
        if f.type == "target" and f.parent is not None
    }


# What became of the bullet on the rate of near-poverty; status, and whether the passage is shown.
CLAUSES = [
    (
        "- Tạo việc làm mới cho 500 lao động mỗi năm; giảm tỷ lệ hộ cận nghèo.\n- 95% hộ nghèo được tiếp cận dịch vụ y tế.",
        "unquantified",
        True,
    ),
    (
        "- Tạo việc làm mới cho 500 lao động mỗi năm.\n- Tiếp tục giảm tỷ lệ hộ cận nghèo; 95% hộ nghèo được tiếp cận dịch vụ y tế.",
        "unquantified",
        True,
    ),
    (
        "- Tạo việc làm mới cho 500 lao động mỗi năm.\n- 95% hộ nghèo được tiếp cận dịch vụ y tế.",
        "missing",
        False,
    ),
    # another matter: poverty is not near-poverty
    (
        "- Tạo việc làm mới cho 500 lao động mỗi năm; giảm tỷ lệ hộ nghèo.\n- 95% hộ nghèo được tiếp cận dịch vụ y tế.",
        "missing",
        False,
    ),
]


@pytest.mark.parametrize(("local", "status", "shown"), CLAUSES)
def test_a_clause_that_lost_its_number(local, status, shown):
    finding = found(local)["xuống dưới 3%"]
    assert (finding.status, finding.passage is not None) == (status, shown)


def test_what_the_parent_says_as_well_beside_its_target_is_no_sign_of_it():
    local = (
        "- Tạo việc làm mới cho 500 lao động mỗi năm; giảm tỷ lệ hộ cận nghèo xuống dưới 3%.\n"
        "II. NHIỆM VỤ, GIẢI PHÁP\n- Tuyên truyền để hộ nghèo được tiếp cận dịch vụ y tế."
    )
    assert found(local)["95%"].status == "missing"


def test_an_aim_that_moved_among_the_targets_is_kept():
    local = (
        "- Tạo việc làm mới cho 500 lao động mỗi năm; giữ gìn vệ sinh đường làng, ngõ xóm; "
        "giảm tỷ lệ hộ cận nghèo xuống dưới 3%.\n- 95% hộ nghèo được tiếp cận dịch vụ y tế."
    )
    finding = found(local)["Giữ gìn vệ sinh đường làng, ngõ xóm."]
    assert finding.status == "kept"
