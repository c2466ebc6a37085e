"""Sampled curves are flat enough, broken where the function breaks, and inside the window."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve, sample_path
from calcml.core.symbols import t, x, y

WINDOW = Window(x=(-3, 3), y=(-2, 2))
TOLERANCE = 5e-4


def curve_of(formula, window=WINDOW, **options):
    return sample_curve(Function(formula, x), window, **options)


def ends(curve: Curve):
    return [(tuple(p[0].tolist()), tuple(p[-1].tolist())) for p in curve.pieces]


NASTY = [
    1 / x,
    1 / x**2,
    sp.tan(x),
    sp.sign(x),
    sp.floor(x),
    sp.floor(50 * x),
    sp.sin(1 / x),
    x * sp.sin(1 / x),
    sp.tan(1 / x),
    sp.sqrt(x),
    sp.sqrt(1 - x**2),
    sp.log(x),
    sp.exp(-1 / x**2),
    sp.exp(1000 * x),
    (1 - sp.cos(x)) / x**2,
    1 / (x - sp.cos(x)),
    sp.tanh(10**6 * x),
    sp.sign(sp.sin(x**3 + x + 1)),
    sp.sin(200 * x),
    sp.Integer(1) + 0 * x,
    sp.Max(x, 1 / x),
]


@pytest.mark.parametrize("formula", NASTY, ids=str)
def test_every_point_is_finite_in_the_window_and_in_order(formula):
    curve = curve_of(formula)
    assert curve.pieces
    assert sum(len(p) for p in curve.pieces) < 20_000
    for piece in curve.pieces:
        assert piece.shape[1:] == (2,)
        assert len(piece) > 1
        assert np.isfinite(piece).all()
        assert (piece.min(axis=0) >= (-3, -2)).all()
        assert (piece.max(axis=0) <= (3, 2)).all()
        assert (np.diff(piece[:, 0]) >= 0).all()
        assert not piece.flags.writeable


@pytest.mark.parametrize(
    ("formula", "joints"),
    [
        (sp.sign(x), [(0, -1), (0, 1)]),
        (sp.Piecewise((x, x < 1), (x - 2, True)), [(1, 1), (1, -1)]),
        (sp.sin(x) / x, [(0, 1), (0, 1)]),
        ((1 - sp.cos(x)) / x**2, [(0, 0.5), (0, 0.5)]),  # in doubles 0 near 0
        (sp.Max(-1, sp.floor(x)) * 0 + sp.Heaviside(x - 1), [(1, 0), (1, 1)]),
    ],
)
def test_at_a_break_the_pieces_end_at_the_one_sided_limits(formula, joints):
    first, second = curve_of(formula).pieces
    assert [tuple(first[-1].tolist()), tuple(second[0].tolist())] == joints


def test_each_step_of_a_staircase_is_a_piece():
    assert ends(curve_of(sp.floor(x), Window(x=(0.5, 2.5), y=(-1, 3)))) == [
        ((0.5, 0.0), (1.0, 0.0)),
        ((1.0, 1.0), (2.0, 1.0)),
        ((2.0, 2.0), (2.5, 2.0)),
    ]


def test_jumps_that_are_not_solved_for_are_seen():
    # More steps than can be listed: 5 of them lie in the window, each 1/50 wide.
    curve = curve_of(sp.floor(50 * x))
    assert [p[0, 1] for p in curve.pieces] == [-2, -1, 0, 1, 2]
    assert all(len(set(p[:, 1])) == 1 for p in curve.pieces)
    # sign(sin u) changes at every u = nπ; x³ + x + 1 takes 19 of those values from -29 to 31.
    turning = curve_of(sp.sign(sp.sin(x**3 + x + 1)))
    assert len(turning.pieces) == sum(-29 < n * math.pi < 31 for n in range(-20, 20)) + 1


def test_without_a_known_limit_the_pieces_just_end():
    left, right = curve_of((sp.sin(1 / x) + sp.sin(sp.sqrt(2) / x)) / 2).pieces
    assert -1e-4 < left[-1, 0] < 0 < right[0, 0] < 1e-4


def test_a_pole_runs_into_the_border():
    curve = curve_of(1 / x, Window(x=(-1, 1), y=(-1e3, 1e3)))
    (left, down), (up, right) = ends(curve)
    assert (left, right) == ((-1, -1), (1, 1))
    assert (down[1], up[1]) == (-1e3, 1e3)
    assert abs(down[0] + 1e-3) <= TOLERANCE * 2  # of the width, 2
    unknown = curve_of(1 / (x - sp.cos(x)))
    assert (unknown.pieces[0][-1, 1], unknown.pieces[1][0, 1]) == (-2, 2)


def test_a_pole_at_the_border_of_the_window_is_kept_out():
    (piece,) = curve_of(1 / x, Window(x=(0, 2), y=(0, 4))).pieces
    assert piece[0, 1] == 4
    assert piece[-1].tolist() == [2, 0.5]


def test_the_domain_ends_where_it_ends():
    assert ends(curve_of(sp.sqrt(x))) == [((0, 0), (3, math.sqrt(3)))]
    assert ends(curve_of(sp.sqrt(1 - x**2))) == [((-1, 0), (1, 0))]
    assert curve_of(sp.sqrt(x - 5)).pieces == ()
    assert curve_of(sp.Integer(9) + 0 * x).pieces == ()


def test_a_steep_curve_is_not_torn():
    assert len(curve_of(sp.tanh(10**6 * x)).pieces) == 1
    assert len(curve_of(5 * sp.sin(x)).pieces) == 3


def test_oscillation_fills_its_band_within_bounds():
    for zoom in (1, 0.1, 0.01, 0.001):
        curve = curve_of(sp.sin(1 / x), Window(x=(-zoom, zoom), y=(-1.5, 1.5)))
        points = np.concatenate(curve.pieces)
        near = points[np.abs(points[:, 0]) < zoom / 10, 1]
        assert near.max() > 0.99
        assert near.min() < -0.99
        assert len(points) < 20_000


def distance_to(piece, points):
    """Distances of points to the nearest line of a piece, in fractions of the window."""
    unit = np.array(WINDOW.size)
    start, line = piece[:-1] / unit, np.diff(piece, axis=0) / unit
    offset = points[:, None] / unit - start
    along = np.clip((offset * line).sum(-1) / np.maximum((line**2).sum(-1), 1e-300), 0, 1)
    return np.hypot(*np.moveaxis(offset - along[..., None] * line, -1, 0)).min(axis=1)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 6), st.floats(-2, 2), st.sampled_from([1e-4, 1e-3, 1e-2]))
def test_the_lines_stay_within_the_tolerance(frequency, shift, tolerance):
    f = Function(sp.sin(frequency * x) + sp.Float(shift) * x / 6.1, x)
    (piece,) = sample_curve(f, WINDOW, tolerance=tolerance).pieces
    grid = np.linspace(-3, 3, 601)
    # Two probes per line see at least 4/5 of a parabola's greatest distance: 0.7 * 0.3 * 4.
    assert distance_to(piece, np.column_stack([grid, f(grid)])).max() < tolerance / 0.8


def test_a_finer_tolerance_takes_more_points():
    counts = [len(curve_of(sp.sin(9 * x), tolerance=e).pieces[0]) for e in (1e-2, 1e-3, 1e-4, 1e-5)]
    assert counts == sorted(counts)
    # The distance from a parabola falls with the square of the step: √10 more points each.
    assert 2 < counts[3] / counts[2] < 5


def test_a_path_closes_round_a_circle():
    circle = sample_path(Function(sp.cos(t), t), Function(sp.sin(t), t), (0, 2 * math.pi), WINDOW)
    (piece,) = circle.pieces
    assert np.abs(np.hypot(*piece.T) - 1).max() < 1e-15
    assert np.abs(piece[0] - piece[-1]).max() < 1e-15


def test_a_path_is_cut_at_all_four_borders():
    window = Window(x=(-0.5, 0.5), y=(-2, 2))
    circle = sample_path(Function(sp.cos(t), t), Function(sp.sin(t), t), (0, 2 * math.pi), window)
    assert [abs(v) for p in circle.pieces for v in (p[0, 0], p[-1, 0])] == [0.5] * 4
    poles = sample_path(Function(t, t), Function(1 / t, t), (-2, 2), WINDOW)
    assert len(poles.pieces) == 2


def test_a_path_may_be_endlessly_fine():
    wild = sample_path(Function(t, t), Function(sp.sin(10**5 * t), t), (-1, 1), WINDOW)
    assert sum(len(p) for p in wild.pieces) <= 40_000


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Window(x=(1, 1), y=(0, 1)), "the window's x must rise"),
        (lambda: Window(x=(0, 1), y=(2, 1)), "the window's y must rise"),
        (lambda: Window(x=(0, math.inf), y=(0, 1)), "finite ends"),
        (lambda: Window(x=(0, 1), y=(math.nan, 1)), "finite ends"),
        (lambda: curve_of(x, tolerance=0), "tolerance must be from 1e-6 to 0.1, got 0"),
        (lambda: curve_of(x, tolerance=math.nan), "finite, got nan"),
        (lambda: curve_of(x, tolerance="a"), "got 'a'"),
        (lambda: curve_of(x, tolerance=np.array([0.1, 0.1])), "got"),
        (lambda: sample_curve(Function(x * y, (x, y)), WINDOW), "one variable"),
        (lambda: sample_path(Function(t, t), Function(t, t), (1, 0), WINDOW), "span must rise"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, message):
    with pytest.raises(InvalidArgument, match=message):
        make()


@pytest.mark.parametrize("ends", [("0", 1), (False, True), (0, 1, 2), 1, None, (1, 1 + 1e-17)])
def test_a_window_needs_two_rising_ends(ends):
    with pytest.raises(InvalidArgument, match="must rise between two finite ends"):
        Window(x=ends, y=(0, 1))
