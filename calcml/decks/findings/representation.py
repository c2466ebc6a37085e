"""How numbers are stored, what rounding costs, and what is cut off from a limit."""

import math
import struct
from fractions import Fraction

import numpy as np
import sympy as sp

from calcml.core.differences import difference_quotient
from calcml.core.floats import UNIT_ROUNDOFF, neighbours, repetition, rounding
from calcml.core.functions import Function
from calcml.core.symbols import h, x
from calcml.decks.findings.finding import Finding, finding

TENTH = Fraction(1, 10)
NUMBERS = (sp.Rational(1, 10), sp.Rational(1, 3), sp.Rational(22, 7), sp.sqrt(2), sp.pi)
"""Numbers with more binary digits than a double has."""

PARABOLA = Function(x**2, x)
CUBE = Function(x**3, x)


@finding("A-066")
def errors_accumulate() -> Finding:
    """Add 0.1 in a loop: the error grows far beyond that of one addition."""
    runs = [repetition(0.1, count=count) for count in (1, 10, 100, 1000)]
    errors = [abs(run.error) for run in runs]
    return Finding(
        stated=bool((np.diff(errors) > 0).all()),
        computed={
            "ten times 0.1, added in a loop": runs[1].sums[-1],
            "error of 0.1": errors[0],
            "error after 1000 additions": errors[-1],
        },
    )


@finding("A-067")
def bits_are_fixed() -> Finding:
    """Pack small and large, plain and endless numbers: each takes 64 bits."""
    values = (0.0, 0.1, math.pi, 1e300, 5e-324)
    lengths = {8 * len(struct.pack("d", value)) for value in values}
    facts = np.finfo(float)
    return Finding(
        stated=lengths == {facts.bits},
        computed={"bits": facts.bits, "bits of the significand": facts.nmant + 1},
    )


def _is_nearest(number: sp.Expr) -> bool:
    """Tell whether no double is nearer to the number than the one that is stored."""
    stored = rounding(number).stored
    off = abs(number - sp.Rational(stored))
    return all(bool(off <= abs(number - sp.Rational(other))) for other in neighbours(stored))


@finding("A-068")
def longer_numbers_are_rounded() -> Finding:
    """Store numbers with too many digits: what is kept is the nearest double."""
    return Finding(
        stated=all(rounding(n).error != 0 and _is_nearest(n) for n in NUMBERS),
        computed={"0.1 as it is stored": rounding(NUMBERS[0]).fraction},
    )


@finding("A-069")
def rounding_errors_are_small() -> Finding:
    """Compare the relative change by rounding with its bound, 2⁻⁵³."""
    relative = [abs(rounding(n).error / float(n)) for n in NUMBERS]
    return Finding(
        stated=all(0 < error <= UNIT_ROUNDOFF for error in relative),
        computed={
            "0.1 as stored minus 1/10": float(Fraction(0.1) - TENTH),
            "largest relative error found": max(relative),
            "bound 2**-53": UNIT_ROUNDOFF,
        },
    )


@finding("A-070")
def part_of_the_calculation_is_cut_off() -> Finding:
    """Keep the terms in h that the limit removes: they are the truncation error."""
    quotient = sp.expand((CUBE.expression.subs(x, x + h) - CUBE.expression) / h)
    left_over = sp.expand(quotient - CUBE.derivative().expression)
    return Finding(
        stated=left_over != 0 and left_over.subs(h, 0) == 0,
        computed={"quotient of x³": str(quotient), "error of a finite step": str(left_over)},
    )


@finding("A-071")
def step_is_finite_not_imprecise() -> Finding:
    """Take steps that doubles hold exactly: the error is the step itself all the same."""
    steps = [Fraction(1, 2**k) for k in (4, 10, 20)]
    quotients = [difference_quotient(PARABOLA, 3, step=step) for step in steps]
    exact_steps = all(Fraction(q.step) == step for q, step in zip(quotients, steps, strict=True))
    error_is_step = all(q.error == q.step for q in quotients)
    return Finding(
        stated=exact_steps and all(q.error == 0 for q in quotients),
        narrowed=error_is_step,
        corrected=exact_steps and error_is_step and all(q.rounding == 0 for q in quotients),
        computed={
            "error at h = 2**-10": quotients[1].error,
            "rounding in it": quotients[1].rounding,
        },
    )
