"""Arrows are as long as their law says; particles are where the time says."""

import numpy as np
import pytest

from calcml.core.fields import VectorField
from calcml.core.flows import flow_line
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.gradient.particles import Particle
from calcml.lessons.scales import Frame, Scale
from calcml.stage.arrowfields import ArrowField, Drift
from calcml.stage.layout import Box
from calcml.stage.plots import Plot

VECTORS = np.array([[3.0, 4.0], [0.3, -0.4], [0.0, 0.0], [-1.0, 0.0]])


@pytest.fixture
def plot():
    side = Scale(-5.0, 5.0, ())
    return Plot(Frame(side, side), Box(-6, 6, -3, 3), {}, "map", em=0.2, equal=True)


@pytest.fixture
def field(plot):
    return ArrowField(plot, VectorField(np.zeros((4, 2)), VECTORS), scale=0.5)


def unit(plot):
    return plot.point(1, 0)[0] - plot.point(0, 0)[0]


def test_equal_axes_have_the_same_unit_in_the_middle_of_the_box(plot):
    assert plot.point(0, 1)[1] - plot.point(0, 0)[1] == pytest.approx(unit(plot))
    assert plot.inner.width == pytest.approx(plot.inner.height)


def test_arrows_reach_from_their_point_to_the_scaled_vector(plot, field):
    for arrow, vector in zip(field, VECTORS, strict=True):
        if vector.any():
            tip = plot.point(*(0.5 * vector))
            assert np.linalg.norm(arrow.points - tip, axis=1).min() < 1e-9


def test_lengths_compare_as_magnitudes_do(plot, field):
    long, short, none, level = field
    assert len(none.points) == 0
    assert level.width == pytest.approx(0.5 * unit(plot))
    reach = [np.linalg.norm(a.points - plot.point(0, 0), axis=1).max() for a in (long, short)]
    assert reach[0] / reach[1] == pytest.approx(10)


def test_arrows_grow_from_nothing_to_their_length(field):
    whole = [arrow.points.copy() for arrow in field]
    growth = field.grow()
    assert all(len(arrow.points) == 0 for arrow in field)
    growth.begin()
    growth.finish()
    assert all(np.allclose(a.points, b) for a, b in zip(field, whole, strict=True) if len(b))


def test_particles_are_a_pure_function_of_the_time(plot):
    hill = Function(x - x**2 / 8 - y**2, (x, y))
    line = flow_line(hill, (-3, 1), window=Window((-5, 5), (-5, 5)))
    time = [0.0]
    drift = Drift(plot, [Particle(line)], lambda: time[0], leaving=True)
    for now in (1.0, 0.5, 1.0, 0.0):
        time[0] = now
        drift.update()
        expected = plot.point(*Particle(line).place(now))
        assert np.allclose(drift.dots[0].get_center(), expected)
        assert np.allclose(drift.trails[0].points[-1], expected)
        assert drift.dots[0].get_fill_opacity() == 1
    time[0] = line.times[-1]
    drift.update()
    assert drift.dots[0].get_fill_opacity() == 0
