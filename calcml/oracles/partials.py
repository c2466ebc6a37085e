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

__all__ = [
    "DIFFERENCES",
    "OPINIONS",
    "along_x",
    "along_y",
    "cut_opinion",
    "floats",
    "formula_opinion",
    "held_opinion",
    "slope_opinion",
    "surface_work",
    "tuple_opinion",
]

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
    yield from surface_work(lesson.ledger, f, (a, last))
    for i, c in enumerate(lesson.offsets):
        yield f"cut.{i}", partial(cut_opinion, lesson.ledger, f"cut.{i}", along_x(f, c), "x", a)
        yield f"slope.{i}", partial(slope_opinion, along_x(f, c), a)
    yield "cut.across", partial(cut_opinion, lesson.ledger, "cut.across", along_y(f, a), "y", last)
    yield "slope.across", partial(slope_opinion, along_y(f, a), last)


def _of_mixture(lesson: NonSeparablePartial) -> Work:
    f, (a, b), ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield from surface_work(ledger, f, (a, b))
    for key, held, line, free, at in (
        ("x", b, along_x(f, b), "x", a),
        ("other", lesson.other, along_x(f, lesson.other), "x", a),
        ("y", a, along_y(f, a), "y", b),
    ):
        yield f"held.{key}", partial(held_opinion, ledger, f"held.{key}", held)
        yield f"cut.{key}", partial(cut_opinion, ledger, f"cut.{key}", line, free, at)
        yield f"slope.{key}", partial(slope_opinion, line, at)
    yield "point", lambda: tuple_opinion(ledger["point"], [*floats(a, b), f(a, b)], _HEIGHTS)
    yield "place", lambda: tuple_opinion(ledger["place"], floats(a, b), "the parameters")
    yield (
        "unit",
        lambda: tuple_opinion(ledger["unit"], _unit(lesson.direction), "Pythagoras, 60 digits"),
    )
    yield "slope.u", lambda: slope_opinion(_towards(f, (a, b), lesson.direction), 0)


def surface_work(ledger: Ledger, f: Formula, at: Sequence[Any]) -> Work:
    """Yield what is said of the function and of its partial derivatives.

    Parameters
    ----------
    ledger : Ledger
        Entries that it has not are passed over.
    f : Formula
        Of x and y.
    at : sequence of Coordinate, length 2
        Near which formulas are tried.

    Yields
    ------
    tuple of str and callable
    """
    slopes = f"{DIFFERENCES}, at points"
    truths: Mapping[str, tuple[Callable[..., mp.mpf], str]] = {
        "function": (f, _HEIGHTS),
        "partial.x": (lambda a, b: _steepness(along_x(f, b), a), slopes),
        "partial.y": (lambda a, b: _steepness(along_y(f, a), b), slopes),
    }
    for key, (truth, method) in truths.items():
        yield key, partial(formula_opinion, ledger, key, truth, at, method)


def formula_opinion(
    ledger: Ledger, key: str, truth: Callable[..., mp.mpf], at: Sequence[Any], method: str
) -> Opinion | None:
    """Try a formula in x and y at points.

    Parameters
    ----------
    ledger : Ledger
    key : str
    truth : callable
        Takes x and y.
    at : sequence of Coordinate, length 2
        Near which it is tried.
    method : str

    Returns
    -------
    Opinion or None
    """
    return confirmation(ledger[key], truth, ("x", "y"), places_about(floats(*at)), method)


def _steepness(line: Callable[[mp.mpf], mp.mpf], at: mp.mpf) -> mp.mpf:
    """Differentiate at a point that does if its slope is known well enough to try a formula."""
    known = derivative(line, at)
    if known.error > _KNOWN * (1 + abs(known.value)):
        raise NoValueError("the differences settle too slowly")
    return known.value


def along_x(f: Formula, y: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    """Return the heights along x where y is held.

    Parameters
    ----------
    f : Formula
    y : Coordinate

    Returns
    -------
    callable
    """
    return lambda x: f(x, y)


def along_y(f: Formula, x: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    """Return the heights along y where x is held.

    Parameters
    ----------
    f : Formula
    x : Coordinate

    Returns
    -------
    callable
    """
    return lambda y: f(x, y)


def _towards(f: Formula, at: Sequence[Any], direction: Sequence[Any]) -> Callable[..., mp.mpf]:
    """Return the height above a straight line by the length walked on it."""

    def height(walked: mp.mpf) -> mp.mpf:
        unit = _unit(direction)
        return f(*(c + walked * u for c, u in zip(floats(*at), unit, strict=True)))

    return height


def cut_opinion(
    ledger: Ledger, key: str, line: Callable[[mp.mpf], mp.mpf], free: str, near: Coordinate
) -> Opinion | None:
    """Try the formula of a cut against the heights of the surface along it.

    Parameters
    ----------
    ledger : Ledger
    key : str
    line : callable
        The heights.
    free : str
        The variable of the cut.
    near : Coordinate
        Where it is tried.

    Returns
    -------
    Opinion or None
    """
    return confirmation(ledger[key], line, (free,), places_about(floats(near)), _HEIGHTS)


def held_opinion(ledger: Ledger, key: str, value: Any) -> Opinion:
    """Compare what a plane holds with the parameter.

    Parameters
    ----------
    ledger : Ledger
    key : str
    value : Coordinate

    Returns
    -------
    Opinion
    """
    bodies = [text.rpartition(" = ")[2] for text in (ledger[key].typst, ledger[key].shown)]
    holds = all(is_written(body, {}, evaluate(value)) for body in bodies)
    return Opinion("the parameter", "read back, 60 digits", holds=holds)


def floats(*numbers: Any) -> list[mp.mpf]:
    """Evaluate to the digits set for mpmath, sixty at least.

    Parameters
    ----------
    *numbers : Coordinate

    Returns
    -------
    list of mpmath.mpf
    """
    return [evaluate(number) for number in numbers]


def _unit(direction: Sequence[Any]) -> list[mp.mpf]:
    with mp.workdps(max(DIGITS, mp.mp.dps)):
        parts = floats(*direction)
        length = mp.sqrt(sum(c * c for c in parts))
        return [c / length for c in parts]


def tuple_opinion(entry: Entry, truth: Sequence[mp.mpf], method: str) -> Opinion:
    """Compare a tuple with its components: the exact one, and the one on screen.

    Parameters
    ----------
    entry : Entry
    truth : sequence of mpmath.mpf
    method : str

    Returns
    -------
    Opinion
    """
    places = _PLACES if entry.symbol.endswith("approx") else None
    texts = ((str(entry.value), None), (entry.typst, places), (entry.shown, places))
    holds = all(len(components(text)) == len(truth) for text, _ in texts) and all(
        numeral(each, places=most).shows(number)
        for text, most in texts
        for each, number in zip(components(text), truth, strict=True)
    )
    return Opinion("the components", method, holds=holds)
