"""Second opinions on limits: they cover, agree, and notice mistakes."""

import mpmath as mp
import pytest
import sympy as sp

from calcml.lessons.limits import ContinuityConditions, LimitZoom, ReciprocalBothSides
from calcml.oracles import second_opinions
from calcml.oracles.boxes import Neighbourhood
from calcml.oracles.evaluation import Formula, NoValueError, UnknownError
from tests.oracles.spoiling import disagreements, holds_if, unheard, unnoticed, unnoticed_formulas

x = sp.Symbol("x", real=True)

DEFAULTS = ZOOM, POLE, CONDITIONS = LimitZoom(), ReciprocalBothSides(), ContinuityConditions()
OTHERS = (
    ZOOM.with_parameters(function="x^3 - 3x", at="-1"),
    ZOOM.with_parameters(function="sin(x)/x", at=0, swing_widths="0.3, 0.2, 0.01"),
    ZOOM.with_parameters(function="cbrt(x)", at=0),
    ZOOM.with_parameters(function="max(0, x)", at=1),
    POLE.with_parameters(function="ln(x)", at=0),
    POLE.with_parameters(function="tan(x)", at="pi/2"),
    POLE.with_parameters(function="piecewise(x < 1: x^2, x >= 1: 3 - x/2)", at=1),
    POLE.with_parameters(function="1/(1 + e^(1/x))", at=0),
    CONDITIONS.with_parameters(
        functions="sin(1/x); floor(x); e^(-1/x^2); |x|", points="0, 1, 0, 0"
    ),
    CONDITIONS.with_parameters(functions="ln(x); sin(x)/x; 1/x^2; e^x", points="0, 0, 0, 1"),
    CONDITIONS.with_parameters(functions="1/x; sqrt(x); tan(x); 1/x", points="2, 0, pi/2, 3"),
)
NOTHING_SAID = {"every.epsilon", "every.delta"}  # where δ is no multiple of ε: "and so on"


@pytest.mark.parametrize("lesson", DEFAULTS + OTHERS)
def test_every_number_has_an_opinion_which_agrees_with_nothing_else(lesson):
    opinions = second_opinions(lesson)
    silent = {k for k in NOTHING_SAID if k in lesson.ledger and lesson.ledger[k].typst == "dots.v"}
    assert set(unheard(lesson, opinions)) == silent
    assert disagreements(lesson, opinions) == []
    assert unnoticed(lesson, opinions) == []


@pytest.mark.parametrize("lesson", DEFAULTS)
def test_a_wrong_digit_of_a_formula_is_noticed(lesson):
    assert unnoticed_formulas(lesson) == []


@pytest.mark.parametrize(
    ("lesson", "key", "texts"),
    [
        (ZOOM, "every.delta", {"shown": "ε/3", "typst": "epsilon slash 3"}),
        (ZOOM, "promise.near", {"shown": "|x - 3| < δ"}),
        (ZOOM, "promise.near", {"typst": "0 < abs(x - 3) < epsilon"}),
        (ZOOM, "promise.close", {"typst": "abs(f(x) + 6) < epsilon"}),
        (ZOOM, "swing.function", {"typst": "g(x) = sin(x)"}),
        (CONDITIONS, "third.function", {"typst": 'cases(1 & "if " x = 3, x^2 & "otherwise")'}),
        (CONDITIONS, "third.function", {"shown": "Piecewise((1, Ne(x, 2)), (x**2, True))"}),
        (CONDITIONS, "refuted.exists", {"shown": "limit at infinity: −∞"}),
        (CONDITIONS, "refuted.equal", {"typst": "2 eq.not 4"}),
        (CONDITIONS, "refuted.name", {"typst": 'x^3 "at" 2'}),
    ],
)
def test_a_wrong_formula_is_noticed(lesson, key, texts):
    assert not holds_if(lesson, key, **texts)
    assert second_opinions(lesson)[key].holds is True


class TestNeighbourhoods:
    def around(self, expression, at, limit):
        return Neighbourhood(Formula(expression, (x,)), mp.mpf(at), mp.mpf(limit), mp.mpf(0))

    def test_the_widest_box_of_a_parabola_ends_at_a_root(self):
        # |x² - 4| < 1 first fails at the right: x = sqrt(5).
        with mp.workdps(40):
            found = self.around(x**2, 2, 4).widest(mp.mpf(1))
            assert abs(found - (mp.sqrt(5) - 2)) < mp.mpf("1e-33")

    def test_a_curve_that_only_touches_ends_the_box(self):
        # |sin x| < 1 fails at π/2 alone; a maximum is found to half of the digits.
        near = self.around(sp.sin(x), 0, 0)
        with mp.workdps(40):
            assert abs(near.widest(mp.mpf(1)) - mp.pi / 2) < mp.mpf("1e-25")
        assert near.holds(mp.mpf(1.5), mp.mpf(1))
        assert not near.holds(mp.mpf(1.6), mp.mpf(1))

    def test_a_pole_and_an_edge_end_the_box(self):
        with mp.workdps(40):
            assert abs(self.around(1 / x, 1, 1).widest(mp.mpf(1)) - mp.mpf(1) / 2) < 1e-30
            assert abs(self.around(sp.sqrt(x), 1, 1).widest(mp.mpf(2)) - 1) < 1e-30

    def test_a_constant_has_no_widest_box(self):
        with pytest.raises(UnknownError, match="stays"):
            self.around(0 * x + 5, 1, 5).widest(mp.mpf(1))

    def test_a_jump_leaves_at_once(self):
        with pytest.raises(UnknownError, match="at once"):
            self.around(sp.sign(x), 0, 1).widest(mp.mpf(1))

    def test_nothing_is_said_where_there_is_no_limit(self):
        with pytest.raises(NoValueError):
            Formula(sp.log(x), (x,))(-1)
