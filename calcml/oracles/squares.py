"""Second opinions on the growing square: areas of rectangles, and slopes by differences."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.derivative import SquareDerivativeAlgebra
from calcml.lessons.entries import Entry
from calcml.oracles.evaluation import DIGITS, evaluate
from calcml.oracles.formulas import confirmation, is_written, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_AREAS = "areas of squares and rectangles, 60 digits"
_SLOPES = "differences, Richardson, at points"
_SIGNS = "lim_(h -> 0) ", "lim "
_CASES = tuple(zip(map(mp.mpf, (3, 5, -7)), map(mp.mpf, ("0.25", "-2", "11")), strict=True))


def _square(lesson: SquareDerivativeAlgebra) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_the_square(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "SquareDerivativeAlgebra": _square,
}


def _of_the_square(lesson: SquareDerivativeAlgebra) -> Work:
    ledger, side = lesson.ledger, given(lesson.ledger["side"])
    formulas: tuple[tuple[str, Callable[..., mp.mpf], str], ...] = (
        ("function", _area, "x"),
        ("square", _area, "x"),
        ("corner", _area, "h"),
        ("length", _length, "xh"),
        *((f"line.{i}", _length, "xh") for i, _ in enumerate(lesson.lines)),
    )
    for key, truth, names in formulas:
        yield key, partial(_tried, ledger[key], truth, names, _AREAS)
    yield "derivative", partial(_tried, ledger["derivative"], _slope, "x", _SLOPES)
    yield "added", lambda: _sides(ledger["added"], _growth, _growth)
    # Both sides of the slide's step have the same value for every h; only one is a limit.
    for key in ("slide.step", "step"):
        yield key, partial(_sides, ledger[key], _length, _length)
    for i, _ in enumerate(lesson.steps):
        x, h = side, given(ledger[f"step.{i}"])
        for key, area in (("strips", _strips), ("corner", _corner), ("length", _length)):
            yield f"{key}.{i}", partial(_value, area, x, h)


def _area(side: mp.mpf) -> mp.mpf:
    return side * side


def _growth(x: mp.mpf, h: mp.mpf) -> mp.mpf:
    return _area(x + h) - _area(x)


def _corner(_: mp.mpf, h: mp.mpf) -> mp.mpf:
    return _area(h)


def _strips(x: mp.mpf, h: mp.mpf) -> mp.mpf:
    """Return what is left of the growth without the corner."""
    return _growth(x, h) - _corner(x, h)


def _length(x: mp.mpf, h: mp.mpf) -> mp.mpf:
    return _growth(x, h) / h


def _slope(x: mp.mpf) -> mp.mpf:
    return derivative(_area, x).value


def _value(truth: Callable[[mp.mpf, mp.mpf], mp.mpf], x: Any, h: Any) -> Opinion:
    with mp.workdps(DIGITS + 10):
        return found(truth(evaluate(x), evaluate(h)), _AREAS)


def _tried(entry: Entry, truth: Callable[..., mp.mpf], names: str, method: str) -> Opinion | None:
    places = places_about([mp.mpf(0) for _ in names])
    return confirmation(entry, truth, tuple(names), places, method)


def _sides(entry: Entry, left: Callable[..., mp.mpf], right: Callable[..., mp.mpf]) -> Opinion:
    """Try both sides of an equation, without the signs of limits, at points."""
    holds = True
    for text in (entry.typst, entry.shown):
        bare = text
        for sign in _SIGNS:
            bare = bare.replace(sign, "")
        sides = bare.split(" = ")
        holds = holds and all(
            is_written(side, {"x": x, "h": h}, truth(x, h))
            for side, truth in zip(sides, (left, right), strict=True)
            for x, h in _CASES
        )
    return Opinion(f"both sides at {len(_CASES)} points", _AREAS, holds=holds)
