"""The lessons of optimisation and learning: the deck's numbers, and pictures that fit them."""

import numpy as np
import pytest

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.optimisation import (
    CriticalPoints,
    LearningProblem,
    WhatIsOptimization,
    WhyOptimizationInML,
)

PARABOLAS = ("x**2 - 4*x + 4", "3 - x/2 - x**2/3", "2*x**2 + 1/3")


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


@pytest.fixture(scope="module", params=PARABOLAS)
def critical(request):
    return CriticalPoints(function=request.param)


def test_the_slides_parabola_is_level_at_two():
    lesson = CriticalPoints()
    assert shown(lesson, "derivative", "equation") == ["f'(x) = 2x − 4", "2x − 4 = 0"]
    assert shown(lesson, "place", "value", "bend") == ["2", "0", "f''(x) = 2 > 0"]


def test_zero_slope_and_extremum_part_ways_on_the_cube_and_the_corner(critical):
    verdicts = {
        key: [critical.ledger[f"{key}.{i}"].value for i in critical.columns]
        for key in ("flat", "extremum", "critical", "turns")
    }
    assert verdicts["flat"] == [True, True, False]
    assert verdicts["critical"] == [True, True, True]
    assert verdicts["extremum"] == verdicts["turns"] == [True, False, True]


def test_the_caption_tells_a_minimum_from_a_maximum(critical):
    critical.require_claims()
    told = critical.caption("watch_the_sign")
    is_least = critical.ledger["bend"].shown.endswith("> 0")
    assert ("minus to plus" in told) is is_least
    assert ("least value" in told) is is_least


def test_the_rolling_tangent_touches_and_stays_in_view(critical):
    picture, (start, end) = critical.pictures[0], critical.roll
    low, high = picture.heights
    for share in range(11):
        at = start + share * (end - start) / 10
        (x0, y0), (x1, y1) = picture.tangent(at)
        assert (x0 + x1) / 2 == pytest.approx(at)
        # Doubles of a few units: the heights carry errors of some 1e-16 of them.
        assert (y0 + y1) / 2 == pytest.approx(picture.function(at), abs=1e-12)
        assert (y1 - y0) / (x1 - x0) == pytest.approx(picture.slope(at), abs=1e-12)
        assert picture.across[0] <= x0 < x1 <= picture.across[1]
        assert low <= min(y0, y1) < max(y0, y1) + 1e-12 <= high + 1e-12


@pytest.mark.parametrize("which", [0, 1, 2])
def test_areas_lie_between_slope_and_zero(which):
    picture = CriticalPoints().pictures[which]
    for area in picture.areas:
        assert np.array_equal(area[0], area[-1])
        inside = area[(area[:, 1] != 0) & (area[:, 0] != float(picture.middle))]
        assert inside[:, 1] == pytest.approx(picture.slope.raw(inside[:, 0]))


def test_no_tangent_rests_on_the_corner():
    start, end = CriticalPoints().passage(2)
    assert start < 0 < end
    assert start + end != 0  # half-way, where a frame may fall


@pytest.mark.parametrize("function", ["x**3", "x + 1", "abs(x)", "sin(x)", "3"])
def test_other_curves_than_parabolas_are_refused(function):
    with pytest.raises(InvalidArgument, match="must be a parabola"):
        CriticalPoints(function=function)


def test_the_best_line_has_the_decks_errors():
    lesson = LearningProblem()
    errors = shown(lesson, *(f"error.best.{i}" for i in lesson.points))
    assert errors == ["0.4", "−0.8", "1", "−1.2", "0.6"]
    assert shown(lesson, "best.a", "best.b", "cost.best") == ["0.8", "1.4", "0.36"]


@pytest.mark.parametrize("guess", [("1/5", 2), (0, "2.5"), ("1/2", "1.5")])
def test_costs_are_half_the_mean_of_the_squares(guess):
    ledger = LearningProblem(slope=guess[0], intercept=guess[1]).ledger
    for key in ("guess", "best"):
        squares = [ledger[f"error.{key}.{i}"].exact ** 2 for i in range(5)]
        assert ledger[f"cost.{key}"].exact == sum(squares) / 10
    assert ledger["cost.best"].exact < ledger["cost.guess"].exact


def test_the_errors_of_the_best_line_balance():
    ledger = LearningProblem().ledger
    errors = [ledger[f"error.best.{i}"].exact for i in range(5)]
    assert sum(errors) == 0
    assert sum(e * ledger[f"x.{i}"].exact for i, e in enumerate(errors)) == 0


def test_the_hidden_curve_runs_through_the_points():
    picture = LearningProblem().picture
    curve = np.vstack(picture.hidden.pieces)
    for across, up in picture.places:
        near = np.interp(across, curve[:, 0], curve[:, 1])
        assert near == pytest.approx(up, abs=0.01)  # between samples half a pixel apart


