"""Plans on disk, and the real command line."""

import os
import subprocess
import sys

import pytest

CITY = """ỦY BAN NHÂN DÂN
THÀNH PHỐ VÂN HẢI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 7/KH-UBND

Vân Hải, ngày 12 tháng 01 năm 2026

KẾ HOẠCH

Phát triển việc làm trên địa bàn thành phố Vân Hải giai đoạn 2026 - 2030

Căn cứ Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ;

Ủy ban nhân dân thành phố Vân Hải ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

Nâng cao chất lượng nguồn nhân lực.

II. CHỈ TIÊU CỤ THỂ

- Tỷ lệ lao động qua đào tạo đạt 80%.

- Giải quyết việc làm mới cho 12.000 lao động.

- Phấn đấu 100% hồ sơ thủ tục hành chính được giải quyết đúng hạn.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Chủ trì, phối hợp với các đơn vị triển khai Kế hoạch.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đàm Thị Lựu
"""
WARD = (
    CITY.replace("THÀNH PHỐ VÂN HẢI", "PHƯỜNG BÌNH KHÊ")
    .replace("thành phố Vân Hải", "phường Bình Khê")
    .replace("Vân Hải, ngày", "Bình Khê, ngày")
    .replace("Sở Nội vụ", "Phòng Văn hóa - Xã hội")
)
GOOD = WARD.replace("12.000 lao động", "600 lao động")
BAD = WARD.replace("đạt 80%", "đạt 70%")


@pytest.fixture
def folder(tmp_path):
    for name, text in (("city", CITY), ("good", GOOD), ("bad", BAD)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    return tmp_path


@pytest.fixture
def run(folder):
    """The command in a process of its own, in the folder of the plans."""

    def call(*arguments, **environment):
        paths = [path for path in sys.path if path]
        clean = {k: v for k, v in os.environ.items() if k not in ("PLANPARSE_LANG", "COLUMNS", "NO_COLOR")}
        return subprocess.run(
            [sys.executable, "-m", "planparse", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env={**clean, "PYTHONPATH": os.pathsep.join(paths), **environment},
            timeout=120,
        )

    return call
