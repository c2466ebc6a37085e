"""Direction and length of a gradient: the numbers, and where two other formulas point."""

import math
from functools import cache

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.gradient import GradientDirectionMagnitude


@cache
def default():
    return GradientDirectionMagnitude()


def shown(word, lesson=None):
    lesson = lesson or default()
    return [lesson.ledger[f"{word}.{stop}"].shown for stop in lesson.stops]


def test_the_decks_numbers():
    assert shown("gradient.x") == ["3", "−3", "−4", "3", "4"]
    assert shown("gradient.y") == ["4", "4", "−3", "−4", "3"]
    assert shown("angle") == ["53.13°", "126.87°", "−143.13°", "−53.13°", "36.87°"]
    assert shown("quotient") == ["53.13°", "−53.13°", "36.87°", "−53.13°", "36.87°"]
    assert shown("slide") == ["55.75°", "−55.75°", "undefined", "−55.75°", "undefined"]
    assert default().ledger["magnitude"].shown == "5"


def test_the_angle_gives_the_components_back_exactly():
    for found, angle in zip(default().gradients, default().angles, strict=True):
        radians = angle * sp.pi / 180
        assert (5 * sp.cos(radians), 5 * sp.sin(radians)) == found.exact


def test_the_slides_formula_is_that_of_the_deck():
    # tanh θ = 3/4 for the gradient (3, 4).
    assert sp.tanh(default().by_slide[0] * sp.pi / 180) == sp.Rational(3, 4)


def test_the_quotient_misses_the_left_and_the_slide_misses_everywhere():
    assert default().missed == {"quotient": (1, 2), "slide": (0, 1, 2, 3, 4)}


def test_the_arrow_turns_on_from_lap_to_lap():
    turns = [t for word in ("angle", "quotient", "slide") for t in default().lap(word)]
    assert turns == sorted(turns)
    assert turns[10] - turns[0] == pytest.approx(4 * math.pi)
    across, up = default().tip(default().rest("quotient"))
    assert (across, up) == pytest.approx((-3, 4))


@pytest.mark.parametrize("degrees", [-170, -100, -45, 10, 80, 100, 135, 190, 400])
def test_the_picture_follows_the_arrow(degrees):
    lesson, turn = default(), math.radians(degrees)
    across, up = lesson.tip(turn)
    assert math.hypot(across, up) == pytest.approx(5)
    assert lesson.across(turn)[1] == lesson.up(turn)[0] == (across, 0)
    assert lesson.arrow(turn)[1] == lesson.up(turn)[1]
    along = lesson.arc(turn)[-1]
    assert along[0] * up == pytest.approx(along[1] * across, abs=1e-12)
    assert along @ (across, up) > 0
    assert abs(lesson.angle(turn)) <= math.pi
    assert np.hypot(*lesson.circle.T) == pytest.approx(5)


@pytest.mark.parametrize("degrees", [10, 100, 170, 190, 260, 350])
def test_the_quotients_arrow_is_opposite_on_the_left(degrees):
    (_, tip), (_, other) = (
        way(math.radians(degrees)) for way in (default().arrow, default().arrow_by_quotient)
    )
    cosine = np.dot(tip, other) / np.linalg.norm(tip) / np.linalg.norm(other)
    assert cosine == pytest.approx(1 if tip[0] > 0 else -1)


def test_the_slides_arrow_is_gone_where_the_formula_is_undefined():
    gone = ((0, 0), (0, 0))
    assert default().arrow_by_slide(0) == gone
    assert default().arrow_by_slide(math.radians(140)) == gone
    _, (across, up) = default().arrow_by_slide(math.radians(90))  # artanh 0 = 0
    assert (across, up) == pytest.approx((4, 0), abs=1e-9)


def test_names_stand_outside_the_triangle():
    for turn in default().lap("angle"):
        across, up = default().tip(turn)
        assert default().across_name(turn)[1] * up < 0
        assert abs(default().up_name(turn)[0]) > abs(across)


def test_all_angles_of_equal_components_are_undefined_to_the_slide():
    lesson = GradientDirectionMagnitude(components=(1, 1))
    lesson.require_claims()
    assert shown("slide", lesson) == ["undefined"] * 5
    assert shown("angle", lesson) == ["45°", "135°", "−135°", "−45°", "45°"]
    assert "45°." in lesson.caption("measure_the_angle")
    assert "about" not in lesson.caption("measure_the_angle")


def test_components_at_which_the_slide_is_right_by_chance_are_refused():
    # artanh(1/u) = arctan(u) where u = 1.3622…
    lesson = GradientDirectionMagnitude(components=(1, "1.3622"))
    with pytest.raises(UnfitLesson, match="choose components with another quotient"):
        lesson.require_claims()


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ((0, 1), r"components\[0\] must be positive, got 0"),
        ((1, -2), r"components\[1\] must be positive, got -2"),
        ((1, 2, 3), "components must have 2 items, got 3"),
        ((1, 1000), r"components\[1\] must lie between 1 and 8, got 1000"),
        ((math.nan, 1), r"components\[0\]"),
    ],
)
def test_bad_components_are_named(components, message):
    with pytest.raises(InvalidArgument, match=message):
        GradientDirectionMagnitude(components=components)
