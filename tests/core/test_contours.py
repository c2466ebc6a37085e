"""Level curves lie on their level, close where they should, and part at saddles."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.contours import level_curves
from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.symbols import x, y, z
from calcml.core.window import Window
from tests.catalogue import PROBLEMS

SQUARE = Window((-2, 2), (-2, 2))
PLANE = [problem for problem in PROBLEMS if problem.f.arity == 2]
BOWL = Function(x**2 + y**2, (x, y))
SADDLE = Function(x * y, (x, y))
DIPOLE = Function(x * sp.exp(-(x**2) - y**2), (x, y))


def is_closed(piece):
    return (piece[0] == piece[-1]).all()


def length(piece):
    return np.linalg.norm(np.diff(piece, axis=0), axis=1).sum()


def area(piece):
    ahead = np.roll(piece, -1, axis=0)
    return abs((piece[:, 0] * ahead[:, 1] - piece[:, 1] * ahead[:, 0]).sum()) / 2


@pytest.mark.parametrize("problem", PLANE, ids=str)
def test_vertices_lie_on_the_level(problem):
    levels = [float(problem.f(*corner)) for corner in ((0.5, 0.5), (-1.1, 0.3), (1.7, -1.2))]
    for curve in level_curves(problem.f, SQUARE, levels, cells=40):
        for piece in curve.pieces:
            heights = problem.f(*piece.T)
            slopes = np.linalg.norm(gradient(problem.f)(*piece.T), axis=0)
            # A vertex is the nearest double, 2.2e-16 off in coordinates up to 2; the sum of
            # squares of Himmelblau and others loses some more ulp of its largest term, 10⁴.
            assert (np.abs(heights - curve.level) <= 1e-15 * slopes + 1e-11).all()


@given(st.floats(0.3, 1.9))
@settings(max_examples=20)
def test_circles_are_closed_and_round(radius):
    (curve,) = level_curves(BOWL, SQUARE, [radius**2])
    (circle,) = curve.pieces
    assert is_closed(circle)
    # Chords of cells h = 4/96 on a circle: relative error of area below (h/r)²/6·√2².
    bound = (4 / 96 / radius) ** 2
    assert area(circle) == pytest.approx(np.pi * radius**2, rel=bound)
    assert length(circle) == pytest.approx(2 * np.pi * radius, rel=bound)


def test_curves_that_leave_the_window_end_on_its_border():
    (curve,) = level_curves(Function(x - y**2, (x, y)), SQUARE, [0])
    (parabola,) = curve.pieces
    assert not is_closed(parabola)
    for end in (parabola[0], parabola[-1]):
        assert np.abs(end).max() == 2
        assert end == pytest.approx([2, np.copysign(np.sqrt(2), end[1])], abs=1e-15)


def test_the_dipole_has_loops_on_both_sides_and_a_line_between():
    low, zero, high, beyond = level_curves(DIPOLE, SQUARE, [-0.2, 0, 0.2, 0.5])
    assert [len(c.pieces) for c in (low, zero, high, beyond)] == [1, 1, 1, 0]
    assert is_closed(low.pieces[0])
    assert (low.pieces[0][:, 0] < 0).all()
    assert (high.pieces[0][:, 0] > 0).all()
    assert (zero.pieces[0][:, 0] == 0).all()
    assert length(zero.pieces[0]) == 4


class TestSaddles:
    @pytest.mark.parametrize("cells", [48, 49])
    def test_branches_of_a_hyperbola_keep_apart(self, cells):
        for level in (0.001, -0.001):
            (curve,) = level_curves(SADDLE, SQUARE, [level], cells=cells)
            assert len(curve.pieces) == 2
            for piece in curve.pieces:
                # x and y keep their signs along a branch, and its vertex is at √|level|.
                assert (np.sign(piece) == np.sign(piece[0])).all()
                assert np.hypot(*piece.T).min() == pytest.approx(np.sqrt(0.002), rel=0.2)

    @pytest.mark.parametrize("cells", [48, 49])
    def test_branches_through_the_saddle_meet_there(self, cells):
        (curve,) = level_curves(SADDLE, SQUARE, [0], cells=cells)
        for piece in curve.pieces:
            assert np.hypot(*piece.T).min() < 1e-6
            assert np.abs(piece.prod(axis=1)).max() < 1e-15

    def test_alternating_corners_are_joined_by_the_height_of_the_centre(self):
        # One cell in each corner alternates. For f = xy + c the centre has the sign of c.
        for shift, joined in ((0.1, 1), (-0.1, -1)):
            f = Function(x * y + shift, (x, y))
            (curve,) = level_curves(f, Window((-1, 2), (-1, 2)), [0], cells=3)
            for piece in curve.pieces:
                assert (np.sign(piece[:, 0] * piece[:, 1]) == -joined).all()


def test_a_pole_is_no_crossing():
    # 1/x changes sign at 0 without passing through it.
    curves = level_curves(Function(1 / x + y, (x, y)), SQUARE, [0, 1])
    for curve in curves:
        assert len(curve.pieces) == 2
        for piece in curve.pieces:
            assert np.abs(1 / piece[:, 0] + piece[:, 1] - curve.level).max() < 1e-12
            assert len(set(np.sign(piece[:, 0]))) == 1


def test_where_there_is_no_value_there_is_no_curve():
    (curve,) = level_curves(Function(sp.log(x) - y, (x, y)), SQUARE, [0])
    assert all((piece[:, 0] > 0).all() for piece in curve.pieces)
    assert sum(map(length, curve.pieces)) > 3


def test_a_level_met_in_a_point_has_no_pieces():
    assert level_curves(BOWL, SQUARE, [0])[0].pieces == ()
    assert level_curves(Function(-(x**2) - y**2, (x, y)), SQUARE, [0], cells=4)[0].pieces == ()


def test_sharp_bends_are_refined():
    # An ellipse two cells thick: its ends turn within one cell.
    (curve,) = level_curves(Function(x**2 + 400 * y**2, (x, y)), SQUARE, [1], cells=20)
    (coarse,) = curve.pieces
    assert np.abs(coarse[:, 0] ** 2 + 400 * coarse[:, 1] ** 2 - 1).max() < 1e-13


def test_the_same_question_has_the_same_answer():
    once, again = (level_curves(DIPOLE, SQUARE, [0.1, 0.3]) for _ in range(2))
    for one, other in zip(once, again, strict=True):
        assert [p.tolist() for p in one.pieces] == [p.tolist() for p in other.pieces]


def test_results_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        level_curves(BOWL, SQUARE, [1])[0].pieces[0][0] = 0


@pytest.mark.parametrize(
    ("f", "levels", "cells", "message"),
    [
        (Function(x, x), [1], 96, "a function of two variables, got x of 1"),
        (Function(x * y * z, (x, y, z)), [1], 96, "of 3"),
        (BOWL, [float("nan")], 96, "must be finite, got nan"),
        (BOWL, [1], 1, "cells must be from 2 to 1000, got 1"),
        (BOWL, [1], 9.5, "cells must be from 2 to 1000, got 9.5"),
        (BOWL, [1], 1001, "cells must be from 2 to 1000, got 1001"),
        (BOWL, 1, 96, "levels must be a sequence of numbers, got 1"),
    ],
)
def test_mistakes_are_named(f, levels, cells, message):
    with pytest.raises(InvalidArgument, match=message):
        level_curves(f, SQUARE, levels, cells=cells)
