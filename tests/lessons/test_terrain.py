"""Surfaces cut off where they end, jump or leave the heights that are shown."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.surfaces.cuts import upright_cut
from calcml.lessons.surfaces.jumps import is_joined, jumps
from calcml.lessons.surfaces.terrain import suited_heights, terrain

SQUARE = Window((-2, 2), (-2, 2))


def surface(expression):
    return Function(expression, (x, y))


def corners(found):
    """Return the points that belong to cells that are there, shape (k, 3)."""
    there = np.zeros(found.grid.shape[:2], dtype=bool)
    for i, j in np.argwhere(found.cells):
        there[i : i + 2, j : j + 2] = True
    return found.grid[there]


def test_a_tame_surface_is_sampled_as_it_is():
    found = terrain(surface(x**2 + y), SQUARE, heights=(-2, 6), cells=8)
    assert found.is_whole
    across, up, z = np.moveaxis(found.grid, -1, 0)
    assert np.array_equal(across[:, 0], np.linspace(-2, 2, 9))
    assert np.array_equal(z, across**2 + up)


@pytest.mark.parametrize(
    ("expression", "heights"),
    [
        (x**2 + y**2, (0, 3)),
        (1 / (x + y), (-4, 4)),
        (sp.log(x) + y, (-3, 3)),
        (sp.sqrt(1 - x**2 - y**2), (0, 1)),
        (1 / (x**2 + y**2), (0, 5)),
    ],
)
def test_what_is_there_lies_on_the_surface_between_the_heights(expression, heights):
    f = surface(expression)
    found = terrain(f, SQUARE, heights=heights, cells=32)
    assert not found.is_whole
    assert np.isfinite(found.grid).all()
    a, b, z = corners(found).T
    assert np.allclose(z, f.raw(a, b))
    slack = 1e-6 * (heights[1] - heights[0])
    assert (z >= heights[0] - slack).all()
    assert (z <= heights[1] + slack).all()


def test_the_edge_of_a_half_ball_is_a_circle():
    # Corners outside are moved along the grid onto the edge: none stays farther in than a cell.
    found = terrain(surface(sp.sqrt(1 - x**2 - y**2)), SQUARE, heights=(0, 1), cells=32)
    radii = np.hypot(*corners(found)[:, :2].T)
    assert radii.max() <= 1
    assert np.count_nonzero(radii > 1 - 1e-9) > 40


def test_no_cell_bridges_a_pole():
    # Between the branches of 1/(x + y) every cell would have corners of both signs.
    found = terrain(surface(1 / (x + y)), SQUARE, heights=(-4, 4), cells=33)
    z = found.grid[..., 2]
    for i, j in np.argwhere(found.cells):
        assert len(set(np.sign(z[i : i + 2, j : j + 2]).ravel())) == 1


def test_stairs_have_no_walls():
    found = terrain(surface(sp.floor(x) + y), SQUARE, heights=(-4, 4), cells=40)
    steps = np.ptp(np.stack([found.grid[:-1, :-1, 2], found.grid[1:, :-1, 2]]), axis=0)[found.cells]
    assert steps.max() < 0.5


@pytest.mark.parametrize(
    ("expression", "torn"),
    [(sp.sign(x), True), (1 / x, True), (sp.tanh(50 * x), False), (sp.Abs(x), False)],
)
def test_a_jump_is_told_from_a_steep_slope(expression, torn):
    f = surface(expression + 0 * y)
    start, end = np.array([[-0.3, 0.0]]), np.array([[0.4, 0.0]])
    assert bool(jumps(f, start, end, 0.05)[0]) is torn


def test_a_path_over_a_gap_is_not_joined():
    path = np.column_stack([np.linspace(-1, 1, 50), np.ones(50)])
    assert is_joined(surface(x * y), path, step=0.1)
    assert not is_joined(surface(1 / x + y), path, step=0.1)
    assert not is_joined(surface(sp.sign(x) + y), path, step=0.1)
    assert not is_joined(surface(sp.log(x) + y), path, step=0.1)


def test_heights_hold_what_must_be_seen_and_cut_off_spikes():
    spike = np.append(np.linspace(0, 1, 999), 1000.0)
    low, high = suited_heights(spike, hold=[2.0])
    assert low == 0
    assert 2 <= high < 10
    assert suited_heights(np.full(9, 5.0)) == (2.5, 7.5)
    assert suited_heights(np.full(9, np.nan)) == (-1.0, 1.0)


def test_a_broken_cut_ends_where_the_surface_ends():
    f = surface(sp.log(x) + y)
    cut = upright_cut(f, (1, 0), 0, window=SQUARE, heights=(-3, 3), broken=True)
    # ln x reaches -3 at e⁻³; the plane itself runs through the whole window.
    assert cut.path[0, 0] == pytest.approx(np.exp(-3), abs=1e-9)
    assert cut.path[-1, 0] == 2
    assert cut.foot.tolist() == [[-2, 0], [2, 0]]


def test_a_broken_cut_stays_on_its_branch():
    f = surface(1 / x + y)
    cut = upright_cut(f, (-1, 0), 0, window=SQUARE, heights=(-4, 4), broken=True)
    assert cut.path[0, 0] == -2
    assert cut.path[-1, 0] == pytest.approx(-0.25, abs=1e-9)
    assert (cut.path[:, 2] < 0).all()
    stairs = surface(sp.floor(x) + y)
    step = upright_cut(stairs, (0.5, 0), 0, window=SQUARE, heights=(-4, 4), broken=True)
    assert step.path[[0, -1], 0] == pytest.approx([0, 1], abs=0.02)


def test_a_slope_without_a_formula_is_that_between_neighbours():
    f = surface(sp.sqrt(x**2 + y**2))  # 0/0 at the tip, along x the slopes -1 and 1
    cut = upright_cut(f, (0, 0), 0, window=SQUARE, heights=(0, 3))
    assert cut.slope == pytest.approx(0, abs=1e-9)
