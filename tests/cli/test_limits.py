"""``--max-size``, ``--max-pages`` and ``--timeout`` refuse a file with one line that says why."""

import pytest

from tests.readers import make


@pytest.mark.parametrize("command", [["parse", "plan.pdf"], ["diff", "plan.pdf", "city.txt"]])
@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--max-size", "0.001"), "quá lớn"),
        (("--max-pages", "1"), "quá nhiều trang"),
        (("--timeout", "0.001"), "--timeout"),
    ],
)
def test_a_limit_gives_one_line_and_code_2(folder, run, command, option, said):
    make.fonts()
    make.plan_pdf(folder / "plan.pdf", fontSize=20, leading=40)
    done = run(*command, *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1 and said in done.stderr


@pytest.mark.parametrize(
    "option", [("--max-size", "0"), ("--max-pages", "0"), ("--timeout", "-1"), ("--timeout", "x")]
)
def test_limits_that_are_none_are_refused(folder, run, option):
    done = run("parse", "city.txt", *option)
    assert done.returncode == 2 and option[0] in done.stderr and len(done.stderr.splitlines()) == 1
