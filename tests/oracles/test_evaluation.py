"""Evaluation, slopes and limits to many digits, against SymPy and against what is known."""

from fractions import Fraction
from math import factorial

import mpmath as mp
import pytest
import sympy as sp

from calcml.oracles.approaches import approach, both_sides
from calcml.oracles.evaluation import Formula, NoValueError, UnknownError, evaluate, exact
from calcml.oracles.slopes import derivative, partial, side_slope, slope

x, y = sp.symbols("x y", real=True)
THIRD = sp.Rational(1, 3)

SMOOTH = (
    sp.sin(x) * sp.exp(-x / 3),
    sp.sqrt(x**2 + 1) - x**THIRD,
    sp.log(x) / (1 + x**2),
    sp.tan(x) + sp.cot(x),
    sp.sinh(x) - sp.cosh(2 * x) * sp.tanh(x),
    sp.sec(x) * sp.csc(x),
    sp.sech(x) + sp.csch(x) - sp.coth(x),
    sp.asin(x) + sp.acos(x / 2) * sp.atan(3 * x),
    sp.asinh(x) + sp.acosh(x + 2) - sp.atanh(x / 2),
    sp.erf(x) + sp.erfc(2 * x),
    sp.acot(x) + sp.gamma(x + 2),
    x**x + 2**x + x ** -sp.Integer(3),
    sp.pi * x - sp.E**2 * x**5,
    sp.Abs(x - 2) + sp.Max(x, x**2) - sp.Min(1, x),
)
"""Formulas that are smooth about 1/3 and about 0.6."""


def value(expression, at, digits=60):
    return mp.mpf(expression.subs(x, at).evalf(digits))


class TestEvaluation:
    @pytest.mark.parametrize("expression", SMOOTH, ids=str)
    @pytest.mark.parametrize("at", [THIRD, sp.Rational(3, 5), sp.pi / 7], ids=str)
    def test_it_is_sympys_value(self, expression, at):
        with mp.workdps(60):
            expected = value(expression, at)
            # Sixty digits, and ten more against rounding, which a dozen operations do not use up.
            assert abs(evaluate(expression, {x: at}) - expected) <= mp.mpf("1e-58") * abs(expected)

    def test_digits_are_raised_with_mpmaths_own(self):
        with mp.workdps(200):
            assert abs(Formula(sp.exp(x), (x,))(1) - mp.e) < mp.mpf("1e-199")

    def test_a_decimal_is_read_as_it_is_written(self):
        assert exact(0.1) == exact(sp.Float(0.1)) == Fraction(1, 10)
        assert Formula(0.1 * x, (x,)).fraction(3) == Fraction(3, 10)

    def test_rational_arithmetic_is_exact(self):
        f = Formula((x**3 - y) / (x + y) - sp.floor(3 * x), (x, y))
        third, half = Fraction(1, 3), Fraction(1, 2)
        assert f.fraction(third, half) == (third**3 - half) / (third + half) - 1
        assert f.fraction(third, sp.pi) is None

    @pytest.mark.parametrize(
        ("expression", "at"),
        [
            (1 / x, 0),
            (1 / sp.sin(x), sp.pi),
            (sp.tan(x), sp.pi / 2),
            (sp.log(x), -1),
            (sp.log(sp.cos(x)), sp.pi / 2),
            (sp.sqrt(x), -1),
            (x**x, 0),
            (x**THIRD, -8),
            (sp.asin(x), 2),
            (sp.Mod(1, x, evaluate=False), 0),
            (sp.gamma(x), -2),
            (sp.Piecewise((x, x > 0)), -1),
        ],
        ids=str,
    )
    def test_outside_the_domain_there_is_no_value(self, expression, at):
        with pytest.raises(NoValueError):
            evaluate(expression, {x: at})

    @pytest.mark.parametrize(
        ("expression", "at", "expected"),
        [
            (sp.floor(sp.sin(x)), sp.pi, 0),
            (sp.ceiling(sp.sqrt(x) ** 2), 2, 2),
            (sp.sign(sp.cos(x)), sp.pi / 2, 0),
            (sp.Heaviside(sp.sin(x)), sp.pi, Fraction(1, 2)),
            (sp.asin(2 * sp.sin(x)) - sp.pi / 2, sp.pi / 6, 0),
            (sp.sqrt(sp.tan(x) - 1), sp.pi / 4, 0),
            (sp.Piecewise((1, sp.Eq(x**2, 2)), (0, True)), sp.sqrt(2), 1),
            (sp.Mod(x, 1), Fraction(-1, 4), Fraction(3, 4)),
        ],
        ids=str,
    )
    def test_choices_see_through_rounding(self, expression, at, expected):
        with mp.workdps(60):
            assert abs(evaluate(expression, {x: at}) - mp.mpmathify(expected)) < mp.mpf("1e-30")

    @pytest.mark.parametrize("tiny", ["1e-70", "-1e-200"])
    def test_what_is_small_is_not_taken_for_zero(self, tiny):
        number = mp.mpf(tiny)
        assert evaluate(sp.sign(x), {x: number}) == mp.sign(number)
        assert evaluate(x / x**2 * x, {x: number}) == 1
        assert evaluate(sp.floor(1 + x), {x: number}) == (1 if number > 0 else 0)

    @pytest.mark.parametrize("expression", [sp.besselj(0, x), x + y, sp.exp(sp.exp(10**4 * x))])
    def test_what_it_does_not_know_it_says(self, expression):
        with pytest.raises(UnknownError):
            evaluate(expression, {x: 1})


