"""Jumps of a function of two variables, told from steep slopes by ever closer neighbours."""

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import BoolArray, FloatArray

__all__ = ["is_joined", "jumps"]

_TESTS = 14  # halvings after which a step that is still there is taken for a jump
_LEFT = 0.45  # of a step: what a jump keeps however close its sides, a value halfway or not


def is_joined(f: Function, path: FloatArray, *, step: float) -> bool:
    """Tell whether a function has a value, and no jump, all along a path.

    Parameters
    ----------
    f : Function
        Of two variables.
    path : FloatArray, shape (n, 2)
        Points close together.
    step : float
        A smaller difference between neighbours is no jump.

    Returns
    -------
    bool
    """
    z = f.raw(*path.T)
    if not np.isfinite(z).all():
        return False
    return not jumps(f, path[:-1], path[1:], step).any()


def jumps(f: Function, start: FloatArray, end: FloatArray, step: float) -> BoolArray:
    """Tell between which neighbours a function jumps.

    Parameters
    ----------
    f : Function
        Of two variables.
    start, end : FloatArray, shape (n, 2)
        Neighbouring points.
    step : float
        A smaller difference is no jump.

    Returns
    -------
    BoolArray, shape (n,)
        Where the difference stays however close the points; also at a pole.
    """
    one, other = f.raw(*start.T), f.raw(*end.T)
    with np.errstate(invalid="ignore", over="ignore"):
        first = np.abs(other - one)
        least = np.maximum(_LEFT * first, step)
        for _ in range(_TESTS):
            middle = (start + end) / 2
            between = f.raw(*middle.T)
            left = np.abs(between - one) >= np.abs(other - between)
            start, end = (
                np.where(left[:, None], start, middle),
                np.where(left[:, None], middle, end),
            )
            one, other = np.where(left, one, between), np.where(left, between, other)
        return (first > step) & ~(np.abs(other - one) <= least)
