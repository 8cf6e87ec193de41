"""Whether work grows no faster than its input, told by a ratio: how fast a machine is makes no difference."""

from __future__ import annotations

import time
from collections.abc import Callable

# What takes less than this is too short to be measured.
_SHORTEST = 0.01
_TRIES = 3


def grows_with_its_length(work: Callable[[int], object], small: int, times: int = 8) -> bool:
    """Whether ``times`` the input takes some ``times`` as long; going back over it would take its square."""

    def seconds(size: int) -> float:
        start = time.process_time()
        work(size)
        return time.process_time() - start

    work(small)
    base = max(min(seconds(small) for _ in range(2)), _SHORTEST)
    # A machine that was busy elsewhere slows one run down, what grows with the square all of them.
    return any(seconds(small * times) < 4 * times * base for _ in range(_TRIES))
