"""Zooming: boxes between two levels, and what of a curve lies beyond one."""

from collections.abc import Callable, Sequence

from calcml.core.sampling import Curve, Window

__all__ = ["Corners", "between", "beyond"]

Corners = tuple[tuple[float, float], tuple[float, float]]
"""The lower left and the upper right corner of a box, or the two ends of a line."""


def between(values: Sequence[float], level: float) -> float:
    """Return a value between neighbours on a geometric scale.

    Parameters
    ----------
    values : sequence of float
        Positive; one per level.
    level : float
        From 0 to the last index.

    Returns
    -------
    float

    Examples
    --------
    >>> between([1.0, 0.01, 0.001], 0.5)
    0.1
    """
    i = min(int(level), len(values) - 2)
    return float(values[i] ** (1 - (level - i)) * values[i + 1] ** (level - i))


def beyond(curve: Callable[[Window], Curve], view: Window, box: Corners) -> Curve:
    """Return the parts of a curve above and below a box, within its width and the view.

    Parameters
    ----------
    curve : callable
        Samples the curve in a window.
    view : Window
        What is shown.
    box : Corners

    Returns
    -------
    Curve
    """
    (left, low), (right, high) = box
    across = max(left, view.x[0]), min(right, view.x[1])
    parts = (curve(Window(x=across, y=up)) for up in ((high, view.y[1]), (view.y[0], low)))
    return Curve(tuple(piece for part in parts for piece in part.pieces))
