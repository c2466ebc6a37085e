"""What is true of the decks' claims about optimisation and critical points."""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import permutations
from typing import Any

import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.derivatives import Derivative, derivative
from calcml.core.functions import Function
from calcml.core.gradients import gradient, hessian
from calcml.core.limits import Limit, limit
from calcml.core.symbols import h, x, y
from calcml.decks.findings.descent_examples import PARABOLA, opposite
from calcml.decks.findings.finding import Finding, finding

STATED_SLOPE = Function(2 * x - 4, x)
STATED_PLACE = sp.Rational(4, 2)
EXTREMA = (Kind.MINIMUM, Kind.MAXIMUM)
ALLOWED = (3, 5)
GRID = tuple(Fraction(n, 4) for n in range(-8, 21))
NEARBY = Fraction(1, 1000)

SMOOTH = (PARABOLA, Function(x**3, x), Function(x**3 - 3 * x, x), Function(x**4 - 2 * x**2, x))
BENT = Function(sp.Abs(x), x)
FLAT_WITHOUT_EXTREMUM = (Function(-(x**2) + y**3, (x, y)), Function(x**5 + y**2, (x, y)))


@finding("A-153")
def the_best_of_a_set_by_a_criterion() -> Finding:
    """Whatever the order of comparing two at a time, the same element of a set wins."""
    alternatives = range(5)
    wins = {reduce(_better, order) for order in permutations(alternatives)}
    best = min(wins)
    return Finding(
        stated=len(wins) == 1 and all(PARABOLA(best) <= PARABOLA(each) for each in alternatives),
        computed={"best of 0 to 4 by (x − 2)²": best, "orders of comparing": sp.factorial(5)},
    )


def _better(first: int, second: int) -> int:
    return first if PARABOLA(first) <= PARABOLA(second) else second


@finding("A-154")
def an_optimum_over_what_is_allowed() -> Finding:
    """Choosing inputs systematically finds the best allowed value, which the allowed set decides.

    On [3, 5] it lies on the border, where the slope is not zero.
    """
    (free,) = critical_points(PARABOLA)
    low, high = (_best_on(ALLOWED, choose) for choose in (min, max))
    least, largest = PARABOLA.exact(low), PARABOLA.exact(high)
    values = {place: PARABOLA.exact(place) for place in GRID}
    tried = [value for place, value in values.items() if ALLOWED[0] <= place <= ALLOWED[1]]
    return Finding(
        stated=min(values.values()) == free.value and (min(tried), max(tried)) == (least, largest),
        computed={
            "least value of all": free.value,
            "least value on [3, 5]": least,
            "where": low,
            "slope there": PARABOLA.derivative(x).exact(low),
            "largest value on [3, 5]": largest,
        },
    )


def _best_on(bounds: tuple[int, int], choose: Callable[..., Any]) -> sp.Expr:
    """Choose among the borders and the critical points between them."""
    inside = [point.at[0] for point in critical_points(PARABOLA, bounds)]
    return choose((*map(sp.Integer, bounds), *inside), key=PARABOLA.exact)


@finding("A-155")
def zero_slope_is_neither_needed_nor_enough() -> Finding:
    """x³ has slope zero and no extremum at 0, |x| an extremum and no slope.

    The extrema are found without any derivative, by comparing with values nearby.
    """
    everything = (*SMOOTH, BENT)
    flat = {f: _flat_places(f) for f in everything}
    extrema = {f: _extrema(f) for f in everything}
    candidates = {f: {point.at[0] for point in critical_points(f)} for f in everything}
    settled = {f: _classified_as_extrema(f) for f in everything}
    cubic = SMOOTH[1]
    return Finding(
        stated=all(flat[f] == extrema[f] for f in everything),
        narrowed=all(extrema[f] <= flat[f] for f in SMOOTH)
        and all(flat[f] == extrema[f] for f in SMOOTH if 0 not in _second_slopes(f)),
        corrected=all(extrema[f] <= candidates[f] and extrema[f] == settled[f] for f in everything)
        and not any(map(_is_extremal_at_zero, FLAT_WITHOUT_EXTREMUM)),
        computed={
            "slope of x³ at 0": cubic.derivative(x).exact(0),
            "x³ has an extremum at 0": 0 in extrema[cubic],
            "|x| has an extremum at 0": 0 in extrema[BENT],
            "|x| has a slope at 0": isinstance(derivative(BENT, 0), Derivative),
            "gradient of −x² + y³ at 0": gradient(FLAT_WITHOUT_EXTREMUM[0], (0, 0)).exact,
        },
    )


