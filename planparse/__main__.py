"""``python -m planparse`` is the command ``planparse``."""

from planparse.cli import main

main()
