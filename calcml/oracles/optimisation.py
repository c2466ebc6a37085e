"""Second opinions on the chapter *Optimisation and learning*: heights compared, no rule used."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

import mpmath as mp

from calcml.lessons.entries import Entry
from calcml.lessons.optimisation import (
    CriticalPoints,
    LearningProblem,
    WhatIsOptimization,
    WhyOptimizationInML,
)
from calcml.oracles.descents import DIGITS as MANY
from calcml.oracles.descents import downhill, rise
from calcml.oracles.evaluation import DIGITS, Formula, exact, floating
from calcml.oracles.formulas import PLACES, confirmation, is_written, places_about
from calcml.oracles.line_costs import LineCost
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import DIFFERENCES
from calcml.oracles.slopes import derivative, side_slope

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"
_THREE = "three heights, 60 digits"
_SIDES = "heights and differences on both sides"
_QR = "least squares by QR, 160 digits"
_WALK = "the update rule, central differences of the cost, 160 digits"
_RATE = Fraction(3, 200)  # of the descent, as the lesson has it
_SEARCH = "the best of a grid, then Newton's method on differences, 160 digits"
_GRID = "the best of a grid, 160 digits"
_PRODUCT = "the logarithm of the product, 160 digits"
_TRAINED = 20  # steps
_NEARBY = mp.mpf(1) / 1024
_NOTHING = mp.mpf(10) ** -30

Line: TypeAlias = Callable[[mp.mpf], mp.mpf]


def _critical(lesson: CriticalPoints) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_critical(lesson))


def _learning(lesson: LearningProblem) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_learning(lesson))


def _choices(lesson: WhatIsOptimization) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_choices(lesson))


def _stand_ins(lesson: WhyOptimizationInML) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_stand_ins(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "CriticalPoints": _critical,
    "LearningProblem": _learning,
    "WhatIsOptimization": _choices,
    "WhyOptimizationInML": _stand_ins,
}


def _of_critical(lesson: CriticalPoints) -> Work:
    ledger, f = lesson.ledger, Formula.of(lesson.function)
    slope: Line = lambda at: derivative(f, at).value  # noqa: E731 - of one curve
    yield "function", partial(_tried, ledger["function"], f, _HEIGHTS)
    yield "derivative", partial(_tried, ledger["derivative"], slope, _SLOPES)
    yield "equation", partial(_equation, ledger["equation"], slope)
    yield "bend", partial(_inequality, ledger["bend"], _three_heights(f)[2])
    with mp.workdps(DIGITS):
        place, value, _ = _three_heights(f)
        yield "place", lambda: found(place, _THREE)
        yield "value", lambda: found(value, _THREE)
        curves: tuple[tuple[Line, mp.mpf], ...] = (f, place), (_cube, mp.mpf(0)), (abs, mp.mpf(0))
        for i, (curve, at) in enumerate(curves):
            yield f"curve.{i}", partial(_tried, ledger[f"curve.{i}"], curve, _HEIGHTS)
            for key, holds in _judged(curve, at).items():
                yield f"{key}.{i}", partial(Opinion, holds, _SIDES)


def _cube(x: mp.mpf) -> mp.mpf:
    return x * x * x


def _three_heights(f: Line) -> tuple[mp.mpf, mp.mpf, mp.mpf]:
    """Return where a parabola turns, its height there, and its bend."""
    with mp.workdps(DIGITS):
        before, here, after = f(mp.mpf(-1)), f(mp.mpf(0)), f(mp.mpf(1))
        rise, bend = (after - before) / 2, before - 2 * here + after
        return -rise / bend, here - rise * rise / (2 * bend), bend


def _judged(f: Line, at: mp.mpf) -> Mapping[str, bool]:
    """Say what a curve does at a place, from the heights and slopes around it."""
    left, right = (side_slope(f, at, side).value for side in (-1, 1))
    flat = bool(abs(left) < _NOTHING and abs(right) < _NOTHING)
    rises = [f(at + side * _NEARBY) - f(at) for side in (-1, 1)]
    turns = [derivative(f, at + side * _NEARBY).value for side in (-1, 1)]
    return {
        "flat": flat,
        "extremum": bool(rises[0] * rises[1] > 0),
        "critical": flat or bool(abs(left - right) > _NOTHING),
        "turns": bool(turns[0] * turns[1] < 0),
    }


def _tried(entry: Entry, truth: Line, method: str) -> Opinion | None:
    return confirmation(entry, truth, ("x",), places_about([mp.mpf(0)]), method)


def _equation(entry: Entry, slope: Line) -> Opinion:
    """Try the left side of an equation at points, and read nought on the right."""
    holds = True
    for text in (entry.typst, entry.shown):
        left, _, right = text.partition(" = ")
        places = [place for (place,), _ in zip(places_about([mp.mpf(0)]), range(PLACES))]  # noqa: B905
        holds = holds and right == "0"
        holds = holds and all(is_written(left, {"x": at}, slope(at)) for at in places)
    return Opinion(f"tried at {PLACES} points", _SLOPES, holds=holds)


def _inequality(entry: Entry, bend: mp.mpf) -> Opinion:
    """Read a bend and its sign."""
    holds, sign = True, " > " if bend > 0 else " < "
    for text in (entry.typst, entry.shown):
        left, _, right = text.rpartition(" = ")[2].partition(sign)
        holds = holds and right == "0" and is_written(left, {}, bend)
    return Opinion("the bend, and its sign", _THREE, holds=holds)


def _of_learning(lesson: LearningProblem) -> Work:
    ledger, points = lesson.ledger, _points(lesson)
    cost = LineCost(points)
    with mp.workdps(MANY):
        lines = {
            "guess": (floating(lesson.slope), floating(lesson.intercept)),
            "best": cost.lowest(),
        }
        yield "cost_function", partial(cost.formula_opinion, ledger["cost_function"])
        for key, (a, b) in lines.items():
            law = partial(_law, a, b)
            yield f"law.{key}", partial(_tried, ledger[f"law.{key}"], law, _HEIGHTS)
            for i, (x, y) in enumerate(points):
                yield f"error.{key}.{i}", partial(found, law(floating(x)) - floating(y), _QR)
            yield f"cost.{key}", partial(found, cost(a, b), _QR)
        for key, value in zip("ab", lines["best"], strict=True):
            yield f"best.{key}", partial(found, value, _QR)
        yield (
            "model",
            lambda: confirmation(
                ledger["model"],
                lambda a, x: mp.exp(a * x),
                ("a", "x"),
                places_about([mp.mpf(0)] * 2),
                _HEIGHTS,
            ),
        )
        curved, at = partial(_curved, points), mp.mpf(0)
        for k in lesson.steps:
            yield f"rate.{k}", partial(found, at, _WALK)
            yield f"fall.{k}", partial(found, curved(at), _WALK)
            at = downhill(curved, at, mp.mpf(_RATE.numerator) / _RATE.denominator)


def _points(lesson: LearningProblem) -> tuple[tuple[Fraction, Fraction], ...]:
    """Read the points off the table, where they are given."""
    pairs = ((given(lesson.ledger[f"{key}.{i}"]) for key in "xy") for i in lesson.points)
    return tuple((Fraction(exact(x)), Fraction(exact(y))) for x, y in pairs)


def _law(a: mp.mpf, b: mp.mpf, x: mp.mpf) -> mp.mpf:
    return a * x + b


def _curved(points: tuple[tuple[Fraction, Fraction], ...], a: mp.mpf) -> mp.mpf:
    """Sum up the squares for the curve of exp(ax)."""
    squares = ((mp.exp(a * floating(x)) - floating(y)) ** 2 for x, y in points)
    return sum(squares, mp.mpf(0)) / (2 * len(points))


def _of_choices(lesson: WhatIsOptimization) -> Work:
    ledger, low, high = lesson.ledger, lesson.low, lesson.high
    yield "land", partial(_tried, ledger["land"], _land, _HEIGHTS)
    yield "bowl", partial(_tried, ledger["bowl"], _bowl, _HEIGHTS)
    with mp.workdps(MANY):
        wide = [mp.mpf(n) / 8 for n in range(-160, 161)]
        for name, curve, sign in (("top", _land, 1), ("bottom", _land, -1), ("free", _bowl, -1)):
            at = _settled(curve, max((sign * curve(x), x) for x in wide)[1])
            yield f"{name}.at", partial(found, at, _SEARCH)
            yield f"{name}.value", partial(found, curve(at), _SEARCH)
        turned = min(wide, key=lambda x: -_land(x))
        yield "flipped.value", partial(found, -_land(_settled(_land, turned)), _SEARCH)
        start, end = floating(low), floating(high)
        allowed = [start + (end - start) * n / 64 for n in range(65)]
        best = min(allowed, key=_bowl)
        yield "border.at", partial(found, best, _GRID)
        yield "border.value", partial(found, _bowl(best), _GRID)
        yield "border.slope", partial(found, rise(_bowl, best), DIFFERENCES)


def _land(x: mp.mpf) -> mp.mpf:
    return (4 * x + 3) / (x * x + 1)


def _bowl(x: mp.mpf) -> mp.mpf:
    return (x - 2) * (x - 2)


def _settled(f: Line, start: mp.mpf) -> mp.mpf:
    """Return the place of level ground next to a start."""
    return mp.findroot(lambda at: rise(f, at), start + _NEARBY, tol=mp.mpf(10) ** -120)


def _of_stand_ins(lesson: WhyOptimizationInML) -> Work:
    with mp.workdps(MANY):
        weight, tastes = mp.mpf(-1), (mp.mpf(0), mp.mpf(0))
        yield "loss.first", partial(found, _surprise(weight), _WALK)
        yield "reward.first", partial(found, _earned(*tastes), _WALK)
        for _ in range(_TRAINED):
            weight = downhill(_surprise, weight, mp.mpf(3) / 10)
            tastes = _uphill(tastes)
        yield "loss.last", partial(found, _surprise(weight), _WALK)
        yield "reward.last", partial(found, _earned(*tastes), _WALK)
        for name in lesson.guesses:
            guesses = [floating(given(lesson.ledger[f"{name}.{i}"])) for i in lesson.bars]
            loss = -mp.log(mp.fprod(guesses)) / len(guesses)
            hits = Fraction(sum(2 * each > 1 for each in guesses), len(guesses))
            yield f"loss.{name}", partial(found, loss, _PRODUCT)
            yield f"hits.{name}", partial(found, floating(hits), "counted")


def _surprise(weight: mp.mpf) -> mp.mpf:
    """Return the mean loss of a classifier on three points."""
    odds = [mp.exp(weight * point) for point in (1, 2, 3)]
    return -mp.log(mp.fprod(each / (1 + each) for each in odds)) / len(odds)


def _earned(a: mp.mpf, b: mp.mpf) -> mp.mpf:
    """Return what an agent earns on average."""
    weights = (mp.exp(a), mp.exp(b), mp.mpf(1))
    return (3 * weights[0] + weights[1]) / sum(weights, mp.mpf(0))


def _uphill(tastes: tuple[mp.mpf, mp.mpf]) -> tuple[mp.mpf, mp.mpf]:
    """Take a step of the ascent, with rate one half."""
    a, b = tastes
    return a + rise(lambda c: _earned(c, b), a) / 2, b + rise(lambda c: _earned(a, c), b) / 2
