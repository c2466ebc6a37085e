"""What is computed about optimisation: verdicts, numbers, and how they could be otherwise."""

import math
from fractions import Fraction
from functools import cache

import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings import FINDINGS, learning_problem, optimisation
from calcml.decks.findings.descent_examples import PARABOLA
from calcml.studio.deck_claims import joined, read_claims

VERDICTS = {
    **dict.fromkeys((f"A-{n}" for n in range(153, 162)), "confirmed"),
    **dict.fromkeys(("B-01", "B-03"), "confirmed"),
    **dict.fromkeys(("A-155", "A-161", "B-02"), "imprecise"),
}


@cache
def judged(claim):
    (only,) = joined(read_claims(), chosen=lambda each: each.id == claim)
    return only


def computed(claim):
    return dict(judged(claim).finding.computed)


@pytest.mark.parametrize("claim", VERDICTS)
def test_the_verdict_follows(claim):
    assert judged(claim).verdict == VERDICTS[claim]
    finding = judged(claim).finding
    assert {type(finding.stated), type(finding.narrowed), type(finding.corrected)} <= {
        bool,
        type(None),
    }


def test_the_least_value_depends_on_what_is_allowed():
    # (x − 2)² rises on [3, 5]: from 1 at 3, with slope 2, to 9 at 5.
    assert list(computed("A-154").values()) == [0, 1, 3, 2, 9]


def test_the_parabola_has_its_minimum_at_two():
    assert computed("A-156") == {"slope": "2*x - 4"}
    assert computed("A-157") == {"solution": 2}
    assert list(computed("A-158").values()) == [2, 0, 2, "minimum"]


def test_counterexamples_to_zero_slope():
    assert list(computed("A-155").values()) == [0, False, True, False, (0, 0)]


def test_the_fit_of_the_line():
    # Σx = 10, Σy = 15, Σxy = 38, Σx² = 30, m = 5: a = (5·38 − 150)/(5·30 − 100), b = (15 − 10a)/5.
    a = Fraction(5 * 38 - 150, 5 * 30 - 100)
    b = (15 - 10 * a) / 5
    assert list(computed("A-161").values())[:4] == [a, b, Fraction(9, 25), (0, 0)]
    residuals = [sp.Rational(n, 10) for n in (4, -8, 10, -12, 6)]
    assert computed("A-159")["residuals of the best line"] == tuple(residuals)
    assert computed("A-160")["J(0, 0) on the data"] == sp.Rational(
        sum(y**2 for y in (1, 3, 2, 5, 4)), 10
    )


def test_newton_on_the_exponential_model_is_the_textbooks():
    data = ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4))
    slope = sum((math.exp(p / 2) - q) * p * math.exp(p / 2) for p, q in data) / 5
    bend = sum((2 * math.exp(p) - q * math.exp(p / 2)) * p**2 for p, q in data) / 5
    at = 0.5 - slope / bend
    after = sum((math.exp(p * at) - q) * p * math.exp(p * at) for p, q in data) / 5
    found = computed("A-161")["slope of the cost of y = exp(ax) after one solve"]
    assert found == pytest.approx(after, rel=1e-12)


def test_loss_and_accuracy_of_the_guesses():
    numbers = computed("B-02")
    bold = -(2 * math.log(0.6) + math.log(0.01)) / 3
    assert float(numbers["loss of (0.6, 0.6, 0.01)"]) == pytest.approx(bold, rel=1e-14)
    assert f"{bold:.4f}" == "1.8756"
    assert f"{float(numbers['loss of (0.49, 0.49, 0.49)']):.4f}" == "0.7133"
    assert numbers["accuracy of (0.6, 0.6, 0.01)"] == sp.Rational(2, 3)
    assert numbers["accuracy of (0.49, 0.49, 0.49)"] == 0


def test_another_slope_on_the_slide_would_be_wrong(monkeypatch):
    monkeypatch.setattr(optimisation, "STATED_SLOPE", Function(2 * x - 3, x))
    assert [FINDINGS[claim]().verdict for claim in ("A-156", "A-157", "A-158")] == ["wrong"] * 3


def test_another_solution_on_the_slide_would_be_wrong(monkeypatch):
    monkeypatch.setattr(optimisation, "STATED_PLACE", sp.Integer(-2))
    assert FINDINGS["A-158"]().verdict == "wrong"


def test_without_counterexamples_zero_slope_would_do(monkeypatch):
    monkeypatch.setattr(optimisation, "BENT", PARABOLA)
    assert FINDINGS["A-155"]().verdict == "imprecise"  # x³ is left
    monkeypatch.setattr(
        optimisation, "SMOOTH", (PARABOLA, Function(x**3 - 3 * x, x), *[PARABOLA] * 2)
    )
    monkeypatch.setattr(optimisation, "BENT", PARABOLA)
    assert FINDINGS["A-155"]().verdict == "confirmed"


def test_guesses_that_hit_would_confirm_that_a_lower_loss_is_better(monkeypatch):
    monkeypatch.setattr(learning_problem, "CAUTIOUS", ("0.51", "0.51", "0.51"))
    assert FINDINGS["B-02"]().verdict == "confirmed"


def test_a_cost_of_other_data_would_not_measure_the_errors(monkeypatch):
    monkeypatch.setattr(learning_problem, "DATA", ((0, 1), (1, 3), (2, 2), (3, 5), (4, 9)))
    assert FINDINGS["A-159"]().verdict == "wrong"


def test_descent_would_not_raise_the_reward(monkeypatch):
    monkeypatch.setattr(learning_problem, "gradient_ascent", learning_problem.gradient_descent)
    assert FINDINGS["B-03"]().verdict == "wrong"
