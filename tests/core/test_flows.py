"""Flow lines climb or descend at right angles to the level curves until they arrive."""

import math
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.flows import FlowEnd, flow_line
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.symbols import x, y
from calcml.core.window import Window
from tests.catalogue import PROBLEMS

SQUARE = Window((-2, 2), (-2, 2))
DIAGONAL = math.hypot(4, 4)
PLANE = [problem for problem in PROBLEMS if problem.f.arity == 2]
DIPOLE = Function(x * sp.exp(-(x**2) - y**2), (x, y))
VALLEY = Function(x**2 + 2 * y**2, (x, y))


@pytest.mark.parametrize("problem", PLANE, ids=str)
def test_downhill_from_near_a_minimum_ends_in_it(problem):
    minimum = np.array(problem.minima[0])
    window = Window(*((c - 1, c + 1) for c in minimum))
    line = flow_line(problem.f, minimum + np.array([0.1, -0.05]), window=window, uphill=False)
    assert line.end is FlowEnd.CRITICAL_POINT
    # The estimate of the distance left, 1e-4 of the diagonal, is exact for a quadratic and within
    # a factor of two this near to the others.
    assert np.linalg.norm(line.points[-1] - minimum) < 2e-4 * math.hypot(2, 2)
    heights = problem.f(*line.points.T)
    assert (np.diff(heights) < 0).all()


@pytest.mark.parametrize("uphill", [True, False])
def test_chords_follow_the_gradient(uphill):
    line = flow_line(DIPOLE, (-0.3, 0.6), window=SQUARE, uphill=uphill)
    chords = np.diff(line.points, axis=0)
    middles = (line.points[1:] + line.points[:-1]) / 2
    slopes = gradient(DIPOLE)(*middles.T).T * (1 if uphill else -1)
    sizes = np.linalg.norm(chords, axis=1) * np.linalg.norm(slopes, axis=1)
    # The angle between a chord of length h and the tangent in its middle is of order h².
    assert ((chords * slopes).sum(axis=1) / sizes > 1 - 1e-3).all()
    assert np.linalg.norm(chords, axis=1).max() <= 0.0101 * DIAGONAL


class TestAgainstTheSolution:
    LINE = flow_line(VALLEY, (1, 1), window=SQUARE, uphill=False)

    def test_the_path(self):
        # x = exp(-2t), y = exp(-4t): on the path y = x².
        off = np.abs(self.LINE.points[:, 1] - self.LINE.points[:, 0] ** 2)
        # Errors of 1e-7 of the diagonal per step, 135 steps, shrinking as the flow contracts.
        assert off.max() < 1e-5

    def test_the_times(self):
        assert self.LINE.times[0] == 0
        assert np.abs(np.exp(-2 * self.LINE.times) - self.LINE.points[:, 0]).max() < 1e-5

    def test_the_error_follows_the_tolerance(self):
        errors = []
        for tolerance in (1e-5, 1e-6, 1e-7, 1e-8):
            line = flow_line(VALLEY, (1, 1), window=SQUARE, uphill=False, tolerance=tolerance)
            errors.append(np.abs(np.exp(-2 * line.times) - line.points[:, 0]).max())
        assert all(after <= before for before, after in pairwise(errors))


class TestTheDipole:
    def test_starts_on_the_right_reach_the_maximum(self):
        # A-162 and outline 7.2.
        for start in ((-0.6, 0.2), (0, 0), (1.5, 1), (0.5, -1)):
            line = flow_line(DIPOLE, start, window=SQUARE)
            assert line.end is FlowEnd.CRITICAL_POINT
            assert line.points[-1] == pytest.approx([math.sqrt(0.5), 0], abs=1e-3)

    def test_starts_on_the_left_leave(self):
        line = flow_line(DIPOLE, (-1.5, 0), window=SQUARE)
        assert line.end is FlowEnd.BORDER
        assert line.points[-1].tolist() == [-2, 0]

    def test_a_plateau_is_no_arrival(self):
        # At x = -4 the slope is 3e-6, but nothing critical is near.
        wide = Window((-4, 2), (-1, 1))
        assert flow_line(DIPOLE, (-1.5, 0), window=wide).end is FlowEnd.BORDER


