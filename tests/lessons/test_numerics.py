"""The trade-off of the step: slopes, turns and models; never the digits of the ragged arm."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import t, x
from calcml.lessons.lesson import Lesson
from calcml.lessons.numerics.trade_off import StepSizeTradeoff
from tests.foreign import FOREIGN


@pytest.fixture(scope="module")
def lesson():
    return StepSizeTradeoff()


def claims(lesson):
    return {claim.key: claim.holds for claim in lesson.claims}


def error_at(curve, step):
    return dict(curve.points.tolist())[step]


@pytest.mark.parametrize(
    ("scheme", "step", "error"),
    [
        ("forward", 1e-1, 4.294e-2), ("forward", 1e-2, 4.216e-3),
        ("forward", 1e-4, 4.207e-5), ("forward", 1e-6, 4.207e-7),
        ("central", 1e-1, 9.001e-4), ("central", 1e-2, 9.005e-6), ("central", 1e-4, 9.004e-10),
    ],
)  # fmt: skip
def test_the_arm_of_truncation_has_the_outlines_errors(lesson, scheme, step, error):
    # Round-off at these steps: at most 2u/h, below the fourth digit of each error.
    assert error_at(getattr(lesson, scheme), step) == pytest.approx(error, rel=2e-4)


def test_the_models_have_the_outlines_best_steps(lesson):
    shown = {key: entry.shown for key, entry in lesson.ledger.items() if "best" in key}
    assert shown == {
        "best.forward.step": "2.11·10⁻⁸", "best.forward.error": "1.77·10⁻⁸",
        "best.central.step": "8.03·10⁻⁶", "best.central.error": "1.74·10⁻¹¹",
    }  # fmt: skip
    # |f| = |f''| for the sine: h* = 2√u, exactly.
    assert lesson.best["forward"].exact == 2 * sp.sqrt(sp.Rational(1, 2**53))


def test_the_slopes_are_one_two_and_minus_one(lesson):
    assert lesson.forward.truncation_slope == pytest.approx(1, abs=0.01)
    assert lesson.central.truncation_slope == pytest.approx(2, abs=0.01)
    for curve in (lesson.forward, lesson.central):
        assert curve.rounding_slope == pytest.approx(-1, abs=0.3)
    assert [lesson.ledger[f"slope.{k}"].shown for k in ("forward", "rounding", "central")] == [
        "1", "−1", "2",
    ]  # fmt: skip


def test_every_claim_but_one_holds_for_the_sine(lesson):
    assert [key for key, holds in claims(lesson).items() if not holds] == ["symmetric_is_exact"]
    lesson.require_claims()


@pytest.mark.parametrize("noise", range(5))
def test_the_claims_do_not_hang_on_the_last_bit_of_the_library(lesson, noise):
    # Another libm may return a neighbouring double: u more or less in each value of f.
    shaken = np.random.default_rng(noise).uniform(-2, 2, len(lesson.steps)) * 2.0**-53
    for curve in (lesson.forward, lesson.central):
        errors = np.abs(curve.sweep.errors + shaken / curve.sweep.steps)
        curve = type(curve)(curve.sweep, curve.frame, curve.best)  # noqa: PLW2901 - its own points
        curve.__dict__["points"] = np.column_stack([curve.sweep.steps, errors])
        assert curve.truncation_slope == pytest.approx(curve.order, abs=0.05)
        assert curve.rounding_slope == pytest.approx(-1, abs=0.4)
        assert curve.turns_near_best


def test_the_steps_are_decimals_three_to_a_decade(lesson):
    assert len(lesson.steps) == 1 + 3 * 16
    assert lesson.steps[:4] == (1, sp.Rational(1, 2), sp.Rational(1, 5), sp.Rational(1, 10))
    assert lesson.steps[-1] == sp.Rational(1, 10**16)


def test_everything_drawn_lies_in_the_window(lesson):
    (first, last), (low, high) = (axis.limits for axis in (lesson.frames["main"].x,
                                                           lesson.frames["main"].y))  # fmt: skip
    for curve in (lesson.forward, lesson.central):
        ends = [*curve.truncation_line, *curve.rounding_line, *curve.drop, *curve.seen.tolist()]
        ends += [curve.on_truncation(share=0.5), curve.on_rounding(share=0.5)]
        for step, error in ends:
            assert first * (1 - 1e-9) <= step <= last * (1 + 1e-9)
            assert low * (1 - 1e-9) <= error <= high * (1 + 1e-9)


def test_the_models_of_the_forward_quotient_cross_at_the_best_step(lesson):
    (step, top), (below, bottom) = lesson.forward.drop
    assert step == below == lesson.best["forward"].step
    assert top == pytest.approx(lesson.best["forward"].error / 2, rel=1e-12)
    assert bottom == lesson.frames["main"].y.limits[0]


def test_the_way_along_the_curve_passes_its_points(lesson):
    curve = lesson.forward
    assert curve.reached(0) == pytest.approx(tuple(curve.seen[0]), rel=1e-12)
    assert curve.reached(curve.last) == pytest.approx(tuple(curve.seen[-1]), rel=1e-12)
    between = np.sqrt(curve.seen[3] * curve.seen[4])  # half way on logarithmic axes
    assert curve.reached(3.5) == pytest.approx(tuple(between), rel=1e-12)


def test_the_turn_is_the_first_step_below_the_best_one(lesson):
    for curve in (lesson.forward, lesson.central):
        steps = curve.seen[:, 0]
        assert steps[curve.turn] < curve.best.step <= steps[curve.turn - 1]


def test_a_quotient_that_is_exact_by_luck_is_left_out():
    # x³ - x at 1 and its neighbours: some quotients are exact, and zero has no logarithm.
    lesson = StepSizeTradeoff(function=Function(x**3, x), at=1)
    assert (lesson.forward.points[:, 1] > 0).all()


def test_other_smooth_functions_are_told_as_well():
    lesson = StepSizeTradeoff(function=Function(sp.exp(x), x), at=1)
    lesson.require_claims()
    assert lesson.caption("ask_for_the_error").startswith("For f(x) = exp(x) the derivative at 1")


def told(function, at):
    lesson = StepSizeTradeoff(function=function, at=at)
    lesson.require_claims()
    return lesson


@pytest.mark.parametrize(
    ("function", "at", "longest", "shortest"),
    [("sin(x)", 1, 0, -16), ("sin(1000x)", 1, -3, -16), ("x^2", 1000, 3, -13), ("e^x", 0, 0, -16)],
)
def test_the_steps_follow_the_bend_and_the_digits_of_the_point(function, at, longest, shortest):
    # Around 1000 doubles are 1.1e-13 apart: a step of 1e-13 is about the last that does something.
    lesson = StepSizeTradeoff(function=function, at=at)
    assert lesson.steps[0] == sp.Integer(10) ** longest
    assert lesson.steps[-1] == sp.Integer(10) ** shortest


def test_of_a_parabola_the_symmetric_quotient_has_no_truncation():
    # ((a + h)² - (a - h)²)/(2h) = 2a, exactly.
    lesson = told("x^2", 3)
    assert lesson.symmetric_is_exact
    assert lesson.caption("look_to_both_sides").startswith("Of this function the symmetric")
    assert lesson.ledger["truncation.central"].shown == "0"
    assert "best.central.step" not in lesson.ledger
    assert "slope.central" not in lesson.ledger
    assert lesson.central.rounding_slope == pytest.approx(-1, abs=0.3)


def test_without_a_third_derivative_only_the_forward_quotient_is_told():
    # The third derivative of (x - 1)⁵ + x² is 0 at 1, but the symmetric quotient is off by h⁴.
    lesson = told("(x - 1)^5 + x^2", 1)
    assert lesson.untold == {"look_to_both_sides"}
    assert not any("central" in key for key in lesson.ledger)


@pytest.mark.parametrize(
    ("function", "at", "message"),
    [
        ("ln(x)", 1, "a value other than zero"),
        ("2x + 1", 1, r"f'' other than zero.*with function = sin\(x\), at = 1"),
        ("sin(x)", 0, "f'' other than zero"),
        ("|x|", 0, "smooth at the point"),
        ("sqrt(x)", 0, "smooth at the point"),
        ("sin(x)/x", 0, "in the domain"),
        ("cos(x)", 0, "grows in inverse proportion"),
        ("x^x", 1, "varying base and exponent"),
        ("floor(x) + x^2", 2, "smooth at the point"),
    ],
)
def test_functions_without_both_errors_are_refused_with_a_way_out(function, at, message):
    with pytest.raises(UnfitLesson, match=message) as caught:
        told(function, at)
    advice = str(caught.value).rpartition("with ")[2]
    other = dict(pair.split(" = ") for pair in advice.split(", "))
    told(other.get("function", function), other["at"])


@pytest.mark.parametrize(("function", "at"), FOREIGN.values(), ids=FOREIGN)
def test_foreign_functions_are_framed_or_refused(function, at):
    try:
        lesson = StepSizeTradeoff(function=function, at=at)
        Lesson.require_claims(lesson)
    except UnfitLesson:
        return
    frame, seen = lesson.frames["main"], np.log10(lesson.forward.seen)
    assert 3 <= len(frame.x.ticks) <= 6
    assert 3 <= len(frame.y.ticks) <= 6
    assert np.ptp(seen[:, 0]) > 0.8 * (frame.x.high - frame.x.low)
    assert np.ptp(seen[:, 1]) > 0.3 * (frame.y.high - frame.y.low)
    assert seen[:, 1].max() < frame.y.high
    assert frame.x.limits[0] < lesson.best["forward"].step < frame.x.limits[1]


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(t**3, t)}, "function must be a function of x, got one of t"),
        ({"at": float("inf")}, "at: "),
    ],
)
def test_bad_parameters_are_named(parameters, message):
    with pytest.raises(InvalidArgument, match=message):
        StepSizeTradeoff(**parameters)
