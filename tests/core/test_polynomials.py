"""Polynomials over the rationals give exact fractions, and nothing else passes for one."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.functions import Function
from calcml.core.polynomials import RationalPolynomial
from calcml.core.symbols import x, y

RATIONALS = st.fractions(min_value=-9, max_value=9, max_denominator=50)
CUBIC = Function(x**3 * y / 7 - 2 * x * y + sp.Rational(5, 3), (x, y))


@given(RATIONALS, RATIONALS)
def test_values_are_those_of_the_formula_by_hand(p, q):
    polynomial = RationalPolynomial.of(CUBIC)
    assert polynomial(p, q) == p**3 * q / 7 - 2 * p * q + Fraction(5, 3)


def test_the_degree_counts_all_variables():
    assert RationalPolynomial.of(CUBIC).degree == 4
    assert RationalPolynomial.of(Function(0, x)).degree == 0


def test_a_constant_is_a_polynomial():
    assert RationalPolynomial.of(Function(0, (x, y)))(Fraction(1), Fraction(2)) == 0


@pytest.mark.parametrize("formula", [sp.sin(x), sp.sqrt(2) * x, 1 / x, sp.Abs(x), sp.pi * x**2])
def test_other_formulas_are_none(formula):
    assert RationalPolynomial.of(Function(formula, x)) is None
