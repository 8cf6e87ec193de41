"""How much one file may cost: bytes, pages, seconds, memory."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 200_000_000
"""The largest file that is read, in bytes."""
MAX_PAGES = 5_000
"""The most pages that are read."""
MAX_SECONDS = 600.0
"""The longest that reading one file may take: recognising a scan of 200 pages takes some five minutes."""
CONVERSION_SECONDS = 60.0
"""The longest that one call of a converter may take before the next one is tried."""
MAX_UNPACKED = 1_000_000_000
"""Bytes that the parts of a packed document may unpack to, pictures included."""
MAX_MEMORY = 4_000_000_000
"""Address space of a worker process, in bytes; what native libraries only reserve counts too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one file."""

    size: int = MAX_BYTES
    pages: int = MAX_PAGES
    seconds: float = MAX_SECONDS


DEFAULT = Limits()


def confine() -> None:
    """Bound the memory of this process, a worker, and let it leave no core file."""
    try:
        import resource
    except ImportError:  # pragma: no cover - not on POSIX
        return
    for kind, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (wanted, hard))