class TestEnds:
    def test_reasons_are_sentences(self):
        assert all(end.value[0].isupper() and end.value.endswith(".") for end in FlowEnd)

    def test_a_line_ends_exactly_on_the_border(self):
        line = flow_line(VALLEY, (1, 1), window=SQUARE)
        assert line.end is FlowEnd.BORDER
        # y = x² leaves through the top at x = √2.
        assert line.points[-1] == pytest.approx([math.sqrt(2), 2], abs=1e-5)
        assert line.points[-1, 1] == 2
        assert line.times[-1] == pytest.approx(math.log(2) / 4, abs=1e-6)

    def test_a_start_on_a_critical_point_stays(self):
        line = flow_line(VALLEY, (0, 0), window=SQUARE)
        assert (line.points.tolist(), line.end) == ([[0, 0]], FlowEnd.CRITICAL_POINT)

    def test_a_start_beside_a_maximum_gets_away_from_it(self):
        hill = Function(-(x**2) - y**2, (x, y))
        line = flow_line(hill, (1e-5, 0), window=SQUARE, uphill=False)
        assert line.end is FlowEnd.BORDER

    def test_a_saddle_is_reached_along_its_ridge(self):
        saddle = Function(x**2 - y**2, (x, y))
        ridge = flow_line(saddle, (1, 0), window=SQUARE, uphill=False)
        beside = flow_line(saddle, (1, 1e-3), window=SQUARE, uphill=False)
        assert ridge.end is FlowEnd.CRITICAL_POINT
        assert beside.end is FlowEnd.BORDER

    def test_a_valley_floor_is_reached_at_right_angles(self):
        line = flow_line(Function(x**2, (x, y)), (1, 1), window=SQUARE, uphill=False)
        assert line.end is FlowEnd.CRITICAL_POINT
        assert (line.points[:, 1] == 1).all()

    def test_a_flat_minimum_is_reached_in_the_end(self):
        line = flow_line(Function(x**4 + y**4, (x, y)), (1, 0.5), window=SQUARE, uphill=False)
        assert line.end is FlowEnd.CRITICAL_POINT
        # The Newton step of a quartic is a third of the distance.
        assert np.abs(line.points[-1]).max() < 3e-4 * DIAGONAL

    @pytest.mark.parametrize("height", [sp.log(x), sp.sqrt(x), x ** sp.Rational(4, 5)])
    def test_the_edge_of_the_domain(self, height):
        line = flow_line(Function(height + y, (x, y)), (1, 0.5), window=SQUARE, uphill=False)
        assert line.end is FlowEnd.LEFT_DOMAIN
        assert 0 < line.points[-1, 0] < 1e-5 * DIAGONAL

    def test_a_kink_keeps_the_line_on_its_way(self):
        # Down |x| to the fold, then to and fro for ever.
        line = flow_line(
            Function(sp.Abs(x) + 0 * y, (x, y)), (0.55, 0), window=SQUARE, uphill=False
        )
        assert line.end is FlowEnd.STEP_LIMIT
        assert abs(line.points[-1, 0]) < 1e-5


def test_a_cone_is_climbed_to_its_tip():
    # Up -r from (1, 1) with speed 1: the tip is reached at t = √2.
    line = flow_line(Function(-sp.sqrt(x**2 + y**2), (x, y)), (1, 1), window=SQUARE)
    assert line.end is not FlowEnd.CRITICAL_POINT
    assert np.linalg.norm(line.points[-1]) < 1e-5


def test_a_pole_is_no_critical_point():
    line = flow_line(Function(1 / x + 0 * y, (x, y)), (1, 0), window=SQUARE)
    assert line.end is not FlowEnd.CRITICAL_POINT


