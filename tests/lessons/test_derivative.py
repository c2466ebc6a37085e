"""The chapter on the derivative: the outline's numbers, and what makes a telling false."""

import contextlib
import io
import subprocess
import sys

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import CalcmlError, InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.lessons.derivative import DifferenceQuotientCode, SecantToTangent
from tests.foreign import FOREIGN


def claims(lesson):
    return {claim.key: claim.holds for claim in lesson.claims}


def shown(lesson, start):
    return [entry.shown for key, entry in lesson.ledger.items() if key.startswith(start)]


def printed_by(lines):
    """Run a program of ours in this process, which is quicker than in one of its own."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec("\n".join(lines), {})  # noqa: S102 - the program that the lesson wrote
    return out.getvalue().split()


def secants(function, at, **parameters):
    return SecantToTangent(function=function, at=at, **parameters)


class TestSecantToTangent:
    lesson = SecantToTangent()

    def test_the_slopes_are_those_of_the_outline(self):
        # (f(3 + h) - f(3))/h = 6 + h for the square, exactly.
        assert shown(self.lesson, "secant.slope") == ["8", "7", "6.5", "6.1", "6.01", "5.99"]
        for quotient, step in zip(
            self.lesson.quotients, (*self.lesson.steps, self.lesson.from_left), strict=True
        ):
            assert quotient.exact == 6 + step

    def test_what_is_derived_for_the_deck_is_the_decks(self):
        assert [float(h) for h in self.lesson.steps] == [2, 1, 0.5, 0.1, 0.01]
        assert float(self.lesson.from_left) == -0.01
        frame = self.lesson.frames["main"]
        assert (frame.x.limits, frame.y.limits) == ((0, 5.4), (0, 27))
        assert frame.x.ticks == (1, 2, 3, 4, 5)
        assert frame.y.ticks == (5, 10, 15, 20, 25)

    def test_their_limit_is_the_derivative(self):
        assert self.lesson.limit.exact == 6
        assert self.lesson.caption("arrive_at_the_tangent").endswith("the tangent: 6.")

    def test_the_tangent_touches_with_the_slope_of_the_curve(self):
        tangent, curve = self.lesson.tangent.function, self.lesson.function
        assert tangent.exact(3) == curve.exact(3)
        assert tangent.derivative().exact(3) == curve.derivative().exact(3)

    def test_the_secant_goes_through_both_points(self):
        picture = self.lesson.picture
        across, up, slope = picture.secant(0.5)
        right, high = picture.moving_point(0.5)
        assert up + slope * (right - across) == pytest.approx(high, rel=1e-15)
        assert slope == self.lesson.quotients[2].value

    def test_the_triangle_under_the_secant_has_the_step_as_its_run(self):
        (left, low), (right, level) = self.lesson.picture.run(2)
        assert (right - left, level - low) == (2, 0)
        assert self.lesson.picture.rise(2) == ((5, 9), (5, 25))

    def test_the_letter_of_the_step_stands_outside_of_the_triangle(self):
        assert self.lesson.picture.outside(2) == -1  # the triangle is above its run
        assert secants("5 - 3x", "-2").picture.outside(2) == 1

    @pytest.mark.parametrize("h", [2.0, 0.01, -0.01])
    def test_under_the_lens_the_step_is_one_long(self, h):
        assert self.lesson.lens.point(h)[0] == pytest.approx(np.sign(h))
        assert self.lesson.lens.origin == (0, 0)

    def test_the_lens_shows_less_and_less_of_the_curve(self):
        (left, low), (right, high) = self.lesson.lens.window(0.01)
        assert (left, right) == pytest.approx((3 - 0.0135, 3 + 0.0135))
        assert low < 9 < high
        assert self.lesson.lens.deviation(0.01) < self.lesson.lens.deviation(1) / 50

    def test_another_function_is_told_as_well(self):
        lesson = SecantToTangent(function=Function(sp.exp(x), x), at=1, steps=(1, 0.1))
        lesson.require_claims()
        assert lesson.limit.exact == sp.E

    def test_rounded_slopes_are_told_as_such(self):
        lesson = secants("sin(x)", "1")
        assert lesson.caption("join_two_points").endswith("its slope is about 0.06783.")
        assert lesson.ledger["tangent"].shown == "y ≈ 0.5403x + 0.3012"

    def test_a_point_is_written_as_it_was_given(self):
        lesson = secants("sin(x)", "pi/4")
        assert lesson.ledger["value"].symbol == "f(frac(pi, 4))"
        assert "where x is pi/4" in lesson.caption("show_the_curve")

    def test_a_point_of_many_digits_is_called_by_a_letter(self):
        lesson = secants("x^2", "0.123456789")
        assert lesson.ledger["value"].symbol == "f(a)"
        assert lesson.ledger["quotient"].shown == "(f(a + h) - f(a))/h"

    def test_slopes_show_as_many_digits_as_tell_them_from_their_limit(self):
        # sin(h)/h = 1 - h²/6 + ...: at h = 0.005 it is 0.9999958, which is 1 to five digits.
        assert shown(secants("sin(x)", "0"), "secant.slope.4") == ["0.999996"]

    @pytest.mark.parametrize(("function", "slope"), [("2x + 1", "2"), ("5", "0")])
    def test_of_a_straight_line_nobody_says_that_it_comes_closer(self, function, slope):
        lesson = secants(function, "1")
        assert lesson.caption("shrink_the_step") == (
            f"Whatever the step, the slope of the secant stays the same: {slope}."
        )
        assert "nothing new to see" in lesson.caption("look_through_a_lens")
        assert lesson.caption("come_from_the_left").startswith("From the left it is the same")

    def test_slopes_that_wander_are_told_as_such(self):
        # (sin(2π(1 + h)))/h is 0, 0, then rises to 2π: not closer with every step.
        lesson = secants("sin(2pi x)", "1", steps=(1, 0.75, 0.01))
        assert "wanders with the step" in lesson.caption("shrink_the_step")

    def test_a_lens_that_is_not_strong_enough_shows_a_bend(self):
        lesson = secants("x^2", "3", steps=(2, 1.9))
        assert "still shows the curve bent" in lesson.caption("look_through_a_lens")

    def test_steps_that_do_not_shrink_are_refused(self):
        with pytest.raises(UnfitLesson, match="from the longest to the shortest"):
            SecantToTangent(steps=(0.1, 1)).require_claims()

    def test_steps_across_a_pole_are_refused(self):
        with pytest.raises(UnfitLesson, match=r"without a break.*leave steps out"):
            secants("1/x", "-1", steps=(2, 0.5)).require_claims()

    @pytest.mark.parametrize(
        ("function", "at", "message"),
        [
            ("|x|", "0", r"left and from the right differ \(−1 and 1\).*such as at = 1$"),
            ("cbrt(x)", "0", "the tangent is vertical; choose another point, such as at = 1"),
            ("sign(x)", "0", "not continuous there; choose another point, such as at = 1"),
            ("sqrt(x)", "0", "the tangent is vertical.*at = 1"),
            ("ln(x)", "-1/2", "no value there.*at = 1/2"),
        ],
    )
    def test_without_a_tangent_there_is_a_reason_and_a_way_out(self, function, at, message):
        with pytest.raises(UnfitLesson, match=message) as caught:
            secants(function, at)
        other = str(caught.value).rpartition("at = ")[2]
        secants(function, other).require_claims()

    @pytest.mark.parametrize(("function", "at"), FOREIGN.values(), ids=FOREIGN)
    def test_foreign_functions_are_well_framed_or_refused_for_a_reason(self, function, at):
        try:
            lesson = secants(function, at)
            lesson.require_claims()
        except CalcmlError as error:
            assert "such as at = " in str(error)  # noqa: PT017 - some are told
            return
        frame, picture = lesson.frames["main"], lesson.picture
        points = [picture.fixed_point, *(picture.moving_point(float(h)) for h in lesson.distances)]
        for place in (*points, picture.moving_point(picture.left_start)):
            shares = frame.x.share(place[0]), frame.y.share(place[1])
            assert all(0 <= share <= 0.95 for share in shares)
        drawn = np.vstack(picture.curve.pieces)
        assert np.ptp(drawn[:, 0]) >= 0.8 * np.ptp(frame.x.limits)
        if not picture.straight:
            assert np.ptp(drawn[:, 1]) >= 0.5 * np.ptp(frame.y.limits)
        assert 3 <= len(frame.x.ticks) <= 10
        assert 3 <= len(frame.y.ticks) <= 10
        assert abs(lesson.lens.curve(float(lesson.steps[1]))[:, 1]).max() <= 1.2 + 1e-9

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"steps": (1, 0)}, r"steps\[1\] must be positive, got 0"),
            ({"steps": (1,)}, "between 2 and 5 items, got 1"),
            ({"from_left": 0.1}, "from_left must be negative, got 0.1"),
            ({"function": Function(x * y, (x, y))}, "a function of x, got one of x, y"),
            ({"at": float("nan")}, "at: "),
        ],
    )
    def test_bad_parameters_are_named(self, parameters, message):
        with pytest.raises(InvalidArgument, match=message):
            SecantToTangent(**parameters)


class TestDifferenceQuotientCode:
    lesson = DifferenceQuotientCode()

    def test_the_outputs_are_those_of_the_outline(self):
        assert shown(self.lesson, "printed") == [
            "6.009999999999849", "6.000999999999479", "6.000100000012054", "6.000009999951316",
        ]  # fmt: skip
        assert shown(self.lesson, "exact") == ["6.01", "6.001", "6.0001", "6.00001"]
        assert self.lesson.ledger["quotient.exact"].shown == "6 + h"

    @pytest.mark.parametrize(
        "parameters",
        [
            {},
            {"at": sp.Rational(1, 3), "steps": (0.5, 0.25, 0.125)},
            {"function": Function(sp.sin(x) * sp.exp(x), x), "at": -2, "steps": (0.1, 0.001)},
        ],
    )
    def test_python_prints_what_the_scene_shows(self, parameters):
        lesson = DifferenceQuotientCode(**parameters)
        ran = subprocess.run(
            [sys.executable, "-c", "\n".join(lesson.lines.values())],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ran.stdout.split() == shown(lesson, "printed")

    @pytest.mark.parametrize(("function", "at"), FOREIGN.values(), ids=FOREIGN)
    def test_python_prints_what_is_shown_of_a_foreign_function(self, function, at):
        try:
            lesson = DifferenceQuotientCode(function=function, at=at)
            lesson.require_claims()
        except CalcmlError as error:
            assert "in the domain" in str(error)  # noqa: PT017 - some are told
            other = str(error).rpartition("at = ")[2]
            DifferenceQuotientCode(function=function, at=other).require_claims()
            return
        assert printed_by(lesson.lines.values()) == shown(lesson, "printed")
        assert max(map(len, lesson.lines.values())) <= 30
        for out in lesson.printouts:
            lit = out.text[out.wrong].replace(".", "")
            assert lit.isdecimal() or not lit
            assert len(lit) == out.decimals - out.right_places

    def test_the_listing_shows_every_line_once(self):
        keys = [key for key in self.lesson.listing if key is not None]
        assert keys == list(self.lesson.lines)
        for turn, step in enumerate(self.lesson.steps):
            line, word = self.lesson.step_word(turn)
            assert word in self.lesson.lines[line]
            assert sp.Rational(word) == step

    def test_rounded_before_its_wrong_digits_an_output_is_exact(self):
        for quotient, out in zip(self.lesson.quotients, self.lesson.printouts, strict=True):
            places = out.right_places
            assert round(quotient.value, places) == float(quotient.exact)
            assert round(quotient.value, places + 1) != float(quotient.exact)
        wrong = [out.wrong for out in self.lesson.printouts]
        assert [part.stop - part.start for part in wrong] == [3, 4, 5, 5]

    def test_the_deck_is_told_as_on_the_slide(self):
        assert claims(self.lesson) == {
            "fits_the_card": True, "steps_shrink": True, "cancels": True, "exact_is_short": True,
            "right_once_rounded": True, "round_off_grows": True, "last_has_most": True,
            "digits_are_wrong": True, "all_exact": False,
        }  # fmt: skip
        assert [float(h) for h in self.lesson.steps] == [0.01, 0.001, 0.0001, 0.00001]
        assert self.lesson.caption("work_it_out_by_hand") == (
            "By hand, the quotient is exactly 6 + h. For h = 0.01 that is 6.01 and nothing else."
        )

    def test_the_slide_has_a_nine_too_many_in_three_lines(self):
        strays = self.lesson.slide_lines.strays
        assert strays == (14, 14, None, 12)
        for line, place, output in zip(
            self.lesson.slide, strays, shown(self.lesson, "printed"), strict=True
        ):
            mended = line if place is None else line[:place] + line[place + 1 :]
            assert mended == output
        assert self.lesson.caption("correct_the_slide").startswith(
            "In 3 of its 4 lines the source slide has one 9 too many."
        )

    @pytest.mark.parametrize(
        "slide",
        [
            ("6.009999999999849",),
            ("6.009999999999849", "6.000999999999479", "6.000100000012054", "6.000009999951316"),
            ("1.5", "6.000999999999479", "6.000100000012054", "6.0000099999951316"),
            tuple("12345.6" for _ in range(4)),
        ],
        ids=["too short", "right", "another number", "all other"],
    )
    def test_a_slide_without_this_very_slip_is_not_corrected(self, slide):
        lesson = DifferenceQuotientCode(slide=slide)
        assert lesson.untold == {"correct_the_slide"}
        assert shown(lesson, "slide") == []

    def test_fewer_steps_than_lines_on_the_slide_are_told_without_it(self):
        lesson = DifferenceQuotientCode(steps=(0.01, 0.001))
        lesson.require_claims()
        assert lesson.untold == {"correct_the_slide"}

    def test_steps_without_round_off_are_told_as_such(self):
        # Halves and quarters are exact in doubles, so nothing is wrong to light up.
        lesson = DifferenceQuotientCode(steps=(0.5, 0.25))
        assert claims(lesson)["all_exact"]
        assert lesson.caption("light_up_the_wrong_digits").endswith("is the exact quotient.")

    @pytest.mark.parametrize(
        ("function", "at", "by_hand"),
        [
            ("1/x", "1", "-1/(h + 1)"),
            ("x^2/3 - x/7", "1/3", "h/3 + 5/63"),
            ("x^3", "1", "h**2 + 3*h + 3"),
            ("sin(x)", "1", "None"),  # the step does not cancel
            ("x^8", "0.1", "None"),  # nine terms
        ],
    )
    def test_the_quotient_is_worked_out_where_the_step_cancels(self, function, at, by_hand):
        lesson = DifferenceQuotientCode(function=function, at=at)
        assert str(lesson.by_hand) == by_hand
        if by_hand == "None":
            assert "more digits than Python keeps" in lesson.caption("work_it_out_by_hand")

    def test_outside_of_the_domain_a_point_is_suggested_that_works(self):
        with pytest.raises(UnfitLesson, match=r"such as at = 1/2$|such as at = 9$|at = 1$"):
            DifferenceQuotientCode(function="ln(x)", at="-1").require_claims()

    def test_a_rounded_quotient_is_not_called_exact(self):
        lesson = DifferenceQuotientCode(function="1/x", at="1")
        assert lesson.rounds_the_exact
        assert "that is about −0.99900100." in lesson.caption("work_it_out_by_hand")

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"steps": (0.001, 0.1)}, "from the longest to the shortest"),
            ({"function": "(sin(x) + 1)^2 exp(x)/(cos(x) + 2) + sqrt(x^2 + 1) ln(x^2 + 3) + "
                          "tanh(x) atan(x) - sin(3x) cos(5x) exp(-x)"}, "four short lines"),
            ({"function": "x^2", "at": 10**9, "steps": (1e-8, 1e-7)[::-1]}, "no digit right"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_shown_is_refused(self, parameters, message):
        with pytest.raises(UnfitLesson, match=message):
            DifferenceQuotientCode(**parameters).require_claims()

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"steps": (0.1, 0.1)}, "must differ"),
            ({"steps": (0.1, -0.1)}, r"steps\[1\] must be positive"),
            ({"steps": (0.1, sp.Rational(1, 3))}, "a decimal of at most eight places, got 1/3"),
            ({"steps": (0.1, 1e-9)}, "a decimal of at most eight places"),
            ({"slide": ("6.01", 6.001)}, r"slide\[1\] must be a decimal number as text, got 6.001"),
            ({"slide": ("six",)}, "must be a decimal number as text"),
        ],
    )
    def test_bad_parameters_are_named(self, parameters, message):
        with pytest.raises(InvalidArgument, match=message):
            DifferenceQuotientCode(**parameters)