@pytest.mark.parametrize("guess", [(0, "1.5"), (0, "2.5"), ("1/2", "1.5"), ("1/2", "2.5")])
def test_squares_are_as_wide_as_high_and_stay_in_view(guess):
    picture = LearningProblem(slope=guess[0], intercept=guess[1]).picture
    for share in (0.0, 0.3, 1.0):
        for i in range(5):
            (x0, y0), (x1, y1) = picture.square(i, share, 1.0)
            assert abs(x1 - x0) == pytest.approx(abs(y1 - y0))
            assert picture.frame.x.low <= min(x0, x1) <= max(x0, x1) <= picture.frame.x.high


def test_every_step_of_the_other_model_lowers_its_cost():
    lesson = LearningProblem()
    values = lesson.run.values
    assert (np.diff(values) < 0).all()
    assert lesson.rate(0.5) == pytest.approx(lesson.run.points[:2, 0].mean())
    assert lesson.rate(lesson.steps[-1]) == lesson.run.points[-1, 0]


@pytest.mark.parametrize("guess", [{"slope": 2}, {"intercept": -1}])
def test_guesses_whose_squares_leave_the_picture_are_refused(guess):
    with pytest.raises(InvalidArgument, match="must lie between"):
        LearningProblem(**guess)


def test_the_best_moves_to_the_border_of_what_is_allowed():
    lesson = WhatIsOptimization()
    assert shown(lesson, "free.at", "free.value", "border.at", "border.value") == list("2031")
    assert lesson.ledger["border.slope"].exact == 2


@pytest.mark.parametrize("low", ["9/4", 3, "13/4"])
def test_no_allowed_place_is_better(low):
    lesson = WhatIsOptimization().with_parameters(low=low)
    lesson.require_claims()
    best = float(lesson.ledger["border.value"].value)
    places = np.linspace(float(lesson.low), float(lesson.high), 101)
    assert best == ((places - 2) ** 2).min()


def test_turning_over_swaps_top_and_bottom():
    lesson, picture = WhatIsOptimization(), WhatIsOptimization().picture
    heights = {sign: picture.flipped(sign)[:, 1] for sign in lesson.signs}
    assert (heights[1.0] == -heights[-1.0]).all()
    assert heights[1.0].max() <= lesson.ledger["top.value"].value
    assert heights[-1.0].min() >= lesson.ledger["flipped.value"].value
    assert lesson.ledger["flipped.value"].exact == -lesson.ledger["top.value"].exact


def test_the_best_waits_until_the_interval_leaves_it():
    picture, (start, end) = WhatIsOptimization().picture, WhatIsOptimization().slide
    assert start < picture.goal < end
    for low in np.linspace(start, end, 9):
        at, _ = picture.best(low)
        assert at == max(picture.goal, low)
        assert picture.allowed(low)[:, 1].min() >= picture.best(low)[1] - 1e-12


@pytest.mark.parametrize("low", [2, 4, -1])
def test_intervals_that_hold_the_bottom_or_leave_the_picture_are_refused(low):
    with pytest.raises(InvalidArgument, match="low must lie between"):
        WhatIsOptimization(low=low)


def test_the_deck_has_a_lower_loss_without_a_hit():
    lesson = WhyOptimizationInML()
    assert shown(lesson, "loss.cautious", "hits.cautious") == ["0.7133", "0"]
    assert shown(lesson, "loss.bold", "hits.bold") == ["1.8756", "2/3"]


@pytest.mark.parametrize(("name", "direction"), [("loss", -1), ("reward", 1)])
def test_trainings_go_one_way_and_end_in_view(name, direction):
    picture = WhyOptimizationInML().pictures[name]
    assert (direction * np.diff(picture.run.values) > 0).all()
    assert tuple(picture.walked(7.5)[-1]) == picture.now(7.5)
    assert 0 < picture.run.values.min() <= picture.run.values.max() < picture.frame.y.high


def test_bars_are_probabilities_that_make_up_the_values():
    pictures = WhyOptimizationInML().pictures
    for time in (0, 5, 20):
        right = [pictures["loss"].chance(i, time) for i in range(3)]
        # Logarithms and exponentials of a few units: errors of some 1e-16.
        assert -np.log(right).mean() == pytest.approx(pictures["loss"].now(time)[1], rel=1e-12)
        actions = [pictures["reward"].chance(i, time) for i in range(3)]
        assert sum(actions) == pytest.approx(1, rel=1e-12)
        assert 3 * actions[0] + actions[1] == pytest.approx(
            pictures["reward"].now(time)[1], rel=1e-12
        )


@pytest.mark.parametrize(
    ("guesses", "advice"),
    [
        ({"cautious": "0.6, 0.4, 0.4"}, "choose cautious guesses below one half"),
        ({"bold": "0.6, 0.4, 0.01"}, "choose at least two bold guesses above one half"),
        ({"bold": "0.9, 0.9, 0.4"}, "choose a bold miss closer to zero"),
    ],
)
def test_guesses_that_show_something_else_are_refused(guesses, advice):
    with pytest.raises(UnfitLesson, match=advice):
        WhyOptimizationInML().with_parameters(**guesses).require_claims()
