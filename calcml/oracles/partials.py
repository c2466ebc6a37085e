"""Second opinions on the chapter *Partial derivatives*.

Slopes are differences of heights along a line; what a formula says is tried at points.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.partials import NonSeparablePartial, ParaboloidSlices
from calcml.oracles.evaluation import Coordinate, Formula, NoValueError, UnknownError, evaluate
from calcml.oracles.formulas import confirmation, is_written, places_about
from calcml.oracles.numerals import components, numeral
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError
from calcml.oracles.slopes import derivative, slope

__all__ = ["DIFFERENCES", "OPINIONS", "slope_opinion"]

_HEIGHTS = "heights, 60 digits"
DIFFERENCES = "central differences, Richardson, 110 digits"
"""How slopes are found, in a few words."""

_SLOPES = f"{DIFFERENCES}, at points"
_DIGITS = 60
_PLACES = 4  # decimals of a slope
_SAFETY = 10  # the last two extrapolations differ by less than the error of the first of them
_ROUNDING = 1e-50  # relative: an exact value is compared in 60 digits

Said = Iterator[tuple[str, Opinion | None]]


def slope_opinion(f: Callable[[mp.mpf], mp.mpf], at: Coordinate, method: str) -> Opinion | None:
    """Differentiate a function of one variable.

    Parameters
    ----------
    f : callable
    at : int, Fraction, mpf or sympy.Expr
    method : str
        What readers are told of it.

    Returns
    -------
    Opinion or None
        None if the differences do not settle.
    """
    try:
        found = slope(f, at)
    except (NoValueError, UnknownError):
        return None
    return Opinion(
        found.value, method, float(_SAFETY * found.error + _ROUNDING * (1 + abs(found.value)))
    )


def _slices(lesson: ParaboloidSlices) -> Mapping[str, Opinion]:
    return _kept(_of_slices(lesson))


def _mixture(lesson: NonSeparablePartial) -> Mapping[str, Opinion]:
    return _kept(_of_mixture(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "ParaboloidSlices": _slices,
    "NonSeparablePartial": _mixture,
}


def _kept(said: Iterable[tuple[str, Opinion | None]]) -> Mapping[str, Opinion]:
    return {key: opinion for key, opinion in said if opinion is not None}


def _of_slices(lesson: ParaboloidSlices) -> Said:
    f, a, last = Formula.of(lesson.function), lesson.at, lesson.offsets[-1]
    yield from _surface(lesson.ledger, f, (a, last))
    for i, c in enumerate(lesson.offsets):
        yield f"cut.{i}", _cut(lesson.ledger[f"cut.{i}"], f, y=c, near=a)
        yield f"slope.{i}", slope_opinion(_along_x(f, c), a, DIFFERENCES)
    yield "cut.across", _cut(lesson.ledger["cut.across"], f, x=a, near=last)
    yield "slope.across", slope_opinion(_along_y(f, a), last, DIFFERENCES)


def _of_mixture(lesson: NonSeparablePartial) -> Said:
    f, (a, b), ledger = Formula.of(lesson.function), lesson.at, lesson.ledger
    yield from _surface(ledger, f, (a, b))
    for key, c in (("x", b), ("other", lesson.other)):
        yield f"held.{key}", _held(ledger[f"held.{key}"], c)
        yield f"cut.{key}", _cut(ledger[f"cut.{key}"], f, y=c, near=a)
        yield f"slope.{key}", slope_opinion(_along_x(f, c), a, DIFFERENCES)
    yield "held.y", _held(ledger["held.y"], a)
    yield "cut.y", _cut(ledger["cut.y"], f, x=a, near=b)
    yield "slope.y", slope_opinion(_along_y(f, a), b, DIFFERENCES)
    with mp.workdps(_DIGITS):
        place = [evaluate(c) for c in (a, b)]
        u = _unit([evaluate(c) for c in lesson.direction])
    yield "point", _tuple(ledger["point"], lambda: [*place, f(a, b)], _HEIGHTS)
    if "place" in ledger:
        yield "place", _tuple(ledger["place"], lambda: place, "the point, 60 digits")
    yield "unit", _tuple(ledger["unit"], lambda: u, "Pythagoras, 60 digits")
    yield "slope.u", _slope_towards(f, (a, b), lesson.direction)


def _surface(ledger: Mapping[str, Entry], f: Formula, at: Sequence[Any]) -> Said:
    """Yield what is said of the function and its partial derivatives."""
    about = [evaluate(c) for c in at]
    truths: Mapping[str, tuple[Callable[..., mp.mpf], str]] = {
        "function": (f, _HEIGHTS),
        "partial.x": (lambda a, b: derivative(_along_x(f, b), a).value, _SLOPES),
        "partial.y": (lambda a, b: derivative(_along_y(f, a), b).value, _SLOPES),
    }
    for key, (truth, method) in truths.items():
        if key in ledger:
            yield key, confirmation(ledger[key], truth, ("x", "y"), places_about(about), method)


def _along_x(f: Formula, y: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    return lambda x: f(x, y)


def _along_y(f: Formula, x: Coordinate) -> Callable[[mp.mpf], mp.mpf]:
    return lambda y: f(x, y)


def _cut(entry: Entry, f: Formula, *, near: Coordinate, **held: Coordinate) -> Opinion | None:
    """Try the formula of a cut against the heights of the surface along it."""
    free = "y" if "x" in held else "x"
    truth = _along_y(f, held["x"]) if "x" in held else _along_x(f, held["y"])
    return confirmation(entry, truth, (free,), places_about([evaluate(near)]), _HEIGHTS)


def _held(entry: Entry, value: Any) -> Opinion | None:
    """Compare what a plane holds with the parameter."""
    try:
        bodies = [text.rpartition(" = ")[2] for text in (entry.typst, entry.shown)]
        holds = all(is_written(body, {}, evaluate(value)) for body in bodies)
    except UnreadableError:
        return None
    return Opinion("the parameter", "read back, 60 digits", holds=holds)


def _unit(direction: Sequence[mp.mpf]) -> list[mp.mpf]:
    with mp.workdps(_DIGITS):
        length = mp.sqrt(sum(c * c for c in direction))
        return [c / length for c in direction]


def _tuple(entry: Entry, truth: Callable[[], Sequence[mp.mpf]], method: str) -> Opinion | None:
    """Compare a tuple with its components, the exact one and the one on screen."""
    places = _PLACES if entry.symbol.endswith("approx") else None
    try:
        known = truth()
        texts = ((str(entry.value), None), (entry.typst, places), (entry.shown, places))
        holds = all(
            numeral(each, places=most).shows(number)
            for text, most in texts
            for each, number in zip(components(text), known, strict=True)
        )
    except (UnreadableError, NoValueError, UnknownError):
        return None
    return Opinion("the components", method, holds=holds)


def _slope_towards(f: Formula, at: Sequence[Any], direction: Sequence[Any]) -> Opinion | None:
    """Differentiate along the line through a point, by the length walked."""

    def height(walked: mp.mpf) -> mp.mpf:
        with mp.workdps(mp.mp.dps + 10):
            length = mp.sqrt(sum(evaluate(c) ** 2 for c in direction))
            place = [
                evaluate(c) + walked * evaluate(d) / length
                for c, d in zip(at, direction, strict=True)
            ]
            return f(*place)

    return slope_opinion(height, 0, f"{DIFFERENCES}, along the line")
