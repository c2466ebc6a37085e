"""The lesson of plateaus: the deck's numbers, and slopes that die."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.symbols import x
from calcml.lessons.partials import TanhSumSlices


@pytest.fixture(scope="module")
def lesson():
    return TanhSumSlices()


def test_the_decks_numbers(lesson):
    ledger = lesson.ledger
    assert [ledger[f"slope.{i}"].shown for i in range(3)] == ["1", "0.4200", "0.0099"]
    assert [ledger[f"plateau.{i}"].shown for i in range(4)] == ["−2", "0", "0", "2"]


def test_the_slope_is_the_square_of_the_hyperbolic_secant(lesson):
    assert sp.simplify((1 - sp.tanh(x) ** 2 - sp.sech(x) ** 2).rewrite(sp.exp)) == 0
    for i, (at, _) in enumerate(lesson.stops):
        assert lesson.ledger[f"slope.{i}"].value == pytest.approx(np.cosh(at) ** -2, rel=1e-12)


def test_the_surface_comes_near_its_plateaus(lesson):
    # 1 - tanh 3 is 0.0049: in its corners the surface is within a hundredth of its plateaus.
    corners = [lesson.grid[i, j, 2] for j in (0, -1) for i in (0, -1)]
    assert corners == pytest.approx([float(h) for h in lesson.plateaus], abs=0.01)
    assert lesson.heights[0] < min(corners) < max(corners) < lesson.heights[1]


def test_the_trace_is_the_bell_of_slopes(lesson):
    path = lesson.traced(lesson.stops[-1][0])
    assert path[:, 1] == pytest.approx(np.cosh(path[:, 0]) ** -2)
    assert tuple(path[-1]) == pytest.approx(lesson.slope(lesson.stops[-1][0]))
    frame = lesson.frames["cut"]
    assert frame.y.low < -1 < path[:, 1].max() <= 1 < frame.y.high


def test_both_tangents_are_nearly_level_on_the_plateau(lesson):
    for line in lesson.tangents(lesson.corner):
        run = np.linalg.norm(line[1, :2] - line[0, :2])
        assert 0 < (line[1, 2] - line[0, 2]) / run < 0.01