def test_a_slope_that_vanishes_at_the_edge_of_the_domain():
    # Newton's step from x, on the slope of -x^(3/2), leads to -x.
    line = flow_line(Function(-(x ** sp.Rational(3, 2)) + 0 * y, (x, y)), (1, 0), window=SQUARE)
    assert line.end is FlowEnd.LEFT_DOMAIN
    assert 0 < line.points[-1, 0] < 1e-5


def test_a_plateau_without_curvature_is_no_critical_point():
    # The slopes of exp(-100 r²) at r = 2.7 are about 1e-310.
    far = Function(sp.exp(-100 * (x**2 + y**2)), (x, y))
    line = flow_line(far, (1.9, 1.9), window=SQUARE)
    assert (line.end, len(line.points)) == (FlowEnd.STEP_LIMIT, 1)


def test_results_cannot_be_changed():
    line = flow_line(VALLEY, (1, 1), window=SQUARE)
    for array in (line.points, line.times):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize(
    ("f", "start", "tolerance", "error", "message"),
    [
        (Function(x, x), 1, 1e-7, InvalidArgument, "a function of two variables, got x of 1"),
        (VALLEY, (3, 0), 1e-7, InvalidArgument, "must lie in the window .* got \\(3, 0\\)"),
        (VALLEY, (1,), 1e-7, InvalidArgument, "for each of x, y, got 1"),
        (VALLEY, (1, 1), 0.0, InvalidArgument, "tolerance must be positive, got 0.0"),
        (VALLEY, (1, 1), math.inf, InvalidArgument, "must be finite, got inf"),
        (Function(sp.log(x) + y, (x, y)), (-1, 0), 1e-7, OutsideDomain, "must lie in the domain"),
        (Function(sp.sqrt(x) + y, (x, y)), (0, 0), 1e-7, OutsideDomain, "must lie in the domain"),
    ],
)
def test_mistakes_are_named(f, start, tolerance, error, message):
    with pytest.raises(error, match=message):
        flow_line(f, start, window=SQUARE, tolerance=tolerance)


POLES = {
    "odd": (1 / x + y, (1, 0.3), True),
    "odd, from the left": (-1 / x + y, (-1, 0.3), True),
    "even": (1 / x**2 + y / 5, (1, 0.3), True),
    "logarithmic": (sp.log(x**2 + y**2), (0.7, 0.4), False),
    "of a point": (1 / (x**2 + y**2), (0.7, 0.4), True),
    "steep": (1 / (x - 0.1) ** 5, (1.2, 0), True),
    "cusp": (sp.sqrt(sp.Abs(x)) + y / 10, (1, 0.3), False),
    "narrow cusp": (-sp.cbrt(sp.Abs(x)), (1, 0.3), True),
    "wide cusp": (sp.cbrt(x**2), (1, 0.3), False),
}


@pytest.mark.parametrize("tolerance", [1e-9, 1e-7, 1e-3, 1e-2])
@pytest.mark.parametrize("name", POLES)
def test_a_line_ends_before_a_pole(name, tolerance):
    formula, start, uphill = POLES[name]
    f = Function(formula, (x, y))
    line = flow_line(f, start, window=SQUARE, uphill=uphill, tolerance=tolerance)
    assert line.end is FlowEnd.LEFT_DOMAIN
    heights = f(*line.points.T) * (1 if uphill else -1)
    assert (np.diff(heights) > 0).all()  # a line that steps across falls or comes back


@pytest.mark.parametrize("tolerance", [1e-7, 1e-2])
@pytest.mark.parametrize("formula", [sp.exp(9 * x) + y, sp.exp(x**2) + y / 9, x**2 - y**2, x**5])
def test_a_steep_ascent_is_no_pole(formula, tolerance):
    f = Function(formula, (x, y))
    assert flow_line(f, (1e-5, 0.1), window=SQUARE, tolerance=tolerance).end is FlowEnd.BORDER
