"""Steps of a descent on any curve: the deck's own, every regime, and where a run arrives."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import CalcmlError, InvalidArgument, UnfitLesson
from calcml.core.extrema import Kind
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent import GradientDescentSteps
from calcml.lessons.descent.arrivals import arrival
from tests.foreign import FOREIGN

ONE = sp.Integer(1)


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def numbered(noun, numbers):
    return [f"{noun}.{k}" for k in numbers]


def story(**parameters):
    lesson = GradientDescentSteps(**parameters)
    lesson.require_claims()
    return {beat: lesson.caption(beat) for beat in lesson.beats}


def test_the_deck_is_told_as_before():
    lesson = GradientDescentSteps()
    assert (lesson.start, lesson.rate) == (0, sp.Rational(2, 5))
    assert shown(lesson, *numbered("iterate", range(6))) == [
        "0", "1.6", "1.92", "1.984", "1.9968", "1.99936",
    ]  # fmt: skip
    moves = ["1.6", "0.32", "0.064", "0.0128", "0.00256"]
    assert shown(lesson, *numbered("move", range(5))) == moves
    assert shown(lesson, "factor", "magnification.1", "magnification.3", "stretch") == [
        "0.2", "5", "125", "25",
    ]  # fmt: skip
    assert shown(lesson, "substitution.1") == ["1.6 − 0.4·(−0.8)"]
    assert list(story().values()) == [
        "Where is this function smallest? Start at x = 0 and let the slope lead.",
        "The slope is −4. Against the slope means to the right, here by 1.6.",
        "Where the curve is flatter, the same rate gives a shorter move: 0.32.",
        (
            "Magnified 5 times across and 25 times upwards, the next step looks just like the "
            "last one."
        ),
        "And so on: every step multiplies the distance from the minimum by 0.2.",
        "Step after step, x comes as close to 2 as you like, where the slope is zero.",
    ]


def test_against_a_positive_slope_is_to_the_left():
    assert "to the left, here by 1.6" in story(start=4)["take_the_first_step"]


@pytest.mark.parametrize(
    ("rate", "second", "on", "end"),
    [
        (0.1, "flatter", "by 0.8.", "as close to 2"),
        (0.6, "other sign and leads back; it is smaller", "by 0.2.", "as close to 2"),
        (0.9, "other sign and leads back; it is smaller", "by 0.8.", "as close to 2"),
        (1, "all the way back", "just as far from the minimum", "stay below 1."),
        (1.1, "other sign and leads back; it is larger", "leads farther away", "stay below 1."),
        (0.01, "flatter", "by 0.98.", "It takes long"),
    ],
)
def test_every_rate_on_a_parabola_is_told_by_what_it_does(rate, second, on, end):
    told = story(rate=rate)
    assert second in told["take_a_shorter_step"]
    assert on in told["keep_going"]
    assert end in told["arrive"]
    assert ("look_closer" in told) == (rate == 0.6)


def test_a_rate_that_lands_on_the_minimum_rests_there():
    told = story(rate=0.5)
    assert list(told) == ["show_the_curve", "take_the_first_step", "arrive"]
    assert "the run rests at x = 2" in told["arrive"]


@pytest.mark.parametrize(
    ("function", "start", "goal", "kind"),
    [
        ("x^4", "1", 0, Kind.MINIMUM),
        ("cos(x)", "1", sp.pi, Kind.MINIMUM),
        ("ln(1 + x^2)", "1", 0, Kind.MINIMUM),
        ("e^x - x", "-1", 0, Kind.MINIMUM),
        ("x^3", "2", 0, Kind.INFLECTION),
        ("x^3 - 3x", "0", 1, Kind.MINIMUM),
    ],
)
def test_a_run_on_any_curve_arrives_where_the_slope_is_zero(function, start, goal, kind):
    lesson = GradientDescentSteps(function=function, start=start)
    found = lesson.run.arrival
    assert found is not None
    assert sp.simplify(found.at - goal) == 0
    assert found.kind is kind
    # An independent witness: a thousand further steps in doubles.
    f, at = lesson.function.derivative(), lesson.iterates[-1]
    begun = abs(at - float(goal))
    for _ in range(1000):
        at -= float(lesson.rate) * f(at)
    assert abs(at - float(goal)) < 0.2 * begun
    assert ("yet it is no minimum" in lesson.caption("arrive")) == (kind is Kind.INFLECTION)


def test_what_is_not_proved_to_arrive_names_no_limit():
    assert GradientDescentSteps(function="e^x").run.arrival is None
    assert "After 5 steps f has fallen from 1" in story(function="e^x")["arrive"]
    # Beyond two divided by the curvature no run converges, so nothing can be proved.
    assert arrival(Function(sp.cos(x), x), sp.Integer(3), ONE, ONE) is None


@pytest.mark.parametrize("function", ["x^3 - 3x", "cos(x)", "x^4/4 - x^2"])
def test_only_the_lowest_of_all_is_called_smallest(function):
    assert "Which way is down?" in story(function=function, start=0.5)["show_the_curve"]
    assert "smallest" in story(function="x^4 + x", start=1)["show_the_curve"]


def test_iterates_without_fractions_are_hedged():
    told = story(function="cos(x)", start=1, rate=0.8)
    assert "The slope is about −0.84147." in told["take_the_first_step"]
    assert "by about 0.67318." in told["take_the_first_step"]
    lesson = GradientDescentSteps(function="sin(x)", start="pi/4")
    assert "Start at x ≈ 0.78540" in lesson.caption("show_the_curve")


def test_close_ups_of_a_parabola_are_all_alike():
    # f(x* + s e) - f* is proportional to e**2, so shares of the window do not depend on e.
    lesson = GradientDescentSteps()

    def shares(closeness):
        window = lesson.view.close_up(closeness)
        across = np.linspace(*window.x, 9)
        low, high = window.y
        return (lesson.function.raw(across) - low) / (high - low)

    # Near x = 2 the doubles of x² − 4x + 4 cancel to ulp(4) against a height of 4·0.2⁸ = 1e-5.
    for closeness in (2.0, 3.3, 4.0):
        np.testing.assert_allclose(shares(closeness), shares(1.0), atol=8 * 2**-51 / 1e-5)


@pytest.mark.parametrize(
    "parameters",
    [
        {"rate": 0.4},
        {"rate": 0.6, "start": 4},
        {"rate": 0.3, "start": -3},
        {"function": "x^2 + sin(x)"},
        {"function": "10^6 (x - 3)^2 + 7", "start": 1},
    ],
)
def test_what_a_close_up_tells_lies_inside_it(parameters):
    lesson = GradientDescentSteps(**parameters)
    view = lesson.view
    assert view.close_steps
    for step in view.close_steps:
        window = view.close_up(step)
        told = (*view.move(step, step), *view.drop(step, step), *view.tangent_piece(step, step))
        others = view.goal, view.value_place(step, step), view.goal_value_place(step)
        for across, up in (*told, *others):
            assert window.x[0] <= across <= window.x[1]
            assert window.y[0] <= up <= window.y[1]
        heights = np.vstack(view.close_curve(step).pieces)[:, 1]
        assert np.ptp(heights) > 0.5 * (window.y[1] - window.y[0])


WELL_BEHAVED = [
    "cubic", "quartic", "parabola far away", "parabola of thirds", "reciprocal", "double pole",
    "bell of Agnesi", "sine", "damped", "exponential", "Gauss", "logarithm", "self power", "flat",
    "tiny", "huge", "steep line", "falling",
]  # fmt: skip


@pytest.mark.parametrize("name", WELL_BEHAVED)
def test_the_walk_fills_the_plot(name):
    function, start = FOREIGN[name]
    lesson = GradientDescentSteps(function=function, start=start)
    lesson.require_claims()
    view, frame = lesson.view, lesson.frames["main"]
    points = [lesson.place(at) for at in lesson.iterates]
    for across, up in points:
        assert 0 <= frame.x.share(across) <= 1
        assert 0 <= frame.y.share(up) <= 1
    heights = np.vstack(view.curve.pieces)[:, 1]
    assert np.ptp(heights) > 0.5 * (frame.y.high - frame.y.low)
    assert 2 <= len(frame.x.ticks) <= 8
    assert 3 <= len(frame.y.ticks) <= 8
    assert 0.1 < abs(frame.x.share(points[0][0]) - frame.x.share(points[-1][0])) <= 1


@pytest.mark.parametrize("name", WELL_BEHAVED)
def test_no_caption_contradicts_the_numbers(name):
    function, start = FOREIGN[name]
    lesson = GradientDescentSteps(function=function, start=start)
    slopes = [float(s) for s in lesson.run.slopes]
    values = [lesson.function(at) for at in lesson.iterates]
    told = {beat: lesson.caption(beat) for beat in lesson.beats}
    second = told["take_a_shorter_step"]
    assert ("flatter" in second) == (abs(slopes[1]) < abs(slopes[0]) and slopes[0] * slopes[1] > 0)
    assert ("steeper" in second) == (abs(slopes[1]) > abs(slopes[0]) and slopes[0] * slopes[1] > 0)
    on = told.get("keep_going", "")
    assert "Not every step" not in on or any(b >= a for a, b in pairwise(values))
    if "slope gets smaller" in on:
        assert all(abs(b) < abs(a) for a, b in pairwise(slopes))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"start": 2}, "slope at the start must not be zero.*choose another start, such as 0"),
        ({"function": "5"}, "choose another function"),
        ({"function": "sqrt(x)", "start": 0}, "choose another start, such as"),
        ({"function": "|x|", "start": 0}, "left and from the right differ"),
        ({"function": "ln(x)", "start": 0.1, "rate": 0.1}, "choose a rate of at most"),
        ({"function": "x^3", "start": 2, "rate": 0.9}, "choose a rate of at most"),
        ({"function": "|x|", "start": 1, "rate": 0.5}, "left and from the right differ"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        GradientDescentSteps(**parameters).require_claims()


@pytest.mark.parametrize(
    "parameters",
    [
        {"function": "ln(x)", "start": 0.1, "rate": 0.1},
        {"function": "x^3", "start": 2, "rate": 0.9},
        {"function": "sqrt(x)", "start": 4, "rate": 20},
    ],
)
def test_the_suggested_rate_works(parameters):
    with pytest.raises(CalcmlError) as refusal:
        GradientDescentSteps(**parameters).require_claims()
    suggested = str(refusal.value).rsplit(" ", 1)[-1]
    GradientDescentSteps(**(parameters | {"rate": suggested})).require_claims()


@pytest.mark.parametrize(
    ("function", "start"), [("x^3 - 3x", "-1"), ("sqrt(x)", "0"), ("sin(x)/x", "0"), ("|x|", "0")]
)
def test_the_suggested_start_works(function, start):
    with pytest.raises(CalcmlError, match="such as") as refusal:
        GradientDescentSteps(function=function, start=start).require_claims()
    suggested = str(refusal.value).rsplit(" ", 1)[-1]
    GradientDescentSteps(function=function, start=suggested).require_claims()


@pytest.mark.parametrize(
    ("parameters", "message"),
    [({"steps": 9}, "between 3 and 5"), ({"rate": 0}, "rate must be positive, got 0")],
)
def test_a_bad_parameter_gets_the_rule_and_what_came(parameters, message):
    with pytest.raises(InvalidArgument, match=message):
        GradientDescentSteps(**parameters)


def test_what_is_derived_follows_the_function():
    lesson = GradientDescentSteps().with_parameters(function="x^2/3 - x/7")
    assert lesson.start == 0
    assert 0.7 <= lesson.rate * sp.Rational(2, 3) <= 0.9
    assert GradientDescentSteps(function="x^2").start == -2
    assert GradientDescentSteps(rate=0.1).start == 0
