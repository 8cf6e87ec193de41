"""Names of wards and communes before and after the reorganisation of 1 July 2025.

Source: the resolutions of the Standing Committee of the National Assembly of June 2025 on the commune-level
units of each province, as the map of underthesea's ``convert_address`` holds them.
"""

from __future__ import annotations

from functools import lru_cache

import regex

_UNIT = regex.compile(r"(?:xã|phường|thị trấn|đặc khu)\s+\S", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def successor(unit: str, province: str) -> str | None:
    """The unit of today that an old ward or commune belongs to (``Phường Láng Thượng`` → ``Phường Láng``).

    ``unit`` is written with its kind, and may name its district behind a comma; ``province`` is the
    province or city, of before or after the mergers. None where the map knows no such old unit: a name
    that is already one of today's is none. The map is loaded at the first call.
    """
    if not _UNIT.match(unit.strip()):
        return None
    from underthesea import convert_address

    found = convert_address(f"{unit.strip()}, {province}")
    ward = found.new.ward if found.new is not None else ""
    return ward if found.status.value == "success" and ward else None
