"""Particles that drift along flow lines."""

from dataclasses import dataclass

import numpy as np

from calcml.core.flows import FlowLine
from calcml.core.types import FloatArray

__all__ = ["Particle"]


@dataclass(frozen=True, eq=False)
class Particle:
    """A particle that follows a gradient.

    Attributes
    ----------
    line : FlowLine
        Its path.
    """

    line: FlowLine

    def place(self, time: float) -> tuple[float, float]:
        """Return where the particle is at a time; at an end of its line before and after."""
        times, points = self.line.times, self.line.points
        x, y = (float(np.interp(time, times, points[:, axis])) for axis in (0, 1))
        return x, y

    def path(self, time: float) -> FloatArray:
        """Return the way that the particle has come by a time, shape (k, 2)."""
        behind = self.line.points[: np.searchsorted(self.line.times, time, side="right")]
        return np.vstack([behind[:1], behind, self.place(time)])
