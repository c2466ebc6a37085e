"""Line fits against NumPy, and their descent against the numbers of the lecture."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calcml.core.descent import gradient_descent
from calcml.core.errors import InvalidArgument
from calcml.core.gradients import gradient
from calcml.core.rates import convergence_bound
from calcml.core.regression import cost_function, least_squares
from calcml.core.symbols import a, b

TOY = ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4))
POINTS = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=8, unique=True
)


def test_the_closed_form_of_the_lecture():
    # Outline 8.4.
    fit = least_squares(TOY)
    assert (fit.slope, fit.intercept, fit.cost) == (
        sp.Rational(4, 5),
        sp.Rational(7, 5),
        sp.Rational(9, 25),
    )
    assert [float(r) for r in fit.residuals] == [0.4, -0.8, 1.0, -1.2, 0.6]
    assert fit.line(2.0) == 3


def test_the_cost_of_the_lecture():
    # Outline 9.7, B-30 and B-31.
    cost = cost_function(TOY)
    assert cost.variables == (a, b)
    assert cost.exact(0, 0) == sp.Rational(11, 2)
    slopes = [6 * a + 2 * b - sp.Rational(38, 5), 2 * a + b - 3]
    assert [f.expression for f in gradient(cost).components] == slopes
    assert round(float(convergence_bound(cost)), 4) == 0.2984


def test_simultaneous_descent_of_the_lecture():
    # Outline 9.7: (a, b, J); B-29: updating b after a would give b = 0.148 in the first step.
    run = gradient_descent(cost_function(TOY), (0, 0), rate=0.1, steps=5)
    table = np.column_stack([run.points, run.values])[1:]
    assert table.round(4).tolist() == [
        [0.76, 0.3, 1.0578],
        [1.004, 0.418, 0.5664],
        [1.078, 0.4754, 0.5052],
        [1.0961, 0.5123, 0.4913],
        [1.096, 0.5418, 0.483],
    ]
    assert run.exact[1].point == (Fraction(76, 100), Fraction(3, 10))


def test_descent_arrives_at_the_closed_form():
    run = gradient_descent(cost_function(TOY), (0, 0), rate=0.1, steps=175)
    off = np.abs(run.points - [0.8, 1.4]).max(axis=1)
    # Outline 9.7: every coordinate within 0.05 after 99 steps, within 0.005 after 175.
    assert [int(np.argmax(off < limit)) for limit in (0.05, 0.005)] == [99, 175]


@given(POINTS)
@settings(max_examples=40)
def test_the_fit_agrees_with_numpy_and_nothing_is_better(points):
    assume(len({p for p, _ in points}) > 1)
    fit = least_squares(points)
    slope, intercept = np.polyfit(*np.array(points, dtype=float).T, 1)
    # The condition number of the normal equations stays below 1e4 for abscissas up to 9.
    assert [float(fit.slope), float(fit.intercept)] == pytest.approx([slope, intercept], abs=1e-10)
    cost = cost_function(points)
    assert gradient(cost, (fit.slope, fit.intercept)).exact == (0, 0)
    assert cost.exact(fit.slope, fit.intercept) == fit.cost
    assert cost.exact(fit.slope + 1, fit.intercept - 1) > fit.cost


@given(POINTS)
@settings(max_examples=40)
def test_residuals_sum_to_zero(points):
    assume(len({p for p, _ in points}) > 1)
    fit = least_squares(points)
    assert sum(fit.residuals) == 0
    assert sum(r * p for r, (p, _) in zip(fit.residuals, points, strict=True)) == 0


def test_points_on_a_line_cost_nothing():
    fit = least_squares([(0.1, 0.3), (0.2, 0.6), (0.3, 0.9)])
    assert (fit.slope, fit.intercept, fit.cost) == (3, 0, 0)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ((), "at least one point is needed, got none"),
        (((1, 2), (3,)), "a point must be a pair \\(x, y\\), got \\(3,\\)"),
        (((1, float("nan")), (2, 3)), "must be finite, got nan"),
        ((1, 2, 3), "a point must be a pair \\(x, y\\), got \\(1,\\)"),
        (5, "a point must be a pair \\(x, y\\), got \\(5,\\)"),
    ],
)
def test_mistakes_are_named(points, message):
    for routine in (cost_function, least_squares):
        with pytest.raises(InvalidArgument, match=message):
            routine(points)


def test_a_vertical_line_is_no_function():
    with pytest.raises(InvalidArgument, match="two different x, got 2 with x = 1"):
        least_squares([(1, 2), (1, 3)])
