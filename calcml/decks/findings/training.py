"""Why calculus matters to machine learning: derivatives counted in a training run."""

from fractions import Fraction
from itertools import pairwise

import sympy as sp

from calcml.core.descent import Trajectory, gradient_descent
from calcml.core.regression import cost_function
from calcml.decks.findings.finding import Finding, finding

__all__ = ["training_computes_derivatives"]

_DATA = ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4))
_RATE = Fraction(1, 10)
_STEPS = 5


@finding("A-001")
def training_computes_derivatives() -> Finding:
    """Five steps of fitting a line use ten partial derivatives, and every move comes from them."""
    few, more = _descent(_STEPS), _descent(2 * _STEPS)
    used = _partials(few)
    return Finding(
        stated=used > 0 and _partials(more) == 2 * used and _moves_by_partials(few),
        computed={
            "partial derivatives in 5 steps": used,
            "partial derivatives in 10 steps": _partials(more),
        },
    )


def _descent(steps: int) -> Trajectory:
    return gradient_descent(cost_function(_DATA), (0, 0), rate=sp.Rational(_RATE), steps=steps)


def _partials(trajectory: Trajectory) -> int:
    return sum(len(gradient) for gradient in trajectory.gradients[:-1])  # none is left at the end


def _moves_by_partials(trajectory: Trajectory) -> bool:
    return all(
        new.move == tuple(-_RATE * slope for slope in old.gradient)
        for old, new in pairwise(trajectory.exact)
    )
