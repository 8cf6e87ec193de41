"""Plans made by a seed: as many as wanted, at any size, with what is true of them by construction."""

from __future__ import annotations

from evaluation.generator.write import Style, Unit, families, source_of

__all__ = ["Style", "Unit", "families", "source_of"]
