"""Ranges: which values are taken, and which are only approached."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.ranges import value_range
from calcml.core.symbols import x, y


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        (sp.sin(x), sp.Interval(-1, 1)),
        (sp.cos(x), sp.Interval(-1, 1)),
        (sp.tan(x), sp.S.Reals),
        (sp.tanh(x), sp.Interval.open(-1, 1)),  # the limits are approached and never reached
        (x**2 - 4 * x, sp.Interval(-4, sp.oo)),  # (x - 2)² - 4
        (1 / x, sp.Union(sp.Interval.open(-sp.oo, 0), sp.Interval.open(0, sp.oo))),
    ],
)
def test_ranges_are_exact(expression, values):
    assert value_range(Function(expression, x)) == values


def test_a_range_that_cannot_be_found_is_refused():
    with pytest.raises(UnsupportedFunction, match=r"the range of .* cannot be found: choose"):
        value_range(Function(sp.exp(x) * sp.sin(x) + sp.cos(x**2), x))


def test_a_function_of_two_variables_is_refused():
    with pytest.raises(InvalidArgument, match="one variable"):
        value_range(Function(x * y, (x, y)))
