"""Fog shows the ground in a disc, and nothing else."""

import numpy as np
import pytest

from calcml.core.sampling import Curve
from calcml.lessons.scales import Frame, Scale
from calcml.stage.fog import Fog
from calcml.stage.layout import Box
from calcml.stage.plots import Plot

PLOT = Plot(Frame(Scale(-4, 4, ()), Scale(0, 16, ())), Box(-4, 4, -2, 2), {}, "main")
BOWL = Curve((np.array([(x, x * x) for x in np.linspace(-4, 4, 400)]),))


@pytest.fixture
def at():
    return [1.0]


@pytest.fixture
def fog(at):
    return Fog(PLOT, BOWL, lambda: (at[0], at[0] ** 2))


def test_the_ground_lies_on_the_curve_and_reaches_to_the_rim(fog):
    seen = fog.seen((1.0, 1.0))
    away = np.linalg.norm(PLOT.places(seen) - PLOT.point(1, 1), axis=1)
    assert away.max() <= fog.radius
    # Two neighbouring points are a hundredth of the disc apart across, and the bowl is not steep.
    assert away[[0, -1]] == pytest.approx(fog.radius, rel=0.05)
    across, up = seen.T
    assert up == pytest.approx(across**2, abs=1e-3)
    assert fog.ground.points[0] == pytest.approx(PLOT.point(*seen[0]))


def test_the_hole_goes_along_with_the_place(fog, at):
    at[0] = -1.5
    fog.update()
    centre = PLOT.point(-1.5, 2.25)
    assert fog.rim.get_center() == pytest.approx(centre)
    hole = fog.veil.points[-len(fog.rim.points) :]
    assert (
        np.linalg.norm(hole - centre, axis=1).max() < 1.05 * fog.radius
    )  # a circle's handles stand out


def test_the_hole_runs_against_the_cover_so_that_it_is_left_free(fog):
    def area(points):
        x, y = points[:, 0], points[:, 1]
        return np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)

    count = len(fog.rim.points)
    assert area(fog.veil.points[:-count]) * area(fog.veil.points[-count:]) < 0


def test_of_a_curve_that_comes_back_only_the_near_part_is_seen():
    zigzag = np.column_stack([np.linspace(-4, 4, 801), 8 + 7 * np.sin(np.linspace(-40, 40, 801))])
    fog = Fog(PLOT, Curve((zigzag,)), lambda: (0.0, 8.0))
    seen = PLOT.places(fog.seen((0.0, 8.0)))
    assert (np.diff(seen[:, 0]) < 2.01 * fog.radius / 160).all()
