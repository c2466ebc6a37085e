"""Difference quotients: Python's own numbers, exact errors, orders and verdicts."""

import math
from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.differences import (
    Scheme,
    Verdict,
    difference_quotient,
    secant_line,
)
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function

x = sp.Symbol("x", real=True)
square = Function(x**2, x)
sine = Function(sp.sin(x), x)

# What CPython prints for the code of the decks (claims ).
PRINTED = [
    (3, 0.01, "forward", 6.009999999999849),
    (3, 0.001, "forward", 6.000999999999479),
    (3, 0.0001, "forward", 6.000100000012054),
    (3, 0.00001, "forward", 6.000009999951316),
    (3, 1e-14, "forward", 6.217248937900877),
    (3, 1e-14, "central", 6.128431095930864),
    (3, 1e-15, "forward", 5.329070518200751),
    (3, 1e-15, "central", 5.329070518200751),
    (3, 1e-16, "forward", 0.0),
    (3, 2.0**-26, "forward", 6.0),
    (3, 2.0**-25, "forward", 6.000000059604645),
    (1, 2.0**-26, "forward", 2.000000014901161),
    (3.1, 2.0**-26, "forward", 6.199999928474426),
    (3, 0.5, "forward", 6.5),
    (3, 0.5, "central", 6.0),
]


@pytest.mark.parametrize(("at", "step", "scheme", "printed"), PRINTED)
def test_the_quotient_is_what_python_prints(
    at: float, step: float, scheme: str, printed: float
) -> None:
    assert difference_quotient(square, at, step=step, scheme=scheme).value == printed


@pytest.mark.parametrize("step", [2.0, 1.0, 0.5, 0.1, 0.01, -0.01, 1e-5])
def test_the_exact_quotient_of_the_square_is_six_plus_the_step(step: float) -> None:
    found = difference_quotient(square, 3, step=step)
    assert found.exact == 6 + sp.Rational(str(step))
    assert found.derivative == 6
    assert found.truncation == step


coefficients = st.lists(st.integers(-9, 9), min_size=1, max_size=3)
points = st.fractions(-5, 5, max_denominator=20)
steps = st.fractions(-2, 2, max_denominator=20).filter(bool)


@given(coefficients, points, steps)
def test_the_central_quotient_is_exact_on_parabolas(
    c: list[int], at: Fraction, h: Fraction
) -> None:
    parabola = Function(sp.Poly(c, x).as_expr(), x)
    found = difference_quotient(parabola, at, step=h, scheme="central")
    assert found.exact == found.derivative
    assert found.truncation == 0.0


@given(points, steps)
def test_the_forward_quotient_is_exact_on_lines_and_errs_by_half_the_bend(
    at: Fraction, h: Fraction
) -> None:
    line, parabola = Function(3 * x - 1, x), Function(5 * x**2 - x, x)
    assert difference_quotient(line, at, step=h).truncation == 0.0
    bent = difference_quotient(parabola, at, step=h)
    assert bent.exact - bent.derivative == 5 * sp.Rational(h.numerator, h.denominator)  # h f''/2


@given(st.floats(-10, 10), st.floats(1e-12, 1), st.sampled_from(Scheme))
def test_error_is_truncation_plus_rounding_and_agrees_with_mpmath(
    at: float, h: float, scheme: Scheme
) -> None:
    found = difference_quotient(sine, at, step=h, scheme=scheme)
    with mpmath.workdps(50):
        a, s = mpmath.mpf(repr(at)), mpmath.mpf(repr(h))
        low = a if scheme == "forward" else a - s
        high = a if scheme == "backward" else a + s
        exact = (mpmath.sin(high) - mpmath.sin(low)) / (high - low)
        assert found.error == pytest.approx(float(found.value - mpmath.cos(a)), rel=1e-14)
        assert found.truncation == pytest.approx(float(exact - mpmath.cos(a)), rel=1e-14)
        assert found.rounding == pytest.approx(float(found.value - exact), rel=1e-14)
    assert found.error is not None
    assert found.truncation is not None
    # Three doubles, each rounded once.
    assert math.isclose(found.error, found.truncation + found.rounding, abs_tol=1e-15)


@settings(max_examples=25)
@given(st.floats(-10, 10), st.floats(1e-6, 1))
def test_backward_is_forward_with_the_step_reversed(at: float, h: float) -> None:
    backward = difference_quotient(sine, at, step=h, scheme="backward")
    assert backward.exact == difference_quotient(sine, at, step=-h).exact
    assert backward.value == (math.sin(at) - math.sin(at - h)) / h


@settings(max_examples=25)
@given(st.integers(-9, 9), st.integers(-9, 9), points, steps)
def test_the_exact_quotient_is_linear(a: int, b: int, at: Fraction, h: Fraction) -> None:
    f, g = x**3 - x, 1 / (x**2 + 1)
    both = difference_quotient(Function(a * f + b * g, x), at, step=h).exact
    parts = [difference_quotient(Function(e, x), at, step=h).exact for e in (f, g)]
    assert sp.simplify(both - a * parts[0] - b * parts[1]) == 0


