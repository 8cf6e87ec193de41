"""``planparse check`` as it is called."""

import json

import pytest

from planparse.checks import RULES

SOUND = """ỦY BAN NHÂN DÂN
XÃ SUỐI NGÀN
Số: 15/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Suối Ngàn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Giảm nghèo bền vững năm 2026

Ủy ban nhân dân xã Suối Ngàn ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao đời sống của người nghèo.

2. Mục tiêu cụ thể

Giảm 12 hộ nghèo trong năm 2026.

II. TỔ CHỨC THỰC HIỆN

Các bộ phận chuyên môn triển khai thực hiện Kế hoạch này./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Pản
"""
GAP = SOUND.replace("2. Mục tiêu cụ thể", "3. Mục tiêu cụ thể").replace("Số: 15/", "Số:    /")
ONLY = ("--select", "N101,F107,F109")


@pytest.fixture(autouse=True)
def plans(folder):
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    (folder / "gap.txt").write_text(GAP, encoding="utf-8")
    (folder / "waivers.toml").write_text(
        '[[waiver]]\ncode = "N101"\nfile = "gap.*"\nreason = "giữ số cũ"\nauthor = "Lò Thị Hoa"\n'
        "expires = 2999-12-31\n",
        encoding="utf-8",
    )
    (folder / "expired.toml").write_text(
        '[[waiver]]\ncode = "N101"\nreason = "giữ số cũ"\nauthor = "Lò Thị Hoa"\nexpires = 2020-12-31\n',
        encoding="utf-8",
    )


def one_line(done):
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def codes(done):
    return [problem["code"] for problem in json.loads(done.stdout)["problems"]]


def test_a_sound_plan(run):
    done = run("check", "sound.txt", "--select", "F,N")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "sound.txt\n\n  Không thấy điều gì phải sửa.\n"


def test_problems_as_text(run):
    done = run("check", "gap.txt", *ONLY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "N101 cảnh báo: đánh số mục bị ngắt quãng: sau mục 1 là mục 3." in done.stdout
    assert "F107 cảnh báo: số văn bản còn để trống" in done.stdout
    assert "0 lỗi, 2 cảnh báo, 0 điều cần biết." in done.stdout
    assert "\x1b" not in done.stdout


def test_problems_in_english(run):
    assert "N101 warning: the numbering has a gap" in run("check", "gap.txt", *ONLY, "--lang", "en").stdout


def test_problems_as_json_of_one_file(run):
    done = run("check", "gap.txt", *ONLY, "--format", "json")
    record = json.loads(done.stdout)
    assert (record["schema"], record["source"]["path"]) == ("planparse/check/1", "gap.txt")
    assert codes(done) == ["F107", "N101"]


def test_json_of_several_files_is_a_list_in_their_order(run):
    done = run("check", "sound.txt", "gap.txt", *ONLY, "--format", "json")
    assert [(r["source"]["path"], len(r["problems"])) for r in json.loads(done.stdout)] == [
        ("sound.txt", 0),
        ("gap.txt", 2),
    ]


def test_a_bad_file_is_named_and_the_good_ones_are_checked(run):
    done = run("check", "gap.txt", "empty.txt", "nowhere.txt", "sound.txt", *ONLY, "--format", "json")
    assert done.returncode == 2
    assert [record["source"]["path"] for record in json.loads(done.stdout)] == ["gap.txt", "sound.txt"]
    first, second = done.stderr.splitlines()
    assert first.startswith("empty.txt: ") and second.startswith("nowhere.txt: ")


def test_nothing_is_printed_where_no_file_can_be_read(run):
    assert "nowhere.txt: " in one_line(run("check", "nowhere.txt"))


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0), (None, 0)]
)
def test_the_exit_code_is_that_of_the_gravest(run, level, code):
    asked = ("--fail-on", level) if level else ()
    assert run("check", "gap.txt", *ONLY, *asked).returncode == code


def test_a_finding_below_the_level_is_no_failure(run, folder):
    (folder / "small.txt").write_text(SOUND.replace("Số: 15/", "Số: 7/"), encoding="utf-8")
    assert run("check", "small.txt", *ONLY, "--fail-on", "warning").returncode == 0
    assert run("check", "small.txt", *ONLY, "--fail-on", "info").returncode == 1


def test_one_bad_file_outweighs_findings(run):
    assert run("check", "gap.txt", "nowhere.txt", *ONLY, "--fail-on", "info").returncode == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--select", "N101"), ["N101"]),
        (("--select", "N101", "--select", "F107"), ["F107", "N101"]),
        (("--select", "F,N", "--ignore", "N101"), ["F107"]),
        (("--select", "numbering-gap"), ["N101"]),
    ],
)
def test_select_and_ignore(run, options, expected):
    assert codes(run("check", "gap.txt", "--format", "json", *options)) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_a_code_that_no_rule_has(run, option):
    line = one_line(run("check", "gap.txt", option, "Z999"))
    assert "Z999" in line and "--list" in line


def test_waivers(run):
    done = run("check", "gap.txt", *ONLY, "--waivers", "waivers.toml", "--fail-on", "warning")
    assert done.returncode == 1 and "Được miễn: N101" in done.stdout
    done = run("check", "gap.txt", "--select", "N101", "--waivers", "waivers.toml", "--fail-on", "info")
    assert done.returncode == 0
    record = json.loads(
        run("check", "gap.txt", *ONLY, "--waivers", "waivers.toml", "--format", "json").stdout
    )
    assert [row["code"] for row in record["waived"]] == ["N101"]


def test_a_waiver_that_has_run_out_waives_nothing(run):
    done = run("check", "gap.txt", "--select", "N101", "--waivers", "expired.toml", "--fail-on", "info")
    assert done.returncode == 1 and "N101 cảnh báo" in done.stdout


def test_a_bad_file_of_waivers_stops_the_call(run, folder):
    (folder / "bad.toml").write_text('[[waiver]]\ncode = "N101"\n', encoding="utf-8")
    assert one_line(run("check", "gap.txt", "--waivers", "bad.toml")).startswith("bad.toml: ")
    assert one_line(run("check", "gap.txt", "--waivers", "nowhere.toml")).startswith("nowhere.toml: ")


def test_every_rule_is_listed(run):
    done = run("check", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [rule.code for rule in RULES]


@pytest.mark.parametrize("word", ["N101", "n101", "numbering-gap"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_rule_is_explained(run, word, lang):
    done = run("check", "--explain", word, "--lang", lang)
    assert done.returncode == 0
    assert done.stdout.startswith("# N101 · ") and "Nghị định 30/2020/NĐ-CP" in done.stdout


def test_the_result_goes_into_a_file(run, folder):
    done = run("check", "gap.txt", *ONLY, "-o", "found.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "found.txt").read_text(encoding="utf-8") == run("check", "gap.txt", *ONLY).stdout
    assert run("check", "--explain", "N101", "-o", "page.md").stdout == ""
    assert (folder / "page.md").read_text(encoding="utf-8").startswith("# N101")


def test_the_result_may_not_replace_a_plan(run):
    assert "gap.txt" in one_line(run("check", "gap.txt", "-o", "gap.txt"))


@pytest.mark.parametrize(("lang", "said"), [("vi", "thiếu FILE…"), ("en", "FILE… is missing")])
def test_a_call_without_a_file_says_so(run, lang, said):
    line = one_line(run("check", "--lang", lang))
    assert said in line and "--help" in line


@pytest.mark.parametrize("columns", ["40", "60", "100"])
def test_the_text_fits_the_terminal(run, columns):
    done = run("check", "gap.txt", "--select", "F,N", COLUMNS=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)
