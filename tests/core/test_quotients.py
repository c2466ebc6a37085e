"""The quotient as a formula of its step: one-sided limits, and the derivative they decide."""

import pytest
import sympy as sp

from calcml.core.errors import OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.germs import Reason
from calcml.core.quotients import OneSided, agree, formal_derivative, one_sided, slope_or_none

x = sp.Symbol("x", real=True)
zero, one = sp.Integer(0), sp.Integer(1)
wild = sp.Piecewise((x**2 * sp.sin(1 / x), sp.Ne(x, 0)), (0, True))


def test_a_corner_has_a_slope_on_each_side() -> None:
    corner = Function(sp.Abs(x), x)
    assert one_sided(corner, 0, values=(zero,), direction=1) == OneSided(zero, one)
    assert one_sided(corner, 0, values=(zero,), direction=-1) == OneSided(zero, -one)


def test_a_side_outside_the_domain_is_undefined() -> None:
    side = one_sided(Function(sp.sqrt(x), x), 0, values=(zero,), direction=-1)
    assert side == OneSided(Reason.UNDEFINED_NEARBY, Reason.UNDEFINED_NEARBY)


def test_the_second_order_looks_at_the_slopes_of_the_first() -> None:
    signed_square = Function(x * sp.Abs(x), x)  # f'(x) = 2|x|
    sides = [one_sided(signed_square, 0, values=(zero, zero), direction=d) for d in (-1, 1)]
    assert [side.values for side in sides] == [0, 0]
    assert [side.slopes for side in sides] == [-2, 2]


def test_kinks_at_every_distance_are_refused() -> None:
    rippled = Function(sp.Piecewise((x**4 * sp.Abs(sp.sin(1 / x)), sp.Ne(x, 0)), (0, True)), x)
    with pytest.raises(UnsupportedFunction, match="kinks at every distance from 0"):
        one_sided(rippled, 0, values=(zero, zero), direction=1)


def test_limits_agree_if_they_are_one_finite_number() -> None:
    hidden = sp.sin(1) ** 2 + sp.cos(1) ** 2  # SymPy does not see at once that this is 1
    assert agree(one, hidden)
    assert not agree(one, zero)
    assert not agree(sp.oo, sp.oo)
    assert not agree(Reason.OSCILLATES, one)
    assert not agree(one, Reason.OSCILLATES)


@pytest.mark.parametrize(
    ("expression", "at", "slope"),
    [
        (x**2, 3, 6),
        (x * sp.Abs(x), 0, 0),
        (wild, 0, 0),
        (sp.Abs(x), 0, None),
        (sp.sign(x), 0, None),
    ],
)
def test_the_slope_is_found_by_rule_or_by_limit(
    expression: sp.Expr, at: int, slope: int | None
) -> None:
    assert slope_or_none(Function(expression, x), at) == slope


def test_no_slope_is_sought_outside_the_domain() -> None:
    with pytest.raises(OutsideDomain):
        slope_or_none(Function(1 / x, x), 0)


def test_the_formal_derivative_is_that_of_the_branch() -> None:
    assert formal_derivative(Function(sp.Max(x, x**2), x), 2) == Function(2 * x, x)
    assert formal_derivative(Function(sp.Max(x, x**2), x), 2, order=2) == Function(sp.Integer(2), x)
    assert formal_derivative(Function(sp.Max(x, x**2), x), 1) is None
