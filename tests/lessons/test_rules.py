"""The lessons of the differentiation rules: the decks' numbers, and pictures that obey them."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.rules import (
    BasicRules,
    ExpLogRules,
    ProductQuotientRules,
    TrigTanhDerivatives,
)
from calcml.lessons.rules.slope_pictures import short_tangent
from calcml.lessons.scales import Frame, ticked


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.fixture(scope="module", params=[{}, {"exponent": 5, "factor": 4}, {"exponent": 2}])
def sums(request):
    return BasicRules(**request.param)


def test_the_slopes_of_powers_and_sums():
    lesson = BasicRules()
    assert shown(lesson, *(f"slope.{name}" for name in lesson.functions)) == [
        "0", "4x³", "12x³", "12x³ + 4",
    ]  # fmt: skip
    other = BasicRules(exponent=3, factor=2)
    assert shown(other, "function.sum", "slope.sum") == ["2x³ + 4x", "6x² + 4"]


@pytest.mark.parametrize("stage", [0.0, 0.4, 1.0, 1.5, 2.7, 3.0])
@pytest.mark.parametrize("at", [-0.9, 0.2, 1.0])
def test_below_is_the_slope_of_what_is_above_at_every_stage(sums, stage, at):
    picture, step = sums.picture, 1e-5
    after, before = (picture.point(stage, at + sign * step)[1] for sign in (1, -1))
    # A symmetric quotient of at most 4x⁵ is off by 40 step², and by a few 1e-16/step.
    assert picture.slope_point(stage, at)[1] == pytest.approx(
        (after - before) / (2 * step), abs=1e-8
    )


def test_the_walk_stays_in_view(sums):
    picture = sums.picture
    for stage in (0, 1, 2, 3):
        for at in picture.run:
            for (_, height), frame in (
                (picture.point(stage, at), picture.upper),
                (picture.slope_point(stage, at), picture.lower),
            ):
                assert frame.y.low < height < frame.y.high
        assert tuple(picture.traced(stage, 0.5)[-1]) == pytest.approx(
            picture.slope_point(stage, 0.5)
        )
        heights = picture.curve(stage)[:, 1]
        assert picture.upper.y.low <= heights.min() <= heights.max() <= picture.upper.y.high


def test_the_line_adds_the_same_everywhere(sums):
    assert sums.added == 4
    for (x0, y0), (x1, y1) in sums.rises:
        assert x0 == x1
        assert y1 - y0 == pytest.approx(sums.added, abs=1e-13)


@pytest.mark.parametrize(
    ("name", "value", "allowed"), [("constant", 0, "1 and 8"), ("exponent", 1, "2 and 5"),
                                   ("factor", 5, "2 and 4")],
)  # fmt: skip
def test_what_the_picture_cannot_hold_is_refused(name, value, allowed):
    with pytest.raises(InvalidArgument, match=f"{name} must be a whole number between {allowed}"):
        BasicRules(**{name: value})


@pytest.fixture(scope="module", params=[3, "2.5", 4])
def products(request):
    return ProductQuotientRules(at=request.param)


def test_the_products_numbers_of_the_outline():
    lesson = ProductQuotientRules()
    assert shown(lesson, "side.f", "side.g", "side.product", "slope.value") == ["1", "6", "6", "7"]
    assert shown(lesson, *(f"growth.{i}" for i in range(3))) == ["8", "7.1", "7.01"]
    assert shown(lesson, "product.slope", "quotient.slope") == ["2x + 1", "(x² + 2x)/(x + 1)²"]


def test_the_strips_and_the_corner_are_the_growth(products):
    high, wide = products.area.sides
    for i, step in enumerate(products.steps):
        parts = [getattr(products.area, name)(step) for name in ("upper", "right", "corner")]
        grown = sum((x1 - x0) * (y1 - y0) for (x0, y0), (x1, y1) in parts)
        assert grown == pytest.approx((high + step) * (wide + step) - high * wide, rel=1e-12)
        # Divided by h they are g, f and h.
        growth = products.ledger[f"growth.{i}"].exact
        assert growth == sp.nsimplify(high + wide) + products.ledger[f"step.{i}"].exact


def test_the_picture_holds_the_rectangle_and_the_names(products):
    picture = products.area
    step = picture.largest
    places = [*picture.whole, *picture.corner(step), *picture.side_names]
    places += [picture.upper_step(step), picture.right_step(step)]
    places += [picture.upper_name(step), picture.right_name(step), picture.corner_name(step)]
    for across, up in places:
        assert picture.frame.x.low < across < picture.frame.x.high
        assert picture.frame.y.low < up < picture.frame.y.high


def test_the_quotient_breaks_at_its_pole():
    lesson = ProductQuotientRules()
    assert len(lesson.pair.curve.pieces) == len(lesson.pair.slope_curve.pieces) == 2
    (x, low), (same, high) = lesson.pole_line(lesson.pair.upper)
    assert (x, same) == (-1, -1)
    assert (low, high) == lesson.pair.upper.y.limits
    assert lesson.pair.slope(0.0) == lesson.pair.slope(-2.0) == 0


@pytest.mark.parametrize("at", [2, -3, "4.1"])
def test_places_at_which_a_side_is_no_length_are_refused(at):
    with pytest.raises(InvalidArgument, match=r"at must lie between 2\.5 and 4"):
        ProductQuotientRules(at=at)


@pytest.fixture(scope="module", params=[2, "3/2", "2.5"])
def growth(request):
    return ExpLogRules(base=request.param)


def test_the_rules_of_growth_on_the_slide():
    lesson = ExpLogRules()
    assert shown(lesson, *(f"slope.{name}" for name in lesson.functions)) == [
        "exp(x)", "a^x·ln(a)", "2^x·ln(2)", "1/x", "1/(x·ln(a))",
        "(4x + 4)/((2x² + 4x)·ln(a))",
    ]  # fmt: skip
    assert shown(lesson, "run.e", "run.base", "ln.base") == ["1", "1.4427", "0.6931"]


@pytest.mark.parametrize("at", [-0.8, 0.0, 1.3])
def test_the_tangent_meets_the_axis_behind_its_point(growth, at):
    for rate, base in zip(growth.picture.rates, (math.e, float(growth.base)), strict=True):
        (start, level), (x, y) = growth.picture.tangent(rate, at)
        assert level == 0
        assert growth.picture.run(rate, at) == ((start, 0.0), (at, 0.0))
        # The slope of aˣ is aˣ ln a, so the run is 1/ln a.
        assert y / (x - start) == pytest.approx(base**at * math.log(base), rel=1e-12)
        assert at - start == pytest.approx(1 / math.log(base), rel=1e-12)
        assert growth.picture.point(rate, at) == pytest.approx((at, base**at))


def test_curves_and_runs_stay_in_view(growth):
    picture, frame = growth.picture, growth.picture.frame
    for rate in picture.rates:
        assert picture.curve(rate)[:, 1].max() <= frame.y.high + 1e-12
        for at in picture.walk:
            (start, _), (x, y) = picture.tangent(rate, at)
            assert frame.x.low < start < x <= frame.x.high
            assert y < frame.y.high


def test_the_mirror_swaps_places_and_heights():
    picture = ExpLogRules().picture
    assert np.allclose(picture.turned(1), picture.turned(0)[:, ::-1])
    x, y = picture.turned_point(1)
    assert y == pytest.approx(math.log(x))
    (x0, y0), (x1, y1) = picture.turned_tangent(1)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(1 / x)


def test_the_last_logarithm_has_no_curve_and_no_slope_in_its_gap():
    pair = ExpLogRules().pair
    for curve in (pair.curve, pair.slope_curve):
        assert len(curve.pieces) == 2
        for piece in curve.pieces:
            assert ((piece[:, 0] <= -2) | (piece[:, 0] >= 0)).all()
    assert pair.slope(1.0) == pytest.approx(4 / (3 * math.log(2)))  # 8/(6 ln 2)


@pytest.mark.parametrize("base", [1, -2, 0, 3])
def test_bases_that_the_picture_cannot_hold_are_refused(base):
    with pytest.raises(InvalidArgument, match=r"base must lie between 1\.5 and 2\.5"):
        ExpLogRules(base=base)


@pytest.fixture(scope="module")
def turns():
    return TrigTanhDerivatives()


def test_the_slopes_of_the_slide(turns):
    assert shown(turns, *(f"slope.{n}" for n in turns.names)) == [
        "cos(x)", "−sin(x)", "sec(x)²", "1 − tanh(x)²",
    ]  # fmt: skip
    # both forms of the last one are the same: cosh² - sinh² = 1.
    for at in (sp.Rational(1, 3), sp.Integer(-2)):
        assert abs((turns.slopes["tanh"].exact(at) - sp.sech(at) ** 2).evalf(40)) < 1e-40


def test_the_ranges_differ_from_the_slides(turns):
    assert shown(turns, *(f"range.{n}" for n in turns.names)) == [
        "[−1, 1]", "[−1, 1]", "ℝ", "(−1, 1)",
    ]  # fmt: skip
    assert turns.ledger["tan.value"].shown == "14.1014"
    assert turns.caption("compare_the_ranges").endswith("tan does not: tan(1.5) ≈ 14.1014.")


def test_bars_end_where_the_ranges_do(turns):
    bars = turns.bars
    assert [bars.is_endless(which) for which in range(4)] == [False, False, True, False]
    assert [is_open for _, is_open in bars.ends(0)] == [False, False]
    assert [is_open for _, is_open in bars.ends(3)] == [True, True]
    assert [place for (place, _), _ in bars.ends(3)] == [-1, 1]
    assert bars.ends(2) == ()
    (_, left), (_, right) = bars.arrows(2)
    assert (left[0], right[0]) == bars.frame.x.limits


@pytest.mark.parametrize("quarters", [0, 0.3, 1])
@pytest.mark.parametrize("at", [0.0, 1.0, 4.5])
def test_the_velocity_is_the_slope_of_the_height(turns, at, quarters):
    picture, step = turns.turning, 1e-6
    (x0, y0), (x1, y1) = picture.velocity(at, quarters)
    before, after = (picture.tip(at + sign * step, quarters) for sign in (-1, 1))
    # A symmetric quotient is off by step²/6 and by a few units of 1e-16/step.
    assert y1 - y0 == pytest.approx((after[1] - before[1]) / (2 * step), abs=1e-9)
    assert x1 - x0 == pytest.approx((after[0] - before[0]) / (2 * step), abs=1e-9)
    assert picture.point(at, quarters + 1) == pytest.approx((at, y1 - y0))


def test_the_arc_is_as_long_as_the_angle(turns):
    arc = turns.turning.arc(2.0, 0)
    length = np.hypot(*np.diff(arc, axis=0).T).sum()
    # A chord is shorter than its arc by a share of (2/240)²/24.
    assert length == pytest.approx(2.0, rel=3e-6)
    assert tuple(arc[-1]) == pytest.approx(turns.turning.tip(2.0, 0))


@pytest.mark.parametrize("name", ["poles", "bell"])
def test_the_slope_is_traced_up_to_the_tangent(turns, name):
    picture = getattr(turns, name)
    for at in (picture.run[0], 0.5, picture.run[1]):
        traced = picture.traced(at)
        assert tuple(traced[-1]) == pytest.approx(picture.slope_point(at))
        assert (np.diff(traced[:, 0]) >= 0).all()
        low, high = picture.lower.y.limits
        assert low <= picture.slope(at) <= high


def test_the_poles_break_the_curve(turns):
    assert len(turns.poles.curve.pieces) == 3
    lines = turns.pole_lines(turns.poles.lower)
    assert [x for (x, _), _ in lines] == pytest.approx([-math.pi / 2, math.pi / 2])
    assert {(low, high) for (_, low), (_, high) in lines} == {turns.poles.lower.y.limits}


@pytest.mark.parametrize("slope", [0.0, 0.5, -3.0, 40.0])
@pytest.mark.parametrize("place", [(5.0, 5.0), (10.0, 2.0), (0.1, 9.9)])
def test_short_tangents_keep_to_their_plot(place, slope):
    frame = Frame(ticked(0, 10, 1), ticked(0, 10, 1))
    (x0, y0), (x1, y1) = short_tangent(frame, place, slope)
    assert x0 <= place[0] <= x1
    assert -1e-9 <= min(x0, y0, y1) <= max(x1, y0, y1) <= 10 + 1e-9
    for a, b in ((x0, y0), (x1, y1)):
        assert b == pytest.approx(place[1] + slope * (a - place[0]))


@pytest.mark.parametrize("at", [1, "pi/2", 2, "1.58"])
def test_places_at_which_tan_shows_nothing_are_refused(at):
    with pytest.raises(InvalidArgument, match=r"at must lie between 1\.1 and 1\.57"):
        TrigTanhDerivatives(at=at)
