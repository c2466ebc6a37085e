"""What is true of the decks' claims about the learning problem: errors, cost, loss, reward."""

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from calcml.core.descent import gradient_ascent, gradient_descent
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.regression import cost_function, least_squares
from calcml.core.symbols import a
from calcml.decks.findings.descent_examples import COST, DATA, EXPECTED_REWARD, REWARDS
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.monotone import falls, rises

BOLD = ("0.6", "0.6", "0.01")
CAUTIOUS = ("0.49", "0.49", "0.49")
NEGLIGIBLE = 1e-9


@finding("A-159")
def errors_at_the_training_points() -> Finding:
    """At each data point the error of a line is a number, and those numbers make up the cost."""
    fit = least_squares(DATA)
    measured = [fit.line.exact(p) - q for p, q in DATA]
    mean = sp.Add(*(r**2 for r in measured)) / (2 * len(DATA))
    return Finding(
        stated=mean == COST.exact(fit.slope, fit.intercept) and tuple(measured) == fit.residuals,
        computed={"residuals of the best line": tuple(measured), "their cost": mean},
    )


@finding("A-160")
def the_cost_compares_output_with_data() -> Finding:
    """Where a model gives the data, the cost is zero; it grows with the distance from them."""
    on_a_line = cost_function([(p, 2 * p + 1) for p, _ in DATA])
    away = [on_a_line.exact(2, 1 + lift) for lift in range(5)]
    return Finding(
        stated=away[0] == 0 and rises(away),
        computed={
            "J(0, 0) on the data": COST.exact(0, 0),
            "J of the best line": least_squares(DATA).cost,
            "J where the output is the data": away[0],
        },
    )


@finding("A-161")
def iteration_is_not_forced() -> Finding:
    """One linear solve fits a line; for a model that is not linear in its parameter it does not."""
    fit = least_squares(DATA)
    slope = gradient(COST, (fit.slope, fit.intercept)).exact
    exponential = _cost_of_exponentials()
    once = _newton(exponential, Fraction(1, 2), times=1)
    often = _newton(exponential, Fraction(1, 2), times=12)
    needs_steps = abs(once[1]) > 1 and abs(often[1]) < NEGLIGIBLE
    return Finding(
        stated=any(slope),
        narrowed=needs_steps,
        corrected=not any(slope) and needs_steps,
        computed={
            "a in one solve": fit.slope,
            "b in one solve": fit.intercept,
            "J there": fit.cost,
            "gradient of J there": slope,
            "slope of the cost of y = exp(ax) after one solve": once[1],
            "after twelve": often[1],
        },
    )


def _cost_of_exponentials() -> Function:
    return Function(sp.Add(*((sp.exp(a * p) - q) ** 2 for p, q in DATA)) / (2 * len(DATA)), a)


def _newton(cost: Function, start: Fraction, *, times: int) -> tuple[float, float]:
    """Solve the linearised equation "slope = 0" again and again; return place and slope."""
    slope, bend = cost.derivative(a), cost.derivative(a, a)
    at = float(start)
    for _ in range(times):
        at -= slope(at) / bend(at)
    return at, slope(at)


@finding("B-02")
def a_lower_loss_may_be_less_accurate() -> Finding:
    """Three cautious guesses have the lower loss and not one hit.

    That training raises accuracy all the same is tried on a logistic classifier.
    """
    bold, cautious = (tuple(map(sp.Rational, each)) for each in (BOLD, CAUTIOUS))
    is_lower = bool(_loss(cautious) < _loss(bold))
    is_less_accurate = _accuracy(cautious) < _accuracy(bold)
    losses, hits = _training()
    usually = falls(losses) and hits == sorted(hits) and hits[-1] > hits[0]
    return Finding(
        stated=not (is_lower and is_less_accurate),
        narrowed=usually,
        corrected=is_lower and is_less_accurate and usually,
        computed={
            "loss of (0.6, 0.6, 0.01)": _loss(bold),
            "accuracy of (0.6, 0.6, 0.01)": _accuracy(bold),
            "loss of (0.49, 0.49, 0.49)": _loss(cautious),
            "accuracy of (0.49, 0.49, 0.49)": _accuracy(cautious),
            "accuracy before and after training": (hits[0], hits[-1]),
        },
    )


def _loss(guesses: Sequence[sp.Expr]) -> sp.Expr:
    """Return the mean logarithmic loss of probabilities given to what is the case."""
    return -sp.Add(*map(sp.log, guesses)) / len(guesses)


def _accuracy(guesses: Sequence[sp.Expr]) -> sp.Expr:
    return sp.Rational(sum(bool(g > sp.Rational(1, 2)) for g in guesses), len(guesses))


def _training() -> tuple[list[float], list[Fraction]]:
    """Train the sign of a weight on x = ±1, ±2; return losses and accuracies on the way."""
    loss = Function(sp.Add(*(sp.log(1 + sp.exp(-a * p)) for p in (1, 2))) / 2, a)
    run = gradient_descent(loss, -1, rate=0.5, steps=20)
    hits = [Fraction(int((weight > 0).all())) for weight in run.points]
    return run.values.tolist(), hits


@finding("B-03")
def ascent_raises_the_expected_reward() -> Finding:
    """Ascent on the expected reward of an agent raises it towards the best action's."""
    run = gradient_ascent(EXPECTED_REWARD, (0, 0), rate=1, steps=60)
    return Finding(
        stated=rises(run.values) and bool(run.values[-1] > max(REWARDS) - 0.2),
        computed={
            "expected reward at the start": EXPECTED_REWARD.exact(0, 0),
            "after sixty steps": float(run.values[-1]),
            "best action's": max(REWARDS),
        },
    )
