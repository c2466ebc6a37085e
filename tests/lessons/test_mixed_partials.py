"""The lesson of mixed derivatives: sticks that are parallel, and sticks that turn."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.symbols import x, y
from calcml.lessons.partials import MixedPartials

SURFACES = {"bowl": x**2 + y**2, "mixture": x**3 + x * y**2}


@pytest.fixture(scope="module")
def lesson():
    return MixedPartials()


def test_the_decks_numbers(lesson):
    # ∂²(x² + y²)/∂x∂y = 0, but 2 + 4 = 6 at (1, 2); ∂²(x³ + xy²)/∂x∂y = 2y = 4 there.
    keys = ("rate.bowl", "sum", "slope.x", "slope.y", "rate.mixture")
    assert [lesson.ledger[key].shown for key in keys] == ["0", "6", "2", "4", "4"]
    for name, z in SURFACES.items():
        assert lesson.ledger[f"rate.{name}"].exact == sp.diff(z, x, y).subs({x: 1, y: 2})


@pytest.mark.parametrize("surface", SURFACES)
def test_sticks_touch_the_surface_with_its_slope(lesson, surface):
    z = sp.lambdify((x, y), SURFACES[surface])
    slope = sp.lambdify((x, y), sp.diff(SURFACES[surface], x))
    for at in lesson.stands:
        start, end = lesson.stick(surface, at)
        assert (start + end) / 2 == pytest.approx([1.0, at, z(1.0, at)])
        assert (end[2] - start[2]) / (end[0] - start[0]) == pytest.approx(slope(1.0, at))


def test_sticks_are_parallel_on_the_bowl_and_turn_on_the_other(lesson):
    ways = {
        name: [np.diff(lesson.stick(name, at), axis=0)[0] for at in lesson.stands]
        for name in SURFACES
    }
    assert all(np.allclose(way, ways["bowl"][0]) for way in ways["bowl"])
    rises = [way[2] for way in ways["mixture"]]
    assert rises == sorted(set(rises))


def test_the_tangent_grows_as_the_mixed_derivative_says(lesson):
    (left, low), (right, high) = lesson.growth
    assert (high - low) / (right - left) == pytest.approx(lesson.ledger["rate.mixture"].value)


def test_everything_is_in_view(lesson):
    low, high = lesson.heights
    for grid in lesson.grids.values():
        assert low <= grid[..., 2].min() < grid[..., 2].max() <= high
    frame = lesson.frames["slopes"]
    for surface in SURFACES:
        path = lesson.traced(surface, lesson.stands[-1])
        assert frame.y.low < path[:, 1].min() <= path[:, 1].max() < frame.y.high
        assert tuple(path[-1]) == pytest.approx(lesson.slope(surface, lesson.stands[-1]))
    for place, slope in lesson.growth:
        assert frame.x.low < place
        assert frame.y.low < slope < frame.y.high
