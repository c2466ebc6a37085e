"""Long descents: within their bound of the exact iterates, and refused where errors would grow."""

from fractions import Fraction

import pytest
import sympy as sp

from calcml.core.descent import gradient_descent
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.long_runs import far_iterates
from calcml.core.regression import cost_function
from calcml.core.symbols import x

COST = cost_function([(0, 1), (1, 3), (2, 2), (3, 5), (4, 4)])


def test_iterates_lie_within_the_bound_of_the_exact_ones():
    exact = gradient_descent(COST, (0, 0), rate=0.1, steps=60, tolerance=0).exact
    found = far_iterates(COST, (0, 0), rate=0.1, steps=60)
    assert len(found) == len(exact) == 61
    for k, (near, state) in enumerate(zip(found, exact, strict=True)):
        gaps = [abs(p - q) for p, q in zip(near, state.point, strict=True)]
        assert max(gaps) <= k * Fraction(1, 10**80)


def test_a_long_run_arrives_where_the_closed_form_is():
    last = far_iterates(COST, (0, 0), rate=0.1, steps=3000)[-1]
    assert [round(float(c), 12) for c in last] == [0.8, 1.4]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate": 0.3, "steps": 1}, r"the rate must lie below 2/L"),
        ({"rate": 0.1, "steps": -1}, "steps must be a whole number, zero or more, got -1"),
        ({"rate": 0.1, "steps": 1, "start": (sp.sqrt(2), 0)}, "must be rational, got sqrt"),
    ],
)
def test_a_bad_argument_gets_the_rule_and_what_came(settings, message):
    with pytest.raises(InvalidArgument, match=message):
        far_iterates(COST, **({"start": (0, 0)} | settings))


def test_only_convex_quadratics_have_long_runs():
    with pytest.raises(UnsupportedFunction):
        far_iterates(Function(-(x**2), x), 1, rate=0.1, steps=2)
