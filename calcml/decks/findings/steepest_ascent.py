"""Findings about the way the gradient points: the steepest increase here, not the maximum."""

import math
from fractions import Fraction
from functools import cache
from typing import TypeAlias

import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.differences import difference_quotient
from calcml.core.flows import FlowEnd, flow_line
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient
from calcml.core.symbols import h, x, y
from calcml.core.window import Window
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.slopes import same_formula
from calcml.decks.findings.surfaces import GAUSSIAN, NON_SEPARABLE, PARABOLOID, PLACES, PLATEAUS

Turn: TypeAlias = tuple[Fraction, Fraction]

_FLANK = (sp.Rational(1, 2), sp.Rational(1, 2))
_TRIALS = (
    (PARABOLOID, (sp.Rational(3, 2), 2)),
    (NON_SEPARABLE, PLACES[0]),
    (GAUSSIAN, _FLANK),
    (PLATEAUS, (0, 0)),
)

# Turns away from the gradient as exact (cos, sin): a dozen around the circle.
_QUARTERS = ((1, 1), (1, -1), (-1, 1), (-1, -1))
_TURNS: list[Turn] = sorted(
    {
        (Fraction(i * c, 5), Fraction(j * s, 5))
        for c, s in ((3, 4), (4, 3), (5, 0), (0, 5))
        for i, j in _QUARTERS
    }
)
_AHEAD, _ACROSS, _BACK = ((Fraction(c), Fraction(s)) for c, s in ((1, 0), (0, 1), (-1, 0)))
_DIGITS, _ALIKE = 30, sp.Float("1e-20")


@cache
def _rates(f: Function, at: tuple[sp.Expr, sp.Expr]) -> dict[Turn, sp.Expr]:
    """Return the rate of change along each turn away from the gradient, found along that line."""
    across, up = gradient(f, at).exact
    headings = {(c, s): (across * c - up * s, across * s + up * c) for c, s in _TURNS}
    return {
        turn: directional_derivative(f, at, heading).exact for turn, heading in headings.items()
    }


def _largest(rates: dict[Turn, sp.Expr]) -> set[Turn]:
    values = {turn: rate.evalf(_DIGITS) for turn, rate in rates.items()}
    top = max(values.values())
    return {turn for turn, value in values.items() if top - value < _ALIKE}


def _climbs_most_ahead() -> bool:
    return all(_largest(_rates(*trial)) == {_AHEAD} for trial in _TRIALS)


@finding("A-135")
def greatest_change_has_two_directions() -> Finding:
    """Turn a dozen ways from the gradient: back down the change is as great, the increase is not.

    At a maximum there is no direction at all.
    """
    rates = _rates(GAUSSIAN, _FLANK)
    changes = {turn: abs(rate) for turn, rate in rates.items()}
    climbs = _climbs_most_ahead()
    return Finding(
        stated=_largest(changes) == {_AHEAD},
        narrowed=climbs,
        corrected=climbs and gradient(GAUSSIAN, _summit()).exact_direction is None,
        computed={
            "rate along the gradient at (0.5, 0.5)": rates[_AHEAD],
            "rate the opposite way": rates[_BACK],
            "directions of greatest change": len(_largest(changes)),
            "directions of greatest increase": len(_largest(rates)),
        },
    )


def _summit() -> tuple[sp.Expr, ...]:
    (top,) = (p for p in critical_points(GAUSSIAN) if p.kind is Kind.MAXIMUM)
    return top.at


@finding("A-141")
def nothing_climbs_like_the_gradient() -> Finding:
    """Turn a dozen ways at a point of four surfaces: the increase is greatest straight ahead."""
    rates = _rates(*_TRIALS[0])
    return Finding(
        stated=_climbs_most_ahead(),
        computed={
            "rate on x² + y² at (1.5, 2) along the gradient": rates[_AHEAD],
            "rate across": rates[_ACROSS],
            "rate the opposite way": rates[_BACK],
        },
    )


