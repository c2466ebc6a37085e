"""Rays touch what is magnified and the glass on the outside."""

import numpy as np
import pytest
from manim import Rectangle

from calcml.stage.layout import Box
from calcml.stage.rays import rays

GLASS = Box(4, 6, 1, 2)


def ends(lines):
    return sorted(tuple(np.round(line.points[[0, -1], :2], 6).ravel()) for line in lines)


@pytest.mark.parametrize(
    ("centre", "expected"),
    [
        # A box of 0.2 below and to the left: its upper left and lower right corners.
        ((0, -3), [(-0.1, -2.9, 4, 2), (0.1, -3.1, 6, 1)]),
        # At the same height: the upper right and lower right would cut the glass.
        ((0, 1.5), [(-0.1, 1.4, 4, 1), (-0.1, 1.6, 4, 2)]),
    ],
    ids=["diagonal", "beside"],
)
def test_each_ray_joins_two_corners_with_both_boxes_on_one_side(centre, expected):
    source = Rectangle(width=0.2, height=0.2).move_to([*centre, 0])
    assert ends(rays(source, GLASS)) == pytest.approx(np.array(expected))


def test_the_rays_follow_what_is_magnified():
    source = Rectangle(width=0.2, height=0.2).move_to([0, -3, 0])
    lines = rays(source, GLASS)
    before = ends(lines)
    source.shift([1, 0, 0])
    lines.update()
    assert ends(lines) != before


def test_there_are_none_while_one_box_holds_the_other():
    lines = rays(Rectangle(width=20, height=20), GLASS)
    assert all(np.ptp(line.points, axis=0).max() == 0 for line in lines)
