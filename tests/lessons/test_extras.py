"""The lessons of the extras: why the gradient, the rates and the steps behave as they do."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.core.descent import gradient_descent
from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.descent.quadratics import PARABOLA
from calcml.lessons.extras import (
    BackpropagationTwoLayers,
    EquallyFast,
    LargestStableRate,
    MomentumNarrowValley,
    WhereTheVTurns,
    WhySteepest,
)
from calcml.lessons.extras.folding import folded

SLOPES = (
    WhySteepest(),
    WhySteepest().with_parameters(function="x^2 y + 3x", at=("1/2", "1/3")),
    WhySteepest().with_parameters(function="x - 7y", at=(0, 0)),
)


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.fixture(params=SLOPES, ids=str)
def probe(request):
    return request.param


def test_the_slope_turns_with_the_cosine(probe):
    size = probe.gradient.exact_magnitude
    for i, stop in enumerate(probe.stops):
        expected = size * sp.cos(sp.pi * sp.Rational(stop) / 180)
        assert sp.simplify(probe.ledger[f"slope.{i}"].exact - expected) == 0


def test_the_deck_of_extras_begins_with_a_gradient_of_length_two():
    assert shown(SLOPES[0], "magnitude", *(f"slope.{i}" for i in range(4))) == [
        "2", "1.414", "2", "0", "−2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "tells"),
    [
        ({}, True),
        ({"function": "x - 7y", "at": (0, 0)}, True),
        ({"at": ("1/10", 0)}, False),  # across, where it is level, the arrow crosses most lines
        ({"function": "ln(x) + y", "at": ("1/2", 0)}, False),  # backwards the ground breaks off
    ],
)
def test_level_lines_tell_the_slope_only_where_the_ground_is_nearly_a_plane(parameters, tells):
    caption = WhySteepest().with_parameters(**parameters).caption("turn_the_probe")
    assert ("the more level lines" in caption) is tells


def test_the_shadow_is_the_foot_of_an_upright_from_the_tip(probe):
    picture = probe.picture
    for turn in range(-180, 181, 30):
        (a, b), foot = picture.shadow(turn)
        tip, ray_foot = picture.ray(turn)
        _, end = picture.probe(turn)
        assert ray_foot == foot
        along = (end[0] - a) * (foot[0] - tip[0]) + (end[1] - b) * (foot[1] - tip[1])
        assert along == pytest.approx(0, abs=1e-12)  # doubles of size 10
        # The shadow on the map and the bar beside it have the same length, each in its unit.
        length = math.dist((a, b), foot) * probe.gradient.magnitude / 2
        assert length == pytest.approx(abs(picture.slope(turn)[1]), abs=1e-12)


def test_the_shadow_beside_the_probe_is_as_long_and_on_the_far_side(probe):
    picture = probe.picture
    for turn in (30, 90, 150):
        shadow, band = (np.array(each) for each in (picture.shadow(turn), picture.band(turn)))
        assert band[1] - band[0] == pytest.approx(shadow[1] - shadow[0], abs=1e-12)
        aside, tip = band[0] - shadow[0], np.array(picture.arrow[1]) - picture.point
        assert aside @ tip < 0


def test_everything_stays_on_the_map(probe):
    frame = probe.picture.map
    for place in probe.picture.far_circle:
        assert frame.x.low <= place[0] <= frame.x.high
        assert frame.y.low <= place[1] <= frame.y.high


def test_level_ground_is_refused():
    with pytest.raises(UnfitLesson, match=r"gradient other than zero.*choose another point"):
        WhySteepest(at=(0, 0)).ledger  # noqa: B018 - asking is what is refused


RATES = (
    LargestStableRate(),
    LargestStableRate().with_parameters(steep=100, flat=10),
    LargestStableRate().with_parameters(steep="sqrt(3)", flat=1),
)


@pytest.fixture(params=RATES, ids=str)
def stable(request):
    return request.param


def test_four_rates_creep_zig_zag_swing_and_grow():
    lesson = RATES[0]
    assert shown(lesson, *(f"rate.{i}" for i in range(4))) == ["0.1", "0.4", "0.5", "0.55"]
    assert shown(lesson, *(f"factor.{i}" for i in range(4))) == ["0.6", "−0.6", "−1", "−1.2"]
    assert shown(lesson, "bound", "best", "best.factor") == ["0.5", "0.4", "0.6"]


def test_no_rate_has_a_lesser_larger_factor_than_the_best(stable):
    steep, flat, best = stable.steep, stable.flat, stable.best
    least = (steep - flat) / (steep + flat)
    assert sp.simplify(stable.ledger["best.factor"].exact - least) == 0
    assert sp.simplify((1 - best * flat) + (1 - best * steep)) == 0  # alike, with both signs
    rates, sizes = stable.picture.pace().T
    assert sizes.min() >= float(least) - 1e-12
    assert stable.picture.lowest == pytest.approx((float(best), float(least)), rel=1e-14)
    assert sizes[rates > stable.picture.bound].min() > 1


def test_the_web_goes_from_line_to_diagonal_and_ends_at_the_border(stable):
    picture = stable.picture
    for rate in np.linspace(0, 1.2 * picture.bound, 13):
        web, factor = picture.web(rate), picture.factor(rate, picture.steep)
        assert np.abs(web).max() <= picture.web_frame.x.high
        inside = np.abs(web).max(axis=1) < picture.web_frame.x.high
        on_line, on_diagonal = web[1::2][inside[1::2]], web[2::2][inside[2::2]]
        assert on_line[:, 1] == pytest.approx(factor * on_line[:, 0], abs=1e-12)
        assert on_diagonal[:, 0].tolist() == on_diagonal[:, 1].tolist()
        assert (np.abs(np.diff(web, axis=0)).min(axis=1) == 0).all()  # upright or level


def test_the_walk_in_the_valley_is_a_descent(stable):
    for rate, moment in zip(stable.rates, stable.moments, strict=True):
        walk = stable.picture.walk(moment)
        run = gradient_descent(stable.valley, (1, 0.27), rate=rate, steps=6, tolerance=0)
        assert walk == pytest.approx(run.points, abs=1e-12)
        assert np.abs(walk[:, 1]).max() < stable.picture.map.y.high


@pytest.mark.parametrize(("steep", "flat"), [(1, 1), (4, 3), (21, 1), (1, 4)])
def test_curvatures_too_much_alike_or_too_different_are_refused(steep, flat):
    lesson = LargestStableRate(steep=sp.Integer(steep), flat=sp.Integer(flat))
    with pytest.raises(UnfitLesson, match=r"3/2 to 20 times as large as flat.*choose flat"):
        lesson.ledger  # noqa: B018 - asking is what is refused


def test_folding_leaves_sizes():
    heights = np.array([1.5, 0.0, -0.5])
    assert folded(heights, 1).tolist() == np.abs(heights).tolist()
    assert folded(heights, 0).tolist() == heights.tolist()


PAIRS = EquallyFast(), EquallyFast().with_parameters(rate="1/7")


@pytest.fixture(params=PAIRS, ids=str)
def pair(request):
    return request.param


def test_the_pairs_close_in_on_one_half():
    lesson = PAIRS[0]
    assert shown(lesson, *(f"rate.{i}" for i in range(3))) == ["0.1", "0.3", "0.5"]
    assert shown(lesson, *(f"other.{i}" for i in range(3))) == ["0.9", "0.7", "0.5"]
    assert shown(lesson, *(f"factor.{i}" for i in range(3))) == ["0.8", "0.4", "0"]
    assert shown(lesson, "opposite.0") == ["−0.8"]
    assert lesson.title == "Why 0.1 and 0.9 are equally fast"


def test_the_factors_of_a_pair_are_opposite(pair):
    assert pair.ledger["factor.0"].exact == -pair.ledger["opposite.0"].exact
    for i, _ in enumerate(pair.rates):
        assert sum(pair.ledger[f"{key}.{i}"].exact for key in ("rate", "other")) == 1


def test_the_errors_are_those_of_the_descents_on_the_slides_parabola(pair):
    picture = pair.picture
    for rate, moment in zip(pair.rates, pair.moments, strict=True):
        for exact, double in ((rate, moment), (1 - rate, picture.other(moment))):
            run = gradient_descent(PARABOLA, 0, rate=exact, steps=6, tolerance=0)
            errors = picture.run(double, 0)[: len(run.points), 1]
            assert errors == pytest.approx(run.points[:, 0] - 2, abs=1e-14)


def test_folded_runs_of_a_pair_are_one(pair):
    picture = pair.picture
    for moment in pair.moments:
        runs = [picture.run(rate, 1) for rate in (moment, picture.other(moment))]
        assert runs[0] == pytest.approx(runs[1], abs=1e-14)
        (_, low), (_, high) = picture.level(moment)
        assert low == pytest.approx(high, abs=1e-15)


@pytest.mark.parametrize("rate", [0, "0.01", "0.45", 1])
def test_a_rate_without_a_pair_to_see_is_refused(rate):
    with pytest.raises(InvalidArgument, match="rate must"):
        EquallyFast().with_parameters(rate=rate)


TURNS = WhereTheVTurns(), WhereTheVTurns().with_parameters(function="e^x", at=2)


@pytest.fixture(params=TURNS, ids=str)
def turn(request):
    return request.param


def test_the_laws_give_the_best_steps():
    lesson = TURNS[0]
    ledger, unit = lesson.ledger, sp.Rational(1, 2**53)
    sine, cosine = sp.sin(1), sp.cos(1)  # |f''| is the sine again, |f'''| the cosine
    steps = {"forward": 2 * sp.sqrt(unit), "central": sp.cbrt(3 * unit * sine / cosine)}
    for name, step in steps.items():
        assert float(ledger[f"best.{name}.step"].exact) == pytest.approx(float(step), rel=1e-14)
    assert shown(lesson, "slope.forward", "slope.rounding", "slope.central") == ["1", "−1", "2"]
    assert ledger["law.forward"].shown == "sqrt(2·ε·|f(1)|/|f''(1)|)"


def test_no_step_has_a_smaller_sum_than_the_best(turn):
    for picture in turn.pictures.values():
        for raised in (0, 2.5, 4):
            step, least = picture.lowest(raised)
            sums = picture.total(raised)
            assert sums[:, 1].min() >= least * (1 - 1e-12)
            nearest = sums[np.argmin(sums[:, 1]), 0]
            assert abs(np.log10(nearest / step)) < 0.1  # the points are that far apart


def test_lifting_the_round_off_moves_the_turn_by_a_root(turn):
    for name, share in (("forward", 2), ("central", 3)):
        picture = turn.pictures[name]
        decades = np.log10(picture.best(4) / picture.best(0))
        assert decades == pytest.approx(4 / share, abs=1e-12)
        (start, top), _ = picture.shift
        assert np.log10(top[1] / start[1]) == pytest.approx(4, abs=1e-12)


def test_the_triangles_lie_on_the_lines(turn):
    for name, curve in turn.curves.items():
        picture = turn.pictures[name]
        (start, _), (_, end) = picture.truncation_triangle
        for step, error in (start, end):
            assert error == pytest.approx(curve.best.truncation(step), rel=1e-12)
        (start, _), (_, end) = picture.rounding_triangle
        for step, error in (start, end):
            assert error == pytest.approx(curve.best.rounding(step), rel=1e-12)


def test_what_has_no_model_is_refused_in_its_own_name():
    with pytest.raises(UnfitLesson, match=r"^WhereTheVTurns has no model to tell"):
        WhereTheVTurns().with_parameters(function="x^2", at=0).ledger  # noqa: B018
    parabola = WhereTheVTurns().with_parameters(function="x^2", at=3)
    assert parabola.untold == {"steepen_the_truncation"}


def test_a_symmetric_quotient_that_does_not_fall_with_the_square_is_left_out():
    assert not WhereTheVTurns().untold
    nearly_odd = WhereTheVTurns().with_parameters(at="157/100")  # -cos is nearly zero there
    nearly_odd.require_claims()
    assert nearly_odd.untold == {"steepen_the_truncation"}
    assert not any("central" in key for key in nearly_odd.ledger)


VALLEYS = MomentumNarrowValley(), MomentumNarrowValley(length=3), MomentumNarrowValley(length=6)


@pytest.fixture(params=VALLEYS, ids=str)
def valley(request):
    return request.param


def test_rates_and_factors_of_a_valley_five_times_longer_than_wide():
    lesson = VALLEYS[0]
    assert shown(lesson, "ratio", "plain.rate", "momentum.rate", "kept") == [
        "25", "1/13", "1/9", "4/9",
    ]  # fmt: skip
    assert shown(lesson, "plain.factor", "momentum.factor") == ["0.923", "0.667"]
    assert shown(lesson, "plain.3", "momentum.3") == ["1.01", "0.0122"]


def test_plain_descent_shrinks_every_distance_by_its_factor(valley):
    first, second = (valley.ledger[f"plain.{i}"].exact for i in (0, 1))
    assert sp.simplify(second / first - valley.factors[0] ** 5) == 0


def test_both_factors_of_momentum_are_as_large(valley):
    rate, kept, factor = valley.rates[1], valley.kept, valley.factors[1]
    for curvature, sign in ((1, 1), (valley.ratio, -1)):
        # The errors obey e'' = (1 + β − ηλ)e' − βe; both roots of its polynomial are ±√β.
        assert 1 + kept - rate * curvature == 2 * sign * factor
    assert factor**2 == kept


def test_a_move_is_a_share_of_the_last_and_a_step_downhill(valley):
    picture, (run, rate) = valley.picture, (valley.runs[1], valley.rates[1])
    for step in range(2, 8):
        start, end = picture.move(step)
        (share_start, share_end), (foot, tip) = picture.share(step), picture.downhill(step)
        assert (share_start, foot, tip) == (start, share_end, end)
        pull = np.array(tip) - foot
        assert pull == pytest.approx(-float(rate) * run.gradients[step - 1], abs=1e-13)


def test_everything_stays_on_the_maps(valley):
    frame, picture = valley.picture.map, valley.picture
    for across, up in np.vstack(picture.walks):
        assert frame.x.low < across < frame.x.high
        assert frame.y.low < up < frame.y.high
    low, high = picture.errors.y.limits
    assert all(low < size < high for each in picture.distances for size in each[:, 1])


@pytest.mark.parametrize("length", [2, 7, "5.5"])
def test_a_valley_too_round_or_too_narrow_is_refused(length):
    with pytest.raises(InvalidArgument, match="length must be a whole number between 3 and 6"):
        MomentumNarrowValley().with_parameters(length=length)


NETS = (
    BackpropagationTwoLayers(),
    BackpropagationTwoLayers().with_parameters(value="-1/2", inner=(1, -3), outer=("1/4", 2)),
)


def test_a_net_of_two_layers_has_these_values_and_slopes():
    lesson = NETS[0]
    assert shown(lesson, "output", "error", "by.output", "error.after") == [
        "1.605", "0.183", "0.605", "0.0435",
    ]  # fmt: skip
    assert shown(lesson, "by.inner.0", "by.inner.1", "by.outer.0", "by.outer.1") == [
        "0.762", "−0.951", "0.460", "−0.279",
    ]  # fmt: skip


def test_a_fall_that_is_too_small_to_be_seen_is_told_without_numbers():
    flat = BackpropagationTwoLayers().with_parameters(value="1/100")
    assert shown(flat, "error", "error.after") == ["0.490", "0.490"]
    assert flat.caption("step_downhill").endswith("by less than these digits show.")
    assert NETS[0].caption("step_downhill").endswith("from about 0.183 to about 0.0435.")


@pytest.mark.parametrize("lesson", NETS, ids=str)
def test_slopes_of_weights_are_the_end_of_an_edge_times_its_start(lesson):
    exact = {key: entry.exact for key, entry in lesson.ledger.items()}
    for i in (0, 1):
        assert exact[f"by.inner.{i}"] == exact[f"by.sum.{i}"] * exact["input"]
        assert exact[f"by.outer.{i}"] == exact["by.output"] * exact[f"hidden.{i}"]
        assert exact[f"by.sum.{i}"] == exact[f"by.hidden.{i}"] * exact[f"local.{i}"]


@pytest.mark.parametrize("lesson", NETS, ids=str)
def test_the_error_falls_as_the_slopes_foretell(lesson):
    run, fallen = lesson.run, lesson.run.error - lesson.after.error
    foretold = sum(slope**2 for slope in (*run.by_inner, *run.by_outer)) / 10
    # To first order the error falls by η times the squared length of the gradient.
    assert 0 < float(fallen) < 2 * float(foretold)


def test_a_net_that_hits_its_target_is_refused():
    net = BackpropagationTwoLayers().with_parameters(inner=(1, 1), outer=(1, -1), target=0)
    with pytest.raises(UnfitLesson, match=r"lowers the error.*another target"):
        net.require_claims()


def test_weights_of_zero_are_refused():
    with pytest.raises(InvalidArgument, match="must not be zero"):
        BackpropagationTwoLayers().with_parameters(inner=(0, 1))
