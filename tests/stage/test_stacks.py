"""Stacked plots line up, and what moves on a pair of them stays on both curves."""

import numpy as np
import pytest
from manim import ValueTracker, tempconfig

from calcml.lessons.optimisation import CriticalPoints
from calcml.stage.scene import LessonScene
from calcml.stage.signed_slopes import SignedSlopes
from calcml.stage.stacks import stacked


class Stage(LessonScene):
    """Holds the lesson's frames."""

    lesson = CriticalPoints()


@pytest.fixture(scope="module")
def pair():
    with tempconfig({"dry_run": True}):
        scene = Stage()
        scene.setup()
        plots = stacked(scene, ["graph", "slope"], scene.regions.stage.rows(1, 1, gap=0.2))
        return SignedSlopes(plots, scene.lesson.pictures[0])


def test_axes_of_stacked_plots_share_their_sides(pair):
    upper, lower = pair.graph.inner, pair.slopes.inner
    assert upper.left == pytest.approx(lower.left)
    assert upper.right == pytest.approx(lower.right)
    assert upper.bottom > lower.top


def test_dots_and_links_stand_over_one_another(pair):
    at = ValueTracker(0.5)
    dots, links = pair.dots(at.get_value), pair.links(at.get_value)
    at.set_value(3.1)
    for thing in (*dots, *links):
        thing.update()
    across = [dot.get_x() for dot in dots] + [link.get_x() for link in links]
    assert across == pytest.approx([across[0]] * 4)
    assert np.allclose(dots[0].get_center(), pair.graph.point(*pair.picture.place(3.1)))
    assert links[0].get_top()[1] == pytest.approx(dots[0].get_y(), abs=0.1)
