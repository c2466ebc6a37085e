"""Dots, rings, lines, arrows and balls are found where they were painted, to a part of a pixel."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.stage.space import Space
from calcml.stage.space.sketch import Screen
from calcml.studio.readback.balls import ball_near
from calcml.studio.readback.dots import circle_near
from calcml.studio.readback.lines import course_of
from calcml.studio.readback.sampling import sampled
from calcml.studio.readback.tips import tip_of
from tests.studio.readback.painted import GROUND, Painting, in_video

PINK, BLUE, ORANGE, GREY = "#ff7aa2", "#5fb0f5", "#f7b267", "#9aa5b8"
parts = st.floats(-0.5, 0.5)
angles = st.floats(0, 2 * np.pi)


def off(found, place):
    assert found is not None
    assert found.is_there
    return float(np.hypot(found.place[0] - place[0], found.place[1] - place[1]))


@given(x=parts, y=parts, radius=st.floats(3.9, 9), angle=angles, seen=st.tuples(parts, parts))
@settings(max_examples=20, deadline=None)
def test_a_dot_on_a_line_is_found(x, y, radius, angle, seen):
    place = 30 + x, 28 + y
    way = 40 * np.array([np.cos(angle), np.sin(angle)])
    painting = Painting(60, 60).line(place - way, place + way, 2.2, BLUE).disc(place, radius, PINK)
    # It is looked for where it almost is.
    found = circle_near(painting.shown(), (place[0] + seen[0], place[1] + seen[1]), radius, PINK)
    assert off(found, place) < 0.2


@given(x=parts, y=parts, angle=angles, gap=st.floats(1.6, 6))
@settings(max_examples=20, deadline=None)
def test_a_dot_beside_another_one_of_its_colour_is_found(x, y, angle, gap):
    place, radius = (30 + x, 30 + y), 5.0
    other = place + (2 * radius + gap) * np.array([np.cos(angle), np.sin(angle)])
    painting = Painting(60, 60).disc(other, radius, PINK).disc(place, radius, PINK)
    assert off(circle_near(painting.shown(), place, radius, PINK), place) < 0.2


@given(x=parts, y=parts, angle=angles)
@settings(max_examples=20, deadline=None)
def test_a_ring_at_the_end_of_a_line_is_found(x, y, angle):
    place, radius = (30 + x, 30 + y), 6.0
    end = place + 60 * np.array([np.cos(angle), np.sin(angle)])
    painting = Painting(60, 60).line(place, end, 2.0, ORANGE)
    painting.disc(place, radius, PINK).disc(place, radius - 2.2, GROUND)
    assert off(circle_near(painting.shown(), place, radius, PINK), place) < 0.2


@pytest.mark.parametrize("shift", [(0.0, 0.0), (1.0, -1.5), (-2.4, 0.3)])
def test_a_dot_that_is_elsewhere_is_found_there(shift):
    place = 30.3 + shift[0], 29.6 + shift[1]
    frame = Painting(60, 60).disc(place, 5, PINK).shown()
    found = circle_near(frame, (30.3, 29.6), 5, PINK)
    assert off(found, (30.3, 29.6)) == pytest.approx(np.hypot(*shift), abs=0.2)


def test_what_is_not_there_is_not_found():
    empty = Painting(60, 60).line((0, 10), (60, 50), 2.5, PINK)
    found = circle_near(empty.shown(), (30, 30), 5, PINK)
    assert found is not None
    assert not found.is_there
    blue = circle_near(Painting(60, 60).disc((30, 30), 5, BLUE).shown(), (30, 30), 5, PINK)
    assert blue is not None
    assert not blue.is_there


@pytest.mark.parametrize("place", [(4, 30), (30, 3), (57, 30), (30, 58)])
def test_a_dot_that_reaches_out_of_the_picture_is_not_looked_for(place):
    frame = Painting(60, 60).shown()
    assert circle_near(frame, place, 5, PINK) is None
    assert ball_near(frame, place, 5, PINK) is None


@given(x=parts, y=parts, angle=angles, width=st.floats(1.8, 4))
@settings(max_examples=15, deadline=None)
def test_a_line_crossed_by_another_is_found(x, y, angle, width):
    middle, way = np.array([60 + x, 60 + y]), np.array([np.cos(angle), np.sin(angle)])
    start, end = middle - 45 * way, middle + 45 * way
    across = 50 * np.array([way[1], -way[0]]) + 15 * way
    painting = Painting(120, 120).line(middle - across, middle + across, 3, BLUE)
    frame = painting.line(start, end, width, ORANGE).shown()
    course = course_of(frame, tuple(start), tuple(end), ORANGE, width=width)
    assert course.inked > 0.55
    assert course.aside < 0.2
    assert abs(course.angle) < 0.3


@given(angle=angles, aside=st.floats(-1.8, 1.8), turn=st.floats(-1.5, 1.5))
@settings(max_examples=15, deadline=None)
def test_a_line_that_runs_elsewhere_is_measured(angle, aside, turn):
    middle = np.array([60.0, 60.0])

    def ends(at, by):
        way = 40 * np.array([np.cos(at), np.sin(at)])
        shift = by * np.array([-np.sin(angle), np.cos(angle)])
        return middle + shift - way, middle + shift + way

    frame = Painting(120, 120).line(*ends(angle + np.radians(turn), aside), 2.5, ORANGE).shown()
    start, end = ends(angle, 0.0)
    course = course_of(frame, tuple(start), tuple(end), ORANGE, width=2.5)
    swing = 40 * np.tan(np.radians(turn))
    assert course.angle == pytest.approx(turn, abs=0.35)
    assert course.offsets == pytest.approx((aside - swing, aside + swing), abs=0.25)


def test_a_missing_line_has_no_ink():
    frame = Painting(120, 120).line((10, 60), (110, 60), 2.5, BLUE).shown()
    for other in (ORANGE, PINK, "#7fd6a0", "#c79bf2"):
        assert course_of(frame, (10, 60), (110, 60), other, width=2.5).inked < 0.2, other
    assert course_of(frame, (10, 90), (110, 90), BLUE, width=2.5).inked == 0


@given(angle=angles, x=parts, y=parts)
@settings(max_examples=20, deadline=None)
def test_an_arrow_has_its_head_where_it_ends(angle, x, y):
    way = np.array([np.cos(angle), np.sin(angle)])
    start = np.array([60 + x, 60 + y]) - 25 * way
    end = start + 50 * way
    frame = Painting(120, 120).arrow(start, end, 2.2, ORANGE).shown()
    there = course_of(frame, tuple(start), tuple(end), ORANGE)
    back = course_of(frame, tuple(end), tuple(start), ORANGE)
    assert there.aside < 0.25
    assert there.balance > 0.5 > back.balance
    tip = tip_of(frame, tuple(start), tuple(end), ORANGE, opacity=1, scale=1, aside=0)
    assert abs(tip.over) < 0.8
    assert tip.head > 1.3


@pytest.mark.parametrize("longer", [-6.0, -3.0, 3.0, 6.0])
def test_an_arrow_of_another_length_ends_elsewhere(longer):
    frame = Painting(120, 120).arrow((20, 60), (80 + longer, 60), 2.2, ORANGE).shown()
    tip = tip_of(frame, (20, 60), (80, 60), ORANGE, opacity=1, scale=1, aside=0)
    assert tip.over == pytest.approx(longer, abs=0.7)
    assert not tip.runs_on


def test_what_runs_on_in_another_tint_is_no_arrow():
    painting = Painting(120, 120).line((5, 60), (115, 60), 1.5, GREY)
    frame = painting.arrow((20, 60), (80, 60), 2.2, ORANGE).shown()
    assert not tip_of(frame, (20, 60), (80, 60), ORANGE, opacity=1, scale=1, aside=0).runs_on
    longer = Painting(120, 120).arrow((20, 60), (110, 60), 2.2, ORANGE).shown()
    assert tip_of(longer, (20, 60), (80, 60), ORANGE, opacity=1, scale=1, aside=0).runs_on


@given(at=st.tuples(*[st.floats(-0.6, 0.6)] * 3), radius=st.floats(0.09, 0.16))
@settings(max_examples=12, deadline=None)
def test_a_lit_ball_is_found_as_the_stage_draws_it(at, radius):
    space = Space(size=(2.0, 2.0, 2.0))
    space.dot(at, colour=PINK, radius=radius)
    size, unit = 160, 50.0
    picture = space.picture(Screen(size, size, unit, size / 2, size / 2)).astype(np.float64)
    ground = np.array([15, 19, 28])
    frame = in_video(picture[..., :3] + (1 - picture[..., 3:] / 255) * ground)
    x, y, _ = space.point_to_screen(at)
    place = size / 2 + unit * x, size / 2 - unit * y
    assert off(ball_near(frame, place, radius * unit, PINK), place) < 0.25


def test_between_two_pixels_lies_their_mean():
    picture = np.arange(12.0).reshape(3, 4, 1)
    centres = np.array([[0.5, 0.5], [1.5, 0.5], [3.5, 2.5]])
    assert sampled(picture, centres)[:, 0] == pytest.approx([0, 1, 11], abs=0.02)
    assert sampled(picture, np.array([2.0, 1.0]))[0] == pytest.approx((1 + 2 + 5 + 6) / 4)
    assert sampled(picture, np.array([-9.0, 0.5]))[0] == pytest.approx(0)  # beyond the border
