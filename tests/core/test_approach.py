"""Tables of approach have exact decimal steps."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.approach import approach_table
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function
from calcml.core.symbols import x

DOUBLE = Function(2 * x, x)
RECIPROCAL = Function(1 / x, x)


def test_the_table_of_the_lecture():
    table = approach_table(DOUBLE, 3, digits=3)
    assert [r.value for r in table.left] == [5.8, 5.98, 5.998]
    assert [r.value for r in table.right] == [6.2, 6.02, 6.002]
    assert table.rows == table.left + table.right


def test_reciprocals_are_powers_of_ten():
    # In doubles 1 / 0.00001 is 99999.99999999999.
    rows = approach_table(RECIPROCAL, 0, "right", 300).rows
    assert all(row.exact == 10**k for k, row in enumerate(rows, start=1))
    assert [row.value for row in rows] == [float(10**k) for k in range(1, 301)]


def test_infinity_is_approached_in_powers_of_ten():
    table = approach_table(RECIPROCAL, sp.oo, digits=2)
    assert [r.x for r in table.left] == [10, 100]
    assert table.right == ()
    assert [r.x for r in approach_table(RECIPROCAL, -sp.oo, digits=2).right] == [-10, -100]


@settings(deadline=None)
@given(st.fractions(-50, 50), st.integers(1, 12))
def test_every_step_is_ten_times_nearer(at, digits):
    table = approach_table(DOUBLE, at, digits=digits)
    distances = [abs(row.x - at) for row in table.left]
    assert distances == [abs(row.x - at) for row in table.right]
    assert distances == [sp.Rational(1, 10**k) for k in range(1, digits + 1)]


def test_exact_values_stay_exact():
    row = approach_table(Function(sp.sin(x), x), 0, "right", 1).rows[0]
    assert row.exact == sp.sin(sp.Rational(1, 10))
    assert row.value == 0.09983341664682815  # the double next to sin(0.1), from mpmath


def test_the_first_step_may_be_large():
    rows = approach_table(RECIPROCAL, 0, "right", 3, first=-1).rows
    assert [row.x for row in rows] == [10, 1, sp.Rational(1, 10)]


@pytest.mark.parametrize("first", [-301, 301, True, 0.5])
def test_the_first_step_has_a_range(first):
    with pytest.raises(InvalidArgument, match=f"first must be from -300 to 300, got {first}"):
        approach_table(DOUBLE, 3, first=first)


@pytest.mark.parametrize("digits", [0, -1, 301, True, 2.0])
def test_digits_have_a_range(digits):
    with pytest.raises(InvalidArgument, match=f"digits must be from 1 to 300, got {digits}"):
        approach_table(DOUBLE, 3, digits=digits)


def test_a_value_beyond_doubles_is_refused():
    with pytest.raises(InvalidArgument, match="must fit a double"):
        approach_table(Function(sp.exp(x), x), sp.oo, digits=3)


def test_a_step_outside_the_domain_is_refused():
    with pytest.raises(OutsideDomain):
        approach_table(Function(sp.sqrt(x), x), 0)
