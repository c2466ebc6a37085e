"""What is true of the decks' claims about fitting a line by descent: J(a, b), and its updates."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import sympy as sp

from calcml.core.descent import gradient_descent
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient, hessian
from calcml.core.rates import convergence_bound
from calcml.core.regression import least_squares
from calcml.core.symbols import a, b, x
from calcml.decks.findings.descent_examples import COST, DATA, fraction
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.monotone import falls

RATE = Fraction(1, 10)
TOO_HIGH = Fraction(2, 5)
GOOD = Fraction(1, 4)
STEPS = 5
ORIGIN = (0, 0)
STARTS = ((0, 0), (5, -3), (-4, 8), (10, 10))
NAMES = ("cost", "loss")

_SQUARES = sp.Add(*((a * p + b - q) ** 2 for p, q in DATA))
NORMALISATIONS = {
    "1/(2m) Σ": sp.Rational(1, 2 * len(DATA)),
    "1/m Σ": sp.Rational(1, len(DATA)),
    "Σ": sp.Integer(1),
}


@finding("B-26")
def the_cost_is_not_defined() -> Finding:
    """Three usual normalisations of J allow three different rates, with one minimum."""
    costs = {name: Function(sp.expand(factor * _SQUARES), (a, b))
             for name, factor in NORMALISATIONS.items()}  # fmt: skip
    bounds = {name: convergence_bound(cost) for name, cost in costs.items()}
    fit = least_squares(DATA)
    flat = [gradient(cost, (fit.slope, fit.intercept)).exact for cost in costs.values()]
    return Finding(
        stated=len(set(bounds.values())) == 1,
        corrected=not any(map(any, flat)) and costs["1/(2m) Σ"].expression == COST.expression,
        readings={f"largest α with J = {name}": bound for name, bound in bounds.items()},
        computed={"a": fit.slope, "b": fit.intercept, "least J with 1/(2m) Σ": fit.cost},
    )


@finding("B-27")
def the_steepest_way_is_local() -> Finding:
    """Against the gradient J falls fastest at first; yet a long step can raise it."""
    slope = gradient(COST, ORIGIN).exact
    down = tuple(-component for component in slope)
    steepest = directional_derivative(COST, ORIGIN, down).value
    turns = [sp.Rational(n, 2) for n in range(-6, 7)]
    others = [directional_derivative(COST, ORIGIN, (sign * (1 - t**2), sign * 2 * t)).value
              for t in turns for sign in (1, -1)]  # fmt: skip
    is_steepest = min(others) >= steepest - 1e-12 * abs(steepest)
    before, short, long = (COST.exact(*_stepped(rate)) for rate in (Fraction(0), RATE, TOO_HIGH))
    return Finding(
        stated=bool(short < before and long < before),
        narrowed=is_steepest and bool(short < before),
        corrected=is_steepest and bool(long > before),
        computed={
            "J(0, 0)": before,
            "J after a step with α = 0.1": short,
            "J after a step with α = 0.4": long,
        },
    )


def _stepped(rate: Fraction) -> tuple[Fraction, ...]:
    """Return (a, b) after one simultaneous step from the origin."""
    slope = map(fraction, gradient(COST, ORIGIN).exact)
    return tuple(start - rate * component for start, component in zip(ORIGIN, slope, strict=True))


@finding("B-28")
def any_start_will_do() -> Finding:
    """J is a bowl, so the descents from four starts end at the same line."""
    fit = least_squares(DATA)
    best = [float(fit.slope), float(fit.intercept)]
    ends = [gradient_descent(COST, start, rate=GOOD, steps=300).points[-1] for start in STARTS]
    curvatures = hessian(COST, ORIGIN).exact.eigenvals()
    return Finding(
        stated=bool(np.allclose(ends, best, rtol=0, atol=1e-8) and min(curvatures) > 0),
        computed={"a": fit.slope, "b": fit.intercept, "smallest curvature": min(curvatures)},
    )


@finding("B-29")
def one_after_the_other_is_another_method() -> Finding:
    """With the old a in the second assignment, or the new one, a step leads to different lines."""
    simultaneous = _stepped(RATE)
    new_a = simultaneous[0]
    sequential = (new_a, -RATE * fraction(gradient(COST, (new_a, 0)).exact[1]))
    run = gradient_descent(COST, ORIGIN, rate=RATE, steps=1)
    return Finding(
        stated=simultaneous == sequential,
        corrected=run.exact[1].point == simultaneous,
        readings={"(a, b) updated at once": _told(simultaneous),
                  "(a, b) one after the other": _told(sequential)},
        computed={"a either way": new_a, "b updated at once": simultaneous[1],
                  "b after the new a": sequential[1]},
    )  # fmt: skip


def _told(pair: tuple[Fraction, ...]) -> str:
    return f"({', '.join(map(str, pair))})"


def _update_of(variable: sp.Symbol) -> Finding:
    """Compare the update with the core's step, and its slope with one summed over the data."""
    place = COST.variables.index(variable)
    slope = COST.derivative(variable).expression
    weights = [p if variable == a else 1 for p, _ in DATA]
    summed = sp.Add(*(w * (a * p + b - q) for w, (p, q) in zip(weights, DATA, strict=True)))
    run = gradient_descent(COST, ORIGIN, rate=RATE, steps=STEPS)
    follows = all(
        later.point[place]
        == earlier.point[place] - RATE * fraction(gradient(COST, earlier.point).exact[place])
        for earlier, later in pairwise(run.exact)
    )
    return Finding(
        stated=follows
        and sp.expand(slope - summed / len(DATA)) == 0
        and falls(state.value for state in run.exact),
        computed={
            f"∂J/∂{variable}": str(slope),
            f"{variable} after a step with α = 0.1": run.exact[1].point[place],
        },
    )


