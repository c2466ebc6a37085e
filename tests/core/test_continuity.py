"""Continuity is three conditions, each true or false."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.continuity import Discontinuity, continuity
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.symbols import x

REMOVABLE, JUMP = Discontinuity.REMOVABLE, Discontinuity.JUMP
INFINITE, ESSENTIAL, EDGE = Discontinuity.INFINITE, Discontinuity.ESSENTIAL, Discontinuity.EDGE

CASES = [
    # formula, point, defined, limit exists, limit equals value, kind
    (x**2, 2, True, True, True, None),
    (sp.Abs(x), 0, True, True, True, None),
    (x * sp.sign(x), 0, True, True, True, None),
    (sp.Piecewise((sp.sin(x) / x, sp.Ne(x, 0)), (1, True)), 0, True, True, True, None),
    (sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), 2, True, True, False, REMOVABLE),
    (sp.sin(x) / x, 0, False, True, False, REMOVABLE),
    (x * sp.sin(1 / x), 0, False, True, False, REMOVABLE),
    (sp.sign(x), 0, True, False, False, JUMP),
    (sp.Abs(x) / x, 0, False, False, False, JUMP),
    (sp.floor(x), 3, True, False, False, JUMP),
    (1 / x, 0, False, False, False, INFINITE),
    (1 / x**2, 0, False, False, False, INFINITE),
    (sp.exp(1 / x), 0, False, False, False, INFINITE),
    (sp.Max(x, 1 / x), 0, False, False, False, INFINITE),
    (sp.Piecewise((0, sp.Eq(x, 0)), (1 / x**2, True)), 0, True, False, False, INFINITE),
    (sp.sin(1 / x), 0, False, False, False, ESSENTIAL),
    (sp.sqrt(x), 0, True, False, False, EDGE),
    (sp.log(x), -1, False, False, False, EDGE),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_condition_is_decided(case):
    formula, at, *conditions, kind = case
    found = continuity(Function(formula, x), at)
    assert [found.defined, found.limit_exists, found.limit_equals_value] == conditions
    assert found.kind is kind
    assert found.continuous == all(conditions) == (kind is None)


def test_the_value_and_the_limit_are_kept():
    moved = continuity(Function(sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), x), 2)
    assert (moved.value, moved.limit.value) == (1, 4)
    assert continuity(Function(1 / x, x), 0).value is None


@settings(max_examples=20, deadline=None)
@given(st.fractions(-5, 5, max_denominator=7), st.fractions(-5, 5, max_denominator=7))
def test_a_joint_is_continuous_where_both_branches_meet(at, other):
    joined = Function(sp.Piecewise((x**2, x < sp.Rational(at)), (x + sp.Rational(other), True)), x)
    assert continuity(joined, at).continuous == (at**2 == at + other)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=4), st.fractions(-5, 5, max_denominator=9))
def test_polynomials_are_continuous(coefficients, at):
    assert continuity(Function(sp.Poly(coefficients, x).as_expr(), x), at).continuous


def test_kinds_are_sentences():
    assert all(kind.value.startswith("the ") for kind in Discontinuity)


def test_the_point_is_finite():
    with pytest.raises(InvalidArgument, match="finite"):
        continuity(Function(x, x), sp.oo)
