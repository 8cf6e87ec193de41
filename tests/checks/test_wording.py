"""Slips of typing, scanning, copying and editing: what is found, and what is right as it stands."""

import time

import pytest

from tests.checks.samples import codes


def task(line):
    return f"I. NHIỆM VỤ\n1. Rà soát hộ nghèo.\n2. {line}\n3. Hỗ trợ vay vốn.\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thực hiện các giải pháp giải pháp then chốt.", ["W101"]),
        ("Bố trí bố trí tủ sách tại nhà văn hóa.", ["W101"]),
        ("Các các phòng chuyên môn tham mưu.", ["W101"]),
        ("Các tổ triển khai khai tốt biện pháp phòng bệnh.", ["W101"]),
        ("Hỗ trợ hộ nghèo hộ nghèo vay vốn.", ["W101"]),
        ("Luôn luôn quan tâm, dần dần nâng cao đời sống.", []),
        ("Xử lý hành vi vi phạm, bảo đảm giao thông thông suốt.", []),
        ("Thi công công trình; triển khai khai thác mỏ đá.", []),
        ("Trong năm năm tới tiếp tục hỗ trợ.", []),
        ("Hiện tại tại địa phương còn 12 hộ nghèo.", []),
        ("Luật Công nghiệp công nghệ số số 71/2025/QH15 ngày 14/6/2025.", []),
        ("Giao Phòng Kế hoạch - Tổng hợp tổng hợp số liệu.", []),
        ("Phân đầu giảm 12 hộ nghèo.", ["W102"]),
        ("Trong đó, phần đầu ít nhất 50% số hộ có việc làm.", ["W102"]),
        ("Phần đầu của Kế hoạch nêu rõ mục tiêu.", []),
        # No syllable ends in c, ch, p or t without sắc or nặng, and the mark has its place.
        ("Rà soát, câp phát tài liệu cho tòan bộ hộ nghèo.", ["W102", "W102"]),
        ("Hoàn thành trứơc khi giải ngân; cấp thúôc cho trẻ.", ["W102", "W102"]),
        ("Rà sóat khỏan vay, hùynh đệ.", ["W102", "W102", "W102"]),
        ("Quyết định quỹ đất, quýt, quỳnh; khoản vay, huỳnh quang, thuyền.", []),
        ("Tiêm vắc xin, vắc-xin; dùng internet, wifi; đồng bào Cơ Tu, Xơ Đăng, Đăk Lăk.", []),
        ("Bảo đảm tiến đô thực hiện, huy động nguồn lực.", ["W102"]),
        ("Gắn đôi với phát triển; tư duy động, sáng tạo.", []),
        ("Phấn đấu hoàn thành kế hoạch, phối hợp với các ngành.", []),
        ("Ban hành chính sách hỗ trợ tại của Kế hoạch này.", ["W103"]),
        ("Phối hợp chặt chẽ với các.", ["W103"]),
        ("Những năm tiếp theo của giai đoạn mới.", []),
        ("Tài liệu kèm theo.", []),
        ("Vận động trẻ ra lớp, dạy nghề cho người nghèo. Tập", ["W104"]),
        ("Kiểm tra các chợ, bếp ăn tập thể trên địa bàn và", ["W104"]),
        ("Rà soát, cập nhật số liệu hộ nghèo của phường", []),
        ("Xây dựng nếp sống văn minh, giải quyết công việc", []),
        ("Tỷ lệ hộ nghèo có bảo hiểm đạt ........%.", ["W301"]),
        ("Hoàn thành trước ngày ... tháng ... năm 2026.", ["W301"]),
        ("Hỗ trợ xx hộ nghèo sửa nhà.", ["W301"]),
        ("Tỷ lệ hộ có nước sạch đạt    %.", ["W301"]),
        ("Hỗ trợ cây giống, con giống, phân bón...", []),
        ("Hỗ trợ hộ nghèo (ưu tiên người cao tuổi vay vốn.", ["W302"]),
        ("a) Hỗ trợ vay vốn; b) dạy nghề (may, hàn).", []),
        ("Hỗ trợ 12 hộ nghèo (?) vay vốn.", ["W303"]),
        ("Hỗ trợ 12 hộ (chờ số liệu) vay vốn.", ["W303"]),
        ("Hỗ trợ 95%% hộ nghèo vay vốn.", ["W304"]),
        ("Hỗ trợ vốn,, cây giống cho hộ nghèo.", ["W304"]),
    ],
)
def test_lines(line, expected):
    assert codes(task(line), "W") == expected


