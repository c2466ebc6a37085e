"""Second opinions on the steepest direction: heights along lines, and their differences."""

from collections.abc import Mapping
from functools import partial

import mpmath as mp

from calcml.lessons.extras import WhySteepest
from calcml.oracles.evaluation import DIGITS, Coordinate, Formula, NoValueError, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.slopes import slope

__all__ = ["steepest_opinions"]

_HEIGHTS = "heights, 60 digits"
_WAY = "central differences along the direction, Richardson, 110 digits"
_LENGTH = "the slopes along two lines at right angles, Pythagoras"
_SAFETY = 10
_MANY = 120


def steepest_opinions(lesson: WhySteepest) -> Mapping[str, Opinion]:
    """Work out the numbers of `WhySteepest`.

    Parameters
    ----------
    lesson : WhySteepest

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_steepest(lesson))


def _of_steepest(lesson: WhySteepest) -> Work:
    ledger, f = lesson.ledger, Formula.of(lesson.function)
    near = [evaluate(c) for c in lesson.at]
    yield (
        "function",
        lambda: confirmation(ledger["function"], f, ("x", "y"), places_about(near), _HEIGHTS),
    )
    yield "magnitude", lambda: _length(f, lesson.at)
    for i, _ in enumerate(lesson.stops):
        yield f"slope.{i}", partial(_along, f, lesson.at, given(ledger[f"turn.{i}"]))


def _rise(f: Formula, at: tuple[Coordinate, ...], way: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
    """Return the slope of the heights above a straight line, and its error."""

    def height(walked: mp.mpf) -> mp.mpf:
        a, b = (evaluate(c) for c in at)
        return f(a + walked * mp.cos(way), b + walked * mp.sin(way))

    known = slope(height, 0)
    return known.value, _SAFETY * known.error


def _length(f: Formula, at: tuple[Coordinate, ...]) -> Opinion:
    # Lines at one radian to the axes: neither is a partial derivative.
    with mp.workdps(_MANY):
        (one, first), (other, second) = (_rise(f, at, mp.mpf(1) + k * mp.pi / 2) for k in (0, 1))
        return found(mp.hypot(one, other), _LENGTH, error=first + second)


def _along(f: Formula, at: tuple[Coordinate, ...], turn: Coordinate) -> Opinion:
    """Find the steepest way from two slopes, turn away from it, and measure there."""
    with mp.workdps(_MANY):
        (one, _), (other, _) = (_rise(f, at, mp.mpf(1) + k * mp.pi / 2) for k in (0, 1))
        if not (one or other):
            raise NoValueError("the ground is level")
        steepest = 1 + mp.atan2(other, one)
        value, error = _rise(f, at, steepest + evaluate(turn, digits=DIGITS) * mp.pi / 180)
        return found(value, _WAY, error=error)
