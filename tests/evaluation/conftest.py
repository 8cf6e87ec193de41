"""A small plan with labels of its own."""

import json

import pytest

from tests.evaluation import rows

TEXT = """KẾ HOẠCH

Phát triển nghề đan lát năm 2026

I. CHỈ TIÊU

- Mở ít nhất 12 lớp dạy nghề đan lát.

- Phấn đấu 80% hộ làm nghề được vay vốn.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Kinh tế

- Chủ trì, phối hợp với Hội Nông dân triển khai Kế hoạch; báo cáo trước ngày 15/11/2026.
"""
LABELS = {
    "sections": [
        rows.section("I", "CHỈ TIÊU"),
        rows.section("II", "TỔ CHỨC THỰC HIỆN"),
        rows.section("II.1", "Phòng Kinh tế"),
    ],
    "targets": [
        rows.target("ít nhất 12 lớp", "lớp dạy nghề đan lát", 12, "lớp", comparator=">="),
        rows.target("80%", "hộ làm nghề được vay vốn", 80),
    ],
    "assignments": [
        rows.duty("Phòng Kinh tế", "Chủ trì, phối hợp với Hội Nông dân triển", partners=["Hội Nông dân"])
    ],
    "deadlines": [rows.deadline("trước ngày 15/11/2026", "2026-11-15")],
}


@pytest.fixture
def folder(tmp_path):
    """A folder with one plan and, in gold/, its labels."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "plan.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return tmp_path
