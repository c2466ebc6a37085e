"""Descents in one variable, walked again: the update rule, slopes by differences, 160 digits.

    x ← x − η (f(x + h) − f(x − h))/2h

With a step h of 10⁻⁴⁰ the difference is wrong in about the eightieth digit. A run that doubles its
error at every step may lose twelve digits in all before a lesson refuses it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import mpmath as mp

from calcml.oracles.evaluation import NoValueError

__all__ = ["DIGITS", "WALK", "Stand", "downhill", "flat_place", "rise", "vertex", "walk"]

DIGITS = 160
WALK = "the update rule, slopes by central differences, 160 digits"
"""What is said of numbers that a walk gives."""

_STEP = mp.mpf(10) ** -40
_REST = mp.mpf(10) ** -60  # a slope that is smaller is zero
_WIDER = mp.mpf("1.3")
_LOOKS = 80  # so often the search goes on, 1.3 times as far each time: a billion times in all
_PARTS = 64
_HALVINGS = 140
_MORE_STEPS = 300

Curve: TypeAlias = Callable[[mp.mpf], mp.mpf]


@dataclass(frozen=True)
class Stand:
    """Where a descent stands.

    Attributes
    ----------
    at : mpmath.mpf
    height : mpmath.mpf
    slope : mpmath.mpf
    """

    at: mp.mpf
    height: mp.mpf
    slope: mp.mpf

    @property
    def rests(self) -> bool:
        """Whether the ground is level."""
        return bool(abs(self.slope) < _REST * (1 + abs(self.height)))


def rise(f: Curve, at: mp.mpf) -> mp.mpf:
    """Return the slope at a point, by a central difference.

    Parameters
    ----------
    f : callable
    at : mpmath.mpf

    Returns
    -------
    mpmath.mpf

    Raises
    ------
    NoValueError
        If the function has no value on one side.
    """
    with mp.workdps(DIGITS):
        return (f(at + _STEP) - f(at - _STEP)) / (2 * _STEP)


def downhill(f: Curve, at: mp.mpf, rate: mp.mpf) -> mp.mpf:
    """Take one step.

    Parameters
    ----------
    f : callable
    at, rate : mpmath.mpf

    Returns
    -------
    mpmath.mpf
    """
    with mp.workdps(DIGITS):
        return at - rate * rise(f, at)


def walk(f: Curve, start: mp.mpf, *, rate: mp.mpf, steps: int) -> tuple[Stand, ...]:
    """Walk downhill.

    Parameters
    ----------
    f : callable
    start, rate : mpmath.mpf
    steps : int

    Returns
    -------
    tuple of Stand, length steps + 1

    Raises
    ------
    NoValueError
        If the walk leaves the domain.

    Examples
    --------
    >>> found = walk(lambda x: x**2, mp.mpf(1), rate=mp.mpf(1) / 4, steps=3)
    >>> [mp.nstr(stand.at, 5) for stand in found]
    ['1.0', '0.5', '0.25', '0.125']
    """
    places = [start]
    for _ in range(steps):
        places.append(downhill(f, places[-1], rate))
    with mp.workdps(DIGITS):
        return tuple(Stand(at, f(at), rise(f, at)) for at in places)


def flat_place(f: Curve, last: Stand, *, rate: mp.mpf) -> mp.mpf | None:
    """Find where a descent arrives: the next level place downhill, to which the steps lead.

    Parameters
    ----------
    f : callable
    last : Stand
        Where the descent stands.
    rate : mpmath.mpf

    Returns
    -------
    mpmath.mpf or None
        Bracketed and halved; None if there is no such place, or some hundred further steps come
        no closer to it.

    Examples
    --------
    >>> stand = walk(mp.cos, mp.mpf(1), rate=mp.mpf(1) / 2, steps=1)[-1]
    >>> mp.nstr(flat_place(mp.cos, stand, rate=mp.mpf(1) / 2), 15)
    '3.14159265358979'
    """
    with mp.workdps(DIGITS):
        try:
            bracket = _bracket(f, last, rate)
            if bracket is None:
                return None
            found = _halved(f, *bracket)
            return found if _is_approached(f, last.at, found, rate) else None
        except NoValueError:
            return None


def vertex(f: Curve, at: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
    """Return where a parabola is lowest, and its second derivative, from two slopes.

    Parameters
    ----------
    f : callable
        A quadratic.
    at : mpmath.mpf
        Anywhere.

    Returns
    -------
    at, curvature : mpmath.mpf
    """
    with mp.workdps(DIGITS):
        here, there = rise(f, at), rise(f, at + 1)
        return at - here / (there - here), there - here


def _bracket(f: Curve, last: Stand, rate: mp.mpf) -> tuple[mp.mpf, mp.mpf] | None:
    """Return a place before and one behind the next change of the slope's sign downhill."""

    def turned(at: mp.mpf) -> bool:
        return bool(rise(f, at) * last.slope <= 0)

    before, move = last.at, -rate * last.slope / 4
    for _ in range(_LOOKS):
        behind = before + move
        if turned(behind):
            break
        before, move = behind, move * _WIDER
    else:
        return None
    # The looks were ever farther apart: an earlier change may lie between two of them.
    unit = (behind - last.at) / _PARTS
    first = next(k for k in range(1, _PARTS + 1) if k == _PARTS or turned(last.at + k * unit))
    return last.at + (first - 1) * unit, last.at + first * unit


def _halved(f: Curve, before: mp.mpf, behind: mp.mpf) -> mp.mpf:
    sign = mp.sign(rise(f, before))
    for _ in range(_HALVINGS):
        middle = (before + behind) / 2
        if rise(f, middle) * sign > 0:
            before = middle
        else:
            behind = middle
    return (before + behind) / 2


def _is_approached(f: Curve, at: mp.mpf, goal: mp.mpf, rate: mp.mpf) -> bool:
    """Try whether every further pair of steps comes closer, in fewer digits."""
    gap = abs(at - goal)
    with mp.workdps(60):
        h = mp.mpf(10) ** -20
        for _ in range(_MORE_STEPS // 2):
            for _ in range(2):
                at -= rate * (f(at + h) - f(at - h)) / (2 * h)
            closer = abs(at - goal)
            if closer < _REST**0.5:
                return True
            if closer >= gap:
                return False
            gap = closer
    return True