class TestSlopes:
    @pytest.mark.parametrize("expression", SMOOTH[:13], ids=str)
    @pytest.mark.parametrize("order", [1, 2, 3])
    def test_they_are_sympys(self, expression, order):
        found = derivative(Formula(expression, (x,)), Fraction(3, 5), order)
        with mp.workdps(60):
            expected = value(sp.diff(expression, x, order), sp.Rational(3, 5))
            assert abs(found.value - expected) <= found.error
            assert found.error < mp.mpf("1e-25") * (1 + abs(expected))

    @pytest.mark.parametrize("indices", [(0,), (1,), (0, 0), (0, 1), (1, 1), (0, 1, 1)])
    def test_partial_ones_are_sympys(self, indices):
        expression, at = sp.exp(x * y) * sp.sin(x - 2 * y), (THIRD, sp.Rational(1, 5))
        found = partial(Formula(expression, (x, y)), at, *indices)
        by = [(x, y)[i] for i in indices]
        with mp.workdps(60):
            expected = mp.mpf(sp.diff(expression, *by).subs({x: at[0], y: at[1]}).evalf(60))
            assert abs(found.value - expected) <= found.error < mp.mpf("1e-30")

    def test_a_polynomial_of_low_degree_is_exact(self):
        # A third difference of a cubic has no error but rounding.
        found = derivative(lambda a: a**3, 2, 3)
        assert abs(found.value - factorial(3)) < mp.mpf("1e-50")

    @pytest.mark.parametrize(
        "expression",
        [sp.Abs(x), sp.Max(0, x), sp.sign(x), sp.sqrt(x), sp.sign(x) * sp.Abs(x) ** THIRD],
        ids=str,
    )
    def test_kinks_jumps_edges_and_upright_tangents_have_none(self, expression):
        with pytest.raises(NoValueError):
            slope(Formula(expression, (x,)), 0)

    @pytest.mark.parametrize(
        "expression", [x * sp.Abs(x), sp.Piecewise((x**2, x < 0), (x**3, True))], ids=str
    )
    def test_halves_that_fit_have_one(self, expression):
        assert abs(slope(Formula(expression, (x,)), 0).value) < mp.mpf("1e-30")

    def test_each_side_of_a_kink_has_its_own(self):
        sides = [side_slope(Formula(sp.Abs(x), (x,)), 0, side).value for side in (-1, 1)]
        assert sides == [-1, 1]


class TestApproaches:
    @pytest.mark.parametrize(
        ("expression", "at", "left", "right"),
        [
            (sp.sin(x) / x, 0, 1, 1),
            ((1 - sp.cos(x)) / x**2, 0, 0.5, 0.5),
            ((sp.sin(x) - x) / x**3, 0, -sp.Rational(1, 6), -sp.Rational(1, 6)),
            (1 / x, 0, -mp.inf, mp.inf),
            (sp.tan(x), sp.pi / 2, mp.inf, -mp.inf),
            (sp.exp(1 / x), 0, 0, mp.inf),
            (sp.atan(1 / x), 0, -sp.pi / 2, sp.pi / 2),
            (sp.floor(x), 2, 1, 2),
            (sp.Mod(x, 1), 1, 1, 0),
            (x * sp.sin(1 / x), 0, 0, 0),
            (sp.log(sp.Abs(x)), 0, -mp.inf, -mp.inf),
            (sp.sin(1 / x), 0, "OSCILLATES", "OSCILLATES"),
            (sp.sin(sp.pi / x), 0, "OSCILLATES", "OSCILLATES"),
            (sp.sin(1 / x) / x, 0, "OSCILLATES", "OSCILLATES"),
            (sp.sqrt(x), 0, "UNDEFINED_NEARBY", 0),
            (sp.log(-sp.log(x)), 0, "UNDEFINED_NEARBY", mp.inf),
            (sp.Piecewise((1, sp.Eq(x, 2)), (x**2, True)), 2, 4, 4),
        ],
        ids=str,
    )
    def test_each_side_leads_where_it_should(self, expression, at, left, right):
        for side, expected in ((-1, left), (1, right)):
            led = approach(Formula(expression, (x,)), at, side)
            if isinstance(expected, str):
                assert (led.outcome, led.value) == (expected, None)
            elif expected in (mp.inf, -mp.inf):
                assert led.value == expected
            else:
                with mp.workdps(60):
                    away = abs(led.value - mp.mpf(sp.sympify(expected).evalf(60)))
                assert away <= led.error < mp.mpf("1e-40")

    @pytest.mark.parametrize(
        ("expression", "to", "expected"),
        [
            (1 / x, sp.oo, 0),
            (x**2, -sp.oo, mp.inf),
            (sp.exp(x), -sp.oo, 0),
            (sp.log(x), sp.oo, mp.inf),
        ],
        ids=str,
    )
    def test_infinity_is_approached_from_its_one_side(self, expression, to, expected):
        led = approach(Formula(expression, (x,)), to, -1 if to == sp.oo else 1)
        assert led.value == expected or abs(led.value - expected) <= led.error

    @pytest.mark.parametrize(
        ("expression", "outcome"),
        [
            (x**2, "SETTLES"),
            (1 / x**2, "SETTLES"),
            (sp.sign(x), "SIDES_DIFFER"),
            (1 / x, "SIDES_DIFFER"),
            (sp.sqrt(x), "UNDEFINED_NEARBY"),
            (sp.sin(1 / x), "OSCILLATES"),
        ],
        ids=str,
    )
    def test_both_sides_must_agree(self, expression, outcome):
        assert both_sides(Formula(expression, (x,)), 0).outcome == outcome

    def test_what_is_too_slow_is_left_open(self):
        # 1/ln x is still -0.003 at a distance of 1e-128.
        with pytest.raises(UnknownError, match="settle"):
            approach(Formula(1 / sp.log(x), (x,)), 0, 1)
