"""Step sizes: orders of convergence, the round-off envelope and the model optimum."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.floats import UNIT_ROUNDOFF
from calcml.core.functions import Function
from calcml.core.steps import optimal_step, step_sweep
from calcml.core.types import FloatArray

x = sp.Symbol("x", real=True)
sine, exponential = Function(sp.sin(x), x), Function(sp.exp(x), x)
square = Function(x**2, x)


def powers(first: int, last: int) -> list[sp.Rational]:
    return [sp.Rational(1, 10**k) for k in range(first, last + 1)]


def slope(steps: FloatArray, errors: FloatArray) -> float:
    return float(np.polyfit(np.log10(steps), np.log10(errors), 1)[0])


# Outline 3.4; the left arm is determined by the formula, so its four digits are.
def test_the_falling_arm_of_the_sine_has_the_published_errors() -> None:
    forward = step_sweep(sine, 1, [1e-1, 1e-2, 1e-4, 1e-6])
    assert [f"{e:.3e}" for e in forward.errors] == [
        "4.294e-02", "4.216e-03", "4.207e-05", "4.207e-07",
    ]  # fmt: skip
    central = step_sweep(sine, 1, [1e-1, 1e-2, 1e-4], scheme="central")
    assert [f"{e:.3e}" for e in central.errors] == ["9.001e-04", "9.005e-06", "9.004e-10"]


# |error| = h|f''|/2 (1 + O(h)): between 1e-2 and 1e-6 the slope differs from 1 by less than 0.01.
# |error| = h²|f'''|/6 (1 + O(h²)), and below 1e-4 round-off is within a factor of the truncation.
@pytest.mark.parametrize("f", [sine, exponential])
@pytest.mark.parametrize(
    ("scheme", "last", "order"), [("forward", 6, 1), ("backward", 6, 1), ("central", 4, 2)]
)
def test_truncation_falls_with_the_order_of_the_scheme(
    f: Function, scheme: str, last: int, order: int
) -> None:
    sweep = step_sweep(f, 1, powers(2, last), scheme=scheme)
    assert slope(sweep.steps, sweep.errors) == pytest.approx(order, abs=0.01)
    assert slope(sweep.steps, sweep.truncations) == pytest.approx(order, abs=0.01)


# x + h is rounded to half a spacing of x + h ≤ 2, an error of ε/2 in a step of h, which moves the
# quotient by |f'| ε/(2h); the two values of f err by half a spacing of at most 4, or of 1; the
# division adds little. So C = |f'| + 2 max|f| in units of ε/h is generous.
@pytest.mark.parametrize(("f", "size"), [(sine, 3.0), (exponential, 9.0)])
@pytest.mark.parametrize("scheme", ["forward", "central"])
def test_round_off_stays_below_an_envelope_that_rises_as_the_step_shrinks(
    f: Function, size: float, scheme: str
) -> None:
    sweep = step_sweep(f, 1, powers(7, 14), scheme=scheme)
    envelope = size * 2 * UNIT_ROUNDOFF / sweep.steps
    assert np.all(sweep.roundings <= envelope)
    # Single points are ragged; the largest of each pair of decades follows the envelope.
    worst = sweep.roundings.reshape(-1, 2).max(axis=1)
    assert slope(sweep.steps[::2], worst) == pytest.approx(-1, abs=0.35)


def test_the_sweep_keeps_the_order_of_the_steps() -> None:
    sweep = step_sweep(square, 3, [0.01, 0.1])
    assert sweep.steps.tolist() == [0.01, 0.1]
    assert sweep.values.tolist() == [6.009999999999849, 6.100000000000012]
    assert sweep.derivative == 6


# h* = 2 √(u |f/f''|): for x² at 3 it is 3·2⁻²⁶, for sin at 1, where |f| = |f''|, it is 2 √u.
def test_the_model_optimum_is_the_published_one() -> None:
    assert optimal_step(square, 3).exact == 3 * sp.Rational(1, 2**26)
    assert f"{optimal_step(square, 3).step:.4e}" == "4.4703e-08"
    forward, central = optimal_step(sine, 1), optimal_step(sine, 1, scheme="central")
    assert forward.exact == 2 * sp.sqrt(sp.Rational(1, 2**53))
    assert f"{forward.step:.4e}" == "2.1073e-08"
    assert f"{forward.error:.3e}" == "1.773e-08"
    assert f"{central.step:.3e}" == "8.035e-06"


@given(st.floats(0.1, 1.4), st.sampled_from(["forward", "backward", "central"]))
def test_no_step_is_better_in_the_model_than_the_optimal_one(at: float, scheme: str) -> None:
    best = optimal_step(sine, at, scheme=scheme)

    def model(h: float) -> float:
        return best.truncation(h) + best.rounding(h)

    # The model is evaluated in five operations, each with a relative error of u.
    assert model(best.step) == pytest.approx(best.error, rel=1e-14)
    assert model(best.step) <= min(model(0.9 * best.step), model(1.1 * best.step))


@given(st.floats(0.1, 1.4))
def test_the_central_optimum_agrees_with_mpmath(at: float) -> None:
    with mpmath.workdps(50):
        a = mpmath.mpf(repr(at))
        expected = mpmath.cbrt(3 * mpmath.mpf(2) ** -53 * mpmath.tan(a))
    assert optimal_step(sine, at, scheme="central").step == pytest.approx(
        float(expected), rel=1e-15
    )


def test_at_the_optimum_the_real_error_is_below_the_model() -> None:
    for f in (sine, exponential):
        best = optimal_step(f, 1)
        (error,) = step_sweep(f, 1, [best.step]).errors
        assert error <= 2 * best.error  # the model leaves out the rounding of x + h


@pytest.mark.parametrize(
    ("f", "at", "scheme", "message"),
    [
        (square, 3, "central", "needs f''' other than zero, but it is 0 for x\\*\\*2 at x = 3"),
        (sine, 0, "forward", "needs f'' other than zero"),
        (Function(3 * x, x), 1, "forward", "a longer step is the better one"),
        (Function(sp.exp(x) - 1, x), 0, "forward", "needs a value other than zero"),
        (Function(sp.Abs(x), x), 0, "forward", "not at x = 0"),
    ],
)
def test_where_there_is_nothing_to_balance_the_model_is_refused(
    f: Function, at: float, scheme: str, message: str
) -> None:
    with pytest.raises(UnsupportedFunction, match=message):
        optimal_step(f, at, scheme=scheme)


def test_a_sweep_needs_a_derivative_and_a_step() -> None:
    with pytest.raises(UnsupportedFunction, match="an error needs a derivative"):
        step_sweep(Function(sp.Abs(x), x), 0, [0.1])
    with pytest.raises(InvalidArgument, match="at least one step is needed"):
        step_sweep(square, 3, [])


def test_the_square_root_of_epsilon_has_the_right_order_of_magnitude() -> None:
    assert math.sqrt(2 * UNIT_ROUNDOFF) == 1.4901161193847656e-08 == 2.0**-26
    assert optimal_step(square, 3).step == 3 * 2.0**-26
