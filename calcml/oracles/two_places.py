"""Second opinions on surfaces that are cut at a point and at the origin."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import CubicSaddleSlices, QuinticSlices
from calcml.lessons.partials.two_places import TwoPlaces
from calcml.oracles.evaluation import Formula
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import (
    DIFFERENCES,
    along_x,
    along_y,
    cut_opinion,
    floats,
    formula_opinion,
    slope_opinion,
    surface_work,
    tuple_opinion,
)
from calcml.oracles.slopes import partial as partial_slope

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_PLACES = {"p": (sp.Integer(1), sp.Integer(1)), "o": (sp.Integer(0), sp.Integer(0))}
_BISECTION, _HALVINGS = "bisection, 70 digits", 200
_NUMBERS = re.compile(r"[−-]?\d+")


def _cubic(lesson: CubicSaddleSlices) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, [*_cuts(lesson, _saddle), *_curvatures(lesson.ledger)])


def _quintic(lesson: QuinticSlices) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, [*_cuts(lesson, _carried), *_reaches(lesson.ledger)])


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "CubicSaddleSlices": _cubic,
    "QuinticSlices": _quintic,
}


def _carried(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return x * x * x * x * x + y * y


def _saddle(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    """Return the height as the slide writes it."""
    return -x * x - (-y * y * y)


def _cuts(lesson: TwoPlaces, written: Callable[[mp.mpf, mp.mpf], mp.mpf]) -> Work:
    f, ledger = Formula.of(lesson.function), lesson.ledger
    yield from surface_work(ledger, f, _PLACES["p"])
    for key in ("function", "slide"):
        yield key, partial(formula_opinion, ledger, key, written, _PLACES["p"], _HEIGHTS)
    yield "point", partial(_point, ledger, f)
    for name, (a, b) in _PLACES.items():
        for free, line, at in (("x", along_x(f, b), a), ("y", along_y(f, a), b)):
            yield (
                f"cut_{name}.{free}",
                partial(cut_opinion, ledger, f"cut_{name}.{free}", line, free, at),
            )
            yield f"at_{name}.{free}", partial(slope_opinion, line, at)


def _point(ledger: Ledger, f: Formula) -> Opinion:
    place = _PLACES["p"]
    return tuple_opinion(ledger["point"], [*floats(*place), f(*place)], _HEIGHTS)


def _curvatures(ledger: Ledger) -> Work:
    yield "hessian", partial(_hessian, ledger)


def _reaches(ledger: Ledger) -> Work:
    height = given(ledger["height"])
    yield "reach.x", partial(_root, 5, height)
    yield "reach.y", partial(_root, 2, height)


def _root(power: int, height: sp.Expr) -> Opinion:
    """Halve an interval until the power of its middle is the height."""
    with mp.workdps(70):
        low, high, target = mp.mpf(0), mp.mpf(1), floats(height)[0]
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if middle**power < target else (low, middle)
        return found(low, _BISECTION, error=high - low)


def _hessian(ledger: Ledger) -> Opinion:
    """Compare the matrix, row by row, with second differences at the origin."""
    truths = [
        partial_slope(_saddle, _PLACES["o"], *pair).value for pair in product((0, 1), repeat=2)
    ]
    texts = (ledger["hessian"].typst, ledger["hessian"].shown)
    shown = ([mp.mpf(n.replace("−", "-")) for n in _NUMBERS.findall(text)] for text in texts)
    holds = all(
        len(found) == len(truths)
        and all(
            abs(one - other) < mp.mpf("1e-20") for one, other in zip(found, truths, strict=True)
        )
        for found in shown
    )
    return Opinion("second differences", DIFFERENCES, holds=holds)
