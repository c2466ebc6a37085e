"""Second opinions on sin(1/x) near 0, a swing without a limit, by its phases 1/x."""

from functools import partial

import mpmath as mp
import sympy as sp

from calcml.lessons.limits import LimitZoom
from calcml.oracles.approaches import both_sides
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import DIGITS, Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, found

__all__ = ["of_the_swing"]

_X = sp.Symbol("x", real=True)
_SWING = Formula(sp.sin(1 / _X), (_X,))
_PHASES = 100  # places in a period
_PERIODS = 2
_NARROWINGS = 150  # each by the golden ratio, to half of 60 digits


def of_the_swing(lesson: LimitZoom) -> Work:
    """Yield how the numbers and verdicts of the swing are worked out.

    Parameters
    ----------
    lesson : LimitZoom

    Yields
    ------
    str, callable
    """
    ledger, tolerance = lesson.ledger, evaluate(lesson.swing_tolerance)
    widths = [evaluate(width) for width in lesson.swing_widths]
    yield "swing.function", lambda: curve_opinion(ledger["swing.function"], _SWING, 0)
    yield "swing.low", partial(_extreme, widths[-1], -1)
    yield "swing.high", partial(_extreme, widths[-1], 1)
    for i, width in enumerate(widths):
        yield f"swing.fate.{i}", partial(_fate, width, tolerance)
    yield (
        "swing.verdict",
        lambda: Opinion(both_sides(_SWING, 0).outcome, "values down to a distance of 1e-128"),
    )


def _phases(width: mp.mpf) -> list[mp.mpf]:
    """Return phases of two whole periods within a width."""
    period = 2 * mp.pi
    return [1 / width + period * k / _PHASES for k in range(1, _PERIODS * _PHASES)]


def _height(phase: mp.mpf) -> mp.mpf:
    return _SWING(1 / phase)


def _extreme(width: mp.mpf, sign: int) -> Opinion:
    """Find the highest or the lowest value within a width, by golden section."""
    with mp.workdps(DIGITS):
        golden, step = (mp.sqrt(5) - 1) / 2, 2 * mp.pi / _PHASES
        best = max(_phases(width), key=lambda phase: sign * _height(phase))
        low, high = best - step, best + step
        for _ in range(_NARROWINGS):
            left, right = high - golden * (high - low), low + golden * (high - low)
            if sign * _height(left) < sign * _height(right):
                low = left
            else:
                high = right
        return found(_height(low), "golden section, 60 digits")


def _fate(width: mp.mpf, tolerance: mp.mpf) -> Opinion:
    """Tell whether some box of this width and height, on whatever level, holds the curve."""
    with mp.workdps(DIGITS):
        heights = [_height(phase) for phase in _phases(width)]
        return Opinion(bool(max(heights) - min(heights) <= 2 * tolerance), "values at 200 places")
