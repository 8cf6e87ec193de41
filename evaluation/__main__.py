"""``python -m evaluation``: the measurements, one command each."""

from evaluation.group import run

if __name__ == "__main__":
    raise SystemExit(run())
