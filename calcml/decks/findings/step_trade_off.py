"""Truncation against round-off: which error grows with the step, and which without it.

======  ==========================================================
letter  meaning
======  ==========================================================
h, h*   the step, and the best one by the model
ε       machine epsilon, 2⁻⁵²
======  ==========================================================
"""

import math

import numpy as np
import sympy as sp

from calcml.core.differences import DifferenceQuotient, Scheme, difference_quotient
from calcml.core.floats import MACHINE_EPSILON, absorbs
from calcml.core.functions import Function
from calcml.core.steps import OptimalStep, optimal_step, step_sweep
from calcml.core.symbols import x
from calcml.decks.findings.error_orders import PER_DECADE, decades, order, rounding_order
from calcml.decks.findings.finding import Finding, finding

ORDER_OF_TRUNCATION = 1
ORDER_OF_ROUNDING = -1
ROOT = math.sqrt(MACHINE_EPSILON)
PLACES = (1.0, 3.0, 3e8)
"""Points at which the step √ε should do."""

PARABOLA, SINE = Function(x**2, x), Function(sp.sin(x), x)
ORDINARY = ((PARABOLA, 3), (SINE, 1), (Function(sp.exp(x), x), 0), (Function(x**3, x), 2))
"""Functions and points with |f|, |f''| and |x| of the order of 1."""

_FACTOR = (
    10.0  # by which a step may miss the best one: the model's error is then five times the least
)
_CLEARLY = 0.1  # how far a quotient is off, relatively, that has hardly a digit right
_NEAR = 0.1  # how far from the order a slope may lie that is measured on ragged points


def _difference(quotient: DifferenceQuotient) -> float:
    return abs(quotient.minuend - quotient.subtrahend)


def _relative_error(quotient: DifferenceQuotient) -> float:
    return abs(float(sp.Rational(quotient.value) / quotient.derivative) - 1)


@finding("A-072")
def difference_below_epsilon() -> Finding:
    """Find two differences of values below ε: zero, and 1e-20."""
    lost = difference_quotient(PARABOLA, 3, step=1e-16)
    kept = difference_quotient(SINE, 0, step=1e-20)
    return Finding(
        stated=all(_difference(q) < MACHINE_EPSILON for q in (lost, kept)),
        computed={
            "f(3 + 1e-16) - f(3) for x²": _difference(lost),
            "f(1e-20) - f(0) for sin": _difference(kept),
            "machine epsilon": MACHINE_EPSILON,
        },
    )


def _relatively_tiny(quotient: DifferenceQuotient) -> bool:
    """Tell whether the difference meant is too small to change the double f(x).

    Half a unit in the last place of f(x) is more than ε |f(x)| / 4.
    """
    meant = abs(float(quotient.exact)) * quotient.step
    return meant < MACHINE_EPSILON * abs(quotient.subtrahend) / 4


@finding("A-073")
def epsilon_is_relative() -> Finding:
    """Find sin at 0 right with a difference below ε, and x² at 3 wrong with one above it."""
    at_zero = difference_quotient(SINE, 0, step=1e-20)
    at_three = difference_quotient(PARABOLA, 3, step=1e-15)
    sweeps = (step_sweep(f, at, decades(16, 18)) for f, at in ORDINARY)
    tiny = [q for sweep in sweeps for q in sweep.quotients if _relatively_tiny(q)]
    tiny_is_lost = bool(tiny) and all(q.value == 0 for q in tiny)
    below_is_right = _difference(at_zero) < MACHINE_EPSILON and _relative_error(at_zero) == 0
    above_is_wrong = (
        _difference(at_three) > MACHINE_EPSILON and _relative_error(at_three) > _CLEARLY
    )
    return Finding(
        stated=not below_is_right,
        narrowed=tiny_is_lost,
        corrected=tiny_is_lost and below_is_right and above_is_wrong,
        computed={
            "sin at 0, difference": _difference(at_zero),
            "sin at 0, quotient": at_zero.value,
            "x² at 3, difference": _difference(at_three),
            "x² at 3, quotient": at_three.value,
            "x² at 3, relative error": _relative_error(at_three),
        },
    )


@finding("A-074")
def truncation_vanishes_with_the_step() -> Finding:
    """Shorten the step for x²: truncation is h itself, and what grows is the round-off."""
    steps = (1e-2, 1e-8, 1e-16)
    sweep = step_sweep(PARABOLA, 3, steps)
    rounding_grows = bool((np.diff(sweep.roundings) > 0).all())
    return Finding(
        stated=bool((np.diff(sweep.truncations) > 0).all()),
        corrected=sweep.truncations.tolist() == list(steps) and rounding_grows,
        computed={
            **{
                f"truncation at h = {step}": truncation
                for step, truncation in zip(steps, sweep.truncations.tolist(), strict=True)
            },
            "round-off at h = 1e-16": sweep.roundings[-1].item(),
        },
    )


@finding("A-075")
def truncation_scales_with_the_step() -> Finding:
    """Measure the order of truncation for sin at 1, and compare both errors at 1e-14."""
    sweep = step_sweep(SINE, 1, decades(3, 6))
    measured = order(sweep.steps, sweep.truncations)
    short = step_sweep(SINE, 1, [1e-14])
    negligible = bool(short.truncations[0] < short.roundings[0] / 1000)
    return Finding(
        stated=abs(measured - ORDER_OF_TRUNCATION) < _NEAR and negligible,
        computed={
            "order": round(measured),
            "measured slope": measured,
            "truncation at h = 1e-14": short.truncations[0].item(),
        },
    )


@finding("A-076")
def rounding_scales_with_the_reciprocal() -> Finding:
    """Measure the order of the largest round-off per decade for sin at 1."""
    sweep = step_sweep(SINE, 1, decades(6, 14))
    measured = rounding_order(sweep)
    dominates = bool((sweep.roundings[-PER_DECADE:] > sweep.truncations[-PER_DECADE:]).all())
    return Finding(
        stated=abs(measured - ORDER_OF_ROUNDING) < _NEAR and dominates,
        computed={"order": round(measured), "measured slope": measured},
    )


def _suits(step: float, f: Function, at: float) -> bool:
    """Tell whether a step leaves a trace and is within a factor of ten of the best one."""
    return not absorbs(at, step) and 1 / _FACTOR < step / optimal_step(f, at).step < _FACTOR


def _model_error(best: OptimalStep, step: float) -> float:
    return best.truncation(step) + best.rounding(step)


@finding("A-077")
def root_of_epsilon_is_an_order_of_magnitude() -> Finding:
    """Compare √ε with the best steps of ordinary functions, and try it at 3e8, where it is lost."""
    parabola, sine = (optimal_step(f, at) for f, at in ORDINARY[:2])
    central = optimal_step(SINE, 1, scheme=Scheme.CENTRAL)
    cube_root = math.cbrt(MACHINE_EPSILON)
    scaled = all(_suits(ROOT * max(1.0, at), PARABOLA, at) for at in PLACES)
    return Finding(
        stated=all(_suits(ROOT, PARABOLA, at) for at in PLACES),
        narrowed=all(_suits(ROOT, f, at) for f, at in ORDINARY),
        corrected=scaled and _model_error(central, cube_root) < _model_error(central, ROOT) / 100,
        computed={
            "√ε": ROOT,
            "h* for x² at 3": parabola.step,
            "h* for x² at 3 in units of √ε": parabola.step / ROOT,
            "h* for sin at 1": sine.step,
            "(3e8 + √ε) - 3e8": (3e8 + ROOT) - 3e8,
            "∛ε for the symmetric quotient": cube_root,
        },
    )
