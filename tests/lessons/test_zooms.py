"""A limit answers every tolerance with a width: values, boxes, framing and refusals."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.limits.tolerances import natural_tolerances
from calcml.lessons.limits.zooms import LimitZoom

DECK = LimitZoom()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


class TestTheDecksLine:
    def test_the_values_from_both_sides_are_the_outlines(self):
        for side, values in (("left", "5.8 5.98 5.998"), ("right", "6.2 6.02 6.002")):
            assert shown(DECK, *(f"{side}.value.{i}" for i in range(3))) == values.split()
        assert shown(DECK, *(f"left.x.{i}" for i in range(3))) == ["2.9", "2.99", "2.999"]

    def test_the_tolerances_are_derived_as_the_deck_chose_them(self):
        assert DECK.tolerances == (1, sp.Rational(1, 10), sp.Rational(1, 100))
        assert DECK.derived == {"tolerances"}

    def test_delta_is_half_of_epsilon_on_the_line(self):
        assert shown(DECK, "limit.value", "delta.0", "delta.1", "delta.2") == [
            "6", "0.5", "0.05", "0.005",
        ]  # fmt: skip
        assert DECK.ledger["every.delta"].typst == "epsilon slash 2"

    def test_the_main_plot_shows_the_whole_line_around_the_box(self):
        frame = DECK.frames["main"]
        assert frame.x.limits == (0, 6)
        assert frame.y.limits == (0, 12)

    @pytest.mark.parametrize("level", [0, 0.5, 1, 2])
    def test_the_line_passes_through_the_corners_of_every_box(self, level):
        for across, up in DECK.boxes.box(level):
            assert 2 * across == pytest.approx(up, rel=1e-12)

    def test_the_lens_keeps_the_box_in_view(self):
        for level in np.linspace(0, 2, 9):
            view, ((left, low), (right, high)) = DECK.boxes.view(level), DECK.boxes.box(level, 2)
            assert view.x[0] < left < right < view.x[1]
            assert view.y[0] < low < high < view.y[1]

    def test_only_a_wider_box_lets_the_curve_escape(self):
        widest, narrower, wider = DECK.stretches
        assert narrower < widest < wider
        assert DECK.boxes.escaping(2, narrower).pieces == ()
        assert len(DECK.boxes.escaping(2, wider).pieces) == 2
        assert shown(DECK, "width.narrower", "width.wider") == ["stays inside", "escapes"]

    def test_escaping_parts_lie_beyond_the_tolerance_and_within_the_width(self):
        for across, up in np.vstack(DECK.boxes.escaping(0, 2).pieces):
            assert abs(up - 6) >= 1 - 1e-12
            assert abs(across - 3) <= 1 + 1e-12

    def test_the_moving_points_lie_inside_their_box(self):
        for level, k in zip(DECK.boxes.levels, DECK.boxes.nearness, strict=True):
            delta, epsilon = DECK.boxes.half_sizes(level)
            for across, up in (DECK.boxes.left_point(k), DECK.boxes.right_point(k)):
                assert 0 < abs(across - 3) < delta
                assert abs(up - 6) < epsilon

    def test_the_points_set_out_two_thirds_of_the_way_to_the_border(self):
        assert 10**-DECK.boxes.start == pytest.approx(4 * 0.5)


class TestTheSwings:
    swings = DECK.swings

    def test_swings_reach_both_peaks_in_every_view(self):
        for level in DECK.boxes.levels:
            points = np.vstack(self.swings.magnified(level).pieces)
            assert points[:, 1].min() == pytest.approx(-1, abs=1e-6)
            assert points[:, 1].max() == pytest.approx(1, abs=1e-6)
            np.testing.assert_allclose(points[:, 1], np.sin(1 / points[:, 0]), atol=1e-9)

    def test_swings_escape_above_and_below_every_box(self):
        for level in DECK.boxes.levels:
            up = np.vstack(self.swings.escaping(level).pieces)[:, 1]
            assert up.max() > 0.5
            assert up.min() < -0.5

    def test_what_is_too_fast_to_be_followed_is_a_band_that_meets_the_curve(self):
        for level in DECK.boxes.levels:
            (left, low), (right, high) = self.swings.magnified_band(level)
            inner = min(np.abs(p[:, 0]).min() for p in self.swings.magnified(level).pieces)
            assert (low, high, left) == (-1, 1, -right)
            assert inner == pytest.approx(right, rel=1e-6)

    def test_the_band_outside_of_the_box_begins_at_its_border(self):
        (_, bottom), (_, top) = self.swings.box(1)
        assert self.swings.band_above(1)[0][1] == top
        assert self.swings.band_below(1)[1][1] == bottom

    def test_widths_tried_must_shrink(self):
        with pytest.raises(UnfitLesson, match="choose widths that shrink"):
            LimitZoom(swing_widths=(0.1, 0.1, 0.1)).require_claims()


class TestWidths:
    def test_a_parabola_has_irrational_widths_told_as_about(self):
        lesson = LimitZoom(function="x^2", at=2, tolerances=(1, 0.1, 0.01))
        # |x**2 - 4| < 1 first breaks on the right, at sqrt(5) = 2.236...
        assert lesson.answers[0].delta == sp.sqrt(5) - 2
        assert lesson.ledger["delta.0"].shown == "0.23607"
        assert lesson.ledger["every.delta"].typst == "dots.v"
        assert "δ ≈ 0.23607" in lesson.caption("open_the_lens")
        assert "δ ≈" in lesson.caption("zoom_in")

    def test_an_exact_width_is_told_as_equal(self):
        assert "δ = 0.5" in DECK.caption("open_the_lens")

    @pytest.mark.parametrize(
        ("function", "at", "delta"),
        [
            ("|x|", 0, "0.5"),
            ("1000x", 1, "0.5"),
            ("x^2/10^8", 0, "1.41421"),
            ("10^9 x^3", 0, "1.70998"),
        ],
    )
    def test_kinks_steep_tiny_and_huge_curves_have_boxes(self, function, at, delta):
        lesson = LimitZoom(function=function, at=at)
        lesson.require_claims()
        assert lesson.ledger["delta.0"].shown == delta

    def test_a_hole_does_not_matter(self):
        lesson = LimitZoom(function="(x^2 - 9)/(x - 3)", at=3)
        lesson.require_claims()
        assert lesson.ledger["limit.value"].shown == "6"

    def test_a_pole_nearby_bounds_the_width(self):
        lesson = LimitZoom(function="1/(x - 1)", at=2)
        lesson.require_claims()
        assert all(answer.delta < 1 for answer in lesson.answers)
        low, high = lesson.frames["main"].y.limits
        assert high - low < 20 * lesson.tolerances[0]

    def test_a_falling_line_has_its_marks_on_the_other_side(self):
        falling = LimitZoom(function=Function(1 - x, x), at=0)
        (across, _), _ = falling.marks.height_mark(0)
        assert across > 0
        assert falling.ledger["every.delta"].typst == "epsilon"


class TestWhatBecomesOfTheCurveInAWiderBox:
    @pytest.mark.parametrize(
        ("settings", "fate", "words"),
        [
            ({"function": "x^3 - 3x", "at": 1}, "escapes", "escapes through top or bottom"),
            ({"function": "floor(x)", "at": 0.5}, "jumps", "jumps out of it"),
            (
                {"function": "sqrt(x)", "at": 1, "tolerances": (2, 1.5, 1.25)},
                "ends",
                "has no value",
            ),
            (
                {"function": "sin(x)", "at": 0, "tolerances": (1, "0.999999", "0.999998")},
                "escapes",
                "escapes",
            ),
        ],
    )
    def test_the_caption_follows_the_curve(self, settings, fate, words):
        lesson = LimitZoom(**settings)
        lesson.require_claims()
        assert lesson.boxes.fate(2.0) == fate
        assert words in lesson.caption("try_other_widths")

    def test_a_curve_that_only_touches_the_border_does_not_escape(self):
        lesson = LimitZoom(function="sin(x)", at=0, tolerances=(1.0, 1.0, 1.0))
        assert lesson.boxes.fate(2.0) == "touches"  # the sine of pi/2 is 1 itself


class TestNumbers:
    def test_steps_are_powers_of_ten_where_the_boxes_shrink_fast_enough(self):
        assert DECK.boxes.steps == (sp.Rational(1, 10), sp.Rational(1, 100), sp.Rational(1, 1000))

    def test_steps_shrink_slowly_where_the_boxes_do(self):
        boxes = LimitZoom(function="max(0, x)", at=-1).boxes  # widths 1.5, 1.05, 1.005
        assert boxes.steps == (1, sp.Rational(1, 2), sp.Rational(1, 5))

    @pytest.mark.parametrize(
        ("function", "at"), [("e^(-1/x^2)", 0), ("tanh(5x)", 1), ("x sin(1/x)", 0), ("cbrt(x)", 0)]
    )
    def test_every_step_lies_inside_of_its_box(self, function, at):
        lesson = LimitZoom(function=function, at=at)
        lesson.require_claims()
        for step, answer in zip(lesson.boxes.steps, lesson.answers, strict=True):
            assert 0 < step < answer.delta
        assert list(lesson.boxes.steps) == sorted(set(lesson.boxes.steps), reverse=True)

    def test_short_decimals_stand_as_they_are(self):
        assert not DECK.by_distance
        assert DECK.heads == ("x", "f(x)", "x", "f(x)")

    @pytest.mark.parametrize(("function", "at"), [("sin(x)", 1), ("x^2/3 - x/7", "1/3")])
    def test_long_numbers_give_way_to_distances(self, function, at):
        lesson = LimitZoom(function=function, at=at)
        assert lesson.heads == ("h", "f(x) - L", "f(x) - L")
        row = lesson.ledger["right.value.2"]
        h = lesson.ledger["step.2"].exact
        found = lesson.function.exact(lesson.at + h) - lesson.answers[0].limit
        assert sp.simplify(row.exact - found) == 0
        assert not any(key.startswith("edge.right") for key in lesson.ledger)

    def test_fractions_and_multiples_of_pi_stay_what_they_are(self):
        lesson = LimitZoom(function="sin(x)", at="pi/4")
        assert lesson.caption("approach_the_point").startswith("As x comes close to pi/4")
        assert lesson.ledger["promise.near"].typst == "0 < abs(x - frac(pi, 4)) < delta"

    @pytest.mark.parametrize(
        ("function", "at", "near", "close"),
        [
            ("x", 0, "0 < abs(x) < delta", "abs(f(x)) < epsilon"),
            ("2x", -3, "0 < abs(x + 3) < delta", "abs(f(x) + 6) < epsilon"),
            ("sin(x)", 1, "0 < abs(x - 1) < delta", "abs(f(x) - L) < epsilon"),
        ],
    )
    def test_the_promise_has_no_double_signs(self, function, at, near, close):
        ledger = LimitZoom(function=function, at=at).ledger
        assert (ledger["promise.near"].typst, ledger["promise.close"].typst) == (near, close)

    def test_a_rounded_limit_says_so(self):
        lesson = LimitZoom(function="sin(x)", at=1)
        assert "≈ 0.84147" in lesson.caption("approach_the_point")


class TestFraming:
    @pytest.mark.parametrize(
        ("function", "at"),
        [
            ("x^3 - 3x", "1/2"), ("sin(10x)", 1), ("e^x", 0), ("ln(x)", 0.1), ("sqrt(x)", 4),
            ("max(0, x)", 0), ("1/(1 + x^2)", 0.5), ("x^2", 1000), ("10^9 x^3", 2),
        ],
    )  # fmt: skip
    def test_the_curve_fills_half_of_the_height_and_the_first_lens_is_in_view(self, function, at):
        boxes = LimitZoom(function=function, at=at).boxes
        frame, up = boxes.frame, np.vstack(boxes.curve.pieces)[:, 1]
        assert np.ptp(up) >= 0.5 * (frame.y.high - frame.y.low)
        view = boxes.view(0)
        for (low, high), scale in ((view.x, frame.x), (view.y, frame.y)):
            assert scale.low <= low + 1e-9 * abs(low)
            assert high <= scale.high + 1e-9 * abs(high)

    def test_no_place_is_kept_for_where_there_is_no_curve(self):
        frame = LimitZoom(function="ln(x)", at=0.1).frames["main"]
        assert frame.x.low > -0.2 * frame.x.high

    def test_points_do_not_set_out_beyond_a_pole(self):
        boxes = LimitZoom(function="tan(x)", at=1.5, tolerances=(50, 5, 0.5)).boxes
        assert 1.5 + 10**-boxes.start < np.pi / 2

    def test_marks_keep_off_the_curve(self):
        roof = LimitZoom(function="-|x|", at=0).marks
        assert roof.width_side[1] == 1  # over the box: both branches go down
        assert roof.height_side[1] == 1

    @pytest.mark.parametrize(
        ("function", "at", "first"),
        [(2 * x, 3, 1), (sp.sin(x), 0, sp.Rational(1, 5)), (10**9 * x**3, 0, 5 * 10**9),
         (sp.Integer(5), 0, 1), (sp.sign(x), 0, 1), (1 / x**2, 0, 1)],
    )  # fmt: skip
    def test_natural_tolerances_follow_the_size_of_the_function(self, function, at, first):
        # sin reaches 1 within 3 units: a sixth of it is nearest to 1/5; 27e9/6 to 5e9
        assert natural_tolerances(Function(function, x), sp.Integer(at))[0] == first


class TestRefusals:
    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"function": "sign(x)", "at": 0}, "ReciprocalBothSides tells of such a point"),
            ({"function": "1/x^2", "at": 0}, "grow without bound; ReciprocalBothSides"),
            ({"function": "sqrt(x)", "at": 0}, "choose a point with a curve on both sides"),
            ({"function": "sin(1/x)", "at": 0}, "the last beat shows such a curve already"),
            ({"function": "sign(x)^2", "at": 0}, "constant, so every δ answers every ε"),
            ({"function": "7"}, "constant, so every δ answers every ε; choose a function"),
            (
                {"function": "sin(x)", "at": 0, "tolerances": (9, 8, 7)},
                "choose smaller tolerances, such as 1/5, 1/50, 1/500",
            ),
            ({"tolerances": (0.01, 0.1, 1)}, "choose tolerances that shrink"),
            ({"tolerances": (1, 0.1, 1e-12)}, "choose larger tolerances"),
        ],
    )
    def test_what_cannot_be_told_is_refused_with_advice(self, settings, message):
        with pytest.raises(UnfitLesson, match=message):
            LimitZoom(**settings).require_claims()

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

    def test_the_bounds_of_a_parameter_are_allowed_themselves(self):
        assert LimitZoom(swing_widths=(0.6, 0.1, 0.001)).swing_widths[2] == sp.Rational(1, 1000)
