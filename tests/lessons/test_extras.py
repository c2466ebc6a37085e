"""The lessons of the extras: why the gradient, the rates and the steps behave as they do."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.lessons.extras import WhySteepest

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
