"""``python -m planparse`` is the command ``planparse``."""

from planparse.cli import main

# Worker processes of a cluster import this module under another name.
if __name__ == "__main__":
    main()
