"""The chapter on the derivative: the outline's numbers, and what makes a telling false."""

import subprocess
import sys

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.lessons.derivative import DifferenceQuotientCode, SecantToTangent


def claims(lesson):
    return {claim.key: claim.holds for claim in lesson.claims}


def shown(lesson, start):
    return [entry.shown for key, entry in lesson.ledger.items() if key.startswith(start)]


class TestSecantToTangent:
    lesson = SecantToTangent()

    def test_the_slopes_are_those_of_the_outline(self):
        # (f(3 + h) - f(3))/h = 6 + h for the square, exactly.
        assert shown(self.lesson, "secant.slope") == ["8", "7", "6.5", "6.1", "6.01", "5.99"]
        for quotient, step in zip(
            self.lesson.quotients, (*self.lesson.steps, self.lesson.from_left), strict=True
        ):
            assert quotient.exact == 6 + step

    def test_their_limit_is_the_derivative(self):
        assert self.lesson.limit.exact == 6
        assert self.lesson.caption("arrive_at_the_tangent").endswith("the tangent: 6.")

    def test_the_tangent_touches_with_the_slope_of_the_curve(self):
        tangent, curve = self.lesson.tangent, self.lesson.function
        assert tangent.exact(3) == curve.exact(3)
        assert tangent.derivative().exact(3) == curve.derivative().exact(3)

    def test_the_secant_goes_through_both_points(self):
        across, up, slope = self.lesson.secant(0.5)
        right, high = self.lesson.moving_point(0.5)
        assert up + slope * (right - across) == pytest.approx(high, rel=1e-15)

    def test_the_triangle_under_the_secant_has_the_step_as_its_run(self):
        (left, low), (right, level) = self.lesson.run(2)
        assert (right - left, level - low) == (2, 0)
        assert self.lesson.rise(2) == ((5, 9), (5, 25))

    @pytest.mark.parametrize("h", [2.0, 0.01, -0.01])
    def test_under_the_lens_the_step_is_one_long(self, h):
        assert self.lesson.magnified_point(h)[0] == pytest.approx(np.sign(h))
        assert self.lesson.magnified_fixed_point == (0, 0)

    def test_another_function_is_told_as_well(self):
        lesson = SecantToTangent(function=Function(sp.exp(x), x), at=1, steps=(1, 0.1))
        lesson.require_claims()
        assert lesson.limit.exact == sp.E

    def test_steps_that_do_not_close_in_are_refused(self):
        with pytest.raises(UnfitLesson, match="brings the slope of the secant closer"):
            SecantToTangent(steps=(0.1, 1)).require_claims()

    def test_a_corner_is_refused_with_its_reason(self):
        lesson = SecantToTangent(function=Function(sp.Abs(x - 3), x))
        with pytest.raises(UnfitLesson, match="left and from the right differ"):
            _ = lesson.limit

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            ({"steps": (1, 0)}, r"steps\[1\] must be positive, got 0"),
            ({"steps": (1,)}, "between 2 and 5 items, got 1"),
            ({"from_left": 0}, "from_left must not be zero"),
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
        program = "\n".join(lesson.lines.values())
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        assert ran.stdout.split() == shown(lesson, "printed")

    def test_the_listing_shows_every_line_once(self):
        keys = [key for key in self.lesson.listing if key is not None]
        assert keys == list(self.lesson.lines)
        for turn, step in enumerate(self.lesson.steps):
            line, word = self.lesson.step_word(turn)
            assert word in self.lesson.lines[line]
            assert sp.Rational(word) == step

    def test_rounded_before_its_wrong_digits_an_output_is_exact(self):
        for turn, quotient in enumerate(self.lesson.quotients):
            places = self.lesson.right_places(turn)
            assert round(quotient.value, places) == float(quotient.exact)
            assert round(quotient.value, places + 1) != float(quotient.exact)
        assert [self.lesson.wrong_digits(turn) for turn in self.lesson.turns] == [3, 4, 5, 5]

    def test_every_claim_holds_for_the_deck(self):
        assert all(claims(self.lesson).values())

    def test_the_slide_has_a_nine_too_many_in_three_lines(self):
        assert self.lesson.stray_digits == (14, 14, None, 12)
        for line, place, output in zip(
            self.lesson.slide, self.lesson.stray_digits, shown(self.lesson, "printed"), strict=True
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
        assert not DifferenceQuotientCode(slide=slide).slide_slips

    def test_fewer_steps_than_lines_on_the_slide_are_told_without_it(self):
        lesson = DifferenceQuotientCode(steps=(0.01, 0.001))
        lesson.require_claims()
        assert not lesson.slide_slips
        assert lesson.untold == {"correct_the_slide"}

    def test_steps_without_round_off_are_refused(self):
        # Halves and quarters are exact in doubles, so nothing is wrong to light up.
        lesson = DifferenceQuotientCode(steps=(0.5, 0.25))
        assert not claims(lesson)["round_off_grows"]
        with pytest.raises(UnfitLesson, match=r"round-off in the output is larger.*choose decimal"):
            lesson.require_claims()

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
