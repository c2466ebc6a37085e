"""Second opinions on the sine: its values far out, golden section on its peaks, and nearness."""

from collections.abc import Mapping
from functools import partial

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.limits import SineOscillation
from calcml.oracles.approaches import approach, both_sides
from calcml.oracles.curves import curve_opinion
from calcml.oracles.evaluation import DIGITS, Formula, evaluate
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.readings import reading

__all__ = ["wave"]

_X = sp.Symbol("x", real=True)
_SINE = Formula(sp.sin(_X), (_X,))
_FAR = 10**6
_PHASES = 100  # places in a period
_PERIODS = 2
_NARROWINGS = 150  # each by the golden ratio, to half of 60 digits
_TURNS = range(-3, 4)
_SECTION = "golden section, 60 digits"
_SIGNS = {"limsup": 1, "liminf": -1}
_ALIKE = mp.mpf(10) ** -50


def wave(lesson: SineOscillation) -> Mapping[str, Opinion]:
    """Work out the numbers of a `SineOscillation`.

    Parameters
    ----------
    lesson : SineOscillation

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_wave(lesson))


def _of_the_wave(lesson: SineOscillation) -> Work:
    ledger, tolerance = lesson.ledger, evaluate(lesson.tolerance)
    yield "function", lambda: curve_opinion(ledger["function"], _SINE, 0)
    for level, fate in lesson.fates:
        yield fate, partial(_fate, evaluate(given(ledger[level])), tolerance)
    for (end, sign), name in zip(_SIGNS.items(), ("high", "low"), strict=True):
        yield end, partial(_extreme_opinion, sign)
        yield f"peak.{name}", partial(_peak, ledger[f"peak.{name}"], sign)
    yield "limit.far", _far
    for row in lesson.rows:
        for place, value in zip(row[::2], row[1::2], strict=True):
            yield value, partial(_value, given(ledger[place]))
    yield "limit.near", partial(_near, given(ledger["at"]))


def _places() -> list[mp.mpf]:
    """Return places of two whole periods, far out."""
    return [_FAR + 2 * mp.pi * k / _PHASES for k in range(_PERIODS * _PHASES)]


def _extreme(sign: int) -> mp.mpf:
    """Find the highest or the lowest value far out, by golden section."""
    golden, step = (mp.sqrt(5) - 1) / 2, 2 * mp.pi / _PHASES
    best = max(_places()[1:-1], key=lambda place: sign * _SINE(place))
    low, high = best - step, best + step
    for _ in range(_NARROWINGS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if sign * _SINE(left) < sign * _SINE(right):
            low = left
        else:
            high = right
    return _SINE(low)


def _extreme_opinion(sign: int) -> Opinion:
    with mp.workdps(DIGITS):
        return found(_extreme(sign), _SECTION)


def _peak(entry: Entry, sign: int) -> Opinion:
    """Try a formula for peaks: in every turn its left side has the extreme on its right side."""
    with mp.workdps(DIGITS):
        extreme, holds = _extreme(sign), True
        for text in (entry.typst, entry.shown):
            left, right = text.split(" = ")
            heights = [reading(left, {"k": mp.mpf(k)}) for k in _TURNS]
            holds = holds and all(abs(v - extreme) < _ALIKE for v in (*heights, reading(right, {})))
    return Opinion(f"tried at {len(_TURNS)} peaks", _SECTION, holds=holds)


def _fate(level: mp.mpf, tolerance: mp.mpf) -> Opinion:
    """Tell whether a band holds the curve far out."""
    with mp.workdps(DIGITS):
        held = all(abs(_SINE(place) - level) <= tolerance for place in _places())
    return Opinion(bool(held), f"values at {_PERIODS * _PHASES} places beyond {_FAR}")


def _far() -> Opinion:
    settles = approach(_SINE, sp.oo, 1).outcome == "SETTLES"
    return Opinion(settles, "values up to 1e128")


def _value(place: sp.Expr) -> Opinion:
    with mp.workdps(DIGITS + 10):
        return found(_SINE(place), "the formula's value, 60 digits")


def _near(at: sp.Expr) -> Opinion:
    led = both_sides(_SINE, at)
    method = "values down to a distance of 1e-128"
    if led.value is None:
        return Opinion(value=False, method=method)
    return found(led.value, method, error=led.error)
