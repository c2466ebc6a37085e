"""Second opinions on the sum of two tanh: exponentials, far out and at the stops."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.partials import TanhSumSlices
from calcml.oracles.opinions import Opinion, Work, given, worked_out
from calcml.oracles.partials import DIFFERENCES, cut_opinion, formula_opinion, slope_opinion
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_HEIGHTS = "exponentials, 60 digits"
_FAR = "heights far out, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"
_OUT = 400  # so far out the surface is its plateau to hundreds of digits
_ORIGIN = sp.Integer(0), sp.Integer(0)
_SIDES = (-1, -1), (1, -1), (-1, 1), (1, 1)


def _tanh(lesson: TanhSumSlices) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_tanh(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"TanhSumSlices": _tanh}


def _of_tanh(lesson: TanhSumSlices) -> Work:
    ledger = lesson.ledger
    yield "function", partial(formula_opinion, ledger, "function", _height, _ORIGIN, _HEIGHTS)
    yield "partial.x", partial(formula_opinion, ledger, "partial.x", _by_x, _ORIGIN, _SLOPES)
    yield "cut", partial(cut_opinion, ledger, "cut", _step, "x", _ORIGIN[0])
    for i, (a, b) in enumerate(_SIDES):
        yield f"plateau.{i}", partial(_plateau, a, b)
    for i, _ in enumerate(lesson.stops):
        yield f"slope.{i}", partial(slope_opinion, _step, given(ledger[f"at.{i}"]))


def _step(x: mp.mpf) -> mp.mpf:
    """Return tanh x from its exponentials."""
    grown = mp.exp(2 * x)
    return (grown - 1) / (grown + 1)


def _height(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return _step(x) + _step(y)


def _by_x(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return derivative(lambda moved: _height(moved, y), x).value


def _plateau(a: int, b: int) -> Opinion:
    with mp.workdps(60):
        height = _height(mp.mpf(a * _OUT), mp.mpf(b * _OUT))
        return Opinion(height, _FAR, 1e-50)
