"""Second opinions on the size of steps: they cover, agree, and notice mistakes."""

import mpmath as mp
import pytest
import sympy as sp

from calcml.lessons.numerics import StepSizeTradeoff
from calcml.oracles.evaluation import Formula, NoValueError
from calcml.oracles.step_errors import StepErrors, scattered_errors
from tests.oracles.spoiling import doubts, holds_if, unnoticed_formulas

x = sp.Symbol("x", real=True)

DEFAULT = StepSizeTradeoff()
OTHERS = (
    DEFAULT.with_parameters(function="e^x", at=0),
    DEFAULT.with_parameters(function="x^2", at=3),
    DEFAULT.with_parameters(function="1/(1 + x^2)", at="0.5"),
    DEFAULT.with_parameters(function="sin(x)", at="pi/4"),
)


@pytest.mark.parametrize("lesson", [DEFAULT, *OTHERS])
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    assert doubts(lesson) == []


def test_a_wrong_digit_of_a_formula_is_noticed():
    assert unnoticed_formulas(DEFAULT) == []


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("truncation.forward", {"typst": "frac(h, 2) abs(f'(1))"}),
        ("truncation.central", {"shown": "h/6·|f'''(1)|"}),
        ("rounding.forward", {"shown": "ε·|f(1)|/(2h)"}),
        ("rounding.central", {"typst": "frac(epsilon abs(f(1)), h)"}),
        ("quotient.central", {"typst": "frac(f(1 + h) - f(1 - h), h)"}),
    ],
)
def test_a_wrong_model_is_noticed(key, texts):
    assert holds_if(StepSizeTradeoff(), key, **texts) is False


class TestStepErrors:
    # f = x³ at 2: forward error 3·2·h + h², central error h²; worst round-off 2·8u/h and 8u/h.
    def test_truncation_of_a_cubic(self):
        f = Formula(x**3, (x,))
        forward, central = (StepErrors(f, sp.Integer(2), central=c) for c in (False, True))
        with mp.workdps(60):
            assert abs(forward.bend - 6) < mp.mpf("1e-29")
            assert abs(central.bend - 1) < mp.mpf("1e-50")
            assert abs(forward.order - 1) < mp.mpf("1e-29")
            assert abs(central.order - 2) < mp.mpf("1e-50")
            assert abs(forward.noise * 2**53 - 16) < mp.mpf("1e-28")
            assert abs(central.noise * 2**53 - 8) < mp.mpf("1e-28")

    def test_the_best_step_balances(self):
        # 6h + 16u/h is least at h = sqrt(16u/6).
        best = StepErrors(Formula(x**3, (x,)), sp.Integer(2), central=False).best
        with mp.workdps(60):
            assert abs(best / mp.sqrt(mp.mpf(16) / 6 / 2**53) - 1) < mp.mpf("1e-28")

    def test_a_straight_line_has_nothing_to_balance(self):
        with pytest.raises(NoValueError, match="balance"):
            _ = StepErrors(Formula(2 * x + 1, (x,)), sp.Integer(1), central=False).best

    def test_rounding_stays_within_two_halves_of_a_unit(self):
        # Values of sine below 1 are rounded by 2⁻⁵⁴ at most, and the quotient has two of them.
        for step, error in scattered_errors(Formula(sp.sin(x), (x,)), sp.Integer(1)):
            assert error * step <= mp.mpf(2) ** -53
