"""How far a function runs without a break, and whether a name touches a line."""

import numpy as np
import pytest

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.limits.clearance import axis_lines, is_clear, outline
from calcml.lessons.limits.neighbourhoods import clear_reach, next_breaks, round_below
from calcml.lessons.placing import Name
from calcml.lessons.scales import Frame, ticked

FRAME = Frame(ticked(-5, 5, 1), ticked(0, 10, 1))


def reach(text, at, farthest=5.0):
    return clear_reach(Function.parse(text, (x,)), at, farthest)


def test_a_smooth_curve_runs_as_far_as_asked():
    assert reach("x^2", 1) == (5, 5)


def test_a_pole_on_one_side_ends_it():
    assert reach("1/(x - 1)", 0) == (5, 1)


def test_the_point_itself_does_not_count():
    assert reach("1/x", 0) == (5, 5)


def test_there_is_no_reach_where_there_is_no_curve():
    left, right = reach("ln(x)", 0)
    assert (left, right) == (0, 5)


def test_the_end_of_the_domain_is_seen():
    left, _ = reach("sqrt(x)", 2)
    assert left == pytest.approx(2, rel=0.05)


def test_breaks_that_cannot_be_listed_are_left_to_the_eye():
    assert next_breaks(Function.parse("tan(1/x)", (x,)), 0, 3.0) == (3, 3)


@pytest.mark.parametrize(
    ("value", "rounded"), [(1, 1), (1.4, 1), (1.5, 1.5), (4.7, 3), (9.9, 5), (0.016, 0.015)]
)
def test_a_reach_is_rounded_down_to_a_plain_number(value, rounded):
    assert round_below(value) == rounded


def test_a_line_through_a_name_touches_it():
    name = Name(0.2, 0.1)
    diagonal = np.array([[-5.0, 0.0], [5.0, 10.0]])
    assert not is_clear(FRAME, (0, 5), name, [diagonal])
    assert is_clear(FRAME, (-3, 8), name, [diagonal])


def test_the_outline_of_a_name_is_as_large_as_its_room():
    corners = outline(FRAME, (1, 5), Name(0.2, 0.1))
    assert np.ptp(corners, axis=0).tolist() == pytest.approx([2, 1])
    assert not is_clear(FRAME, (1.4, 5.2), Name(0.1, 0.1), [corners])


def test_only_axes_inside_of_the_picture_are_lines():
    (upright,) = axis_lines(FRAME)  # the other one is its lower border
    assert upright[:, 0].tolist() == [0, 0]
