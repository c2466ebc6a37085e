"""Gears turn one another without their teeth meeting."""

import math

import numpy as np
import pytest
from manim import ValueTracker

from calcml.stage.gears import TEETH, gear_pair
from calcml.stage.layout import Box
from calcml.stage.theme import FUNCTION, TANGENT


def inside(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Tell which points lie inside a polygon, by the angles that they see it under."""
    to = corners[np.newaxis, :, :2] - points[:, np.newaxis, :2]
    angles = np.arctan2(to[..., 1], to[..., 0])
    turns = np.diff(angles, axis=1)
    turns = (turns + math.pi) % math.tau - math.pi
    return np.abs(turns.sum(axis=1)) > math.pi


@pytest.mark.parametrize("turned", [0.0, 0.2, 0.5, 0.85, 3.4])
def test_no_corner_of_a_wheel_lies_within_the_other(turned):
    now = ValueTracker(turned)
    pair = gear_pair(Box(-2, 2, -3, 3), (FUNCTION, TANGENT), now.get_value)
    one, other = (np.array(gear.wheel.get_anchors()) for gear in pair)
    assert not inside(one, other).any()
    assert not inside(other, one).any()


def test_the_second_wheel_turns_the_other_way_and_faster():
    now = ValueTracker(0)
    pair = gear_pair(Box(-2, 2, -3, 3), (FUNCTION, TANGENT), now.get_value)
    first = [gear.wheel.get_anchors()[0] - gear.wheel.get_center() for gear in pair]
    now.set_value(1)
    pair.update()
    later = [gear.wheel.get_anchors()[0] - gear.wheel.get_center() for gear in pair]
    turns = [
        math.degrees(math.atan2(b[1], b[0]) - math.atan2(a[1], a[0])) % 360
        for a, b in zip(first, later, strict=True)
    ]
    assert turns == pytest.approx([360 / TEETH[0], 360 - 360 / TEETH[1]])


@pytest.mark.parametrize("box", [Box(0, 2, 0, 5), Box(0, 6, 0, 3)])
def test_a_pair_fills_its_box(box):
    pair = gear_pair(box, (FUNCTION, TANGENT), lambda: 0.0)
    assert pair.width <= box.width
    assert pair.height <= box.height
    assert max(pair.width / box.width, pair.height / box.height) > 0.9
