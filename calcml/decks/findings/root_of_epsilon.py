"""The slide's program with the step √ε: what it prints, and why that is luck."""

import numpy as np

from calcml.core.differences import Verdict, difference_quotient
from calcml.core.floats import MACHINE_EPSILON, spacing
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.printed_programs import X, forward

FORWARD_PRINTED = "Forward Difference Approximation: 6.0"
EXPECTED_PRINTED = "Expected Derivative: 6"


def _step() -> np.float64:
    """Return h_optimal as the slide computes it."""
    return np.float64(np.sqrt(np.finfo(float).eps))


@finding("A-078")
def step_is_a_power_of_two() -> Finding:
    """Square the step again: the root of ε = 2⁻⁵² is 2⁻²⁶, without rounding."""
    step = float(_step())
    return Finding(
        stated=step * step == MACHINE_EPSILON,
        computed={"√ε": step, "√ε == 2**-26": step == 2.0**-26},
    )


@finding("A-079")
def forward_difference_is_exact_by_luck() -> Finding:
    """Run the slide's program; at other points it does not hit the derivative."""
    forward_diff = forward(X, _step())
    printed = f"Forward Difference Approximation: {forward_diff}"
    quotient = difference_quotient(Function(x**2, x), X, step=float(_step()))
    return Finding(
        stated=printed == FORWARD_PRINTED,
        computed={
            "printed": printed,
            "h² in units in the last place of 9": float(_step()) ** 2 / spacing(9.0),
            "exact by luck": quotient.verdict is Verdict.LUCK,
            "the same at x = 1.0": float(forward(1.0, _step())),
            "the same at x = 3.1": float(forward(3.1, _step())),
            "the same at x = π": float(forward(np.pi, _step())),
        },
    )


@finding("A-080")
def expected_derivative_is_an_int() -> Finding:
    """Run the slide's line: x is an int, so there is no point in the 6."""
    printed = f"Expected Derivative: {2 * X}"
    return Finding(
        stated=printed == EXPECTED_PRINTED,
        computed={"printed": printed, "with x = 3.0": f"Expected Derivative: {2 * float(X)}"},
    )
