"""Iterates beyond doubles: exact where they are short fractions, else certified digits."""

import mpmath
import pytest
import sympy as sp

from calcml.core import iterates
from calcml.core.descent import gradient_descent
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.iterates import precise_iterates
from calcml.core.symbols import x


def test_fractions_are_those_of_the_descent():
    f = Function(x**4 - x, x)
    exact = [sp.Rational(s.point[0]) for s in gradient_descent(f, 0.5, rate=0.1, steps=5).exact]
    found = precise_iterates(f, 0.5, rate=0.1, steps=5)
    assert [each.point for each in found] == exact
    assert all(each.is_exact for each in found)
    assert [each.value for each in found] == [f.exact(at) for at in exact]


def test_digits_are_those_of_fifty_digit_arithmetic():
    f = Function(sp.cos(x) + sp.exp(x / 3), x)
    found = precise_iterates(f, 1, rate=0.5, steps=5)
    with mpmath.workdps(70):
        at = mpmath.mpf(1)
        for each in found[1:]:
            at -= (-mpmath.sin(at) + mpmath.exp(at / 3) / 3) / 2
            # Both agree to forty digits by contract; thirty-eight leave room for the last ones.
            assert (
                abs(mpmath.mpf(int(each.point.p)) / int(each.point.q) - at) < mpmath.mpf(10) ** -38
            )
            assert not each.is_exact


def test_the_start_stays_exact():
    first, *_ = precise_iterates(Function(sp.sin(x), x), sp.pi / 4, rate=1, steps=2)
    assert (first.point, first.slope, first.is_exact) == (sp.pi / 4, sp.sqrt(2) / 2, True)


def test_long_fractions_become_digits():
    # The digits of x⁴ grow threefold at each step.
    found = precise_iterates(Function(x**4, x), 0.9, rate=0.01, steps=8)
    assert [each.is_exact for each in found] == [True] * 6 + [False] * 3


def test_a_walk_ends_where_the_function_does():
    # From 0.1 the first step of ln x with the rate 0.1 leads to −0.9.
    assert len(precise_iterates(Function(sp.log(x), x), 0.1, rate=0.1, steps=5)) == 1
    assert len(precise_iterates(Function(1 / x, x), -1, rate=1, steps=5)) == 1  # into the pole
    # The step from 1 with the rate 2 lands on the edge 0, where the slope is infinite.
    assert len(precise_iterates(Function(sp.sqrt(x), x), 1, rate=2, steps=5)) == 1


def test_a_walk_ends_when_it_is_lost():
    # 2·10⁹ x³ multiplies the distance beyond all bounds.
    assert len(precise_iterates(Function(10**9 * x**3, x), 2, rate=1, steps=5)) == 2


def test_a_walk_ends_where_no_double_holds_the_value():
    # Both walks lead two thousand away from 0, where these are about 10⁻⁸⁶⁸.
    assert len(precise_iterates(Function(sp.exp(-x), x), 0, rate=2000, steps=3)) == 1
    assert len(precise_iterates(Function(sp.exp(x), x), 0, rate=2000, steps=3)) == 1


def test_outside_the_domain_there_is_no_start():
    with pytest.raises(OutsideDomain):
        precise_iterates(Function(sp.log(x), x), -1, rate=1, steps=1)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate": 0, "steps": 1}, "rate must be positive, got 0"),
        ({"rate": 1, "steps": -1}, "steps must be a whole number, zero or more, got -1"),
        ({"rate": 1, "steps": True}, "steps must be a whole number, zero or more, got True"),
    ],
)
def test_a_bad_argument_gets_the_rule_and_what_came(settings, message):
    with pytest.raises(InvalidArgument, match=message):
        precise_iterates(Function(x**2, x), 1, **settings)


def test_what_never_settles_is_refused(monkeypatch):
    monkeypatch.setattr(iterates, "_agree", lambda *_: False)
    with pytest.raises(UnsupportedFunction, match="take fewer steps or a smaller rate"):
        precise_iterates(Function(sp.cos(x), x), 1, rate=1, steps=1)


def test_more_digits_are_taken_until_they_settle(monkeypatch):
    answers = iter([False, True])
    monkeypatch.setattr(iterates, "_agree", lambda *_: next(answers))
    assert len(precise_iterates(Function(sp.cos(x), x), 1, rate=1, steps=2)) == 3
