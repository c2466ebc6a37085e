"""A curve without a limit: sin(1/x) near 0, and the boxes that cannot hold it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import sympy as sp

from calcml.core.functions import Function
from calcml.core.limits import Reason
from calcml.core.sampling import Curve, Window
from calcml.core.symbols import x
from calcml.core.window import clipped
from calcml.lessons.entries import Entry, formula, parameter_entry, verdict
from calcml.lessons.limits.limit_values import exact_entry, titled, window_of
from calcml.lessons.limits.zoom_levels import Corners, between, beyond
from calcml.lessons.scales import Frame, ticked

__all__ = ["SWINGING", "Swings"]

SWINGING = Function(sp.sin(1 / x), x)
_PEAKS = 60  # to half a picture's width: closer together they are shown as a band
_SIDE = 1.5  # how many times wider than the box the lens is


@dataclass(frozen=True)
class Swings:
    """Boxes of one height on sin(1/x), tried in vain.

    Attributes
    ----------
    tolerance : sympy.Expr
        Half the height of every box.
    widths : tuple of sympy.Expr
        Half-widths tried.
    """

    tolerance: sp.Expr
    widths: tuple[sp.Expr, ...]

    target = (0.0, 0.0)
    """The middle of every box."""

    @property
    def frame(self) -> Frame:
        """The axes of the main plot."""
        return Frame(ticked(-1, 1, 0.5), ticked(-1.6, 1.6, 1))

    @cached_property
    def curve(self) -> Curve:
        """The curve in the main plot, without its band."""
        return _swings(window_of(self.frame))

    @property
    def band(self) -> Corners:
        """Where the main plot's curve swings too fast to be followed."""
        return _band(self.frame.x.high)

    def width(self, level: float) -> float:
        """Return the half-width tried at a level."""
        return between([float(w) for w in self.widths], level)

    def box(self, level: float) -> Corners:
        """Return the corners of the box at a level."""
        width, height = self.width(level), float(self.tolerance)
        return (-width, -height), (width, height)

    def view(self, level: float) -> Window:
        """Return what the lens shows at a level."""
        wide = _SIDE * self.width(level)
        return Window(x=(-wide, wide), y=self.frame.y.limits)

    def magnified(self, level: float) -> Curve:
        """Return the curve in the lens at a level, without its band."""
        return _swings(self.view(level))

    def magnified_band(self, level: float) -> Corners:
        """Return the band in the lens at a level."""
        return _band(self.view(level).x[1])

    def escaping(self, level: float) -> Curve:
        """Return the parts of the curve above and below the box at a level."""
        return beyond(_swings, self.view(level), self.box(level))

    def band_above(self, level: float) -> Corners:
        """Return the part of the band above the box at a level."""
        return self._escaping_band(level, 1)

    def band_below(self, level: float) -> Corners:
        """Return the part of the band below the box at a level."""
        return self._escaping_band(level, -1)

    def _escaping_band(self, level: float, side: int) -> Corners:
        (left, _), (right, top) = self.magnified_band(level)
        (low_left, _), (high_right, height) = self.box(level)
        low, high = sorted((side * height, side * top))
        return (max(left, low_left), low), (min(right, high_right), high)

    @cached_property
    def peaks(self) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
        """For each width a place within it where the curve is at -1, and one where it is at 1."""
        pairs = []
        for width in self.widths:
            k = int(sp.ceiling(1 / (2 * sp.pi * width)))
            pairs.append((2 / ((4 * k + 3) * sp.pi), 2 / ((4 * k + 1) * sp.pi)))
        return tuple(pairs)

    def escapes(self, i: int) -> bool:
        """Tell whether the curve leaves a box, wherever its middle: two values 2ε apart."""
        low, high = self.peaks[i]
        near = bool(low < self.widths[i]) and bool(high < self.widths[i])
        span = SWINGING.exact(high) - SWINGING.exact(low)
        return near and bool(span > 2 * self.tolerance)

    def entries(self) -> Iterable[Entry]:
        """Yield the curve, its peaks, the boxes tried and the verdict."""
        yield formula("swing.function", f"g(x) = {SWINGING.typst}", titled("g", SWINGING))
        yield parameter_entry("swing.at", "a", 0)
        for name, place in zip(("low", "high"), self.peaks[-1], strict=True):
            yield exact_entry(
                f"swing.{name}", "g(x)", SWINGING.exact(place), f"sin(1/x) at x = {place}",
                source="calcml.Function",
            )  # fmt: skip
        yield parameter_entry("swing.epsilon", "epsilon", self.tolerance)
        for i, width in enumerate(self.widths):
            yield parameter_entry(f"swing.delta.{i}", "delta", width)
            yield verdict(
                f"swing.fate.{i}", "abs(g(x) - L) < epsilon", value=not self.escapes(i),
                words="escapes" if self.escapes(i) else "stays inside",
                formula="|g(x) - L| < ε for 0 < |x| < δ", source="calcml.epsilon_delta",
            )  # fmt: skip
        yield verdict(
            "swing.verdict", "lim_(x -> 0) g(x)", value=Reason.OSCILLATES.name,
            words="does not exist", formula=Reason.OSCILLATES.value, source="calcml.limit",
        )  # fmt: skip


def _solid(wide: float) -> float:
    """Return how near to 0 the peaks of a picture with this half-width are too close together.

    The next peak is nearer than w/n where x**2 < w/(n pi).
    """
    return math.sqrt(wide / (_PEAKS * math.pi))


def _band(wide: float) -> Corners:
    near = min(_solid(wide), wide)
    return (-near, -1.0), (near, 1.0)


@lru_cache(maxsize=8)
def _swings(window: Window) -> Curve:
    """Sample sin(1/x) by its phase 1/x, outside of its band."""
    wide, solid = window.x[1], _solid(window.x[1])
    if solid >= wide:
        return Curve(())
    phases = 1 / np.arange(1 / wide, 1 / solid, math.pi / 16)
    across = np.unique([*np.linspace(wide, solid, 5 * _PEAKS), *phases])
    sides = (np.column_stack([each, SWINGING.raw(each)]) for each in (-across[::-1], across))
    return clipped(sides, window)
