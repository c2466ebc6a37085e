"""Second opinions on the chapter *Partial derivatives*.

Slopes are differences of heights along a line; what a formula says is tried at points.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.partials import NonSeparablePartial, ParaboloidSlices
from calcml.oracles.evaluation import DIGITS, Coordinate, Formula, NoValueError, evaluate
from calcml.oracles.formulas import confirmation, is_written, places_about
from calcml.oracles.numerals import components, numeral
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.slopes import derivative, slope

__all__ = ["DIFFERENCES", "OPINIONS", "slope_opinion"]

DIFFERENCES = "central differences, Richardson, 110 digits"
"""How slopes are found, in a few words."""

_HEIGHTS = "heights, 60 digits"
_PLACES = 4  # decimals of a component that is rounded
_KNOWN = 1e-30  # relative: formulas are compared to twenty-five digits
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them


def slope_opinion(f: Callable[[mp.mpf], mp.mpf], at: Coordinate) -> Opinion:
    """Differentiate a function of one variable.

    Parameters
    ----------
    f : callable
    at : int, Fraction, mpf or sympy.Expr

    Returns
    -------
    Opinion

    Raises
    ------
    NoValueError
        If the differences do not settle.
    """
    steepness = slope(f, at)
    return found(steepness.value, DIFFERENCES, error=_SAFETY * steepness.error)


def _slices(lesson: ParaboloidSlices) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_slices(lesson))


def _mixture(lesson: NonSeparablePartial) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_mixture(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "ParaboloidSlices": _slices,
    "NonSeparablePartial": _mixture,
}


def _of_slices(lesson: ParaboloidSlices) -> Work:
    f, a, last = Formula.of(lesson.function), lesson.at, lesson.offsets[-1]
    yield from _surface(lesson.ledger, f, (a, last))
    for i, c in enumerate(lesson.offsets):
        yield f"cut.{i}", partial(_cut, lesson.ledger, f"cut.{i}", _along_x(f, c), "x", a)
        yield f"slope.{i}", partial(slope_opinion, _along_x(f, c), a)
    yield "cut.across", partial(_cut, lesson.ledger, "cut.across", _along_y(f, a), "y", last)
    yield "slope.across", partial(slope_opinion, _along_y(f, a), last)


def _of_mixture(lesson: NonSeparablePartial) -> Work:
    f, (a, b), ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield from _surface(ledger, f, (a, b))
    for key, held, line, free, at in (
        ("x", b, _along_x(f, b), "x", a),
        ("other", lesson.other, _along_x(f, lesson.other), "x", a),
        ("y", a, _along_y(f, a), "y", b),
    ):
        yield f"held.{key}", partial(_held, ledger, f"held.{key}", held)
        yield f"cut.{key}", partial(_cut, ledger, f"cut.{key}", line, free, at)
        yield f"slope.{key}", partial(slope_opinion, line, at)
    yield "point", lambda: _tuple(ledger["point"], [*_floats(a, b), f(a, b)], _HEIGHTS)
    yield "place", lambda: _tuple(ledger["place"], _floats(a, b), "the parameters")
    yield "unit", lambda: _tuple(ledger["unit"], _unit(lesson.direction), "Pythagoras, 60 digits")
    yield "slope.u", lambda: slope_opinion(_towards(f, (a, b), lesson.direction), 0)


def _surface(ledger: Ledger, f: Formula, at: Sequence[Any]) -> Work:
    """Yield what is said of the function and of its partial derivatives."""
    slopes = f"{DIFFERENCES}, at points"
    truths: Mapping[str, tuple[Callable[..., mp.mpf], str]] = {
        "function": (f, _HEIGHTS),
        "partial.x": (lambda a, b: _steepness(_along_x(f, b), a), slopes),
        "partial.y": (lambda a, b: _steepness(_along_y(f, a), b), slopes),
    }
    for key, (truth, method) in truths.items():
        yield key, partial(_formula, ledger, key, truth, at, method)


def _formula(
    ledger: Ledger, key: str, truth: Callable[..., mp.mpf], at: Sequence[Any], method: str
) -> Opinion | None:
    return confirmation(ledger[key], truth, ("x", "y"), places_about(_floats(*at)), method)


def _steepness(line: Callable[[mp.mpf], mp.mpf], at: mp.mpf) -> mp.mpf:
    """Differentiate at a point that does if its slope is known well enough to try a formula."""
    known = derivative(line, at)
    if known.error > _KNOWN * (1 + abs(known.value)):
        raise NoValueError("the differences settle too slowly")
    return known.value


def _along_x(f: Formula, y: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    return lambda x: f(x, y)


def _along_y(f: Formula, x: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    return lambda y: f(x, y)


def _towards(f: Formula, at: Sequence[Any], direction: Sequence[Any]) -> Callable[..., mp.mpf]:
    """Return the height above a straight line by the length walked on it."""

    def height(walked: mp.mpf) -> mp.mpf:
        unit = _unit(direction)
        return f(*(c + walked * u for c, u in zip(_floats(*at), unit, strict=True)))

    return height


def _cut(
    ledger: Ledger, key: str, line: Callable[[mp.mpf], mp.mpf], free: str, near: Coordinate
) -> Opinion | None:
    """Try the formula of a cut against the heights of the surface along it."""
    return confirmation(ledger[key], line, (free,), places_about(_floats(near)), _HEIGHTS)


def _held(ledger: Ledger, key: str, value: Any) -> Opinion:
    """Compare what a plane holds with the parameter."""
    bodies = [text.rpartition(" = ")[2] for text in (ledger[key].typst, ledger[key].shown)]
    holds = all(is_written(body, {}, evaluate(value)) for body in bodies)
    return Opinion("the parameter", "read back, 60 digits", holds=holds)


def _floats(*numbers: Any) -> list[mp.mpf]:
    """Evaluate to the digits set for mpmath, sixty at least."""
    return [evaluate(number) for number in numbers]


def _unit(direction: Sequence[Any]) -> list[mp.mpf]:
    with mp.workdps(max(DIGITS, mp.mp.dps)):
        parts = _floats(*direction)
        length = mp.sqrt(sum(c * c for c in parts))
        return [c / length for c in parts]


def _tuple(entry: Entry, truth: Sequence[mp.mpf], method: str) -> Opinion:
    """Compare a tuple with its components: the exact one, and the one on screen."""
    places = _PLACES if entry.symbol.endswith("approx") else None
    texts = ((str(entry.value), None), (entry.typst, places), (entry.shown, places))
    holds = all(len(components(text)) == len(truth) for text, _ in texts) and all(
        numeral(each, places=most).shows(number)
        for text, most in texts
        for each, number in zip(components(text), truth, strict=True)
    )
    return Opinion("the components", method, holds=holds)
