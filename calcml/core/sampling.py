"""Curves as points: adaptive, broken where the function breaks, clipped to a window.

Exact breaks are used where they can be solved for, with the one-sided limits as ends; other
breaks are seen as edges and jumps while the curve is followed (`tracing`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import sympy as sp

from calcml.core.domains import discontinuities_within
from calcml.core.errors import UnsupportedFunction
from calcml.core.functions import Function, checked_function
from calcml.core.germs import Reason, germ, germ_limit
from calcml.core.tracing import Trace, checked_tolerance
from calcml.core.types import FloatArray
from calcml.core.window import Curve, Window, clipped, rising

__all__ = ["Curve", "Window", "sample_curve", "sample_path"]

_HALF_A_PIXEL = 5e-4  # of a picture 1080 pixels high
_FIRST_STEPS = 256
_FEWEST_STEPS = 8
_FINEST = 0.25  # in tolerances
_FINEST_OF_PATH = 1e-6  # of the span, so that a path may turn often
_GAP = 1e-5  # of the width: nearer to a break doubles may cancel


def sample_curve(f: Function, window: Window, *, tolerance: float = _HALF_A_PIXEL) -> Curve:
    """Sample the graph of a function inside a window.

    Parameters
    ----------
    f : Function
        Of one variable.
    window : Window
        What is shown. A piece enters and leaves exactly at its lower or upper border.
    tolerance : float, default 5e-4
        The largest distance between curve and line, as a fraction of the window's size, from
        1e-6 to 0.1.

    Returns
    -------
    Curve
        At a jump or a hole the pieces end at the one-sided limits; at a pole they run into the
        border.

    Raises
    ------
    InvalidArgument
        If the tolerance is out of range or the function has more than one variable.

    Notes
    -----
    Detail narrower than a quarter of the tolerance is not resolved: sin(1/x) becomes a solid
    band near 0. Detail that falls between the first 257 points can be missed. Between two breaks
    there are about 20,000 points at most.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> curve = sample_curve(Function(1 / x, x), Window(x=(-1, 1), y=(-5, 5)))
    >>> len(curve.pieces), float(curve.pieces[0][-1, 1])
    (2, -5.0)
    """
    checked_function(f)
    close = checked_tolerance(tolerance)
    finest = _FINEST * close * window.size[0]
    trace = Trace(lambda x: np.column_stack([x, f.raw(x)]), window, close, finest)
    stretches = [_Stretch(f, trace, low, high) for low, high in _between_breaks(f, window)]
    return clipped((piece for s in stretches for piece in s.pieces()), window)


def sample_path(
    x: Function,
    y: Function,
    span: tuple[float, float],
    window: Window,
    *,
    tolerance: float = _HALF_A_PIXEL,
) -> Curve:
    """Sample a parametric curve inside a window.

    Parameters
    ----------
    x, y : Function
        The coordinates, functions of the same parameter.
    span : tuple of two floats
        The first and the last value of the parameter, rising.
    window : Window
        What is shown; pieces enter and leave exactly at its border.
    tolerance : float, default 5e-4
        As for `sample_curve`.

    Returns
    -------
    Curve

    Raises
    ------
    InvalidArgument
        If the span does not rise, the tolerance is out of range or a coordinate has more than one
        variable.

    Examples
    --------
    >>> from calcml.core.symbols import t
    >>> upper_half = sample_path(
    ...     Function(sp.cos(t), t), Function(sp.sin(t), t), (0, 7), Window(x=(-2, 2), y=(0, 2))
    ... )
    >>> len(upper_half.pieces)
    2
    """
    checked_function(x)
    checked_function(y)
    low, high = rising("span", span)
    close, finest = checked_tolerance(tolerance), _FINEST_OF_PATH * (high - low)
    trace = Trace(lambda t: np.column_stack([x.raw(t), y.raw(t)]), window, close, finest)
    runs = trace.runs(np.linspace(low, high, _FIRST_STEPS + 1))
    return clipped((trace.points(run) for run in runs), window)


@dataclass(frozen=True)
class _End:
    """An end of a stretch: the exact break there, if there is one."""

    x: float
    at: sp.Expr | None = None


@dataclass(frozen=True, eq=False)
class _Stretch:
    """The part of a graph between two ends, with no exact break inside."""

    f: Function
    trace: Trace
    low: _End
    high: _End

    def pieces(self) -> Iterator[FloatArray]:
        width = self.trace.window.size[0]
        gap = min(_GAP * width, (self.high.x - self.low.x) / 4)
        first = self.low.x + gap * (self.low.at is not None)
        last = self.high.x - gap * (self.high.at is not None)
        steps = max(_FEWEST_STEPS, round(_FIRST_STEPS * (last - first) / width))
        for run in self.trace.runs(np.linspace(first, last, steps + 1)):
            before = self._limit_point(self.low, 1) if run[0] == first else []
            after = self._limit_point(self.high, -1) if run[-1] == last else []
            yield np.array([*before, *self.trace.points(run), *after])

    def _limit_point(self, end: _End, direction: int) -> list[FloatArray]:
        """Return the point to which the graph leads at a break, if there is one."""
        if end.at is None:
            return []
        try:
            side = germ_limit(germ(self.f.expression, self.f.variable, end.at, direction))
        except UnsupportedFunction:
            return []
        if isinstance(side, Reason):
            return []
        return [self.trace.held(np.array([end.x, float(side)]))]


def _between_breaks(f: Function, window: Window) -> Iterator[tuple[_End, _End]]:
    try:
        breaks = discontinuities_within(f.expression, f.variable, *window.x)
    except UnsupportedFunction:  # then they are only seen, not known
        breaks = ()
    ends = (_End(window.x[0]), *(_End(float(b), b) for b in breaks), _End(window.x[1]))
    return ((low, high) for low, high in pairwise(ends) if low.x < high.x)
