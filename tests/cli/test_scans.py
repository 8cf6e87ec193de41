"""Scans on the command line: progress, the cache, what is said without tesseract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import planparse.load
import planparse.readers
from planparse.cli.group import run
from planparse.cli.progress import recognition_progress
from planparse.errors import ReadError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the commands ask of ``load`` and ``read``."""
    calls: list[dict[str, Any]] = []

    def load(path: str, **options: Any) -> None:
        calls.append(options)
        raise ReadError("empty-file", path)

    monkeypatch.setattr(planparse.load, "load", load)
    monkeypatch.setattr(planparse.readers, "read", load)
    return calls


@pytest.mark.parametrize("command", [["parse", "a.pdf"], ["diff", "a.pdf", "b.pdf"], ["show", "a.pdf"]])
@pytest.mark.parametrize(("option", "cache"), [([], True), (["--no-cache"], False)])
def test_the_cache_can_be_left_out(
    asked: list[dict[str, Any]], command: list[str], option: list[str], cache: bool
) -> None:
    assert run([*command, *option]) == 2
    assert {call["cache"] for call in asked} == {cache}


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recognition_progress("vi") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    show = recognition_progress("vi")
    assert show is not None
    show(1, 3)
    show(3, 3)
    assert capsys.readouterr().err == "\r\x1b[KĐang nhận dạng chữ: 1/3 trang\r\x1b[K"


def test_without_tesseract_one_line_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("L", (300, 300), 255).save(tmp_path / "a.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["parse", str(tmp_path / "a.png")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert "apt install tesseract-ocr tesseract-ocr-vie" in said.err
