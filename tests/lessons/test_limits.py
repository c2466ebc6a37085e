"""The numbers of the outline, the claims, and what is said to parameters that do not fit."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.limits import ContinuityConditions, LimitZoom, ReciprocalBothSides

LESSONS = (LimitZoom, ReciprocalBothSides, ContinuityConditions)


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.mark.parametrize("lesson", LESSONS)
def test_all_claims_hold_for_the_defaults(lesson):
    told = lesson()
    told.require_claims()
    assert all(claim.holds for claim in told.claims)


@pytest.mark.parametrize("lesson", LESSONS)
def test_captions_fit_two_lines_and_name_existing_claims(lesson):
    told = lesson()
    keys = {claim.key for claim in told.claims}
    for beat, caption in told.captions.items():
        assert len(told.caption(beat)) <= 110, beat
        assert set(caption.rests_on) <= keys


class TestLimitZoom:
    lesson = LimitZoom()

    def test_the_values_from_both_sides_are_the_outlines(self):
        assert shown(self.lesson, *(f"left.value.{i}" for i in range(3))) == [
            "5.8",
            "5.98",
            "5.998",
        ]
        assert shown(self.lesson, *(f"right.value.{i}" for i in range(3))) == [
            "6.2",
            "6.02",
            "6.002",
        ]
        assert shown(self.lesson, *(f"left.x.{i}" for i in range(3))) == ["2.9", "2.99", "2.999"]

    def test_delta_is_half_of_epsilon_on_the_line(self):
        assert shown(self.lesson, "limit.value", "delta.0", "delta.1", "delta.2") == [
            "6", "0.5", "0.05", "0.005",
        ]  # fmt: skip
        assert self.lesson.ledger["every.delta"].typst == "epsilon slash 2"

    @pytest.mark.parametrize("level", [0, 0.5, 1, 2])
    def test_the_line_passes_through_the_corners_of_every_box(self, level):
        for across, up in self.lesson.box(level):
            assert 2 * across == pytest.approx(up, rel=1e-12)

    def test_the_lens_keeps_the_box_in_view(self):
        for level in np.linspace(0, 2, 9):
            view, ((left, low), (right, high)) = self.lesson.view(level), self.lesson.box(level, 2)
            assert view.x[0] < left < right < view.x[1]
            assert view.y[0] < low < high < view.y[1]

    def test_only_a_wider_box_lets_the_curve_escape(self):
        widest, narrower, wider = self.lesson.stretches
        assert narrower < widest < wider
        assert self.lesson.escaping(2, narrower).pieces == ()
        assert len(self.lesson.escaping(2, wider).pieces) == 2
        assert shown(self.lesson, "width.narrower", "width.wider") == ["stays inside", "escapes"]

    def test_escaping_parts_lie_beyond_the_tolerance_and_within_the_width(self):
        for across, up in np.vstack(self.lesson.escaping(0, 2).pieces):
            assert abs(up - 6) >= 1 - 1e-12
            assert abs(across - 3) <= 1 + 1e-12

    def test_the_moving_points_lie_inside_their_box(self):
        for level, k in zip(self.lesson.levels, self.lesson.nearness, strict=True):
            delta, epsilon = self.lesson.half_sizes(level)
            for across, up in (self.lesson.left_point(k), self.lesson.right_point(k)):
                assert 0 < abs(across - 3) < delta
                assert abs(up - 6) < epsilon

    def test_swings_reach_both_peaks_in_every_view(self):
        for level in self.lesson.levels:
            points = np.vstack(self.lesson.magnified_swing(level).pieces)
            assert points[:, 1].min() == pytest.approx(-1, abs=1e-6)
            assert points[:, 1].max() == pytest.approx(1, abs=1e-6)
            np.testing.assert_allclose(points[:, 1], np.sin(1 / points[:, 0]), atol=1e-9)

    def test_swings_escape_above_and_below_every_box(self):
        for level in self.lesson.levels:
            up = np.vstack(self.lesson.escaping_swing(level).pieces)[:, 1]
            assert up.max() > 0.5
            assert up.min() < -0.5

    def test_a_parabola_has_irrational_widths(self):
        lesson = LimitZoom(function=Function(x**2, x), at=2)
        lesson.require_claims()
        # |x**2 - 4| < 1 first breaks on the right, at sqrt(5) = 2.236...
        assert lesson.answers[0].delta == sp.sqrt(5) - 2
        assert lesson.ledger["delta.0"].shown == "0.23607"
        assert lesson.ledger["every.delta"].typst == "dots.v"

    def test_a_falling_line_has_its_marks_on_the_other_side(self):
        falling = LimitZoom(function=Function(1 - x, x), at=0)
        (across, _), _ = falling.height_mark(0)
        assert across > 0
        assert falling.ledger["every.delta"].typst == "epsilon"

    def test_a_hole_in_the_line_does_not_matter(self):
        holed = LimitZoom(function=Function((x**2 - 9) / (x - 3), x))
        assert holed.ledger["limit.value"].shown == "6"

    def test_a_jump_has_no_limit_to_zoom_in_on(self):
        with pytest.raises(UnfitLesson, match="left and from the right differ"):
            LimitZoom(function=Function(sp.sign(x), x), at=0).require_claims()

    def test_a_curve_that_stays_close_everywhere_is_refused(self):
        lesson = LimitZoom(function=Function(sp.sin(x), x), at=0, tolerances=(9, 8, 7))
        with pytest.raises(UnfitLesson, match="choose smaller tolerances"):
            lesson.require_claims()

    def test_tolerances_must_shrink(self):
        with pytest.raises(UnfitLesson, match="choose tolerances that shrink"):
            LimitZoom(tolerances=(0.01, 0.1, 1)).require_claims()

    def test_widths_tried_on_the_swings_must_shrink(self):
        with pytest.raises(UnfitLesson, match="choose widths that shrink"):
            LimitZoom(swing_widths=(0.1, 0.1, 0.1)).require_claims()

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"tolerances": (1, 0.1)}, "have 3 items, got 2"),
            ({"tolerances": (1, 0.1, 0)}, r"tolerances\[2\] must lie between"),
            ({"swing_tolerance": 1}, "swing_tolerance must lie between 0.01 and 0.99, got 1"),
            ({"function": 2}, "function must be a Function"),
            ({"at": float("nan")}, "at: "),
        ],
    )
    def test_a_bad_parameter_is_named(self, settings, message):
        with pytest.raises(InvalidArgument, match=message):
            LimitZoom(**settings)


class TestReciprocalBothSides:
    lesson = ReciprocalBothSides()

    def test_the_table_holds_powers_of_ten(self):
        for i in range(6):
            assert self.lesson.ledger[f"right.value.{i}"].exact == 10 ** (i + 1)
            assert self.lesson.ledger[f"left.value.{i}"].exact == -(10 ** (i + 1))
        # 1/0.00001 in doubles would print 99999.99999999999
        assert shown(self.lesson, "step.4", "left.value.4", "right.value.4") == [
            "0.00001", "−100000", "100000",
        ]  # fmt: skip

    def test_the_sides_run_off_to_opposite_infinities(self):
        assert shown(self.lesson, "limit.right", "limit.left", "limit.both") == [
            "+∞", "−∞", "does not exist",
        ]  # fmt: skip
        assert self.lesson.ledger["limit.both"].value is False

    def test_the_curve_is_broken_at_the_pole(self):
        left, right = self.lesson.curve.pieces
        assert left[:, 0].max() < 0 < right[:, 0].min()

    def test_the_dots_stay_in_the_picture(self):
        frame = self.lesson.frames["main"]
        for place in (self.lesson.left_point, self.lesson.right_point):
            for k in (self.lesson.start, 0, self.lesson.nearest):
                across, up = place(k)
                assert frame.x.low <= across <= frame.x.high
                assert frame.y.low <= up <= frame.y.high

    def test_another_pole_is_told_in_its_own_letters(self):
        lesson = ReciprocalBothSides(function=Function(1 / (x - 2), x), at=2)
        lesson.require_claims()
        assert lesson.heads == ("h", "f(a - h)", "f(a + h)")
        assert lesson.asymptote[0][0] == 2

    @pytest.mark.parametrize("expression", [1 / x**2, abs(x) / x, -1 / x])
    def test_sides_that_do_not_climb_and_fall_are_refused(self, expression):
        with pytest.raises(UnfitLesson, match="such as the reciprocal of x"):
            ReciprocalBothSides(function=Function(expression, x)).require_claims()

    def test_the_number_of_rows_is_bounded(self):
        with pytest.raises(InvalidArgument, match="digits must be a whole number between 2 and 6"):
            ReciprocalBothSides(digits=7)


class TestContinuityConditions:
    lesson = ContinuityConditions()

    @pytest.mark.parametrize(
        ("name", "truths"),
        [
            ("none", (False, False, False)),
            ("jump", (True, False, False)),
            ("moved", (True, True, False)),
            ("whole", (True, True, True)),
        ],
    )
    def test_each_case_fails_where_the_outline_says(self, name, truths):
        assert (
            tuple(self.lesson.ledger[f"{name}.{c}"].value for c in self.lesson.conditions) == truths
        )

    def test_the_values_are_the_outlines(self):
        assert shown(self.lesson, "jump.left", "jump.right") == ["−1", "1"]
        assert shown(self.lesson, "moved.limit", "moved.value") == ["4", "1"]
        assert shown(self.lesson, "whole.left", "whole.right", "whole.value") == ["4", "4", "4"]

    def test_rings_and_dots_stand_where_the_curve_leads_and_where_its_value_is(self):
        assert self.lesson.left_out("jump") == ((0, -1), (0, 1))
        assert self.lesson.value_point("jump") == ((0, 0),)
        assert self.lesson.left_out("moved") == ((2, 4),)
        assert self.lesson.value_point("moved") == ((2, 1),)
        assert self.lesson.left_out("whole") == ()
        assert self.lesson.value_point("none") == ()
        assert [bool(self.lesson.pole(name)) for name in self.lesson.names] == [
            True,
            False,
            False,
            False,
        ]

    def test_curves_are_not_joined_across_a_break(self):
        for name, broken_at in (("none", 0), ("jump", 0), ("moved", 2)):
            left, right = self.lesson.curve(name).pieces
            assert left[:, 0].max() <= broken_at <= right[:, 0].min()
        assert len(self.lesson.curve("whole").pieces) == 1

    def test_the_slides_wording_rejects_a_continuous_function(self):
        assert self.lesson.ledger["refuted.equal"].typst == "4 eq.not 2"
        assert "infinity" in self.lesson.ledger["refuted.exists"].typst

    def test_a_fourth_function_that_the_slides_wording_accepts_is_refused(self):
        functions = (*self.lesson.functions[:3], Function(x, x))  # the value at 2 is 2 itself
        with pytest.raises(UnfitLesson, match="differs from its point"):
            ContinuityConditions(functions=functions).require_claims()

    def test_cases_in_another_order_are_refused(self):
        first, second, third, fourth = self.lesson.functions
        with pytest.raises(UnfitLesson, match="the first function has no value"):
            ContinuityConditions(functions=(second, first, third, fourth)).require_claims()

    def test_four_cases_are_needed(self):
        with pytest.raises(InvalidArgument, match="functions must have 4 items"):
            ContinuityConditions(functions=self.lesson.functions[:3])
