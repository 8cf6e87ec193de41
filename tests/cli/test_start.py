"""The program answers at once: what a call does not need is not loaded."""

import subprocess
import sys

HEAVY = [
    "spacy",
    "underthesea",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "scipy",
    "numpy",
    "rapidfuzz",
    "rich",
    "regex",
]

PROBE = """
import sys
from planparse.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
loaded = [name for name in {heavy!r} if name in sys.modules]
print(loaded, code, file=sys.stderr)
"""


def loaded_by(*arguments, cwd=None):
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY), *arguments], capture_output=True, text=True, cwd=cwd
    )
    return done.stderr.strip().splitlines()[-1]


def test_help_and_version_load_nothing_heavy():
    for call in (["--help"], ["parse", "--help"], ["diff", "--help"], ["--version"], []):
        assert loaded_by(*call) == "[] 0"


def test_a_call_that_is_wrong_loads_nothing_heavy():
    assert loaded_by("pasre") == "[] 2"
