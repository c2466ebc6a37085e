"""What is true of the decks' picture of a descent: a walk down a mountain in the fog."""

from fractions import Fraction

import numpy as np
import sympy as sp

from calcml.core.critical_points import Kind, critical_points
from calcml.core.descent import Stop, Trajectory, gradient_descent
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient
from calcml.core.symbols import x, y
from calcml.decks.findings.descent_examples import PARABOLA
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.monotone import falls

MOUNTAIN = Function(x**4 - 2 * x**2 + sp.Rational(3, 10) * x, x)
STARTS = (-2, 2)
RATE = Fraction(1, 10)
HILLSIDES = (
    (Function(x**2 + y**2, (x, y)), (sp.Rational(3, 2), sp.Integer(2))),
    (Function(x * y**2 + x**3, (x, y)), (sp.Integer(1), sp.Integer(2))),
    (Function(sp.sin(x) * sp.exp(-y), (x, y)), (sp.Integer(1), sp.Integer(-1))),
)


def _walk_down(start: int) -> Trajectory:
    return gradient_descent(MOUNTAIN, start, rate=0.01, steps=1000)


@finding("B-22")
def the_valley_depends_on_the_start() -> Finding:
    """From −2 the walk ends in the lowest valley, from 2 in another; both are local minima."""
    valleys = [point for point in critical_points(MOUNTAIN) if point.kind is Kind.MINIMUM]
    lowest = min(point.height for point in valleys)
    runs = [_walk_down(start) for start in STARTS]
    ends = [float(run.values[-1]) for run in runs]
    reached = [run.stop is Stop.CONVERGED and np.isclose(ends[k], valleys[k].height, rtol=1e-12)
               for k, run in enumerate(runs)]  # fmt: skip
    return Finding(
        stated=bool(np.allclose(ends, lowest, rtol=1e-12)),
        narrowed=bool(np.isclose(ends[0], lowest, rtol=1e-12)),
        corrected=all(reached),
        computed={
            "x from −2": valleys[0].coordinates.tolist()[0],
            "f there": valleys[0].height,
            "x from 2": valleys[1].coordinates.tolist()[0],
            "f at that place": valleys[1].height,
        },
    )


@finding("B-23")
def the_gradient_is_the_steepest_slope() -> Finding:
    """No direction of a full turn rises faster than the gradient's, whose rate is its length."""
    turns = [sp.Rational(n, 2) for n in range(-6, 7)]
    steepest = {}
    for f, place in HILLSIDES:
        slope = gradient(f, place).exact
        along = directional_derivative(f, place, slope).exact
        others = [directional_derivative(f, place, (1 - t**2, 2 * t)).value for t in turns]
        length = sp.sqrt(sp.Add(*(component**2 for component in slope)))
        steepest[f] = sp.simplify(along - length) == 0 and max(others) <= float(along) + 1e-12
    f, place = HILLSIDES[0]
    slope = gradient(f, place).exact
    aside, ahead = map(float, slope)
    return Finding(
        stated=all(steepest.values()),
        computed={
            "gradient of x² + y² at (3/2, 2)": slope,
            "steepest slope there": directional_derivative(f, place, slope).exact,
            "its angle in degrees": float(np.degrees(np.arctan2(ahead, aside))),
        },
    )


@finding("B-24")
def along_the_gradient_is_uphill() -> Finding:
    """Along the gradient a step raises f, against it lowers it."""
    up, down = _after_a_step(1), _after_a_step(-1)
    before = PARABOLA.exact(0)
    hills = [(f(*_moved(f, p, 0)), f(*_moved(f, p, 1)), f(*_moved(f, p, -1))) for f, p in HILLSIDES]
    return Finding(
        stated=bool(up < before),
        narrowed=bool(down < before),
        corrected=bool(down < before < up) and all(low < here < high for here, high, low in hills),
        computed={
            "f(0)": before,
            "f after a step along the gradient": up,
            "f after a step against it": down,
        },
    )


def _after_a_step(sign: int) -> sp.Expr:
    return PARABOLA.exact(sign * RATE * Fraction(int(PARABOLA.derivative(x).exact(0))))


def _moved(f: Function, place: tuple[sp.Expr, ...], sign: int) -> tuple[float, ...]:
    """Return a place after a short step along the gradient, or against it."""
    step = sign * 0.01
    slope = gradient(f, place).exact
    return tuple(float(p) + step * float(s) for p, s in zip(place, slope, strict=True))


@finding("B-25")
def repeating_goes_down_step_by_step() -> Finding:
    """Sixty steps with η = 0.1 lower the parabola at every one; so does each walk in the fog."""
    run = gradient_descent(PARABOLA, 0, rate=RATE, steps=60)
    values = [state.value for state in run.exact]
    return Finding(
        stated=falls(values) and all(falls(_walk_down(s).values[:100]) for s in STARTS),
        computed={
            "f at the start": values[0],
            "f after sixty steps": float(values[-1]),
            "steps": len(values) - 1,
        },
    )
