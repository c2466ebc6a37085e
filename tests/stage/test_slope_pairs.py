"""A curve over its slope: both plots share their sides, and everything follows the tangent."""

import pytest
from manim import tempconfig

from calcml.lessons.rules import TrigTanhDerivatives
from calcml.stage.scene import LessonScene
from calcml.stage.slope_pairs import SlopePair

SMALL = {"pixel_width": 854, "pixel_height": 480, "frame_rate": 15, "dry_run": True}


@pytest.fixture
def scene():
    class Trial(LessonScene):
        """A scene without beats."""

        lesson = TrigTanhDerivatives()

    with tempconfig(SMALL):
        trial = Trial(skip_animations=True)
        trial.setup()
        yield trial


def test_the_plots_have_the_same_sides_whatever_their_numbers_are_wide(scene):
    pair = SlopePair(scene, ("tan", "tan_slope"), scene.regions.stage, scene.lesson.poles)
    upper, lower = pair.plots
    assert upper.inner.left == pytest.approx(lower.inner.left)
    assert upper.inner.right == pytest.approx(lower.inner.right)
    assert upper.inner.bottom > lower.inner.top
    assert scene.plots == [upper, lower]


def test_the_dots_stand_above_one_another_and_follow(scene):
    picture = scene.lesson.poles
    pair = SlopePair(scene, ("tan", "tan_slope"), scene.regions.stage, picture)
    for at in (-0.5, 0.9):
        pair.at.set_value(at)
        for thing in (pair.walker, pair.rider, pair.trace):
            thing.update()
        above, below = pair.walker[1].get_center(), pair.rider[1].get_center()
        assert above == pytest.approx(pair.upper.point(at, picture.function(at)))
        assert below == pytest.approx(pair.lower.point(at, picture.slope(at)))
        assert above[0] == pytest.approx(below[0])
        assert pair.trace.get_end() == pytest.approx(below)