# At h = √ε the error of x² at 3 is zero because h² = ε is an eighth of the spacing at 9 and is
# rounded away; one bit more, and the errors add up.
VERDICTS = [
    (square, 3, 0.01, "forward", Verdict.TRUNCATION),
    (square, 3, 0.001, "central", Verdict.ROUND_OFF),
    (square, 3, 1e-8, "forward", Verdict.CANCELLATION),
    (square, 3, 1e-15, "forward", Verdict.CANCELLATION),
    (square, 3, 1e-16, "forward", Verdict.ABSORPTION),
    (square, 3, 1e-16, "backward", Verdict.ABSORPTION),
    (square, 3, 1e-16, "central", Verdict.ABSORPTION),
    (square, 3, 2.0**-26, "forward", Verdict.LUCK),
    (square, 3, 0.5, "central", Verdict.ACCURATE),
    (square, 3, 2.0**-25, "forward", Verdict.TRUNCATION),
    (sine, 1, 1e-2, "central", Verdict.TRUNCATION),
    (sine, 1, 1e-6, "central", Verdict.ROUND_OFF),
    (Function(sp.Abs(x), x), 0, 0.1, "central", Verdict.NO_DERIVATIVE),
    (Function(sp.Integer(0), x), 3, 0.1, "forward", Verdict.ACCURATE),
]


@pytest.mark.parametrize(("f", "at", "step", "scheme", "verdict"), VERDICTS)
def test_the_verdict_names_what_dominates(
    f: Function, at: float, step: float, scheme: str, verdict: Verdict
) -> None:
    assert difference_quotient(f, at, step=step, scheme=scheme).verdict is verdict


def test_the_symmetric_quotient_of_a_corner_is_zero_and_means_nothing() -> None:
    found = difference_quotient(Function(sp.Abs(x), x), 0, step=0.1, scheme="central")
    assert found.value == 0.0
    assert found.derivative is None
    assert found.error is None
    assert found.truncation is None


def test_a_float_in_the_formula_is_a_decimal() -> None:
    found = difference_quotient(Function(0.1 * x**2, x), 3, step=0.01)
    assert found.exact == sp.Rational(601, 1000)
    assert found.truncation == 0.001
    assert found.value == (0.1 * (3 + 0.01) ** 2 - 0.1 * 9) / 0.01


def test_the_subtraction_shows_the_digits_that_cancel() -> None:
    found = difference_quotient(square, 3, step=1e-8)
    assert found.subtraction.matching == 8
    assert found.subtraction.is_exact


def test_the_step_really_made_is_a_multiple_of_the_spacing() -> None:
    assert difference_quotient(square, 3, step=1e-15).effective_step == 8.881784197001252e-16
    assert difference_quotient(square, 3, step=0.5, scheme="central").effective_step == 1.0


def test_a_piecewise_function_is_differentiated_by_limits() -> None:
    smooth = Function(sp.Piecewise((x**2 * sp.sin(1 / x), sp.Ne(x, 0)), (0, True)), x)
    assert difference_quotient(smooth, 0, step=0.01).derivative == 0


def test_the_secant_goes_through_both_points() -> None:
    # y = x² through 3 and 3 + h: slope 6 + h, so that the line is (6 + h) x - 9 - 3h.
    for h, slope in [(2, 8), (1, 7), (0.5, 6.5), (0.1, 6.1), (0.01, 6.01), (-0.01, 5.99)]:
        line = secant_line(square, 3, step=h)
        assert line.slope == sp.Rational(str(slope))
        assert line.intercept == -9 - 3 * sp.Rational(str(h))
        assert line.function.exact(line.at) == 9
        assert line.function.exact(line.at + line.step) == square.exact(line.at + line.step)


REFUSED: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: difference_quotient(square, 3, step=0), InvalidArgument, "step must differ from zero"),
    (lambda: secant_line(square, 3, step=0.0), InvalidArgument, "step must differ from zero"),
    (lambda: difference_quotient(square, 3, step=math.nan), InvalidArgument, "must be finite"),
    (lambda: difference_quotient(square, math.inf, step=1), InvalidArgument, "must be finite"),
    (
        lambda: difference_quotient(square, 3, step=1, scheme="midpoint"),
        InvalidArgument,
        "one of forward, backward, central, got 'midpoint'",
    ),
    (
        lambda: difference_quotient(Function(sp.log(x), x), 1, step=2, scheme="central"),
        OutsideDomain,
        "no finite real value at x = -1",
    ),
    (
        lambda: difference_quotient(Function(sp.sign(x), x), 0, step=1e-310),
        InvalidArgument,
        "the quotient must stay below the largest double",
    ),
    (
        lambda: difference_quotient(square, 3, step=sp.Rational(1, 10**400)),
        InvalidArgument,
        "choose a larger step",
    ),
]


@pytest.mark.parametrize(("call", "kind", "message"), REFUSED)
def test_a_mistake_is_refused_with_a_reason(
    call: Callable[[], object], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        call()
