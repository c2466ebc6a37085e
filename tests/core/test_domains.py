"""Domains and breaks are exact sets, and what cannot be solved stays a condition."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.domains import discontinuities, discontinuities_within, natural_domain
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.symbols import x

HALF = sp.Rational(1, 2)
REALS, NOWHERE = sp.Reals, sp.EmptySet
NONZERO = sp.Union(sp.Interval.open(-sp.oo, 0), sp.Interval.open(0, sp.oo))
POSITIVE = sp.Interval.open(0, sp.oo)


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        (x**3 - x, REALS),
        (sp.Integer(3), REALS),
        (sp.sqrt(sp.Integer(-1)) + x - x, NOWHERE),
        (1 / x, NONZERO),
        (sp.sin(x) / x, NONZERO),
        (1 / (x**2 + 1), REALS),
        (sp.sqrt(x), sp.Interval(0, sp.oo)),
        (1 / sp.sqrt(x), POSITIVE),
        (x ** sp.Rational(1, 3), sp.Interval(0, sp.oo)),
        (x**x, POSITIVE),
        (sp.sqrt(4 - x**2), sp.Interval(-2, 2)),
        (sp.log(x), POSITIVE),
        (sp.log(x**2 - 1), sp.Union(sp.Interval.open(-sp.oo, -1), sp.Interval.open(1, sp.oo))),
        (sp.asin(x), sp.Interval(-1, 1)),
        (sp.acos(2 * x), sp.Interval(-HALF, HALF)),
        (sp.acosh(x), sp.Interval(1, sp.oo)),
        (sp.atanh(x), sp.Interval.open(-1, 1)),
        (sp.coth(x), NONZERO),
        (sp.Mod(1, x), NONZERO),
        (sp.Max(x, 1 / x), NONZERO),
        (sp.Piecewise((x, x > 0)), POSITIVE),
        (sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), REALS),
        (sp.Piecewise((1, sp.Or(x < 0, x > 2)), (sp.log(x - 1), True)), None),
        (sp.Piecewise((1, sp.Not(sp.And(x > 0, x < 2)))), None),
    ],
)
def test_the_domain_is_where_the_formula_is_real(formula, domain):
    found = natural_domain(formula, x)
    if domain is not None:
        assert found == domain
    for point in (-3, -1, -HALF, 0, HALF, 1, sp.Rational(3, 2), 2, 3):
        try:
            Function(formula, x).exact(point)
            defined = True
        except (InvalidArgument, OutsideDomain):
            defined = False
        assert found.contains(point) == defined


@pytest.mark.parametrize(
    ("formula", "inside", "outside"),
    [
        (sp.tan(x), sp.pi, sp.pi / 2),
        (sp.sec(x), 0, 5 * sp.pi / 2),
        (sp.cot(x), sp.pi / 2, 3 * sp.pi),
        (sp.csc(x), sp.pi / 2, 0),
        (sp.log(sp.sin(x)), 9 * sp.pi / 2, 3 * sp.pi / 2),  # SymPy solves one period only
        (sp.sqrt(x**3 - 3 * x + 1), 2, 1),
    ],
)
def test_domains_of_many_parts_still_answer(formula, inside, outside):
    domain = natural_domain(formula, x)
    assert domain.contains(inside) == sp.true
    assert domain.contains(outside) == sp.false


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        (x**2, []),
        (sp.Abs(x - 1), []),
        (sp.Max(x, 1), []),
        (sp.sqrt(x), []),  # continuous as far as its domain reaches
        (x * sp.sign(x), []),
        (sp.exp(x) / (1 + sp.exp(x)), []),
        (sp.Piecewise((x**2, x < 1), (x, True)), []),
        (sp.Piecewise((sp.sin(x) / x, sp.Ne(x, 0)), (1, True)), []),
        (1 / x, [0]),
        (1 / (x**2 - 4), [-2, 2]),
        (sp.sin(1 / x), [0]),
        (sp.exp(-1 / x**2), [0]),
        ((x**2 - 4) / (x - 2), [2]),
        (sp.sign(x - 1), [1]),
        (sp.Heaviside(x), [0]),
        (sp.acot(x), [0]),
        (sp.coth(x), [0]),
        (sp.csch(x), [0]),
        (sp.log(x), [0]),
        (sp.log(x) / (x + 1), [0]),  # -1 is far from the domain
        (sp.atanh(x), [-1, 1]),
        (sp.Max(x, 1 / x), [0]),
        (sp.Piecewise((x**2, x < 1), (3 - x, True)), [1]),
        (sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), [2]),
        (sp.gamma(x) / x, [0]),  # cannot be examined, so it stays
        (1 / (x**3 - 3 * x + 1), [-2 * sp.cos(sp.pi / 9), 2 * sp.sin(sp.pi / 18)]),
    ],
)
def test_breaks_are_listed_where_they_are_few(formula, points):
    found = sorted(discontinuities(formula, x), key=float)
    assert len(found) >= len(points)
    for point, expected in zip(found, points, strict=False):
        assert abs((point - expected).evalf(30)) < 1e-25


def test_families_of_breaks_are_given_whole():
    assert discontinuities(sp.floor(x), x) == sp.Integers
    assert discontinuities(sp.tan(x), x).contains(7 * sp.pi / 2) == sp.true
    assert discontinuities(sp.floor(2 * x + 1), x).contains(HALF) == sp.true
    assert discontinuities(sp.Mod(x, 3), x).contains(6) == sp.true
    assert isinstance(discontinuities(sp.floor(x**2), x), sp.ConditionSet)
    assert isinstance(discontinuities(1 / (x - sp.cos(x)), x), sp.ConditionSet)
    assert isinstance(discontinuities(1 / sp.sign(sp.sin(x)), x), sp.Set)


@pytest.mark.parametrize(
    ("formula", "low", "high", "points"),
    [
        (sp.tan(x), 0, 5, (sp.pi / 2, 3 * sp.pi / 2)),
        (sp.floor(x), -1, 1, (-1, 0, 1)),
        (x * sp.floor(x), -1, 1, (-1, 1)),  # mended at 0
        (sp.floor(x**2), 0, 1.5, (1, sp.sqrt(2))),
        (sp.frac(2 * x), 0, 1, (0, HALF, 1)),
        (sp.floor(sp.Integer(3)) / x, -1, 1, (0,)),
        (1 / x, 1, 2, ()),
        (1 / (x - 0.1), 0, 1, (sp.Rational(1, 10),)),
        (sp.csc(x), -4, 4, (-sp.pi, 0, sp.pi)),
    ],
)
def test_breaks_of_an_interval_come_in_order(formula, low, high, points):
    assert discontinuities_within(formula, x, low, high) == points


@pytest.mark.parametrize(
    "formula", [sp.tan(1 / x), 1 / (x - sp.cos(x)), sp.floor(1 / x), sp.floor(x + sp.sin(x) / 2)]
)
def test_breaks_that_cannot_be_listed_are_refused(formula):
    with pytest.raises(UnsupportedFunction, match="must be solvable"):
        discontinuities_within(formula, x, -1, 1)


def test_too_many_steps_are_refused():
    with pytest.raises(UnsupportedFunction, match="at most 100 steps"):
        discontinuities_within(sp.floor(1000 * x), x, 0, 1)


def test_an_interval_rises():
    with pytest.raises(InvalidArgument, match=r"must rise from low to high, got \[1, 1\]"):
        discontinuities_within(x, x, 1, 1)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=3, unique=True))
def test_poles_and_domain_complete_each_other(roots):
    formula = 1 / sp.Mul(*(x - r for r in roots))
    assert discontinuities(formula, x) == sp.FiniteSet(*roots)
    assert natural_domain(formula, x) == sp.Complement(sp.Reals, sp.FiniteSet(*roots))
