"""What is lost when the step is too short: cancellation, and at last the step itself."""

import sys
from fractions import Fraction
from itertools import pairwise

import numpy as np

from calcml.core.differences import Verdict, difference_quotient
from calcml.core.floats import absorbs, addition, spacing
from calcml.core.functions import Function
from calcml.core.steps import step_sweep
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.printed_programs import X, forward, square

PRINTED_AT_TINY_STEP = "0.0"
TINY_STEP = 1e-16

PARABOLA = Function(x**2, x)


@finding("A-050")
def zero_is_absorption() -> Finding:
    """Find the step lost in 3 + h at h = 1e-16, and cancellation at the longer steps before it."""
    at_tiny_step = difference_quotient(PARABOLA, X, step=TINY_STEP)
    before = step_sweep(PARABOLA, X, [Fraction(1, 10**k) for k in range(8, 16)])
    sum_keeps_no_trace = absorbs(X, TINY_STEP) and spacing(X) / 2 > TINY_STEP
    return Finding(
        stated=at_tiny_step.verdict is Verdict.CANCELLATION,
        narrowed=all(q.verdict is Verdict.CANCELLATION for q in before.quotients),
        corrected=sum_keeps_no_trace and at_tiny_step.verdict is Verdict.ABSORPTION,
        computed={
            "3 + 1e-16 == 3.0": float(X) == X + TINY_STEP,
            "gap between doubles at 3": spacing(X),
            "half the gap": spacing(X) / 2,
            "(3 + 1e-15) - 3": addition(X, 1e-15).effective,
        },
    )


@finding("A-051")
def program_prints_zero() -> Finding:
    """Run the slide's program with h = 1e-16."""
    printed = str(forward(X, TINY_STEP))
    return Finding(stated=printed == PRINTED_AT_TINY_STEP, computed={"printed": printed})


@finding("A-052")
def quotient_breaks_down() -> Finding:
    """Watch the quotient get worse from step to step, although its exact value gets better."""
    steps = (1e-8, 1e-12, TINY_STEP)
    sweep = step_sweep(PARABOLA, X, steps)
    grows, better = np.diff(sweep.errors) > 0, np.diff(sweep.truncations) < 0
    return Finding(
        stated=bool(grows.all() and better.all()),
        computed={
            f"error at h = {step}": error
            for step, error in zip(steps, sweep.errors.tolist(), strict=True)
        },
    )


@finding("A-053")
def precision_is_finite() -> Finding:
    """Round an integer of one bit too many, and watch the two values come within a few doubles."""
    bits = sys.float_info.mant_dig
    too_long = 2**bits + 1
    gaps = [square(X + h) - square(X) for h in (1e-2, 1e-6, 1e-10, 1e-15)]
    closer = all(after < before for before, after in pairwise(gaps))
    return Finding(
        stated=int(float(too_long)) != too_long and closer,
        computed={
            "bits of a significand": bits,
            "units in the last place between the values at h = 1e-15": int(gaps[-1] / spacing(9.0)),
        },
    )


@finding("A-054")
def close_values_lose_digits() -> Finding:
    """Count the digits that cancel as the values come closer, and measure the quotient's error."""
    sweep = step_sweep(PARABOLA, X, [1e-6, 1e-10, 1e-14])
    lost = [q.subtraction.digits_lost for q in sweep.quotients]
    slope = float(sweep.derivative)
    spoilt = sweep.roundings / slope
    return Finding(
        stated=bool((np.diff(lost) > 0).all() and (np.diff(spoilt) > 0).all()),
        computed={
            "digits that cancel at h = 1e-14": lost[-1],
            "relative error at h = 1e-14": sweep.errors[-1].item() / slope,
            "the subtraction itself is exact": all(q.subtraction.is_exact for q in sweep.quotients),
        },
    )
