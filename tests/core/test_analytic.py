"""The analytic branch: where a formula may be differentiated by rule, and where it may not."""

import pytest
import sympy as sp

from calcml.core.analytic import analytic_branch

x = sp.Symbol("x", real=True)
half = sp.Rational(1, 2)
mixed = sp.Piecewise((x**2, x < 0), (sp.sin(x), (x >= 0) & (x < 2)), (1 / x, True))

BRANCHES = [
    (x**2 + sp.sin(x) * sp.exp(x), 0, x**2 + sp.sin(x) * sp.exp(x)),
    (sp.Abs(x), -2, -x),
    (sp.Abs(x - sp.sqrt(2)), half, sp.sqrt(2) - x),
    (sp.sign(x), -2, sp.Integer(-1)),
    (sp.Max(x, x**2, 0), 2, x**2),
    (sp.Min(x, x**2), 2, x),
    (sp.floor(x), half, sp.Integer(0)),
    (sp.ceiling(2 * x), sp.Rational(1, 3), sp.Integer(1)),
    (0.5 * x, 0, x / 2),
    (sp.sqrt(x), 2, sp.sqrt(x)),
    (1 / x, -1, 1 / x),
    (x**x, 1, x**x),
    (2**x, 0, 2**x),
    (sp.log(x), 1, sp.log(x)),
    (sp.tan(x), 0, sp.tan(x)),
    (sp.sec(x), 0, sp.sec(x)),
    (sp.cot(x), 1, sp.cot(x)),
    (sp.csc(x), 1, sp.csc(x)),
    (sp.coth(x), 1, sp.coth(x)),
    (sp.csch(x), 1, sp.csch(x)),
    (sp.sech(x) + sp.erf(x), 0, sp.sech(x) + sp.erf(x)),
    (sp.asin(x) + sp.acos(x) + sp.atanh(x), 0, sp.asin(x) + sp.acos(x) + sp.atanh(x)),
    (sp.acosh(x), 2, sp.acosh(x)),
    (mixed, -1, x**2),
    (mixed, 1, sp.sin(x)),
    (mixed, 3, 1 / x),
    (sp.Piecewise((1, sp.Ne(x, 0)), (0, True)), 1, sp.Integer(1)),
    (sp.Piecewise((x, (x < 0) | (x > 1)), (0, True)), 2, x),
    (sp.Piecewise((x, (x < 0) | (x > 1)), (0, True)), half, sp.Integer(0)),
    (sp.Piecewise((x, sp.Not(sp.Eq(x, 1), evaluate=False)), (0, True)), 2, x),
]


@pytest.mark.parametrize(("expression", "at", "branch"), BRANCHES, ids=str)
def test_the_branch_at_a_smooth_point(expression: sp.Expr, at: sp.Expr, branch: sp.Expr) -> None:
    assert analytic_branch(expression, x, sp.sympify(at)) == branch


ROUGH = [
    (sp.Abs(x), 0),
    (x * sp.Abs(x), 0),  # smooth to first order, but a part has a kink
    (sp.sign(x), 0),
    (sp.Max(0, x), 0),
    (sp.floor(x), 3),
    (sp.ceiling(sp.sin(x) ** 2 + sp.cos(x) ** 2 + x), 0),
    (sp.sqrt(x), 0),
    (sp.cbrt(x), 0),
    (sp.sqrt(x), -1),
    (1 / x, 0),
    (sp.log(x), 0),
    (sp.log(x), -1),
    (sp.tan(x), sp.pi / 2),
    (sp.asin(x), 1),
    (sp.sin(1 / x), 0),
    (sp.Abs(sp.log(x)), 0),  # the part has no value there
    (sp.Abs(x) * sp.sqrt(sp.Integer(-2)), 1),  # a factor is not real
    (sp.Heaviside(x), 1),  # not known to the walk
    (mixed, 0),
    (sp.Piecewise((1, sp.Ne(x, 0)), (0, True)), 0),
    (sp.Piecewise((x, (x > 0) & (x < 1))), -1),  # no case holds
    (sp.Piecewise((x, (x < 0) | (x > 1)), (0, True)), 1),
    (sp.Piecewise((x, sp.Abs(x) < 1), (0, True)), 0),  # the condition has a kink
    (sp.Piecewise((x, sp.Not(sp.Eq(x, 1), evaluate=False)), (0, True)), 1),
    # (sin 1)² + (cos 1)² - 1 is a zero that SymPy does not see at once.
    (sp.Abs(x - sp.sin(1) ** 2 - sp.cos(1) ** 2), 1),
]


@pytest.mark.parametrize(("expression", "at"), ROUGH, ids=str)
def test_no_branch_at_a_rough_point(expression: sp.Expr, at: sp.Expr) -> None:
    assert analytic_branch(expression, x, sp.sympify(at)) is None


def test_a_tiny_distance_from_a_kink_is_a_distance() -> None:
    near = sp.Rational(1, 10**20)
    assert analytic_branch(sp.Abs(x), x, near) == x
    assert analytic_branch(sp.Abs(x), x, -near) == -x
