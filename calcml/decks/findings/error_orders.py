"""With which power of the step an error scales, measured on logarithmic axes."""

from fractions import Fraction

import numpy as np

from calcml.core.steps import StepSweep
from calcml.core.types import FloatArray

__all__ = ["PER_DECADE", "decades", "order", "rounding_order"]

_DECADE = (7, 5, 3, 2, 1)

PER_DECADE = len(_DECADE)
"""The number of steps in a decade."""


def decades(first: int, last: int) -> list[Fraction]:
    """Return steps that fill decades, five in each, the longest first.

    Parameters
    ----------
    first, last : int
        The exponents: 10⁻ᶠ is the shortest step of the first decade, 10⁻ˡ of the last.

    Returns
    -------
    list of Fraction
    """
    return [Fraction(m, 10**k) for k in range(first, last + 1) for m in _DECADE]


def order(steps: FloatArray, errors: FloatArray) -> float:
    """Measure with which power of the step an error scales.

    Parameters
    ----------
    steps, errors : FloatArray, shape (n,)
        Positive.

    Returns
    -------
    float
        The slope of log error against log step, by least squares.
    """
    return float(np.polyfit(np.log10(steps), np.log10(errors), 1)[0])


def rounding_order(sweep: StepSweep) -> float:
    """Measure the order of the largest round-off in each decade; single points are ragged.

    Parameters
    ----------
    sweep : StepSweep
        For steps from `decades`.

    Returns
    -------
    float
    """
    shape = (-1, PER_DECADE)
    steps, errors = sweep.steps.reshape(shape), sweep.roundings.reshape(shape)
    return order(np.sqrt(steps[:, 0] * steps[:, -1]), errors.max(axis=1))
