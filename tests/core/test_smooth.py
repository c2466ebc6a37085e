"""A limit is taken from SymPy only where the values near the point support it."""

import pytest
import sympy as sp

from calcml.core.errors import UnsupportedFunction
from calcml.core.evidence import T, supports, tail
from calcml.core.smooth import constant_sign, larger, smooth_limit, smooth_sign, vanishes


def test_values_are_taken_along_powers_of_two():
    assert [float(v) for v in tail(T)[:3]] == [0.5, 0.25, 0.125]
    assert float(tail(T)[-1]) == 2.0**-1024


def test_values_that_digits_cannot_carry_are_no_evidence():
    # log(1 + e) * 1/e tends to 1; once 1 + e is 1 to all digits it looks like 0.
    swallowed = sp.log(1 + sp.exp(-1 / T**4)) * sp.exp(1 / T**4)
    assert all(abs(v - 1) < 1e-4 for v in tail(swallowed)[2:])
    assert supports((1 - sp.cos(T)) / T**2, sp.Rational(1, 2))
    assert len(tail(sp.exp(sp.exp(1 / T)))) < len(tail(T))
    assert tail(sp.log(-T)) == ()
    assert not supports(sp.log(-T), sp.Integer(0))


def test_values_before_the_germ_is_defined_do_not_count():
    assert supports(sp.log(sp.Rational(1, 100) - T), sp.log(sp.Rational(1, 100)))
    assert supports((sp.Rational(1, 4) - T) ** 3 - T, sp.Rational(1, 64))  # 0 on the way


@pytest.mark.parametrize(
    ("germ", "limit", "wrong"),
    [
        (T * sp.log(T), 0, 1),
        (1 / sp.log(T), 0, sp.Rational(-1, 100)),
        (1 / sp.log(-sp.log(T)), 0, 1),
        (1 / T, sp.oo, -sp.oo),
        (sp.log(T), -sp.oo, sp.oo),
        (2 + T, 2, sp.oo),
    ],
)
def test_values_support_the_limit_and_no_other(germ, limit, wrong):
    assert supports(germ, sp.sympify(limit))
    assert not supports(germ, sp.sympify(wrong))


def answering(value):
    def limit(*_):
        if isinstance(value, Exception):
            raise value
        return value

    return limit


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (sp.Integer(7), "contradict SymPy's 7"),
        (-sp.oo, "contradict SymPy's -oo"),
        (sp.I, "SymPy answers I"),
        (sp.AccumBounds(-1, 1), "SymPy answers AccumBounds"),
        (NotImplementedError(), "SymPy finds none"),
    ],
)
def test_a_wrong_second_opinion_is_refused(monkeypatch, answer, message):
    monkeypatch.setattr(sp, "limit", answering(answer))
    smooth_limit.cache_clear()
    with pytest.raises(UnsupportedFunction, match=message):
        smooth_limit(sp.sin(T) / T)


def test_signs_hold_for_all_small_t():
    assert smooth_sign(T - T**2) == 1
    assert smooth_sign(sp.sin(T) - T) == -1
    assert smooth_sign(sp.exp(-1 / T)) == 1
    assert smooth_sign((1 + T) ** 2 - 1 - 2 * T - T**2) == 0
    assert constant_sign(sp.pi - sp.Rational(22, 7)) == -1
    assert constant_sign(-sp.oo) == -1


def test_a_sign_that_changes_out_of_sight_is_refused():
    # Negative below t = 2**-420, and beyond 2**-768 digits cannot carry it.
    with pytest.raises(UnsupportedFunction, match="sign near zero cannot be decided"):
        smooth_sign(T * (T - sp.Rational(1, 2**420)))


def test_zero_is_proved():
    assert vanishes(sp.sqrt(2) * sp.sqrt(3) - sp.sqrt(6))
    assert not vanishes(sp.Rational(1, 10**100))
    assert larger(T, T) == T
    assert larger(T**2, T) == T