@finding("A-144")
def length_is_the_rate_of_increase() -> Finding:
    """Compare the gradient's length with the rate along it, exact and from a finite step."""
    gradients = [gradient(f, at) for f, at in _TRIALS]
    rates = [_rates(f, at)[_AHEAD] for f, at in _TRIALS]
    flank = gradients[_TRIALS.index((GAUSSIAN, _FLANK))]
    unit = [c / flank.exact_magnitude for c in flank.exact]
    line = {v: p + h * c for v, p, c in zip((x, y), _FLANK, unit, strict=True)}
    ahead = Function(GAUSSIAN.expression.subs(line), h)
    return Finding(
        stated=all(
            same_formula(g.exact_magnitude, rate) for g, rate in zip(gradients, rates, strict=True)
        ),
        computed={
            "length of the gradient at (0.5, 0.5)": flank.exact_magnitude,
            "Δf/Δs there for Δs = 0.001": difference_quotient(ahead, 0, step=0.001).value,
        },
    )


def _steepest_degree(f: Function, at: tuple[sp.Expr, sp.Expr]) -> int:
    """Return the whole degree in whose direction a small step gains most, by values alone."""
    a, b = map(float, at)
    step = 1e-4  # a degree beside the best gains some 1e-8 less, far more than rounding takes

    def gain(degree: int) -> float:
        turn = math.radians(degree)
        return f(a + step * math.cos(turn), b + step * math.sin(turn)) - f(a, b)

    return max(range(-179, 181), key=gain)


@finding("B-16")
def whole_compass() -> Finding:
    """Step into each of 360 directions: the best is the gradient's, and its rate the length."""
    here = gradient(NON_SEPARABLE, PLACES[0])
    found = {trial: _steepest_degree(*trial) for trial in _TRIALS}
    meant = {(f, at): gradient(f, at).direction for f, at in _TRIALS}
    return Finding(
        stated=all(
            angle is not None and found[trial] == round(math.degrees(angle))
            for trial, angle in meant.items()
        )
        and all(
            same_formula(gradient(*trial).exact_magnitude, _rates(*trial)[_AHEAD])
            for trial in _TRIALS
        ),
        computed={
            "direction at (1, 2) in degrees": sp.deg(here.exact_direction),
            "best of the whole degrees": found[NON_SEPARABLE, PLACES[0]],
            "rate of increase at (1, 2)": here.exact_magnitude,
        },
    )


_STARTS = (
    (sp.Rational(-3, 2), 0),
    (-1, sp.Rational(1, 2)),
    (sp.Rational(-3, 5), sp.Rational(1, 2)),
    (0, 0),
    (sp.Rational(3, 2), 1),
    (2, -2),
)
_DIVIDE = -1 / sp.sqrt(2)
_WINDOW = Window((-3, 3), (-3, 3))
_ARRIVAL = 1e-3 * math.hypot(6, 6)  # of the diagonal; a flow line ends at a tenth of that


def _turns_away(at: tuple[sp.Expr, sp.Expr]) -> bool:
    """Tell whether the arrow at a place leads farther from the maximum."""
    way = [m - p for m, p in zip(_summit(), at, strict=True)]
    return bool(
        sp.Add(*(c * w for c, w in zip(gradient(GAUSSIAN, at).exact, way, strict=True))) < 0
    )


def _reaches_the_summit(start: tuple[sp.Expr, sp.Expr]) -> bool:
    line = flow_line(GAUSSIAN, start, window=_WINDOW)
    left = math.dist(line.points[-1], tuple(map(float, _summit())))
    return line.end is FlowEnd.CRITICAL_POINT and left < _ARRIVAL


@finding("A-162")
def arrows_need_not_lead_to_the_maximum() -> Finding:
    """Follow the arrows: right of x = −1/√2 they end at the maximum, left of it they lead away.

    None crosses that line, as the slope by x vanishes all along it.
    """
    arrives = {start: _reaches_the_summit(start) for start in _STARTS}
    inside = {start: bool(start[0] > _DIVIDE) for start in _STARTS}
    away = [start for start in _STARTS if _turns_away(start)]
    across = GAUSSIAN.derivative(x).expression.subs(x, _DIVIDE)
    lost = gradient(GAUSSIAN, _STARTS[0]).exact
    return Finding(
        stated=not away and all(arrives.values()),
        narrowed=all(arrives[start] for start in _STARTS if inside[start]),
        corrected=arrives == inside and across == 0 and _climbs_most_ahead(),
        computed={
            "∂f/∂x at (−1.5, 0)": lost[0],
            "∂f/∂y at (−1.5, 0)": lost[1],
            "∂f/∂x on the line x = −1/√2": across,
            "starts tried": len(_STARTS),
            "starts that never arrive": len(_STARTS) - sum(arrives.values()),
            "starts whose arrows lead away from the maximum": len(away),
        },
    )