@finding("B-30")
def update_of_the_slope() -> Finding:
    """Against ∂J/∂a moves the slope a."""
    return _update_of(a)


@finding("B-31")
def update_of_the_intercept() -> Finding:
    """Against ∂J/∂b moves the intercept b."""
    return _update_of(b)


@finding("B-32")
def two_names_for_one_function() -> Finding:
    """Loss is mostly said of one sample, cost of their mean: two different numbers at (0, 0)."""
    losses = [sp.Rational(1, 2) * q**2 for _, q in DATA]
    cost = COST.exact(*ORIGIN)
    return Finding(
        stated=all(loss == cost for loss in losses),
        corrected=cost == sp.Add(*losses) / len(losses),
        readings={"J(0, 0) as a cost": cost, "J(0, 0) as the loss of a sample": losses[-1]},
        computed={"names for J": ", ".join(NAMES), "mean of the losses": cost},
    )


@finding("B-33")
def alpha_and_eta_are_one() -> Finding:
    """With α in the place of η the update is the other deck's: the same factor of the gradient."""
    alpha, eta = sp.symbols("alpha eta", positive=True)
    slope = COST.derivative(a).expression
    here, there = a - alpha * slope, a - eta * slope
    run = gradient_descent(COST, ORIGIN, rate=RATE, steps=1)
    after = here.subs({a: 0, b: 0, alpha: sp.Rational(RATE.numerator, RATE.denominator)})
    return Finding(
        stated=sp.expand(here.subs(alpha, eta) - there) == 0
        and fraction(after) == run.exact[1].point[0],
        computed={"deck A": "η", "deck B": "α", "rate": RATE, "a after a step": after},
    )


@finding("B-34")
def slope_and_intercept() -> Finding:
    """Everywhere the slope of y = ax + b is a, and its height where x is zero is b."""
    line = Function(a * x + b, (a, b, x))
    samples = [(sp.Rational(4, 5), sp.Rational(7, 5)), (-2, 3), (0, 1)]
    return Finding(
        stated=line.derivative(x).expression == a
        and all(line.exact(p, q, 0) == q for p, q in samples)
        and all(line.exact(p, q, 5) - line.exact(p, q, 4) == p for p, q in samples),
        computed={"slope": str(line.derivative(x).expression), "height at 0": str(b)},
    )