SENTENCE = "Rà soát, cập nhật số liệu hộ nghèo trên hệ thống thông tin quản lý của thành phố."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"I. NHIỆM VỤ\n1. {SENTENCE}\n2. Dạy nghề.\n3. {SENTENCE}", ["W105"]),
        ("I. NHIỆM VỤ\n1. Rà soát hộ nghèo.\n2. Dạy nghề.\n3. Rà soát hộ nghèo.", []),
        (f"I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {SENTENCE}\n2. Công an phường\n- {SENTENCE}", []),
        (f"I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {SENTENCE}\n- {SENTENCE}", ["W105"]),
        (f"I. CHỈ TIÊU\n- Giảm 12 hộ nghèo.\n- {SENTENCE}\nII. NHIỆM VỤ\n- {SENTENCE}", []),
        (
            "I. NHIỆM VỤ\n1. Dạy nghề.\nĐơn vị phối hợp: Phòng Kinh tế, Văn phòng, Công an phường, Trạm Y tế.\n"
            "2. Vay vốn.\nĐơn vị phối hợp: Phòng Kinh tế, Văn phòng, Công an phường, Trạm Y tế.",
            [],
        ),
    ],
)
def test_sentences_that_stand_twice(body, expected):
    assert codes(body, "W105") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Duy trì tỷ lệ thất nghiệp chung toàn Thành phố dưới 2,5%.", ["W201"]),
        ("Giảm 20% số điểm ùn ứ rác so với năm 2025 trên toàn Thành phố.", ["W201"]),
        ("Giảm 12 hộ nghèo tại các huyện, thị xã, thành phố.", ["W201"]),
        ("Góp phần đưa tỷ lệ hộ nghèo trên địa bàn tỉnh còn 1%.", []),
        ("Tỷ lệ hộ nghèo thấp hơn bình quân toàn thành phố 0,5%.", []),
        ("Giảm 12 hộ nghèo trên địa bàn phường.", []),
    ],
)
def test_the_upper_level_in_targets(line, expected):
    assert codes(f"I. CHỈ TIÊU\n1. {line}\n", "W2") == expected


def test_a_city_may_speak_of_the_whole_city():
    line = "I. CHỈ TIÊU\n1. Duy trì tỷ lệ thất nghiệp chung toàn thành phố dưới 2,5%.\n"
    assert codes(line, "W2", issuer="THÀNH PHỐ HẢI XUYÊN") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tổng hợp, báo cáo UBND Thành phố trước ngày 10 tháng 11.", ["W202"]),
        ("Tham mưu UBND phường báo cáo UBND Thành phố trước ngày 10 tháng 11.", []),
        ("Tổng hợp, báo cáo UBND phường trước ngày 10 tháng 11.", []),
    ],
)
def test_reports(line, expected):
    assert codes(f"I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {line}\n", "W2") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rà soát hộ nghèo trên địa bàn phường Phú Lâm.", ["W203"]),
        ("UBND phường Phú Lâm bố trí kinh phí; trên địa bàn phường Phú Lâm có 12 hộ.", ["W203"]),
        ("Rà soát hộ nghèo trên địa bàn phường An Bình.", []),
        ("Học tập kinh nghiệm tại phường Phú Lâm.", []),
        ("Trồng cây toàn phường 12 ha; toàn phường 1.120 hộ.", []),
        ("Trên địa bàn phường Phú Lâm cũ có 12 hộ nghèo.", []),
        ("Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2026 của UBND phường Phú Lâm.", []),
    ],
)
def test_names_of_other_units(line, expected):
    assert codes(task(line), "W203") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đào tạo nghề cho 1,200 người.", ["W305"]),
        ("Đào tạo nghề cho 1.200 người.", []),
        ("Trồng 1,250 ha rừng.", []),
    ],
)
def test_notation(line, expected):
    assert codes(f"I. CHỈ TIÊU\n1. Giải quyết việc làm cho 1.500 lao động.\n2. {line}\n", "W305") == expected


@pytest.mark.parametrize(
    "piece", ["các hộ nghèo ", "(", "“ (” ", ". ", "báo cáo kết quả ", "ngày  tháng ", "a"]
)
def test_a_long_block_takes_no_more_than_its_length(piece):
    def seconds(size):
        body = task(piece * (size // len(piece)))
        start = time.process_time()
        codes(body, "W")
        return time.process_time() - start

    assert seconds(160_000) < 12 * max(seconds(40_000), 0.05)