def _flat_places(f: Function) -> set[Fraction]:
    slopes = ((place, derivative(f, place)) for place in GRID)
    return {p for p, slope in slopes if isinstance(slope, Derivative) and slope.exact == 0}


def _extrema(f: Function) -> set[Fraction]:
    return {place for place in GRID if _is_extremal(f, place)}


def _is_extremal(f: Function, place: Fraction) -> bool:
    here = f.exact(place)
    rises = [f.exact(place + side * NEARBY) - here for side in (-1, 1)]
    return all(rise > 0 for rise in rises) or all(rise < 0 for rise in rises)


def _is_extremal_at_zero(f: Function) -> bool:
    steps = (-NEARBY, 0, NEARBY)
    rises = [f.exact(p, q) - f.exact(0, 0) for p in steps for q in steps if p or q]
    return all(rise > 0 for rise in rises) or all(rise < 0 for rise in rises)


def _classified_as_extrema(f: Function) -> set[sp.Expr]:
    return {point.at[0] for point in critical_points(f) if point.kind in EXTREMA}


def _second_slopes(f: Function) -> set[sp.Expr]:
    return {hessian(f, place).exact[0, 0] for place in _flat_places(f)}


@finding("A-156")
def the_slope_of_the_parabola() -> Finding:
    """2x − 4 is the difference quotient's limit at three places, one more than settle a line."""
    places = (-1, sp.Rational(1, 3), 5)
    return Finding(
        stated=all(_slope_by_limit(p) == STATED_SLOPE.exact(p) for p in places)
        and PARABOLA.derivative(x).expression == STATED_SLOPE.expression,
        computed={"slope": str(PARABOLA.derivative(x).expression)},
    )


def _slope_by_limit(place: sp.Expr) -> sp.Expr | None:
    moved = PARABOLA.expression.subs(x, place + h)
    found = limit(Function((moved - PARABOLA.exact(place)) / h, h), 0)
    return found.value if isinstance(found, Limit) else None


@finding("A-157")
def zero_slope_as_an_equation() -> Finding:
    """f'(x) = 0 and the stated equation have the same solution."""
    flat = {point.at[0] for point in critical_points(PARABOLA)}
    solutions = set(sp.roots(sp.Poly(STATED_SLOPE.expression, x)))
    return Finding(stated=flat == solutions, computed={"solution": min(solutions)})


@finding("A-158")
def the_solution_is_a_minimum() -> Finding:
    """At the stated place the slope is zero; the second slope tells that it is a minimum."""
    (point,) = critical_points(PARABOLA)
    return Finding(
        stated=STATED_SLOPE.exact(STATED_PLACE) == 0 and point.at == (STATED_PLACE,),
        computed={
            "x": point.at[0],
            "f(2)": point.value,
            "f''(2)": hessian(PARABOLA, point.at).exact[0, 0],
            "kind": point.kind.name.lower(),
        },
    )


@finding("B-01")
def maximising_is_minimising_the_opposite() -> Finding:
    """Where a function has its maxima, its opposite has minima of the opposite values."""
    return Finding(
        stated=all(_mirrors(f, opposite(f)) for f in (*SMOOTH, opposite(PARABOLA))),
        computed={
            "max of −(x² − 4x + 4)": critical_points(opposite(PARABOLA))[0].value,
            "−min of x² − 4x + 4": -critical_points(PARABOLA)[0].value,
        },
    )


def _mirrors(f: Function, other: Function) -> bool:
    def found(g: Function, kind: Kind, sign: int) -> list[tuple[sp.Expr, sp.Expr]]:
        return [(p.at[0], sign * p.value) for p in critical_points(g) if p.kind is kind]

    high, low = Kind.MAXIMUM, Kind.MINIMUM
    return found(f, high, 1) == found(other, low, -1) and found(f, low, 1) == found(other, high, -1)
